"""How a pack writes a region's rules: text, whole numbers, lists and tables, so that TOML, JSON and CBOR say the same.

Reading is strict: a rule, a kind or a condition that this program does not know, or a figure out of range, refuses the
whole pack and is named. A rule that was passed over would be one that nobody keeps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sync.domain.eligibility import Predicate
from sync.domain.predicate_form import is_attribute_name, predicate_from_map, predicate_to_map
from sync.domain.region_rules import (
    Condition,
    Function,
    InstitutionKind,
    PayeeKind,
    ProjectType,
    Ratio,
    RegionRules,
    Rounding,
    Source,
    Standard,
)
from sync.errors import MalformedMessage

LARGEST_STANDARD_FEN = 1_000_000_00
"""A million yuan for one person's course: more is a mistake."""
MARKS = ("S", "I", "U")
_LEVELS = 5
_MAX_PROJECT = 65_535
_MAX_ENTRIES = 500
_MAX_WORDS = 500
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
_Choice = TypeVar("_Choice", bound=StrEnum)
_Entry = TypeVar("_Entry")


def rules_to_map(rules: RegionRules) -> dict[str, object]:
    """As they are signed and sent."""
    return {
        "region": rules.region,
        "holidays": [day.isoformat() for day in sorted(rules.holidays)],
        "extra_workdays": [day.isoformat() for day in sorted(rules.extra_workdays)],
        "standards": [_standard_to_map(standard) for standard in rules.standards],
        "ratios": [
            {"name": ratio.name, "percent": ratio.percent, "who": predicate_to_map(ratio.who)} for ratio in rules.ratios
        ],
        "rounding": rules.rounding.value,
        "payees": {type_.value: payee.value for type_, payee in rules.payees.items()},
        "functions": {
            kind.value: sorted(function.value for function in open_) for kind, open_ in rules.functions.items()
        },
        "eligible": {name: predicate_to_map(who) for name, who in rules.eligible.items()},
        "conditions": [condition.value for condition in rules.conditions],
        "sources": {rule: {"mark": source.mark, "words": source.words} for rule, source in rules.sources.items()},
    }


def rules_from_map(written: object) -> RegionRules:
    """Read a pack's rules; one that is absent decides nothing. Raises MalformedMessage that names the rule."""
    rules = _table(written, "rules")
    for name in rules:
        if name not in _READERS:
            raise _wrong(f"rules hold {_shown(name)}, which nobody knows")
    return RegionRules(**{name: _READERS[name](value, name) for name, value in rules.items()})


def _text(value: object, place: str, most: int = _MAX_WORDS) -> str:
    if not isinstance(value, str) or len(value) > most or not value.isprintable():
        raise _wrong(f"{place} is no short text")
    return value


def _days(value: object, place: str) -> frozenset[date]:
    return frozenset(_day(day, place) for day in _list(value, place))


def _day(value: object, place: str) -> date:
    text = _text(value, place)
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None or not _FIRST_DAY <= day <= _LAST_DAY:
        raise _wrong(f"{place} holds what is no day")
    return day


def _standard_to_map(standard: Standard) -> dict[str, object]:
    written = {field.name: getattr(standard, field.name) for field in fields(standard)}
    return {name: value for name, value in written.items() if value is not None}


def _standard(value: object, place: str) -> Standard:
    row = _row(value, place, needed={"amount_fen"}, allowed={"project_type", "skill_level", "project"})
    return Standard(
        _whole(row["amount_fen"], f"{place} amount_fen", 0, LARGEST_STANDARD_FEN),
        _choice(ProjectType, row["project_type"], f"{place} project_type") if "project_type" in row else None,
        _whole(row["skill_level"], f"{place} skill_level", 1, _LEVELS) if "skill_level" in row else None,
        _whole(row["project"], f"{place} project", 1, _MAX_PROJECT) if "project" in row else None,
    )


