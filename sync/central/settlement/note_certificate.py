"""Note the number of somebody's 职业技能等级证书, which comes after the assessment as a rule."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from sync.central.move_voucher import lock_vouchers
from sync.central.news.results import publish_results
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.result_book import sittings_of, taken_certificates
from sync.central.store.locks import lock_named
from sync.central.store.tables import assessments
from sync.domain.assessment import ResultRefusal, refuse_certificate
from sync.domain.ids import ClassId, VoucherNo


def note_certificate(connection: Connection, class_id: ClassId, voucher_no: VoucherNo, number: str) -> None:
    """The certificate of somebody who passed; the same number again changes nothing.

    Raises Problem (certificate-refused): not passed, malformed, of another level, somebody else's, or another number
    was noted before.
    """
    lock_named(connection, f"certificate:{number}")
    lock_vouchers(connection, {voucher_no})
    passed = (assessments.c.class_id == class_id) & (assessments.c.voucher_no == voucher_no) & assessments.c.passed
    row = connection.execute(select(assessments).where(passed)).one_or_none()
    if row is None:
        raise _refused(ResultRefusal.NOT_PASSED)
    if row.certificate_no == number:
        return
    refusal = refuse_certificate(number, sittings_of(connection, [class_id])[class_id].skill_level)
    if refusal is None and (row.certificate_no is not None or taken_certificates(connection, {number})):
        refusal = ResultRefusal.CERTIFICATE_TAKEN
    if refusal is not None:
        raise _refused(refusal)
    connection.execute(update(assessments).where(passed).values(certificate_no=number))
    publish_results(connection, [(class_id, voucher_no)])


def _refused(refusal: ResultRefusal) -> Problem:
    return Problem(ProblemKind.CERTIFICATE_REFUSED, unmet=[{"refusal": refusal.value}])
