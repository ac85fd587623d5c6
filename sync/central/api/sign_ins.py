"""Sign-ins by phone."""

from __future__ import annotations

from fastapi import APIRouter

from sync.central.acting.act import act_of
from sync.central.api.bodies.sign_ins import SignIn, SignInBody
from sync.central.attendance.by_phone import PhoneSignIn, sign_in_by_phone
from sync.central.door.authenticate import TheCentre, TheHolder
from sync.central.door.problem_answers import problems
from sync.central.problems import ProblemKind
from sync.central.store.engine import writing
from sync.domain.ids import SessionId

router = APIRouter(tags=["holder"])
_REFUSED = problems(
    ProblemKind.NOT_FOUND,
    ProblemKind.ID_TAKEN,
    ProblemKind.VOUCHER_NOT_USABLE,
    ProblemKind.FUNCTION_CLOSED,
    ProblemKind.CLASS_NOT_OPEN,
    ProblemKind.SESSION_CLOSED,
    ProblemKind.FIX_IMPOSSIBLE,
)


@router.post("/v1/holder/sign-ins", summary="Sign in or out where I am", responses=_REFUSED)
def sign_in(wanted: SignIn, centre: TheCentre, holder: TheHolder) -> SignInBody:
    """By the voucher that is in use in the session's class, or by one that only serves to sign in.

    The time is the centre's. A session that does not concern the holder is like one that does not exist.
    """
    asked = PhoneSignIn(
        wanted.id,
        SessionId(wanted.session),
        wanted.direction,
        wanted.latitude,
        wanted.longitude,
        wanted.accuracy_m,
        wanted.coordinate_system,
    )
    with writing(centre.store) as connection:
        done = sign_in_by_phone(connection, act_of(centre, connection, holder), asked)
    return SignInBody(
        id=asked.id,
        session=asked.session,
        voucher_no=done.voucher_no,
        direction=asked.direction,
        at=done.at,
        standing=done.placement.standing,
        distance_m=done.placement.distance_m,
    )
