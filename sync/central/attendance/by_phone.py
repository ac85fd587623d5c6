"""手机定位签到: a holder signs in, or out, where the phone says that it is. The time is the centre's.

A fix that is not surely inside the room's fence is kept and flagged, and counts when a correction says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from sync.central.acting.act import Act
from sync.central.acting.functions import is_open_to
from sync.central.attendance.book import KeptPunch
from sync.central.attendance.open_places import open_places
from sync.central.problems import Problem, ProblemKind
from sync.central.store.locks import lock_named
from sync.central.store.tables import (
    classes,
    fixes,
    institutions,
    punches,
    rooms,
    roster_entries,
    sessions,
    sites,
    vouchers,
)
from sync.domain.attendance import Direction
from sync.domain.classes import ClassState
from sync.domain.ids import DeviceId, SessionId, TraineeId
from sync.domain.locations import CoordinateSystem, Fix, Placement, Point, Standing, judge_fix
from sync.domain.policy import Policy
from sync.domain.region_rules import Function
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.errors import InvalidInput

PHONE = "phone"
_SESSION = (
    select(sessions, classes.c.site, classes.c.state, institutions.c.kind)
    .add_columns(rooms.c.latitude, rooms.c.longitude, rooms.c.coordinate_system)
    .join(classes, classes.c.id == sessions.c.class_id)
    .join(sites, sites.c.id == classes.c.site)
    .join(institutions, institutions.c.id == sites.c.institution)
    .outerjoin(rooms, rooms.c.id == sessions.c.room)
)
_KEPT = select(punches, fixes).outerjoin(fixes, fixes.c.punch == punches.c.fact_id)


@dataclass(frozen=True, slots=True)
class PhoneSignIn:
    """What a phone asks for; `id` of its own choice."""

    id: str
    session: SessionId
    direction: Direction
    latitude: float
    longitude: float
    accuracy_m: float
    system: CoordinateSystem


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What became of it."""

    wanted: PhoneSignIn
    voucher_no: int
    at: datetime
    placement: Placement


def sign_in_by_phone(connection: Connection, act: Act, wanted: PhoneSignIn) -> SignedIn:
    """Note it, and whether it was inside. The same again gets the same answer. Raises Problem."""
    holder = TraineeId(act.asker.id)
    asked = select(classes.c.site).join(sessions, sessions.c.class_id == classes.c.id)
    site = connection.scalar(asked.where(sessions.c.id == wanted.session))
    if site is None:
        raise Problem(ProblemKind.NOT_FOUND)
    lock_named(connection, f"site:{site}", f"sign-in:{holder}")
    before = _before(connection, holder, wanted)
    if before is not None:
        return before
    session = connection.execute(_SESSION.where(sessions.c.id == wanted.session)).one()
    voucher = _voucher_for(connection, act, session.class_id)
    _check_session(session, wanted.direction, act)
    done = SignedIn(wanted, voucher, act.now, _placed(wanted, session, act.policy))
    with open_places(connection, session.site, [session.id], [voucher], act.policy) as book:
        book.add_punch(_punch(holder, done))
    connection.execute(insert(fixes).values(_fix_row(holder, done)))
    return done


def _before(connection: Connection, holder: TraineeId, wanted: PhoneSignIn) -> SignedIn | None:
    row = connection.execute(_KEPT.where(punches.c.fact_id == _punch_id(holder, wanted))).one_or_none()
    if row is None:
        return None
    if row.punch is None:
        return _without_its_fix(wanted, row)
    kept = PhoneSignIn(
        wanted.id,
        row.session_id,
        Direction(row.direction),
        row.latitude,
        row.longitude,
        row.accuracy_m,
        CoordinateSystem(row.coordinate_system),
    )
    if kept != wanted:
        raise Problem(ProblemKind.ID_TAKEN)
    return SignedIn(kept, row.voucher_no, row.at, Placement(Standing(row.standing), row.distance_m))


