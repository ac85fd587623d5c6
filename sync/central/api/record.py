"""What became of a holder's vouchers, for life; and how the holder found a course (FAQ items 2 and 10)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from sync.central.api.bodies.paging import PathId
from sync.central.api.bodies.record import (
    CertificateBody,
    CheckBody,
    ClassRecordBody,
    EvaluationBody,
    EvaluationGiven,
    MoveBody,
    PaymentBody,
    RecordBody,
    ResultBody,
    VoucherRecordBody,
)
from sync.central.door.authenticate import TheCentre, TheHolder
from sync.central.door.problem_answers import problems
from sync.central.holder_record.evaluate_class import Evaluation, evaluate_class
from sync.central.holder_record.show_record import ClassRecord, VoucherRecord, show_record
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading, writing
from sync.domain.region_rules import Condition

router = APIRouter(tags=["record"])


@router.get("/v1/holder/record", summary="My whole record")
def show(centre: TheCentre, holder: TheHolder) -> RecordBody:
    """Vouchers with their history, classes with hours and results, certificates, and where payments stand."""
    with reading(centre.store) as connection:
        record = show_record(connection, holder.id)
    earned = [(known, row) for known in record.classes for row in known.assessments if row.certificate_no]
    return RecordBody(
        vouchers=[_voucher(known) for known in record.vouchers],
        classes=[_class(known) for known in record.classes],
        certificates=[_certificate(known, row) for known, row in sorted(earned, key=lambda pair: pair[1].at)],
    )


@router.put(
    "/v1/holder/classes/{class_id}/evaluation",
    summary="Say how a class was",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.NOT_ATTENDED),
)
def evaluate(class_id: PathId, given: EvaluationGiven, centre: TheCentre, holder: TheHolder) -> EvaluationBody:
    """One a class and person, changeable. Number and mean become public with the course, the words do not."""
    now = centre.now()
    with writing(centre.store) as connection:
        evaluate_class(connection, holder.id, class_id, Evaluation(given.stars, given.comment), now)
    return EvaluationBody(stars=given.stars, comment=given.comment, at=now)


def _voucher(known: VoucherRecord) -> VoucherRecordBody:
    row, check, payment = known.row, known.check, known.payment
    return VoucherRecordBody(
        voucher_no=row.no,
        **_named(row, "kind", "state", "void_reason", "project", "valid_from", "valid_until"),
        history=[MoveBody(**_named(move, "from_state", "to_state", "reason", "at")) for move in known.moves],
        check=check
        and CheckBody(unmet=[Condition(name) for name in known.unmet], **_named(check, "eligible", "amount_fen", "at")),
        payment=payment and PaymentBody(**_named(payment, "amount_fen", "payee_kind", "state", "at")),
    )


def _class(known: ClassRecord) -> ClassRecordBody:
    row = known.row
    from_class = set(ClassRecordBody.model_fields) & set(row._fields)
    results = ("attempt", "theory", "practical", "passed", "certificate_no", "at")
    return ClassRecordBody(
        class_id=row.id,
        **_named(row, *from_class),
        voucher_no=known.voucher_no,
        attended=known.attended,
        hours=known.hours,
        registered_in_time=known.registered_in_time,
        results=[ResultBody(**_named(result, *results)) for result in known.assessments],
        evaluation=known.evaluation and EvaluationBody(**_named(known.evaluation, "stars", "comment", "at")),
    )


def _certificate(known: ClassRecord, row: Any) -> CertificateBody:
    occupation = ("occupation_code", "occupation_edition", "occupation_name", "skill_level")
    return CertificateBody(
        certificate_no=row.certificate_no, class_id=known.row.id, at=row.at, **_named(known.row, *occupation)
    )


def _named(row: Any, *names: str) -> dict[str, Any]:
    """The values of these names."""
    return {name: getattr(row, name) for name in names}
