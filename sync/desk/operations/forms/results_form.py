"""鉴定成绩单: everyone on the roster with every attempt on record; examination numbers are filled in by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sync.desk.operations.desk import Desk
from sync.desk.operations.forms.form_facts import MASKED, class_facts
from sync.desk.operations.forms.shown_people import Unmasked, masked, shown_people
from sync.desk.store import result_sheet, roster
from sync.desk.store.result_sheet import RecordedResult
from sync.domain.forms import Align, Column, Form, FormKind, FormTable
from sync.domain.ids import ClassId, VoucherNo

_COLUMNS = (
    Column("序号", 11, Align.RIGHT, number=True),
    Column("准考证号", 34),
    Column("姓名", 30),
    Column("次数", 13, Align.CENTRE),
    Column("理论", 15, Align.RIGHT, number=True),
    Column("实作", 15, Align.RIGHT, number=True),
    Column("结果", 17, Align.CENTRE),
    Column("证书编号", 47),
)
_ABSENT = "缺考"


def results_form(desk: Desk, class_id: ClassId, unmasked: Unmasked | None = None) -> Form:
    """Raises UnknownThing, InvalidInput (reason) or the StoreError tree."""
    shown = shown_people(desk, class_id, unmasked)
    tried: dict[VoucherNo, list[RecordedResult]] = defaultdict(list)
    with desk.reading() as tx:
        facts = class_facts(tx, desk, class_id)
        entries = roster.entries_of_class(tx, class_id)
        for result in result_sheet.results_of_class(tx, class_id):
            tried[result.voucher_no].append(result)
    rows: list[tuple[str, ...]] = []
    for number, entry in enumerate(entries, start=1):
        attempts: Sequence[RecordedResult | None] = tried.get(entry.voucher_no or VoucherNo(0)) or [None]
        name = (shown[entry.voucher_no] if entry.voucher_no in shown else masked(entry)).name
        rows += [(str(number), "", name, *_cells(one)) for one in attempts]
    passed = sum(any(one.passed for one in attempts) for attempts in tried.values())
    summed = f"共 {len(entries)} 人，已参加鉴定 {len(tried)} 人，合格 {passed} 人。"
    notes = (summed, *([MASKED] if unmasked is None else []))
    table = FormTable(_COLUMNS, tuple(rows))
    return Form(FormKind.RESULTS, "鉴定成绩单", facts, (table,), notes, ("考评员", "班主任", "制表人"))


def _cells(result: RecordedResult | None) -> tuple[str, ...]:
    if result is None:
        return ("", "", "", "", "")
    time = "首考" if result.attempt == 1 else f"补考 {result.attempt - 1}"
    scores = [_ABSENT if score is None else str(score) for score in (result.theory, result.practical)]
    return (time, *scores, "合格" if result.passed else "不合格", result.certificate_no or "")