def _ratio(value: object, place: str) -> Ratio:
    row = _row(value, place, needed={"name", "percent", "who"})
    name = _name(row["name"], f"{place} name")
    who = predicate_from_map(row["who"], f"policy ratio {name}")
    return Ratio(name, who, _whole(row["percent"], f"ratio {name} percent", 0, 100))


def _rounding(value: object, place: str) -> Rounding:
    return _choice(Rounding, value, place)


def _payees(value: object, place: str) -> dict[ProjectType, PayeeKind]:
    table = _table(value, place)
    return {_choice(ProjectType, type_, place): _choice(PayeeKind, payee, place) for type_, payee in table.items()}


def _functions(value: object, place: str) -> dict[InstitutionKind, frozenset[Function]]:
    return {
        _choice(InstitutionKind, kind, place): frozenset(_choice(Function, one, place) for one in _list(open_, place))
        for kind, open_ in _table(value, place).items()
    }


def _eligible(value: object, place: str) -> dict[str, Predicate]:
    return {
        _name(name, place): predicate_from_map(who, f"policy eligible {name}")
        for name, who in _table(value, place).items()
    }


def _conditions(value: object, place: str) -> tuple[Condition, ...]:
    return tuple(_choice(Condition, one, place) for one in _list(value, place))


def _sources(value: object, place: str) -> dict[str, Source]:
    return {_text(rule, place, 100): _source(source, place) for rule, source in _table(value, place).items()}


def _source(value: object, place: str) -> Source:
    row = _row(value, place, needed={"mark", "words"})
    mark = _text(row["mark"], place)
    if mark not in MARKS:
        raise _wrong(f"{place} holds a mark other than {', '.join(MARKS)}")
    return Source(mark, _text(row["words"], place))


def _entries(read: Callable[[object, str], _Entry]) -> Callable[[object, str], tuple[_Entry, ...]]:
    return lambda value, place: tuple(read(one, f"{place}[{at}]") for at, one in enumerate(_list(value, place)))


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list) or len(value) > _MAX_ENTRIES:
        raise _wrong(f"{place} is no list of at most {_MAX_ENTRIES}")
    return value


def _table(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, dict) or len(value) > _MAX_ENTRIES or not all(isinstance(name, str) for name in value):
        raise _wrong(f"{place} is no table of at most {_MAX_ENTRIES}")
    return value


def _row(value: object, place: str, *, needed: set[str], allowed: Iterable[str] = ()) -> Mapping[str, object]:
    row = _table(value, place)
    if missing := needed - row.keys():
        raise _wrong(f"{place} lacks {min(missing)}")
    if strange := row.keys() - needed - set(allowed):
        raise _wrong(f"{place} holds {_shown(min(strange))}, which nobody knows")
    return row


def _name(value: object, place: str) -> str:
    if not is_attribute_name(value):
        raise _wrong(f"{place} holds what is no name")
    return value


def _whole(value: object, place: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise _wrong(f"{place} is no whole number from {least} to {most}")
    return value


def _choice(kind: type[_Choice], value: object, place: str) -> _Choice:
    if not isinstance(value, str) or value not in list(kind):
        raise _wrong(f"{place} holds {_shown(value)}, which nobody knows")
    return kind(value)


def _shown(value: object) -> str:
    """Packs hold no personal data; a long or odd text is left out of the one line all the same."""
    return value if isinstance(value, str) and re.fullmatch(r"[\w.-]{1,40}", value) else "something"


def _wrong(why: str) -> MalformedMessage:
    return MalformedMessage(f"policy {why}")


_READERS: dict[str, Callable[[object, str], Any]] = {
    "region": _text,
    "holidays": _days,
    "extra_workdays": _days,
    "standards": _entries(_standard),
    "ratios": _entries(_ratio),
    "rounding": _rounding,
    "payees": _payees,
    "functions": _functions,
    "eligible": _eligible,
    "conditions": _conditions,
    "sources": _sources,
}
RULES = frozenset(_READERS)
"""The names of all rules."""
