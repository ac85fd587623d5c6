"""Examples for the interface's description, put together from those that each field or body states."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_BY_FORMAT = {
    "date": "2026-11-23",
    "date-time": "2026-11-23T08:30:00+08:00",
    "binary": "",
}
_BY_TYPE: dict[str, Any] = {"boolean": False, "null": None, "string": "…"}


def sample_of(schema: Json, components: Json) -> Any:
    """A value of `schema`: its own example, or one put together from those of its parts."""
    if "$ref" in schema:
        return sample_of(components[schema["$ref"].rpartition("/")[2]], components)
    for stated in ("examples", "enum"):
        if schema.get(stated):
            return schema[stated][0]
    for stated in ("example", "const", "default"):
        if stated in schema:
            return schema[stated]
    for either in ("anyOf", "oneOf", "allOf"):
        if schema.get(either):
            return sample_of(schema[either][0], components)
    return _by_type(schema, components)


def _by_type(schema: Json, components: Json) -> Any:
    match schema.get("type"):
        case "object":
            return {name: sample_of(part, components) for name, part in schema.get("properties", {}).items()}
        case "array":
            return [sample_of(schema["items"], components)] if schema.get("items") else []
        case "integer" | "number":
            return schema.get("minimum", 1)
        case kind:
            return _BY_FORMAT.get(schema.get("format", ""), _BY_TYPE.get(str(kind)))
