"""Take the bank's result of a batch: what was paid is written off, what was returned is due again.

All of it or nothing: a result of another batch or file, a line that is unknown, missing or there twice, or another
amount is refused by name. The same result again changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from sync.central.move_voucher import Occasion, move_vouchers
from sync.central.news.rosters import publish_roster_lines
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.bank_result import BankResult, read_bank_result
from sync.central.settlement.states import BatchState, LineState, PaymentState
from sync.central.store.locks import lock_named
from sync.central.store.tables import payment_batches, payment_lines, payments
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import Move
from sync.errors import InvalidInput

_ANSWER = (
    update(payment_lines)
    .where(payment_lines.c.batch == bindparam("of_batch"), payment_lines.c.line == bindparam("number"))
    .values(state=bindparam("became"), bank_reason=bindparam("words"))
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a result said. Fen."""

    batch: str
    paid: int
    paid_fen: int
    returned: int


def take_bank_result(connection: Connection, data: bytes, occasion: Occasion, batch_id: str | None = None) -> Taken:
    """Take the result in `data` (for `batch_id`, when one is meant). Raises Problem; then nothing was taken."""
    try:
        result = read_bank_result(data)
    except InvalidInput as error:
        raise _refused(error.detail) from error
    if batch_id not in (None, result.batch):
        raise _refused("it is of another batch")
    lock_named(connection, f"batch:{result.batch}")
    batch = connection.execute(select(payment_batches).where(payment_batches.c.id == result.batch)).one_or_none()
    if batch is None:
        raise _refused("there is no such batch")
    lines = _lines(connection, result.batch)
    if batch.result_digest != sha256(data).digest():
        _check(batch, lines, result)
        _settle(connection, lines, result, sha256(data).digest(), occasion)
    paid = [answered for answered in result.lines if answered.paid]
    return Taken(result.batch, len(paid), sum(answered.amount_fen for answered in paid), len(lines) - len(paid))


def _check(batch: Any, lines: Sequence[Any], result: BankResult) -> None:
    if result.file_digest != batch.file_digest:
        raise _refused("it answers another file")
    if batch.state != BatchState.OPEN:
        raise _refused("another result of this batch was taken before")
    twice = [line for line, times in Counter(answered.line for answered in result.lines).items() if times > 1]
    if twice:
        raise _refused(f"line {twice[0]} is there twice")
    amounts = {line.line: line.amount_fen for line in lines}
    answered = {line.line: line.amount_fen for line in result.lines}
    for line in sorted(amounts.keys() ^ answered.keys()):
        raise _refused(f"line {line} is {'missing' if line in amounts else 'unknown'}")
    for line, amount in amounts.items():
        if answered[line] != amount:
            raise _refused(f"line {line} has another amount")


def _settle(
    connection: Connection, lines: Sequence[Any], result: BankResult, digest: bytes, occasion: Occasion
) -> None:
    of_line = {line.line: line for line in lines}
    paid = [of_line[answered.line] for answered in result.lines if answered.paid]
    returned = [of_line[answered.line] for answered in result.lines if not answered.paid]
    numbers = [VoucherNo(line.voucher_no) for line in paid]
    move_vouchers(connection, numbers, Move.WRITE_OFF, occasion)
    for some, state in ((paid, PaymentState.PAID), (returned, PaymentState.DUE)):
        ids = [line.payment for line in some]
        connection.execute(update(payments).where(payments.c.id.in_(ids)).values(state=state))
    connection.execute(_ANSWER, [_answer(result.batch, answered) for answered in result.lines])
    this = payment_batches.c.id == result.batch
    connection.execute(update(payment_batches).where(this).values(state=BatchState.SETTLED, result_digest=digest))
    publish_roster_lines(connection, numbers)


def _lines(connection: Connection, batch: str) -> Sequence[Any]:
    wanted = select(payment_lines, payments.c.voucher_no).join(payments, payments.c.id == payment_lines.c.payment)
    return connection.execute(wanted.where(payment_lines.c.batch == batch).order_by(payment_lines.c.line)).all()


def _answer(batch: str, answered: Any) -> dict[str, Any]:
    state = LineState.PAID if answered.paid else LineState.RETURNED
    return {"of_batch": batch, "number": answered.line, "became": state, "words": answered.reason}


def _refused(why: str) -> Problem:
    return Problem(ProblemKind.BANK_RESULT_REFUSED, why)
