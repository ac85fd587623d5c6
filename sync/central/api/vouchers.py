"""One voucher with its history, and its revocation, for officers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import Connection, select

from sync.central.api.bodies.vouchers import GivenRevocation, ShownMove, VoucherWithHistory
from sync.central.door.authenticate import Officer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.holders import MAX_VOUCHER_NO
from sync.central.move_voucher import Occasion
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.void_vouchers import revoke_voucher
from sync.central.store.engine import reading, writing
from sync.central.store.tables import payments, voucher_history, vouchers
from sync.domain.ids import VoucherNo

router = APIRouter(tags=["vouchers"])
Number = Annotated[int, Path(ge=1, le=MAX_VOUCHER_NO, description="A voucher number", examples=[100_001])]


@router.get(
    "/v1/vouchers/{number}",
    summary="A voucher with its history",
    responses=problems(ProblemKind.VOUCHER_UNKNOWN),
)
def show_voucher(number: Number, centre: TheCentre, _officer: Officer) -> VoucherWithHistory:
    """Every move it made: when, by whom, under which policy."""
    with reading(centre.store) as connection:
        return _shown(connection, number)


@router.put(
    "/v1/vouchers/{number}/revocation",
    summary="Revoke a voucher",
    responses=problems(ProblemKind.VOUCHER_UNKNOWN, ProblemKind.VOUCHER_NOT_USABLE, ProblemKind.PAYMENT_UNDER_WAY),
)
def revoke(number: Number, given: GivenRevocation, centre: TheCentre, officer: Officer) -> VoucherWithHistory:
    """→ VOID (REVOKED): a new status list names it, its roster is told, what was due is not paid."""
    with writing(centre.store) as connection:
        policy = centre.lists(connection).policy
        occasion = Occasion(officer.actor, centre.now(), policy.version, given.reason)
        revoke_voucher(connection, centre.keys, VoucherNo(number), occasion)
        return _shown(connection, number)


def _shown(connection: Connection, number: int) -> VoucherWithHistory:
    wanted = select(vouchers, payments.c.state.label("payment")).outerjoin(
        payments, payments.c.voucher_no == vouchers.c.no
    )
    row = connection.execute(wanted.where(vouchers.c.no == number)).one_or_none()
    if row is None:
        raise Problem(ProblemKind.VOUCHER_UNKNOWN)
    steps = select(voucher_history).where(voucher_history.c.voucher_no == number).order_by(voucher_history.c.step)
    return VoucherWithHistory(
        voucher_no=number,
        kind=row.kind,
        state=row.state,
        void_reason=row.void_reason,
        project=row.project,
        ratio_percent=row.ratio_percent,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        payment=row.payment,
        history=[
            ShownMove(
                step=step.step,
                from_state=step.from_state,
                to_state=step.to_state,
                move=step.reason,
                note=step.note,
                actor=step.actor,
                at=step.at,
                policy_version=step.policy_version,
            )
            for step in connection.execute(steps)
        ],
    )
