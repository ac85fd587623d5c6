"""The register of institutions: entered by officers; staff and teachers also by the institution's class managers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection

from sync.central.acting.act import act_of
from sync.central.acting.whose import own_institution, own_site
from sync.central.api.bodies.classes import ReasonGiven
from sync.central.api.bodies.institutions import (
    InstitutionBody,
    InstitutionGiven,
    InstitutionsBody,
    OfficerBody,
    OfficerGiven,
    RegisterBody,
    RoomBody,
    RoomGiven,
    SiteBody,
    SiteGiven,
    StaffBody,
    StaffGiven,
    SuspensionBody,
    TeacherBody,
    TeacherGiven,
)
from sync.central.api.bodies.paging import After, Limit, PathId, next_after
from sync.central.askers.identity import Principal
from sync.central.centre import Centre
from sync.central.door.authenticate import ManagerOrOfficer, Officer, StaffOrOfficer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.problems import ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.teaching.put_institution import Institution, put_institution, warnings_for
from sync.central.teaching.put_person import StaffMember, put_officer, put_staff, put_teacher
from sync.central.teaching.put_place import Room, put_room, put_site
from sync.central.teaching.show_institution import list_institutions, show_register
from sync.central.teaching.suspend_institution import Suspension, set_suspension

router = APIRouter(tags=["institutions"])
_MISSING = problems(ProblemKind.NOT_FOUND)
_TAKEN = problems(ProblemKind.NOT_FOUND, ProblemKind.ID_TAKEN)


@router.put("/v1/institutions/{institution}", summary="Enter or change an institution")
def put(institution: PathId, given: InstitutionGiven, centre: TheCentre, officer: Officer) -> InstitutionBody:
    """A credit code whose check character does not fit is taken with a warning."""
    entered = Institution(institution, given.name, given.kind, given.credit_code, given.bank_account)
    with writing(centre.store) as connection:
        put_institution(connection, entered)
        return _shown(own_institution(connection, officer, institution))


@router.get("/v1/institutions", summary="All institutions")
def list_all(centre: TheCentre, _officer: Officer, after: After = "", limit: Limit = 50) -> InstitutionsBody:
    """By id, page by page."""
    with reading(centre.store) as connection:
        rows = list_institutions(connection, after, limit)
    return InstitutionsBody(institutions=[_shown(row) for row in rows], next=next_after(rows, limit))


@router.get("/v1/institutions/{institution}", summary="An institution with its places and people", responses=_MISSING)
def show(institution: PathId, centre: TheCentre, asker: StaffOrOfficer) -> RegisterBody:
    """Staff see their own institution."""
    with reading(centre.store) as connection:
        row = own_institution(connection, asker, institution)
        return _register(connection, row)


@router.post("/v1/institutions/{institution}/suspend", summary="Suspend an institution", responses=_MISSING)
def suspend(institution: PathId, given: ReasonGiven, centre: TheCentre, officer: Officer) -> InstitutionBody:
    """封网: nobody is enrolled until it is resumed; records are taken all the same, enrolments wait."""
    return _set_suspension(centre, officer, institution, Suspension.SUSPENDED, given.reason)


@router.post("/v1/institutions/{institution}/resume", summary="Resume an institution", responses=_MISSING)
def resume(institution: PathId, given: ReasonGiven, centre: TheCentre, officer: Officer) -> InstitutionBody:
    """What was held meanwhile is judged when the desks offer it again."""
    return _set_suspension(centre, officer, institution, Suspension.RESUMED, given.reason)


@router.put("/v1/institutions/{institution}/sites/{site}", summary="Enter or rename a site", responses=_TAKEN)
def enter_site(institution: PathId, site: PathId, given: SiteGiven, centre: TheCentre, officer: Officer) -> SiteBody:
    """A site belongs to one institution for good."""
    with writing(centre.store) as connection:
        put_site(connection, site, institution, given.name)
        register = _register(connection, own_institution(connection, officer, institution))
    return next(body for body in register.sites if body.id == site)


@router.put("/v1/sites/{site}/rooms/{room}", summary="Enter or correct a room", responses=_TAKEN)
def enter_room(site: PathId, room: PathId, given: RoomGiven, centre: TheCentre, _officer: Officer) -> RoomBody:
    """By officers only: who is measured by the fence does not set it [I]."""
    with writing(centre.store) as connection:
        put_room(connection, Room(room, site, **given.model_dump()))
    return RoomBody(id=room, **given.model_dump())


@router.put("/v1/sites/{site}/staff/{person}", summary="Enter or change a member of staff", responses=_TAKEN)
def enter_staff(
    site: PathId, person: PathId, given: StaffGiven, centre: TheCentre, asker: ManagerOrOfficer
) -> StaffBody:
    """The desks of the site hear of it."""
    with writing(centre.store) as connection:
        institution = own_site(connection, asker, site).institution
        put_staff(connection, StaffMember(person, site, given.name, given.role), institution)
    return StaffBody(id=person, site=site, **given.model_dump())


@router.put("/v1/institutions/{institution}/teachers/{teacher}", summary="Enter or change a teacher", responses=_TAKEN)
def enter_teacher(
    institution: PathId, teacher: PathId, given: TeacherGiven, centre: TheCentre, asker: ManagerOrOfficer
) -> TeacherBody:
    """Sessions name their teacher; the opening report asks for one."""
    with writing(centre.store) as connection:
        own_institution(connection, asker, institution)
        put_teacher(connection, teacher, institution, given.name, given.qualification)
    return TeacherBody(id=teacher, **given.model_dump())


@router.put("/v1/officers/{person}", summary="Enter or rename an officer of the authority")
def enter_officer(person: PathId, given: OfficerGiven, centre: TheCentre, _officer: Officer) -> OfficerBody:
    """Officers issue, check, pay and suspend."""
    with writing(centre.store) as connection:
        put_officer(connection, person, given.name)
    return OfficerBody(id=person, name=given.name)


def _set_suspension(
    centre: Centre, officer: Principal, institution: str, step: Suspension, reason: str
) -> InstitutionBody:
    with writing(centre.store) as connection:
        set_suspension(connection, institution, step, reason, act_of(centre, connection, officer).occasion)
        return _shown(own_institution(connection, officer, institution))


def _shown(row: Any) -> InstitutionBody:
    return InstitutionBody(
        id=row.id,
        name=row.name,
        kind=row.kind,
        credit_code=row.credit_code,
        bank_account_tail=row.bank_account[-4:],
        suspended=row.suspended,
        warnings=warnings_for(row.credit_code),
    )


def _register(connection: Connection, row: Any) -> RegisterBody:
    register = show_register(connection, row.id)
    rooms = [(room.site, _room(room)) for room in register.rooms]
    return RegisterBody(
        **_shown(row).model_dump(),
        sites=[
            SiteBody(id=at.id, name=at.name, institution=row.id, rooms=[room for site, room in rooms if site == at.id])
            for at in register.sites
        ],
        staff=[StaffBody(id=one.id, site=one.site, name=one.name, role=one.role) for one in register.staff],
        teachers=[TeacherBody(id=one.id, name=one.name, qualification=one.qualification) for one in register.teachers],
        history=[
            SuspensionBody(kind=step.kind, reason=step.reason, actor=step.actor, at=step.at)
            for step in register.history
        ],
    )


def _room(row: Any) -> RoomBody:
    return RoomBody(
        id=row.id,
        name=row.name,
        address=row.address,
        latitude=row.latitude,
        longitude=row.longitude,
        coordinate_system=row.coordinate_system,
    )
