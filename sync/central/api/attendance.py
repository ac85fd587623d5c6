"""The attendance of a class, its corrections and leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter

from sync.central.acting.act import act_of
from sync.central.acting.whose import own_class
from sync.central.api.bodies.attendance import (
    AccountBody,
    AttendanceBody,
    AttenderBody,
    CorrectionBody,
    CorrectionGiven,
    DecisionGiven,
    HeldBody,
    LeaveBody,
    LeaveGiven,
    PunchBody,
    SummaryBody,
)
from sync.central.api.bodies.paging import PathId
from sync.central.attendance import amend_class
from sync.central.attendance.amend_class import Wanted
from sync.central.attendance.book import KeptCorrection, KeptLeave
from sync.central.attendance.class_accounts import Attender, class_attendance
from sync.central.door.authenticate import ClassManager, StaffOrOfficer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading, writing
from sync.domain.attendance import Evidence, Mark, Summary
from sync.domain.classes import Session
from sync.domain.ids import SessionId
from sync.domain.masking import mask_name
from sync.domain.policy import Policy

router = APIRouter(tags=["attendance"])
_PUT = (
    ProblemKind.NOT_FOUND,
    ProblemKind.ID_TAKEN,
    ProblemKind.NOT_ENROLLED,
    ProblemKind.SESSION_CLOSED,
    ProblemKind.VOUCHER_NOT_USABLE,
)
_DECIDE = problems(
    ProblemKind.NOT_FOUND, ProblemKind.OWN_CORRECTION, ProblemKind.DECIDED_BEFORE, ProblemKind.VOUCHER_NOT_USABLE
)


@router.get(
    "/v1/classes/{class_id}/attendance",
    summary="Who was there, session by session, with sums and forecast",
    responses=problems(ProblemKind.NOT_FOUND),
)
def show(class_id: PathId, centre: TheCentre, asker: StaffOrOfficer) -> AttendanceBody:
    """Both sources in one account. Staff see the classes of their own institution; names are masked."""
    now = centre.now()
    with reading(centre.store) as connection:
        row = own_class(connection, asker, class_id)
        policy = centre.lists(connection).policy
        found = class_attendance(connection, class_id, row.required_hours, policy, now)
    return AttendanceBody(
        class_id=class_id,
        sessions=[HeldBody(id=one.id, starts=one.starts, ends=one.ends, hours=one.hours) for one in found.sessions],
        trainees=[_attender(one, found.sessions, policy, now) for one in found.attenders],
    )


@router.put(
    "/v1/classes/{class_id}/corrections/{correction_id}",
    summary="Correct a mark",
    responses=problems(*_PUT, ProblemKind.SESSION_TO_COME),
)
def correct(
    class_id: PathId, correction_id: PathId, given: CorrectionGiven, centre: TheCentre, manager: ClassManager
) -> CorrectionBody:
    """Past the day of the session it waits for another class manager. The same again gets the same answer."""
    wanted = Wanted(correction_id, SessionId(given.session), given.voucher_no, Mark(given.mark), given.reason)
    with writing(centre.store) as connection:
        return _correction(amend_class.correct(connection, act_of(centre, connection, manager), class_id, wanted))


@router.post(
    "/v1/classes/{class_id}/corrections/{correction_id}/decision",
    summary="Approve, decline or withdraw a correction",
    responses=_DECIDE,
)
def decide(
    class_id: PathId, correction_id: PathId, given: DecisionGiven, centre: TheCentre, manager: ClassManager
) -> CorrectionBody:
    """Nobody approves or declines their own. The same decision again by the same person changes nothing."""
    with writing(centre.store) as connection:
        act = act_of(centre, connection, manager)
        return _correction(amend_class.decide(connection, act, class_id, correction_id, given.decision))


@router.put(
    "/v1/classes/{class_id}/leaves/{leave_id}", summary="Excuse somebody from a session", responses=problems(*_PUT)
)
def excuse(
    class_id: PathId, leave_id: PathId, given: LeaveGiven, centre: TheCentre, manager: ClassManager
) -> LeaveBody:
    """Before the session or after it. The same again gets the same answer."""
    wanted = Wanted(leave_id, SessionId(given.session), given.voucher_no, given.kind, given.reason)
    with writing(centre.store) as connection:
        return _leave(amend_class.excuse(connection, act_of(centre, connection, manager), class_id, wanted))


@router.delete(
    "/v1/classes/{class_id}/leaves/{leave_id}",
    summary="Withdraw a leave",
    responses=problems(ProblemKind.NOT_FOUND),
)
def end_leave(class_id: PathId, leave_id: PathId, centre: TheCentre, manager: ClassManager) -> LeaveBody:
    """It stays in the record and stands no longer. The same again changes nothing."""
    with writing(centre.store) as connection:
        return _leave(amend_class.end_leave(connection, act_of(centre, connection, manager), class_id, leave_id))


def _attender(attender: Attender, held: Any, policy: Policy, now: datetime) -> AttenderBody:
    return AttenderBody(
        voucher_no=attender.voucher_no,
        trainee=attender.trainee,
        name=mask_name(attender.name),
        enrolled=attender.enrolled,
        sessions=[_account(attender, session, now) for session in held],
        summary=_summary(attender.summary, policy),
    )


def _account(attender: Attender, session: Session, now: datetime) -> AccountBody:
    account = attender.accounts.get(session.id)
    evidence = attender.evidence.get(session.id, Evidence())
    mark = account.mark if account else Mark.ABSENT if session.ends <= now else None
    return AccountBody(
        session=session.id,
        mark=mark,
        sign=mark.sign if mark else "",
        hours=account.hours if account else 0,
        corrected=account is not None and account.corrected,
        flags=sorted(account.flags) if account else [],
        came_at=account.came_at if account else None,
        left_at=account.left_at if account else None,
        punches=[_punch(punch) for punch in evidence.punches],
        corrections=[_correction(one) for one in evidence.corrections],
        leaves=[_leave(one) for one in evidence.leaves],
    )


def _punch(punch: Any) -> PunchBody:
    return PunchBody(
        at=punch.at,
        direction=punch.direction,
        source=punch.source,
        doubtful=punch.doubtful,
        outside=punch.outside,
        undone=punch.undone,
    )


def _summary(summary: Summary, policy: Policy) -> SummaryBody:
    return SummaryBody(
        required=summary.required,
        held=summary.held,
        done=summary.done,
        percent=int(summary.ratio * 100),
        best=summary.best,
        forecast=summary.forecast,
        meets=summary.meets(policy),
        can_meet=summary.can_meet(policy),
        counts={mark: summary.counts.get(mark, 0) for mark in Mark},
    )


def _correction(one: KeptCorrection | Any) -> CorrectionBody:
    return CorrectionBody(
        id=one.id,
        session=one.session_id,
        voucher_no=one.voucher_no,
        mark=one.mark,
        reason=one.reason,
        operator=one.operator,
        at=one.at,
        state=one.state,
        decided_by=one.decided_by,
        decided_at=one.decided_at,
        withdrawn_by=one.withdrawn_by,
        withdrawn_at=one.withdrawn_at,
    )


def _leave(one: KeptLeave | Any) -> LeaveBody:
    return LeaveBody(
        id=one.id,
        session=one.session_id,
        voucher_no=one.voucher_no,
        kind=one.kind,
        reason=one.reason,
        operator=one.operator,
        at=one.at,
        withdrawn_by=one.withdrawn_by,
        withdrawn_at=one.withdrawn_at,
    )
