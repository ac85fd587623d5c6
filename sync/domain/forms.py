"""The printed forms staff know: what stands on one, whoever draws it. PDF and workbook are made from the same content.

Forms are papers of the scheme: their words are Chinese in every language of the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FormKind(StrEnum):
    """Which form."""

    ROSTER = "roster"
    """花名册."""
    ATTENDANCE = "attendance"
    """出勤簿, one month of it."""
    RESULTS = "results"
    """鉴定成绩单."""
    DAY = "day"
    """日结单, of one day and all classes."""


class Align(StrEnum):
    """Where a cell's words stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in millimetres on A4, scaled so that all columns together fill the page. `number`: cells are whole
    numbers, or empty."""

    title: str
    width: float
    align: Align = Align.LEFT
    number: bool = False


@dataclass(frozen=True, slots=True)
class FormTable:
    """`rows` and `totals` have one text a column; `heading` and `totals` may be empty."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `facts` stand above the tables as name and value; `notes` below, one line each; `code` is the text of a
    QR code at the end."""

    kind: FormKind
    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[FormTable, ...]
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    landscape: bool = False
    code: str = ""
