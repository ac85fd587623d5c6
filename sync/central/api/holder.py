"""The holder's side, thin: my vouchers, and a freshly signed code to show. Sign-in is a TEST identity provider."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection, select

from sync.central.acting.act import act_of
from sync.central.api.bodies.wire import HolderCode, HolderVoucher, HolderVouchers
from sync.central.api.holder_page import render_page
from sync.central.askers.identity import Principal
from sync.central.centre import Centre
from sync.central.door.authenticate import TheCentre, TheHolder, TheHolderByLink
from sync.central.door.problem_answers import problems
from sync.central.holders import MAX_VOUCHER_NO, VOUCHER_AND_HOLDER, claims_of
from sync.central.issuing.claim_voucher import claim_voucher
from sync.central.problems import Problem, ProblemKind
from sync.central.store.engine import reading, writing
from sync.central.store.tables import projects, vouchers
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import VoucherState
from sync.protocol.voucher_code import sign_code

_SHOWABLE = (VoucherState.CLAIMED, VoucherState.IN_USE)
router = APIRouter(tags=["holder"])
_SIGN_IN = (ProblemKind.PERSON_UNKNOWN, ProblemKind.ROLE_FORBIDDEN)
_REFUSED = problems(*_SIGN_IN, ProblemKind.VOUCHER_UNKNOWN, ProblemKind.VOUCHER_NOT_USABLE)
Number = Annotated[int, Path(ge=1, le=MAX_VOUCHER_NO, description="A voucher number")]


@router.get("/v1/holder/vouchers", summary="My vouchers", responses=problems(*_SIGN_IN))
def list_vouchers(centre: TheCentre, holder: TheHolder) -> HolderVouchers:
    """Every voucher of the holder, in every state."""
    with reading(centre.store) as connection:
        rows = connection.execute(VOUCHER_AND_HOLDER.where(vouchers.c.trainee == holder.id).order_by(vouchers.c.no))
        return HolderVouchers(vouchers=[shown(row) for row in rows])


@router.post("/v1/holder/vouchers/{number}/claim", summary="Claim a voucher issued to me", responses=_REFUSED)
def claim(number: Number, centre: TheCentre, holder: TheHolder) -> HolderVoucher:
    """ISSUED → CLAIMED."""
    with writing(centre.store) as connection:
        claim_voucher(connection, VoucherNo(number), act_of(centre, connection, holder))
        return shown(own_voucher(connection, holder, number))


@router.get("/v1/holder/vouchers/{number}/code", summary="A code to show, signed just now", responses=_REFUSED)
def show_code(number: Number, centre: TheCentre, holder: TheHolder) -> HolderCode:
    """A code is good for some minutes (the policy says how many): ask again before showing it."""
    with reading(centre.store) as connection:
        return _fresh_code(centre, own_voucher(connection, holder, number))


@router.get("/holder/vouchers/{number}", response_class=HTMLResponse, summary="What a phone shows", responses=_REFUSED)
def show_page(number: Number, centre: TheCentre, holder: TheHolderByLink) -> HTMLResponse:
    """The voucher with its code; the page renews itself every minute."""
    with reading(centre.store) as connection:
        row = own_voucher(connection, holder, number)
        project = connection.scalar(select(projects.c.name).where(projects.c.no == row.project))
    page = render_page(row, project, _fresh_code(centre, row))
    return HTMLResponse(page, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


def own_voucher(connection: Connection, holder: Principal, number: int) -> Any:
    """The holder's voucher, a row of VOUCHER_AND_HOLDER. Raises Problem when the holder has no such one."""
    own = VOUCHER_AND_HOLDER.where(vouchers.c.no == number, vouchers.c.trainee == holder.id)
    row = connection.execute(own).one_or_none()
    if row is None:
        raise Problem(ProblemKind.VOUCHER_UNKNOWN)
    return row


def _fresh_code(centre: Centre, row: Any) -> HolderCode:
    if row.state not in _SHOWABLE:
        raise Problem(ProblemKind.VOUCHER_NOT_USABLE)
    now = centre.now()
    issuing = centre.keys.issuing
    return HolderCode(code=sign_code(claims_of(row, now), issuing.key, issuing.kid), signed_at=now)


def shown(row: Any) -> HolderVoucher:
    """As a holder sees it."""
    return HolderVoucher(
        voucher_no=row.no,
        kind=row.kind,
        state=row.state,
        project=row.project,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
