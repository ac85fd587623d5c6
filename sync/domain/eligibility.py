"""Who may receive a voucher: a closed grammar of predicates over what is known about a person, each clause explained.

    Predicate = All(Predicate, …) | Any(Predicate, …) | Not(Predicate) | Clause
    Clause    = AgeBetween(least, most) | AttributeIs(attribute, value) | AttributeIn(attribute, values)
              | AtLeast(attribute, least) | AtMost(attribute, most)

A clause asks one attribute. An attribute nobody knows fails its clause, also under Not: a voucher is never issued on a
guess. (Kleene's logic: what is unknown stays unknown when it is turned round, and only what is true counts.)
How predicates are written in a pack: `sync.domain.predicate_form`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Value = str | int | bool
AGE = "age"


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is known about one person on `day`. `attributes`: text, whole numbers or truth values by name."""

    birth: date | None
    day: date
    attributes: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Unmet:
    """Why one clause fails: what it asks (`clause`, `attribute`, `wanted`), never what the person has.

    `negated`: the clause stands under a Not, so it must not hold. `unknown`: nobody knows the attribute.
    """

    clause: str
    attribute: str
    wanted: tuple[Value, ...]
    negated: bool = False
    unknown: bool = False

    @property
    def code(self) -> str:
        """In one word, to look words up by: `not.is.employment`, say."""
        return f"{'not.' if self.negated else ''}{self.clause}.{self.attribute}"


class Predicate(ABC):
    """Base of the grammar."""

    def unmet(self, applicant: Applicant) -> tuple[Unmet, ...]:
        """Why `applicant` does not fit: each clause that fails; empty when the person fits."""
        return self.against(applicant, wanted=True)

    @abstractmethod
    def against(self, applicant: Applicant, *, wanted: bool) -> tuple[Unmet, ...]:
        """The clauses for which the predicate is not known to be `wanted`; empty when it is."""


@dataclass(frozen=True, slots=True)
class All(Predicate):
    """Every part."""

    parts: tuple[Predicate, ...]

    def against(self, applicant: Applicant, *, wanted: bool) -> tuple[Unmet, ...]:
        """As `Predicate` says."""
        return (_each if wanted else _one)(self.parts, applicant, wanted=wanted)


@dataclass(frozen=True, slots=True)
class Any(Predicate):
    """At least one part."""

    parts: tuple[Predicate, ...]

    def against(self, applicant: Applicant, *, wanted: bool) -> tuple[Unmet, ...]:
        """As `Predicate` says."""
        return (_one if wanted else _each)(self.parts, applicant, wanted=wanted)


@dataclass(frozen=True, slots=True)
class Not(Predicate):
    """Known not to be so."""

    part: Predicate

    def against(self, applicant: Applicant, *, wanted: bool) -> tuple[Unmet, ...]:
        """As `Predicate` says."""
        return self.part.against(applicant, wanted=not wanted)


class Clause(Predicate):
    """Asks `attribute`, comparing it with `wanted`; `word` names the clause in a pack and in an explanation."""

    word: str

    @property
    @abstractmethod
    def asks(self) -> tuple[str, tuple[Value, ...]]:
        """The attribute, and the values it is compared with."""

    @abstractmethod
    def holds(self, applicant: Applicant) -> bool | None:
        """Whether it is so; None when nobody knows."""

    def against(self, applicant: Applicant, *, wanted: bool) -> tuple[Unmet, ...]:
        """As `Predicate` says."""
        holds = self.holds(applicant)
        if holds is wanted:
            return ()
        return (Unmet(self.word, *self.asks, negated=not wanted, unknown=holds is None),)


@dataclass(frozen=True, slots=True)
class AgeBetween(Clause):
    """Completed years of age on the day, both ends included."""

    word = "age_between"
    least: int
    most: int

    @property
    def asks(self) -> tuple[str, tuple[Value, ...]]:
        """As `Clause` says."""
        return AGE, (self.least, self.most)

    def holds(self, applicant: Applicant) -> bool | None:
        """As `Clause` says."""
        birth, day = applicant.birth, applicant.day
        if birth is None or birth > day:
            return None
        return self.least <= age_on(birth, day) <= self.most


@dataclass(frozen=True, slots=True)
class AttributeIs(Clause):
    """The attribute has this very value; a value of another type is another value."""

    word = "is"
    attribute: str
    value: Value

    @property
    def asks(self) -> tuple[str, tuple[Value, ...]]:
        """As `Clause` says."""
        return self.attribute, (self.value,)

    def holds(self, applicant: Applicant) -> bool | None:
        """As `Clause` says."""
        return _is_among(applicant.attributes.get(self.attribute), (self.value,))


@dataclass(frozen=True, slots=True)
class AttributeIn(Clause):
    """The attribute has one of these values."""

    word = "in"
    attribute: str
    values: tuple[Value, ...]

    @property
    def asks(self) -> tuple[str, tuple[Value, ...]]:
        """As `Clause` says."""
        return self.attribute, self.values

    def holds(self, applicant: Applicant) -> bool | None:
        """As `Clause` says."""
        return _is_among(applicant.attributes.get(self.attribute), self.values)


@dataclass(frozen=True, slots=True)
class AtLeast(Clause):
    """A number not below this."""

    word = "at_least"
    attribute: str
    least: int

    @property
    def asks(self) -> tuple[str, tuple[Value, ...]]:
        """As `Clause` says."""
        return self.attribute, (self.least,)

    def holds(self, applicant: Applicant) -> bool | None:
        """As `Clause` says."""
        value = applicant.attributes.get(self.attribute)
        return value >= self.least if type(value) is int else None


@dataclass(frozen=True, slots=True)
class AtMost(Clause):
    """A number not above this."""

    word = "at_most"
    attribute: str
    most: int

    @property
    def asks(self) -> tuple[str, tuple[Value, ...]]:
        """As `Clause` says."""
        return self.attribute, (self.most,)

    def holds(self, applicant: Applicant) -> bool | None:
        """As `Clause` says."""
        value = applicant.attributes.get(self.attribute)
        return value <= self.most if type(value) is int else None


def age_on(birth: date, day: date) -> int:
    """Completed years. Somebody born on 29 February is a year older from 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _each(parts: tuple[Predicate, ...], applicant: Applicant, *, wanted: bool) -> tuple[Unmet, ...]:
    return tuple(unmet for part in parts for unmet in part.against(applicant, wanted=wanted))


def _one(parts: tuple[Predicate, ...], applicant: Applicant, *, wanted: bool) -> tuple[Unmet, ...]:
    failing = [part.against(applicant, wanted=wanted) for part in parts]
    return () if () in failing else tuple(unmet for part in failing for unmet in part)


def _is_among(value: Value | None, values: tuple[Value, ...]) -> bool | None:
    """True and 1 equal each other, and are two values all the same."""
    return None if value is None else any(type(value) is type(other) and value == other for other in values)
