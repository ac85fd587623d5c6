"""开班反馈 online, by a class manager; a desk reports by a fact."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection

from sync.central.acting.act import Act, act_of
from sync.central.acting.whose import own_class
from sync.central.api.bodies.classes import OpeningBody, OpeningReportBody, RegistrationBody
from sync.central.api.bodies.paging import PathId
from sync.central.door.authenticate import ClassManager, StaffOrOfficer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.teaching.opening_cases import opening_cases
from sync.central.teaching.report_opening import report_opening
from sync.central.teaching.show_class import report_of
from sync.domain.ids import ClassId

router = APIRouter(tags=["opening-reports"])


@router.put(
    "/v1/classes/{class_id}/opening-report",
    summary="Report that a class opens, and register its trainees",
    responses=problems(ProblemKind.NOT_FOUND, ProblemKind.CLASS_NOT_OPEN, ProblemKind.OPENING_INCOMPLETE),
)
def put(class_id: PathId, centre: TheCentre, manager: ClassManager) -> OpeningBody:
    """A late report is kept and told as late. Who is enrolled afterwards is registered then, each with an own time."""
    with writing(centre.store) as connection:
        act = act_of(centre, connection, manager)
        report_opening(connection, act, ClassId(class_id))
        return _shown(connection, act, ClassId(class_id))


@router.get(
    "/v1/classes/{class_id}/opening-report",
    summary="Until when the report is due, what it lacks, what was reported",
    responses=problems(ProblemKind.NOT_FOUND),
)
def show(class_id: PathId, centre: TheCentre, asker: StaffOrOfficer) -> OpeningBody:
    """The checklist as it stands now."""
    with reading(centre.store) as connection:
        own_class(connection, asker, class_id)
        return _shown(connection, act_of(centre, connection, asker), ClassId(class_id))


def _shown(connection: Connection, act: Act, class_id: ClassId) -> OpeningBody:
    case = opening_cases(connection, [class_id])[class_id]
    report, registered = report_of(connection, class_id)
    return OpeningBody(
        class_id=class_id,
        due=case.due(act.policy, act.rules),
        unmet=list(case.unmet(act.policy)),
        report=report and _report(report),
        registrations=[
            RegistrationBody(voucher_no=one.voucher_no, at=one.at, in_time=one.in_time) for one in registered
        ],
    )


def _report(row: Any) -> OpeningReportBody:
    return OpeningReportBody(
        reported_at=row.reported_at,
        received_at=row.received_at,
        deadline=row.deadline,
        in_time=row.in_time,
        policy_version=row.policy_version,
    )
