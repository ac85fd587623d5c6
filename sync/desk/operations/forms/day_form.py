"""日结单: one day of the site by session, who worked at this PC, what was corrected, where the record's chain stands.

The head of the chain, printed and signed, fixes everything recorded before it: a later change would show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sync.desk.operations.attendance_known import Happening
from sync.desk.operations.desk import Desk
from sync.desk.operations.forms.form_facts import made_at
from sync.desk.operations.show_attendance import AttendanceBook, SessionHead, show_attendance
from sync.desk.store import classes, day_facts, facts
from sync.desk.store.store import Transaction
from sync.domain.attendance import CorrectionState, Mark
from sync.domain.forms import Align, Column, Form, FormKind, FormTable
from sync.domain.masking import mask_name
from sync.protocol.facts import FactType

_SESSIONS = (
    Column("班级", 52),
    Column("时间", 26, Align.CENTRE),
    *(Column(word, 16, Align.RIGHT, number=True) for word in ("应到", "实到", "迟到", "早退", "缺勤", "请假")),
)
_WORK = (
    Column("经办人", 40),
    *(Column(word, 24, Align.RIGHT, number=True) for word in ("签到签退", "录取", "更正", "其他", "合计")),
)
_CORRECTIONS = (
    Column("班级", 42),
    Column("姓名", 22),
    Column("课次", 26, Align.CENTRE),
    Column("更正为", 16, Align.CENTRE),
    Column("理由", 46),
    Column("经办人", 20),
    Column("批准", 24),
)
_PUNCHES = (FactType.ATTENDANCE_PUNCHED, FactType.VOUCHER_SEEN)
_ENROLMENTS = (FactType.ENROLMENT_REQUESTED, FactType.ENROLMENT_TRANSFERRED, FactType.ENROLMENT_WITHDRAWN)
_AMENDED = (FactType.ATTENDANCE_CORRECTED, FactType.CORRECTION_DECIDED, FactType.LEAVE_TAKEN, FactType.LEAVE_WITHDRAWN)
_KINDS = (_PUNCHES, _ENROLMENTS, _AMENDED)
_MARKS = (Mark.LATE, Mark.EARLY, Mark.ABSENT, Mark.LEAVE)
_STATES = {
    CorrectionState.WAITING: "待批",
    CorrectionState.STANDING: "有效",
    CorrectionState.DECLINED: "未批准",
    CorrectionState.WITHDRAWN: "已撤回",
}


def day_form(desk: Desk, day: date) -> Form:
    """All classes of the site on `day`; everything masked. Raises the StoreError tree."""
    with desk.reading() as tx:
        zone = ZoneInfo(desk.lists.read(tx).policy.site_zone)
        start = datetime.combine(day, time(), zone)
        end = datetime.combine(day + timedelta(days=1), time(), zone)
        held = {session.class_id for session in classes.sessions_between(tx, start, end)}
        known = [one.id for one, _ in classes.all_classes(tx) if one.id in held]
        work = _work(tx, start, end)
        head, count = facts.chain_head(tx, desk.welcome.device), facts.count(tx)
        made = made_at(tx, desk)
    books = [show_attendance(desk, class_id, day) for class_id in known]
    sessions = [_session_row(book, at, head_) for book in books for at, head_ in _of_day(book, day)]
    corrections = tuple(row for book in books for row in _corrections(book, start, end))
    tables = [FormTable(_SESSIONS, tuple(sessions), heading="课次"), FormTable(_WORK, work, heading="本机经办")]
    if corrections:
        tables.append(FormTable(_CORRECTIONS, corrections, heading="当日补签"))
    code = f"{desk.welcome.device} {head.epoch}-{head.seq} {head.hash.hex()}"
    return Form(
        FormKind.DAY,
        f"日结单　{day.year} 年 {day.month} 月 {day.day} 日",
        (
            ("培训机构", desk.welcome.institution_name),
            ("培训地点", desk.welcome.site_name),
            ("设备", desk.welcome.device),
            ("制表时间", made),
        ),
        tuple(tables),
        (
            "应到为名单人数；实到含旁听。",
            f"本机共有记录 {count} 条，末条第 {head.epoch}-{head.seq} 号，校验值 {head.hash.hex()}",
        ),
        ("经办人", "班主任"),
        code=code,
    )


def _of_day(book: AttendanceBook, day: date) -> Iterator[tuple[int, SessionHead]]:
    return ((at, head) for at, head in enumerate(book.sessions) if head.day == day)


def _session_row(book: AttendanceBook, at: int, head: SessionHead) -> tuple[str, ...]:
    cells = [(person.guest, person.cells[at]) for person in book.people]
    there = sum(cell.mark is not None and cell.mark.is_there for _, cell in cells)
    marks = Counter(cell.mark for _, cell in cells)
    expected = sum(not guest for guest, _ in cells)
    return (book.class_name, _span(book, head), str(expected), str(there), *(str(marks[mark]) for mark in _MARKS))


def _span(book: AttendanceBook, head: SessionHead) -> str:
    return f"{head.starts.astimezone(book.zone):%H:%M}–{head.ends.astimezone(book.zone):%H:%M}"


def _work(tx: Transaction, start: datetime, end: datetime) -> tuple[tuple[str, ...], ...]:
    """A row for each operator: how many facts of which sort."""
    names = {member.id: mask_name(member.name) for member in classes.all_staff(tx)}
    done: dict[str, Counter[int]] = {}
    for header in day_facts.headers_between(tx, start, end):
        sort = next((at for at, kinds in enumerate(_KINDS) if header.type in kinds), len(_KINDS))
        done.setdefault(names.get(header.operator, header.operator), Counter())[sort] += 1
    return tuple(
        (name, *(str(counts[sort]) for sort in range(len(_KINDS) + 1)), str(counts.total()))
        for name, counts in sorted(done.items())
    )


def _corrections(book: AttendanceBook, start: datetime, end: datetime) -> Iterator[tuple[str, ...]]:
    for person in book.people:
        for head, cell in zip(book.sessions, person.cells, strict=True):
            for one in cell.happenings:
                if one.mark is not None and start <= one.at < end:
                    yield _correction_row(book, person.name, head, one)


def _correction_row(book: AttendanceBook, name: str, head: SessionHead, one: Happening) -> tuple[str, ...]:
    at = f"{head.day.month}/{head.day.day} {head.starts.astimezone(book.zone):%H:%M}"
    sign = one.mark.sign if one.mark else ""
    state = _STATES[one.state] + (f" {one.decided_by}" if one.decided_by else "")
    return (book.class_name, name, at, sign, one.reason, one.operator, state)
