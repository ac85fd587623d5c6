"""拨付, for officers: payments, batches, the file for the bank, the bank's result."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import select, tuple_

from sync.central.acting.act import act_of
from sync.central.api.bodies.given import Id
from sync.central.api.bodies.settlement import (
    ShownBatch,
    ShownBatches,
    ShownBatchLines,
    ShownLine,
    ShownPayment,
    ShownPayments,
    TakenResult,
)
from sync.central.door.authenticate import Body, Officer, TheCentre
from sync.central.door.problem_answers import problems
from sync.central.holders import MAX_VOUCHER_NO
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement import bank_result
from sync.central.settlement.bank_file import COLUMNS, MEDIA_TYPE, bank_file
from sync.central.settlement.make_batch import MAX_LINES, make_batch
from sync.central.settlement.states import PaymentState
from sync.central.settlement.take_bank_result import take_bank_result
from sync.central.store.engine import reading, writing
from sync.central.store.tables import micros, payment_batches, payment_lines, payments

router = APIRouter(tags=["payments"])
MAX_RESULT_BYTES = MAX_LINES * 1024
_PAGE = 500
BatchPath = Annotated[Id, Path(description="A batch, by an id of the sender's choice", examples=["B-2026-11"])]
Limit = Annotated[int, Query(ge=1, le=_PAGE, description="How many at most")]
_CSV = {"schema": {"type": "string", "format": "binary"}}
_RESULT = {
    "requestBody": {
        "required": True,
        "description": f"CSV in UTF-8, headed {','.join(bank_result.COLUMNS)}; one line for each of the bank file.",
        "content": {"text/csv": _CSV},
    }
}


@router.get("/v1/payments", summary="Payments by voucher")
def list_payments(
    centre: TheCentre,
    _officer: Officer,
    state: Annotated[PaymentState | None, Query(description="Only these")] = None,
    after: Annotated[int, Query(ge=0, le=MAX_VOUCHER_NO, description="A page's `next`")] = 0,
    limit: Limit = 100,
) -> ShownPayments:
    """`hold` says why money that is due cannot be sent yet."""
    wanted = select(payments).where(payments.c.voucher_no > after).order_by(payments.c.voucher_no).limit(limit + 1)
    if state is not None:
        wanted = wanted.where(payments.c.state == state)
    with reading(centre.store) as connection:
        rows = connection.execute(wanted).all()
    shown = [ShownPayment(**dict(row._mapping) | {"hold": row.hold or None}) for row in rows[:limit]]
    return ShownPayments(payments=shown, next=shown[-1].voucher_no if len(rows) > limit else None)


@router.get(
    "/v1/payment-batches",
    summary="Payment batches, the newest first",
    responses=problems(ProblemKind.NOT_FOUND),
)
def list_batches(
    centre: TheCentre,
    _officer: Officer,
    after: Annotated[Id | None, Query(description="A page's `next`")] = None,
    limit: Limit = 100,
) -> ShownBatches:
    """Without their lines."""
    batches = payment_batches
    wanted = select(batches).order_by(batches.c.created_at.desc(), batches.c.id.desc()).limit(limit + 1)
    with reading(centre.store) as connection:
        if after is not None:
            last = connection.execute(select(batches).where(batches.c.id == after)).one_or_none()
            if last is None:
                raise Problem(ProblemKind.NOT_FOUND)
            place = tuple_(batches.c.created_at, batches.c.id)
            wanted = wanted.where(place < tuple_(micros(last.created_at), last.id))
        rows = connection.execute(wanted).all()
    shown = [ShownBatch(**_batch(row)) for row in rows[:limit]]
    return ShownBatches(batches=shown, next=shown[-1].id if len(rows) > limit else None)


@router.put(
    "/v1/payment-batches/{batch_id}",
    summary="Put what is due into a batch",
    responses=problems(ProblemKind.NOTHING_TO_PAY),
)
def put_batch(batch_id: BatchPath, centre: TheCentre, officer: Officer) -> ShownBatch:
    """At most 2000 payments, in the order of voucher numbers. The same id again finds the first batch."""
    with writing(centre.store) as connection:
        act = act_of(centre, connection, officer)
        make_batch(connection, batch_id, act.rules, act.occasion)
        made = payment_batches.c.id == batch_id
        return ShownBatch(**_batch(connection.execute(select(payment_batches).where(made)).one()))


@router.get(
    "/v1/payment-batches/{batch_id}",
    summary="A batch with its lines",
    responses=problems(ProblemKind.NOT_FOUND),
)
def show_batch(batch_id: BatchPath, centre: TheCentre, _officer: Officer) -> ShownBatchLines:
    """Without account numbers: those stand in the bank file only."""
    lines = payment_lines
    with reading(centre.store) as connection:
        batch = connection.execute(select(payment_batches).where(payment_batches.c.id == batch_id)).one_or_none()
        if batch is None:
            raise Problem(ProblemKind.NOT_FOUND)
        rows = connection.execute(select(lines).where(lines.c.batch == batch_id).order_by(lines.c.line)).all()
    names = ShownLine.model_fields
    shown = [ShownLine(**{name: value for name, value in row._mapping.items() if name in names}) for row in rows]
    return ShownBatchLines(**_batch(batch), content=shown)


@router.get(
    "/v1/payment-batches/{batch_id}/file",
    summary="The file for the bank",
    response_class=Response,
    responses={
        200: {
            "description": f"CSV in UTF-8 with a byte order mark, headed {','.join(COLUMNS)}",
            "content": {"text/csv": _CSV},
        },
        **problems(ProblemKind.NOT_FOUND),
    },
)
def show_bank_file(batch_id: BatchPath, centre: TheCentre, _officer: Officer) -> Response:
    """Twice the same bytes; the batch's `file_digest` is their SHA-256."""
    with reading(centre.store) as connection:
        file = bank_file(connection, batch_id)
    named = {"Content-Disposition": f'attachment; filename="{batch_id}.csv"', "Cache-Control": "no-store"}
    return Response(file, media_type=MEDIA_TYPE, headers=named)


@router.put(
    "/v1/payment-batches/{batch_id}/result",
    summary="Take the bank's result",
    responses=problems(ProblemKind.MALFORMED, ProblemKind.BANK_RESULT_REFUSED),
    openapi_extra=_RESULT,
    max_body_size=MAX_RESULT_BYTES,
)
def take_result(
    batch_id: BatchPath, request: Request, centre: TheCentre, officer: Officer, body: Body
) -> TakenResult:
    """All of it or nothing. What was paid is written off, what was returned is due again."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "text/csv":
        raise Problem(ProblemKind.MALFORMED, "the content type is text/csv")
    with writing(centre.store) as connection:
        act = act_of(centre, connection, officer)
        taken = take_bank_result(connection, body, act.occasion, batch_id)
    return TakenResult(batch=taken.batch, paid=taken.paid, paid_fen=taken.paid_fen, returned=taken.returned)


def _batch(row: Any) -> dict[str, Any]:
    names = ShownBatch.model_fields
    values = {name: value for name, value in row._mapping.items() if name in names}
    return values | {"file_digest": row.file_digest.hex()}
