"""How a pack writes predicates: one name each, with what belongs to it.

    {"all": [PREDICATE, …]}   {"any": [PREDICATE, …]}   {"not": PREDICATE}
    {"age_between": [LEAST, MOST]}   {"is": [ATTRIBUTE, VALUE]}   {"in": [ATTRIBUTE, [VALUE, …]]}
    {"at_least": [ATTRIBUTE, NUMBER]}   {"at_most": [ATTRIBUTE, NUMBER]}

Depth, size and every value are bounded, so that no pack can keep the centre busy.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeGuard

from sync.domain.eligibility import (
    AgeBetween,
    All,
    Any,
    AtLeast,
    AtMost,
    AttributeIn,
    AttributeIs,
    Clause,
    Not,
    Predicate,
    Value,
)
from sync.errors import MalformedMessage

MAX_DEPTH = 5
"""How deep predicates nest; what cannot be read out is no rule."""
MAX_PARTS = 64
LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly."""
_MAX_VALUES = 200
_MAX_TEXT = 100
_OLDEST = 150
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def predicate_to_map(predicate: Predicate) -> dict[str, object]:
    """As it is signed and sent."""
    match predicate:
        case All(parts):
            return {"all": [predicate_to_map(part) for part in parts]}
        case Any(parts):
            return {"any": [predicate_to_map(part) for part in parts]}
        case Not(part):
            return {"not": predicate_to_map(part)}
        case AgeBetween(least, most):
            return {AgeBetween.word: [least, most]}
        case AttributeIn(attribute, values):
            return {AttributeIn.word: [attribute, list(values)]}
        case Clause():
            attribute, values = predicate.asks
            return {predicate.word: [attribute, *values]}
    raise TypeError(type(predicate))


def predicate_from_map(written: object, place: str) -> Predicate:
    """Read one predicate. Raises MalformedMessage that says what is wrong in `place`."""
    return _Reader(place).read(written, 1)


def is_attribute_name(name: object) -> TypeGuard[str]:
    """Whether `name` can name what is known about people."""
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def is_value(value: object) -> TypeGuard[Value]:
    """Whether `value` can be known about somebody: short text, a whole number or a truth value."""
    match value:
        case bool():
            return True
        case int():
            return abs(value) <= LARGEST
        case str():
            return 0 < len(value) <= _MAX_TEXT and value.isprintable()
    return False


class _Reader:
    """Reads one predicate and counts its parts."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._parts = 0

    def read(self, written: object, depth: int) -> Predicate:
        self._parts += 1
        if depth > MAX_DEPTH or self._parts > MAX_PARTS:
            raise self._wrong("is too deep or too long")
        if not isinstance(written, dict) or len(written) != 1:
            raise self._wrong("holds no predicate")
        ((word, asked),) = written.items()
        match word, asked:
            case "all", [_, *_]:
                return All(tuple(self.read(part, depth + 1) for part in asked))
            case "any", [_, *_]:
                return Any(tuple(self.read(part, depth + 1) for part in asked))
            case "not", part:
                return Not(self.read(part, depth + 1))
        return self._clause(word, asked)

    def _clause(self, word: object, asked: object) -> Clause:
        read = _CLAUSES.get(word) if isinstance(word, str) else None
        if read is None:
            raise self._wrong("has a clause nobody knows" + (f": {word}" if _is_word(word) else ""))
        clause = read(asked) if isinstance(asked, list) else None
        if clause is None:
            raise self._wrong(f"asks {word} in a wrong way")
        return clause

    def _wrong(self, why: str) -> MalformedMessage:
        return MalformedMessage(f"{self._place} {why}")


def _is_word(word: object) -> bool:
    return isinstance(word, str) and re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", word) is not None


def _age_between(asked: list[object]) -> Clause | None:
    match asked:
        case [int(least), int(most)] if bool not in (type(least), type(most)) and 0 <= least <= most <= _OLDEST:
            return AgeBetween(least, most)
    return None


def _is(asked: list[object]) -> Clause | None:
    match asked:
        case [str(attribute), value] if is_attribute_name(attribute) and is_value(value):
            return AttributeIs(attribute, value)
    return None


def _in(asked: list[object]) -> Clause | None:
    match asked:
        case [str(attribute), list(values)] if is_attribute_name(attribute) and 0 < len(values) <= _MAX_VALUES:
            known: tuple[Value, ...] = tuple(value for value in values if is_value(value))
            return AttributeIn(attribute, known) if len(known) == len(values) else None
    return None


def _bound(make: Callable[[str, int], Clause]) -> Callable[[list[object]], Clause | None]:
    def read(asked: list[object]) -> Clause | None:
        match asked:
            case [str(attribute), int(bound)] if (
                is_attribute_name(attribute) and type(bound) is int and abs(bound) <= LARGEST
            ):
                return make(attribute, bound)
        return None

    return read


_CLAUSES: dict[str, Callable[[list[object]], Clause | None]] = {
    AgeBetween.word: _age_between,
    AttributeIs.word: _is,
    AttributeIn.word: _in,
    AtLeast.word: _bound(AtLeast),
    AtMost.word: _bound(AtMost),
}
