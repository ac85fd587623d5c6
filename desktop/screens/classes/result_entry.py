"""What is typed into a line of the 鉴定成绩单, and what is wrong with it, before anything is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from sync.desk.operations.show_results import ResultSheet, SheetLine
from sync.domain.assessment import BEST, Result, ResultRefusal, refuse_certificate
from sync.domain.ids import VoucherNo

_ABSENT = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}", "/", "q", "qk", "a", "缺", "缺考", "absent"})
ABSENT = "\N{EN DASH}"
"""How an absence stands in a cell."""
Key = tuple[VoucherNo, int]
"""Voucher and attempt."""


class EntryFault(StrEnum):
    """Why a line cannot be saved yet."""

    NO_SCORE = "no_score"
    OUT_OF_RANGE = "out_of_range"
    OTHER_PART_MISSING = "other_part_missing"
    NOT_PASSED = ResultRefusal.NOT_PASSED.value
    CERTIFICATE_MALFORMED = ResultRefusal.CERTIFICATE_MALFORMED.value
    CERTIFICATE_OF_ANOTHER_LEVEL = ResultRefusal.CERTIFICATE_OF_ANOTHER_LEVEL.value
    CERTIFICATE_TWICE = "certificate_twice"


@dataclass(frozen=True, slots=True)
class Entry:
    """The three cells as text."""

    theory: str
    practical: str
    certificate: str

    @property
    def blank(self) -> bool:
        """Whether nothing is entered."""
        return not (self.theory or self.practical or self.certificate)


def key_of(line: SheetLine) -> Key:
    """Names a line of the sheet."""
    return line.voucher_no, line.result.attempt


def entry_of(line: SheetLine) -> Entry:
    """What stands in a line: of one to be entered, nothing."""
    result = line.result
    if line.takes_scores and line.code is None:
        return Entry("", "", "")
    return Entry(_cell(result.theory), _cell(result.practical), result.certificate_no or "")


def tidy(text: str) -> str:
    """A score as it is kept in the cell: digits, or the sign for absent."""
    score = normalize("NFKC", text).strip()
    return ABSENT if score.casefold() in _ABSENT else score


def tidy_certificate(text: str) -> str:
    """A number as it is kept in the cell."""
    return "".join(normalize("NFKC", text).split()).upper()


def fault_of(entry: Entry, line: SheetLine, sheet: ResultSheet) -> EntryFault | None:
    """What is wrong with a line somebody has entered something into, or None."""
    for score in (entry.theory, entry.practical):
        if score not in ("", ABSENT) and not (score.isascii() and score.isdecimal()):
            return EntryFault.NO_SCORE
        if score not in ("", ABSENT) and not 0 <= int(score) <= BEST:
            return EntryFault.OUT_OF_RANGE
    if not entry.theory or not entry.practical:
        return EntryFault.OTHER_PART_MISSING
    if not entry.certificate:
        return None
    if not result_of(entry, line).passes(sheet.policy):
        return EntryFault.NOT_PASSED
    level = sheet.level if sheet.level is not None else _level_of(entry.certificate)
    refusal = refuse_certificate(entry.certificate, level)
    return None if refusal is None else EntryFault(refusal.value)


def result_of(entry: Entry, line: SheetLine) -> Result:
    """The line as it is recorded. Raises ValueError where `fault_of` finds something."""
    return Result(
        line.result.attempt, _score(entry.theory), _score(entry.practical), entry.certificate or None
    )


def _cell(score: int | None) -> str:
    return ABSENT if score is None else str(score)


def _score(text: str) -> int | None:
    return None if text == ABSENT else int(text)


def _level_of(number: str) -> int | None:
    """Where nobody has told the project's level, the number's own."""
    digit = number[15:16]
    return int(digit) if digit.isascii() and digit.isdecimal() else None
