"""Examples for the interface's description, put together from those that each field or body states."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_BY_FORMAT = {"date": "2026-11-23", "date-time": "2026-11-23T08:30:00+08:00"}
_BY_NAME = {"project_name": "初级焊工", "occupation_name": "焊工", "bank_account_tail": "0000"}
_NOTHING_KNOWN = "…"


class Samples:
    """Makes examples of the description's `schemas`; a text without one takes that of a text of the same name."""

    def __init__(self, schemas: Json) -> None:
        self._schemas = schemas
        fields = [item for schema in schemas.values() for item in schema.get("properties", {}).items()]
        self._by_name = {name: field["examples"][0] for name, field in fields if _states_text(field)} | _BY_NAME

    def of(self, schema: Json, name: str = "") -> Any:
        """A value of `schema`: its own example, or one put together from those of its parts."""
        if "$ref" in schema:
            return self.of(self._schemas[schema["$ref"].rpartition("/")[2]], name)
        for stated in ("examples", "enum"):
            if schema.get(stated):
                return self._filled(schema[stated][0], schema)
        for stated in ("example", "const", "default"):
            if stated in schema:
                return schema[stated]
        for either in ("anyOf", "oneOf", "allOf"):
            if schema.get(either):
                found = self.of(schema[either][0], name)
                return None if found == _NOTHING_KNOWN and {"type": "null"} in schema[either] else found
        return self._of_type(schema, name)

    def _filled(self, stated: Any, schema: Json) -> Any:
        """`stated` with the fields that it leaves out although they are always there."""
        if not isinstance(stated, dict):
            return stated
        fields = schema.get("properties", {})
        return stated | {
            name: self.of(fields[name], name) for name in schema.get("required", ()) if name not in stated
        }

    def _of_type(self, schema: Json, name: str) -> Any:
        match schema.get("type"):
            case "object":
                return {name: self.of(field, name) for name, field in schema.get("properties", {}).items()}
            case "array":
                item = self.of(schema["items"], name) if schema.get("items") else _NOTHING_KNOWN
                return [] if item == _NOTHING_KNOWN else [item]
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return False
            case "null":
                return None
            case _:
                return _BY_FORMAT.get(schema.get("format", "")) or self._by_name.get(name, _NOTHING_KNOWN)


def _states_text(field: Json) -> bool:
    return bool(field.get("examples")) and isinstance(field["examples"][0], str)
