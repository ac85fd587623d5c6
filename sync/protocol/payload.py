"""The form of what facts say: named values, read strictly and written alike at both ends."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any, ClassVar, Self, get_args, get_type_hints

from sync.domain.attention import LONGEST_NOTE
from sync.domain.names import LONGEST_LINE, is_line
from sync.errors import MalformedMessage
from sync.protocol.facts import FactType

_LARGEST = (1 << 53) - 1
"""Whole numbers that JSON and every database carry exactly."""
_LARGEST_VOUCHER_NO = (1 << 32) - 1
"""What a voucher code has room for."""


class Payload:
    """Base of all payloads: frozen dataclasses of text, whole numbers, truth values and null."""

    type: ClassVar[FactType]
    version: ClassVar[int] = 1

    def to_map(self) -> dict[str, Any]:
        """The values by field name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]  # subclasses are dataclasses

    @classmethod
    def from_map(cls, values: dict[str, Any]) -> Self:
        """Read; later versions' extra names are passed over. Raises MalformedMessage on a missing or wrong value."""
        known = []
        for name, allowed in _form_of(cls):  # type: ignore[arg-type]  # mypy takes dataclass types for unhashable
            value = values.get(name)
            if type(value) not in allowed or not (value is None or _is_kept(name, value)):
                raise MalformedMessage(f"{cls.type}: {name}")
            known.append(value)
        return cls(*known)


def _is_kept(name: str, value: object) -> bool:
    """Whether the value can go into the record and on to every desk. What was read from a code may be anything: only
    its bytes are kept."""
    if type(value) is str:
        longest = LONGEST_NOTE if name == "note" else LONGEST_LINE
        return name == "code" or (is_line(value, longest) and (name != "reason" or bool(value.strip())))
    if type(value) is int:
        return 1 <= value <= _LARGEST_VOUCHER_NO if name == "voucher_no" else abs(value) <= _LARGEST
    return True


@cache  # resolving annotations takes ten times as long as the reading itself
def _form_of(payload: type[Any]) -> list[tuple[str, tuple[type, ...]]]:
    """The fields in their order, each with the types that it may have."""
    hints = get_type_hints(payload)
    return [(field.name, get_args(hints[field.name]) or (hints[field.name],)) for field in fields(payload)]
