"""名单: a list of people as staff keep it in a workbook: which columns there are, what can be wrong with a line."""

from __future__ import annotations

from enum import StrEnum


class ListColumn(StrEnum):
    """What a column is about."""

    NUMBER = "number"
    NAME = "name"
    DOCUMENT_KIND = "document_kind"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    SEX = "sex"
    EDUCATION = "education"
    HOUSEHOLD = "household"
    EMPLOYER = "employer"
    REMARK = "remark"


class LineTrouble(StrEnum):
    """What is to be said of a line; see `is_warning` for those that are taken all the same."""

    NAME_MISSING = "name_missing"
    NAME = "name"
    ID_MISSING = "id_missing"
    IDENTITY = "identity"
    """The number cannot be that of such a document."""
    KIND = "kind"
    PHONE = "phone"
    WORDS = "words"
    DIGITS_LOST = "digits_lost"
    """A long number kept as a number: a workbook holds fifteen digits, the others are gone."""
    DATE = "date"
    FORMULA = "formula"
    MERGED = "merged"
    TWICE = "twice"
    IN_CLASS = "in_class"
    """On the class's roster, or announced for it, already."""
    NO_PHONE = "no_phone"
    SEX_DIFFERS = "sex_differs"
    COMPUTED = "computed"
    """A formula whose last result was taken."""
    NAME_TWICE = "name_twice"

    @property
    def is_warning(self) -> bool:
        """Whether the line can be taken as it is."""
        return self in _WARNINGS


_WARNINGS = frozenset({LineTrouble.NO_PHONE, LineTrouble.SEX_DIFFERS, LineTrouble.COMPUTED, LineTrouble.NAME_TWICE})


class FileFault(StrEnum):
    """Why a file cannot be read as a list at all."""

    NOT_THERE = "not_there"
    NO_WORKBOOK = "no_workbook"
    OLD_WORKBOOK = "old_workbook"
    """.xls, of Excel before 2007."""
    PASSWORD = "password"  # noqa: S105  the name of a fault
    PLAIN_TEXT = "plain_text"
    """.csv and the like."""
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    DAMAGED = "damaged"
    NO_HEADINGS = "no_headings"
    COLUMN_TWICE = "column_twice"
    NOBODY = "nobody"
