"""Who left a class here, or changed it, while the feed still tells of the place they had.

A withdrawal is kept among the scans as an enrolment that its own fact has taken back; a transfer as an enrolment into
the other class, by a fact of that type.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, literal_column, select, update

from sync.desk.store import kept
from sync.desk.store.instants import to_micros
from sync.desk.store.scans import SPEAKS_FOR_ITSELF, WITH_RECEIPT, ScanKind
from sync.desk.store.tables import facts, scans
from sync.domain.ids import ClassId, FactId, VoucherNo
from sync.domain.verdicts import Reason
from sync.protocol.facts import FactType


def record_withdrawal(tx: Connection, fact_id: FactId, class_id: ClassId, voucher_no: VoucherNo, at: datetime) -> None:
    """The place in the class is given up by the fact."""
    _take_back_own(tx, class_id, voucher_no, fact_id)
    row = _row(fact_id, class_id, voucher_no, at)
    tx.execute(insert(scans).values(**row, reason=Reason.NOT_ENROLLED, undone_by=fact_id))


def record_transfer(
    tx: Connection, fact_id: FactId, voucher_no: VoucherNo, *, from_class: ClassId, to_class: ClassId, at: datetime
) -> None:
    """The place in one class is given up for a place in the other by the fact."""
    _take_back_own(tx, from_class, voucher_no, fact_id)
    tx.execute(insert(scans).values(**_row(fact_id, to_class, voucher_no, at), reason=Reason.ENROLLED))


def transferred(tx: Connection) -> frozenset[VoucherNo]:
    """Whose class was changed here, as long as the feed does not speak for it: their own scans tell where they are."""
    rows = tx.execute(_TRANSFERRED, {"mark": kept.get_feed_mark(tx)})
    return frozenset(VoucherNo(row.voucher_no) for row in rows)


def _take_back_own(tx: Connection, class_id: ClassId, voucher_no: VoucherNo, by: FactId) -> None:
    """Enrolments made at this desk into the class are taken back by another fact."""
    own = (scans.c.kind == ScanKind.ENROLMENT.value) & scans.c.undone_by.is_(None)
    there = (scans.c.class_id == class_id) & (scans.c.voucher_no == voucher_no)
    tx.execute(update(scans).where(own, there).values(undone_by=by))


def _row(fact_id: FactId, class_id: ClassId, voucher_no: VoucherNo, at: datetime) -> dict[str, object]:
    return {
        "fact_id": fact_id,
        "kind": ScanKind.ENROLMENT,
        "class_id": class_id,
        "voucher_no": voucher_no,
        "at": to_micros(at),
    }


_TRANSFERS = select(facts.c.id).where(
    facts.c.type == literal_column(f"'{FactType.ENROLMENT_TRANSFERRED.value}'")  # as the index of just these says it
)
_TRANSFERRED = WITH_RECEIPT.with_only_columns(scans.c.voucher_no, maintain_column_froms=True).where(
    scans.c.fact_id.in_(_TRANSFERS), scans.c.undone_by.is_(None), SPEAKS_FOR_ITSELF
)
