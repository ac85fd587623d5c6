"""考核鉴定 of a class as the centre has recorded it, attempt by attempt."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.desk.store.tables import results
from sync.domain.ids import ClassId, VoucherNo


@dataclass(frozen=True, slots=True)
class RecordedResult:
    """One attempt; a score of None: absent from that part."""

    voucher_no: VoucherNo
    attempt: int
    theory: int | None
    practical: int | None
    passed: bool
    certificate_no: str | None


def results_of_class(tx: Connection, class_id: ClassId) -> list[RecordedResult]:
    """By voucher, then by attempt."""
    of_class = select(results).where(results.c.class_id == class_id).order_by(results.c.voucher_no, results.c.attempt)
    return [
        RecordedResult(
            VoucherNo(row.voucher_no), row.attempt, row.theory, row.practical, row.passed, row.certificate_no
        )
        for row in tx.execute(of_class)
    ]
