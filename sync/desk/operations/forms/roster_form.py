"""花名册: the class's people as inspectors want them listed. What this PC does not hold is filled in by hand."""

from __future__ import annotations

from datetime import date

from sync.desk.operations.desk import Desk
from sync.desk.operations.forms.form_facts import MASKED, class_facts
from sync.desk.operations.forms.shown_people import Shown, Unmasked, masked, shown_people
from sync.desk.operations.show_roster import RosterState, show_roster
from sync.desk.store import roster
from sync.desk.store.roster import RosterEntry
from sync.domain.forms import Align, Column, Form, FormKind, FormTable
from sync.domain.identifiers import is_citizen_id
from sync.domain.identity_documents import DocumentKind, Sex, birth_in, sex_in
from sync.domain.ids import ClassId, VoucherNo

_SEX = {Sex.MALE: "男", Sex.FEMALE: "女", None: ""}
_NOT_CERTAIN = (RosterState.PENDING, RosterState.TO_CONFIRM)
_COLUMNS = (
    Column("序号", 11, Align.RIGHT, number=True),
    Column("姓名", 26),
    Column("性别", 11, Align.CENTRE),
    Column("学历", 16),
    Column("年龄", 11, Align.RIGHT, number=True),
    Column("身份证号码", 44),
    Column("联系电话", 28),
    Column("户口所在地", 40),
    Column("户口性质", 22),
    Column("就业安排承诺单位", 44),
)


def roster_form(desk: Desk, class_id: ClassId, unmasked: Unmasked | None = None) -> Form:
    """Everyone the centre has on the class's roster; of whom it has not confirmed yet, how many.

    Raises UnknownThing, InvalidInput (reason) or the StoreError tree.
    """
    shown = shown_people(desk, class_id, unmasked)
    with desk.reading() as tx:
        facts = class_facts(tx, desk, class_id)
        entries = roster.entries_of_class(tx, class_id)
        today = desk.lists.read(tx).policy.day_of(desk.clock.read().best)
    waiting = sum(line.state in _NOT_CERTAIN for line in show_roster(desk, class_id))
    rows = tuple(_row(number, entry, shown, today) for number, entry in enumerate(entries, start=1))
    notes = [f"共 {len(rows)} 人。"]
    if waiting:
        notes.append(f"另有 {waiting} 人在本前台录取，中心尚未确认，未列入本表。")
    if unmasked is None:
        notes.append(MASKED)
    table = FormTable(_COLUMNS, rows)
    return Form(FormKind.ROSTER, "学员花名册", facts, (table,), tuple(notes), ("班主任", "制表人"), landscape=True)


def _row(number: int, entry: RosterEntry, shown: dict[VoucherNo, Shown], today: date) -> tuple[str, ...]:
    person = shown[entry.voucher_no] if entry.voucher_no in shown else masked(entry)
    kind = DocumentKind.CITIZEN_ID if is_citizen_id(entry.id_number) else DocumentKind.PASSPORT
    born = birth_in(kind, entry.id_number)
    age = str(today.year - born.year - ((today.month, today.day) < (born.month, born.day))) if born else ""
    sex = _SEX[sex_in(kind, entry.id_number)]
    return (str(number), person.name, sex, "", age, person.id_number, person.phone, "", "", "")
