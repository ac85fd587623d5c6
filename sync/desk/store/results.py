"""鉴定成绩单 as the feed tells it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sync.desk.store.tables import results
from sync.domain.assessment import Attempt, Result
from sync.domain.ids import ClassId, VoucherNo


def attempts_of_class(tx: Connection, class_id: ClassId) -> dict[VoucherNo, list[Attempt]]:
    """Each holder's attempts that are on record at the centre, in their order."""
    found: dict[VoucherNo, list[Attempt]] = {}
    of_class = select(results).where(results.c.class_id == class_id)
    for row in tx.execute(of_class.order_by(results.c.voucher_no, results.c.attempt)):
        result = Result(row.attempt, row.theory, row.practical, row.certificate_no)
        found.setdefault(VoucherNo(row.voucher_no), []).append(Attempt(result, row.passed))
    return found