def _without_its_fix(wanted: PhoneSignIn, row: Any) -> SignedIn:
    """Where the phone was is erased by now; whether it was inside is not."""
    if (wanted.session, wanted.direction) != (row.session_id, row.direction):
        raise Problem(ProblemKind.ID_TAKEN)
    standing = Standing.UNSURE if row.outside else Standing.INSIDE
    return SignedIn(wanted, row.voucher_no, row.at, Placement(standing, None))


def _voucher_for(connection: Connection, act: Act, class_id: str) -> int:
    """The one that is in use in the class; else a sign-in-only voucher, which serves anywhere until its validity ends.

    Without either the session does not concern the holder: it is to them like one that does not exist.
    """
    own = select(vouchers).where(vouchers.c.trainee == act.asker.id).order_by(vouchers.c.no)
    held = connection.execute(own.with_for_update(key_share=True)).all()
    enrolled = set(
        connection.scalars(select(roster_entries.c.voucher_no).where(roster_entries.c.class_id == class_id))
    )
    of_class = [row for row in held if row.no in enrolled]
    if of_class:
        if of_class[0].state == VoucherState.VOID:
            raise Problem(ProblemKind.VOUCHER_NOT_USABLE)
        return int(of_class[0].no)
    today = act.policy.day_of(act.now)
    for row in held:
        usable = row.kind == VoucherKind.SIGN_IN_ONLY and row.state == VoucherState.CLAIMED
        if usable and row.valid_from <= today <= row.valid_until:
            return int(row.no)
    raise Problem(ProblemKind.NOT_FOUND)


def _check_session(session: Any, direction: Direction, act: Act) -> None:
    """Open from some time before the start: for signing in until the end, for signing out as long after it."""
    if not is_open_to(session.kind, Function.SIGN_IN, act.rules):
        raise Problem(ProblemKind.FUNCTION_CLOSED)
    if session.state != ClassState.OPEN:
        raise Problem(ProblemKind.CLASS_NOT_OPEN)
    around = timedelta(minutes=act.policy.sign_in_opens_minutes)
    is_in = direction is Direction.IN
    opens, closes = (session.starts - around, session.ends) if is_in else (session.starts, session.ends + around)
    if session.cancelled or not opens <= act.now <= closes:
        raise Problem(ProblemKind.SESSION_CLOSED, "cancelled" if session.cancelled else "not at this time")


def _placed(wanted: PhoneSignIn, session: Any, policy: Policy) -> Placement:
    try:
        fix = Fix(Point(wanted.latitude, wanted.longitude, wanted.system), wanted.accuracy_m)
        return judge_fix(fix, _room_of(session), policy)
    except InvalidInput as error:
        raise Problem(ProblemKind.FIX_IMPOSSIBLE, error.detail) from error


def _room_of(session: Any) -> Point | None:
    if session.latitude is None:
        return None
    return Point(session.latitude, session.longitude, CoordinateSystem(session.coordinate_system))


def _punch_id(holder: TraineeId, wanted: PhoneSignIn) -> str:
    """Each holder's ids are their own: nobody learns of another's."""
    return f"phone:{holder}:{wanted.id}"


def _punch(holder: TraineeId, done: SignedIn) -> KeptPunch:
    return KeptPunch(
        _punch_id(holder, done.wanted),
        done.at,
        done.wanted.direction,
        outside=done.placement.standing is not Standing.INSIDE,
        session_id=done.wanted.session,
        voucher_no=done.voucher_no,
        source=PHONE,
        device=DeviceId(""),
    )


def _fix_row(holder: TraineeId, done: SignedIn) -> dict[str, object]:
    return {
        "punch": _punch_id(holder, done.wanted),
        "latitude": done.wanted.latitude,
        "longitude": done.wanted.longitude,
        "accuracy_m": done.wanted.accuracy_m,
        "coordinate_system": done.wanted.system,
        "distance_m": done.placement.distance_m,
        "standing": done.placement.standing,
    }
