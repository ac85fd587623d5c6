"""核验 and the expiry run, for officers; what was found about a class, for its institution too."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from sqlalchemy import Connection

from sync.central.acting.act import act_of
from sync.central.acting.whose import own_class
from sync.central.api.bodies.given import Id
from sync.central.api.bodies.settlement import CheckRun, ExpiryRun, ShownCheck, ShownChecks
from sync.central.door.authenticate import Officer, StaffOrOfficer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.problems import ProblemKind
from sync.central.settlement.check_class import check_class, check_due, unmet_of
from sync.central.settlement.expire_vouchers import expire_vouchers
from sync.central.settlement.show_checks import last_checks
from sync.central.store.engine import reading, writing
from sync.domain.ids import ClassId

router = APIRouter(tags=["settlement"])
ClassPath = Annotated[Id, Path(description="A class", examples=["K-0001"])]


@router.post("/v1/eligibility-checks", summary="Check every class that is due")
def check_all(centre: TheCentre, officer: Officer) -> CheckRun:
    """Classes whose last session is over and who have a voucher in use. Repeating it changes nothing more."""
    found = check_due(centre, officer.actor)
    checked = [one.check for of_class in found.values() for one in of_class]
    return CheckRun(
        classes=len(found),
        checked=len(checked),
        eligible=sum(one.eligible for one in checked),
        amount_fen=sum(one.amount_fen for one in checked),
    )


@router.post(
    "/v1/classes/{class_id}/eligibility-checks",
    summary="Check the vouchers of one class",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.CLASS_NOT_OVER),
)
def check_one(class_id: ClassPath, centre: TheCentre, officer: Officer) -> ShownChecks:
    """Eligible vouchers go IN_USE → USED and are to be paid; the others have each unmet condition named."""
    with writing(centre.store) as connection:
        own_class(connection, officer, class_id)
        act = act_of(centre, connection, officer)
        check_class(connection, ClassId(class_id), act.policy, act.rules, act.occasion)
        return _shown(connection, class_id)


@router.get(
    "/v1/classes/{class_id}/eligibility-checks",
    summary="What the last check of each voucher of a class found",
    responses=problems(ProblemKind.NOT_FOUND),
)
def show_checks(class_id: ClassPath, centre: TheCentre, asker: StaffOrOfficer) -> ShownChecks:
    """With the version of the policy that each went by."""
    with reading(centre.store) as connection:
        own_class(connection, asker, class_id)
        return _shown(connection, class_id)


@router.post("/v1/expiry-runs", summary="Void what was never used and whose dates are over")
def expire(centre: TheCentre, officer: Officer) -> ExpiryRun:
    """ISSUED or CLAIMED → VOID (EXPIRED); a voucher in use is never touched."""
    return ExpiryRun(expired=expire_vouchers(centre, officer.actor))


def _shown(connection: Connection, class_id: str) -> ShownChecks:
    rows = last_checks(connection, ClassId(class_id))
    return ShownChecks(class_id=class_id, checks=[_shown_check(row) for row in rows])


def _shown_check(row: Any) -> ShownCheck:
    values = {name: value for name, value in row._mapping.items() if name in ShownCheck.model_fields}
    return ShownCheck(**values | {"unmet": unmet_of(row.unmet)})
