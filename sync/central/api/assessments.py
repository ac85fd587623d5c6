"""考核鉴定: a class's results in, certificates' numbers noted, what is on record shown."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import Connection, select

from sync.central.acting.act import act_of
from sync.central.acting.whose import own_class
from sync.central.api.bodies.assessments import GivenCertificate, GivenResults, ShownResult, ShownResults
from sync.central.api.bodies.given import Id
from sync.central.door.authenticate import ManagerOrOfficer, StaffOrOfficer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.holders import MAX_VOUCHER_NO
from sync.central.problems import ProblemKind
from sync.central.settlement.note_certificate import note_certificate
from sync.central.settlement.record_results import Line, ResultList, record_results
from sync.central.store.engine import reading, writing
from sync.central.store.tables import assessments
from sync.domain.assessment import Result
from sync.domain.ids import ClassId, VoucherNo

router = APIRouter(tags=["assessments"])
ClassPath = Annotated[Id, Path(description="A class", examples=["K-0001"])]
ListPath = Annotated[Id, Path(description="The list, by an id of the sender's choice", examples=["L-2026-11-23"])]
VoucherPath = Annotated[int, Path(ge=1, le=MAX_VOUCHER_NO, description="A voucher number", examples=[100_001])]


@router.put(
    "/v1/classes/{class_id}/assessments/{list_id}",
    summary="Take a list of results",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.RESULTS_REFUSED, ProblemKind.ID_TAKEN),
)
def take_results(
    class_id: ClassPath, list_id: ListPath, given: GivenResults, centre: TheCentre, asker: ManagerOrOfficer
) -> ShownResults:
    """Taken whole or not at all: a refusal's `unmet` names each line that cannot be taken and why.

    The same list again gets the same answer.
    """
    lines = [_line(line.model_dump()) for line in given.results]
    with writing(centre.store) as connection:
        own_class(connection, asker, class_id)
        act = act_of(centre, connection, asker)
        record_results(connection, ResultList(list_id, ClassId(class_id), tuple(lines)), act.policy, act.occasion)
        return _shown(connection, class_id)


@router.put(
    "/v1/classes/{class_id}/certificates/{voucher_no}",
    summary="Note a certificate's number",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.CERTIFICATE_REFUSED),
)
def put_certificate(
    class_id: ClassPath, voucher_no: VoucherPath, given: GivenCertificate, centre: TheCentre, asker: ManagerOrOfficer
) -> ShownResults:
    """Of somebody who passed; the level in the number is the project's. `unmet` says why it cannot be noted."""
    with writing(centre.store) as connection:
        own_class(connection, asker, class_id)
        note_certificate(connection, ClassId(class_id), VoucherNo(voucher_no), given.certificate_no)
        return _shown(connection, class_id)


@router.get(
    "/v1/classes/{class_id}/assessments",
    summary="The results of a class",
    responses=problems(ProblemKind.NOT_FOUND),
)
def show_results(class_id: ClassPath, centre: TheCentre, asker: StaffOrOfficer) -> ShownResults:
    """Every attempt of every voucher."""
    with reading(centre.store) as connection:
        own_class(connection, asker, class_id)
        return _shown(connection, class_id)


def _line(values: dict[str, object]) -> Line:
    return Line(VoucherNo(values.pop("voucher_no")), Result(**values))  # type: ignore[arg-type]  # just validated


def _shown(connection: Connection, class_id: str) -> ShownResults:
    wanted = select(assessments).where(assessments.c.class_id == class_id)
    rows = connection.execute(wanted.order_by(assessments.c.voucher_no, assessments.c.attempt))
    shown = [
        ShownResult(
            voucher_no=row.voucher_no,
            attempt=row.attempt,
            theory=row.theory,
            practical=row.practical,
            passed=row.passed,
            certificate_no=row.certificate_no,
            at=row.at,
            policy_version=row.policy_version,
        )
        for row in rows
    ]
    return ShownResults(class_id=class_id, results=shown)
