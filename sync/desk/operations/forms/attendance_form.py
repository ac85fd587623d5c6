"""出勤簿: one month of a class, people × sessions, with the marks staff know. A correction stays visible (补)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.operations.forms.form_facts import MASKED, class_facts
from sync.desk.operations.forms.shown_people import Shown, Unmasked, shown_people
from sync.desk.operations.show_attendance import (
    AttendanceBook,
    Cell,
    PersonMarks,
    SessionHead,
    show_attendance,
)
from sync.domain.attendance import Mark
from sync.domain.forms import Align, Column, Form, FormKind, FormTable
from sync.domain.ids import ClassId, VoucherNo

_SESSIONS_ACROSS = 26
"""More would be too narrow to read: the second half of a full month has a table of its own."""
_NOON, _EVENING = 12, 18
_WIDE, _NARROW = 24, 6.2
_NUMBER = Column("序号", 9, Align.RIGHT, number=True)
_NAME = Column("姓名", _WIDE)
_TOTALS = (Mark.PRESENT, Mark.LATE, Mark.EARLY, Mark.ABSENT, Mark.LEAVE)
_WORDS = {Mark.PRESENT: "到", Mark.LATE: "迟到", Mark.EARLY: "早退", Mark.ABSENT: "缺勤", Mark.LEAVE: "请假"}
_LEGEND = "符号：到 /　不到 ○　告假 ×　迟到 ¢　早退 △　补签 在符号后加“补”　补签待批 ?　空白 未上课"


def attendance_form(desk: Desk, class_id: ClassId, month: date, unmasked: Unmasked | None = None) -> Form:
    """`month`: any day of it. Raises UnknownThing, InvalidInput (reason) or the StoreError tree."""
    shown = shown_people(desk, class_id, unmasked)
    book = show_attendance(desk, class_id, month)
    with desk.reading() as tx:
        facts = class_facts(tx, desk, class_id)
    parts = [book.sessions[at : at + _SESSIONS_ACROSS] for at in range(0, len(book.sessions), _SESSIONS_ACROSS)]
    tables, first = [], 0
    for part in parts or [()]:
        last = first + len(part) == len(book.sessions)
        tables.append(_table(book, first, part, shown, last=last))
        first += len(part)
    notes = (_LEGEND, *([MASKED] if unmasked is None else []))
    title = f"学员出勤簿　{month.year} 年 {month.month} 月"
    signatures = ("授课教师", "班主任", "制表人")
    return Form(FormKind.ATTENDANCE, title, facts, tuple(tables), notes, signatures, landscape=True)


def _table(
    book: AttendanceBook, first: int, part: Sequence[SessionHead], shown: dict[VoucherNo, Shown], *, last: bool
) -> FormTable:
    heads = [Column(_head(one, book.zone), _NARROW, Align.CENTRE) for one in part]
    totals = [Column(_WORDS[mark], 9, Align.RIGHT, number=True) for mark in _TOTALS]
    ends = (*totals, Column("课时", 11, Align.RIGHT, number=True), Column("学员签名", _WIDE)) if last else ()
    rows = tuple(
        (str(number), _name(person, shown), *map(_sign, person.cells[first : first + len(part)]), *_ends(person, last))
        for number, person in enumerate(book.people, start=1)
    )
    come = tuple(str(sum(_is_there(one.cells[at]) for one in book.people)) for at in range(first, first + len(part)))
    below = ("", "实到人数", *come, *("" for _ in ends))
    return FormTable((_NUMBER, _NAME, *heads, *ends), rows, below)


def _head(session: SessionHead, zone: ZoneInfo) -> str:
    """Day of the month and part of the day, as it is written over a column of the book."""
    hour = session.starts.astimezone(zone).hour
    return f"{session.day.day}\n{'上' if hour < _NOON else '下' if hour < _EVENING else '晚'}"


def _name(person: PersonMarks, shown: dict[VoucherNo, Shown]) -> str:
    name = shown[person.voucher_no].name if person.voucher_no in shown else person.name
    return f"{name}（旁听）" if person.guest else name


def _sign(cell: Cell) -> str:
    sign = cell.mark.sign if cell.mark else ""
    return f"{sign}{'补' if cell.corrected else ''}{'?' if cell.wanted else ''}"


def _is_there(cell: Cell) -> bool:
    return cell.mark is not None and cell.mark.is_there


def _ends(person: PersonMarks, last: bool) -> tuple[str, ...]:
    """Totals of the month; the signature is left to be written."""
    if not last:
        return ()
    counts = Counter(cell.mark for cell in person.cells)
    return (*(str(counts[mark]) for mark in _TOTALS), str(sum(cell.hours for cell in person.cells)), "")
