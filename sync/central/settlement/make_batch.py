"""拨付: put what is due into a batch for the bank. What the bank is told is fixed then, account numbers included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sync.central.centre import Centre
from sync.central.move_voucher import Occasion
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.bank_file import Line, digest_of, write_bank_file
from sync.central.settlement.payees import look_at_payees, note_payee
from sync.central.settlement.states import BatchState, LineState, PaymentState
from sync.central.store.engine import writing
from sync.central.store.locks import lock_named
from sync.central.store.tables import payment_batches, payment_lines, payments
from sync.domain.ids import uuid7
from sync.domain.region_rules import RegionRules
from sync.domain.subsidy import MAX_FEN, Payee

MAX_LINES = 2000
"""In one batch; what is left goes into the next."""
_LOCK = "payments"


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it stands."""

    id: str
    state: BatchState
    lines: int
    total_fen: int
    created_at: datetime
    file_digest: bytes


def make_batches(centre: Centre, actor: str) -> list[Batch]:
    """Batches of everything that is due, each in a transaction of its own."""
    made: list[Batch] = []
    while True:
        with writing(centre.store) as connection:
            lists = centre.lists(connection)
            occasion = Occasion(actor, centre.now(), lists.policy.version)
            batch = _fill_batch(connection, f"B-{uuid7().hex}", lists.rules, occasion)
        if batch is None:
            return made
        made.append(batch)


def make_batch(connection: Connection, batch_id: str, rules: RegionRules, occasion: Occasion) -> Batch:
    """A batch under the name `batch_id`; the same name again finds the first. Raises Problem when nothing is due."""
    lock_named(connection, _LOCK)
    row = connection.execute(select(payment_batches).where(payment_batches.c.id == batch_id)).one_or_none()
    batch = batch_of(row) if row else _fill_batch(connection, batch_id, rules, occasion)
    if batch is None:
        raise Problem(ProblemKind.NOTHING_TO_PAY)
    return batch


def batch_of(row: Any) -> Batch:
    """The batch in a row of its table."""
    return Batch(row.id, BatchState(row.state), row.lines, row.total_fen, row.created_at, row.file_digest)


def _fill_batch(connection: Connection, batch_id: str, rules: RegionRules, occasion: Occasion) -> Batch | None:
    lock_named(connection, _LOCK)
    lines = _lines(batch_id, _payable(connection, rules))
    if not lines:
        return None
    digest = digest_of(write_bank_file(lines))
    total = sum(line.amount_fen for line in lines)
    batch = Batch(batch_id, BatchState.OPEN, len(lines), total, occasion.at, digest)
    connection.execute(
        insert(payment_batches).values(
            id=batch_id,
            state=batch.state,
            lines=batch.lines,
            total_fen=total,
            created_at=occasion.at,
            created_by=occasion.actor,
            file_digest=digest,
        )
    )
    connection.execute(insert(payment_lines), [_line_row(line) for line in lines])
    sent = payments.c.id.in_([line.payment for line in lines])
    connection.execute(update(payments).where(sent).values(state=PaymentState.BATCHED))
    return batch


def _payable(connection: Connection, rules: RegionRules) -> list[tuple[Any, Payee]]:
    """What can be sent now, in ascending voucher number; what cannot is held. What was held is looked at again."""
    state = payments.c.state.in_((PaymentState.DUE, PaymentState.HELD))
    wanted = select(payments).where(state).order_by(payments.c.voucher_no).with_for_update()
    rows = connection.execute(wanted).all()
    payees = look_at_payees(connection, rows, rules)
    for row in rows:
        if row.hold != (payees[row.id].hold or ""):
            note_payee(connection, row.id, payees[row.id])
    return [(row, payees[row.id]) for row in rows if payees[row.id].hold is None]


def _lines(batch_id: str, payable: list[tuple[Any, Payee]]) -> list[Line]:
    """As many as a batch takes; a total that would be no amount any more ends it as well."""
    lines: list[Line] = []
    total = 0
    for row, payee in payable[:MAX_LINES]:
        total += row.amount_fen
        if total > MAX_FEN or payee.account is None or payee.kind is None:
            break
        account = payee.account
        number = len(lines) + 1
        lines.append(Line(batch_id, number, row.id, row.amount_fen, payee.kind, account.name, account.number))
    return lines


def _line_row(line: Line) -> dict[str, Any]:
    return {
        "batch": line.batch,
        "line": line.line,
        "payment": line.payment,
        "amount_fen": line.amount_fen,
        "payee_kind": line.payee_kind,
        "account_name": line.account_name,
        "account_no": line.account_no,
        "state": LineState.SENT,
    }
