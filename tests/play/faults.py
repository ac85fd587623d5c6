"""Rules of the scheme broken on purpose, one at a time, inside the process that keeps the rule.

Each names the program's own function and what stands in its place. A name that is no longer there raises: no fault can
miss silently.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, select, update

from sync.central.intake.ledger import Ledger
from sync.central.intake.ruling import Ruling
from sync.central.move_voucher import Moved, Occasion, write_history
from sync.central.settlement.bank_result import BankResult
from sync.central.store.tables import vouchers
from sync.domain.attendance import Account, Evidence
from sync.domain.classes import Session
from sync.domain.ids import ClassId
from sync.domain.locations import Standing
from sync.domain.policy import Policy
from sync.domain.region_rules import Rounding
from sync.domain.vouchers import Move, VoidReason, VoucherState
from sync.protocol.facts import Header
from sync.protocol.payloads import EnrolmentRequested
from sync.protocol.receipts import Outcome, ReceiptCode

Broken = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Takes the sound function, gives the faulty one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`rule`: what the books must say is broken. `where`: "module:function" or "module:Class.method"."""

    rule: str
    where: str
    broken: Broken
    place: str = "centre"


def _all_hours(session: Session, _late: datetime | None, _early: datetime | None) -> int:
    return session.hours


def _returning(value: object) -> Broken:
    """Whatever it is asked."""
    return lambda _sound: lambda *_args, **_how: value


def _expire_in_use(sound: Callable[..., Any]) -> Callable[..., Any]:
    def expire_some(connection: Connection, policy: Policy, occasion: Occasion) -> int:
        over = (vouchers.c.state == VoucherState.IN_USE) & (vouchers.c.valid_until < occasion.at.date())
        numbers = connection.scalars(select(vouchers.c.no).where(over).order_by(vouchers.c.no)).all()
        write_history(connection, [Moved(no, VoucherState.IN_USE, Move.EXPIRE, occasion) for no in numbers])
        gone = update(vouchers).where(vouchers.c.no.in_(numbers))
        connection.execute(gone.values(state=VoucherState.VOID, void_reason=VoidReason.EXPIRED))
        return len(numbers) + int(sound(connection, policy, occasion))

    return expire_some


def _whole_standard(sound: Callable[..., Any]) -> Callable[..., Any]:
    return lambda standard_fen, _percent, rounding: sound(standard_fen, 100, rounding)


def _round_down(sound: Callable[..., Any]) -> Callable[..., Any]:
    return lambda standard_fen, percent, _rounding: sound(standard_fen, percent, Rounding.DOWN)


def _due_later(sound: Callable[..., Any]) -> Callable[..., Any]:
    return lambda first_starts, *rules: sound(first_starts, *rules) + timedelta(days=3)


def _anywhere(sound: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *asked: replace(sound(*asked), standing=Standing.INSIDE)


def _second_comer_wins(sound: Callable[..., Any]) -> Callable[..., Any]:
    def judge(ledger: Ledger, header: Header, request: EnrolmentRequested) -> Ruling:
        ruling: Ruling = sound(ledger, header, request)
        if ruling.code is not ReceiptCode.VOUCHER_IN_USE_ELSEWHERE or ruling.voucher_no is None:
            return ruling
        ledger.withdraw(ledger.entries[ruling.voucher_no], header.id)
        ledger.enrol(ledger.vouchers[ruling.voucher_no], ClassId(request.class_id), header.id)
        return Ruling(Outcome.RECORDED, None, None, ruling.voucher_no)

    return judge


def _never_suspended(sound: Callable[..., Any]) -> Callable[..., Any]:
    def enrol(ledger: Ledger, *asked: Any) -> Ruling:
        ledger.suspended = False
        ruling: Ruling = sound(ledger, *asked)
        return ruling

    return enrol


def _all_paid(sound: Callable[..., Any]) -> Callable[..., Any]:
    def read(data: bytes) -> BankResult:
        result: BankResult = sound(data)
        return replace(result, lines=tuple(replace(line, paid=True, reason="") for line in result.lines))

    return read


def _counted_twice(sound: Callable[..., Any]) -> Callable[..., Any]:
    def account_for(session: Session, evidence: Evidence, policy: Policy) -> Account:
        account: Account = sound(session, evidence, policy)
        counting = sum(not punch.undone and not punch.outside for punch in evidence.punches)
        return replace(account, hours=account.hours * max(1, counting))

    return account_for


def _no_history_of_enrolments(sound: Callable[..., Any]) -> Callable[..., Any]:
    def write(connection: Connection, moved: Iterable[Moved]) -> None:
        sound(connection, [step for step in moved if step.move is not Move.ENROL])

    return write


FAULTS: dict[str, Fault] = {
    "expiry_hits_vouchers_in_use": Fault(
        "expiry", "sync.central.settlement.expire_vouchers:expire_some", _expire_in_use
    ),
    "ratio_ignored": Fault("amount", "sync.domain.subsidy:share_of", _whole_standard),
    "wrong_rounding": Fault("amount", "sync.domain.subsidy:share_of", _round_down),
    "subsidised_twice": Fault("subsidised_once", "sync.central.issuing.judge_claim:had_before", _returning(False)),
    "quantity_ignored": Fault("quantity", "sync.central.issuing.judge_claim:vouchers_given", _returning(0)),
    "late_opening_report_passes": Fault(
        "class_reported_in_time", "sync.domain.deadlines:opening_report_due", _due_later
    ),
    "hours_not_asked": Fault("hours_attended", "sync.domain.subsidy:attended_enough", _returning(True)),
    "late_arrival_costs_nothing": Fault("attendance", "sync.domain.attendance:_credited", lambda _sound: _all_hours),
    "fence_ignored": Fault("fence", "sync.domain.locations:judge_fix", _anywhere),
    "correction_without_approval": Fault(
        "correction", "sync.domain.attendance:needs_second_person", _returning(False)
    ),
    "undo_ignored": Fault("undo", "sync.central.attendance.book:Book.undo_punch", _returning(None)),
    "merged_attendance_counts_twice": Fault("merging", "sync.domain.attendance:account_for", _counted_twice),
    "second_enrolment_wins": Fault("double_use", "sync.central.intake.admit_trainee:_judge", _second_comer_wins),
    "suspension_ignored": Fault("suspension", "sync.central.intake.admit_trainee:_enrol", _never_suspended),
    "resits_without_end": Fault("assessment", "sync.domain.assessment:_refuse_attempt", _returning(None)),
    "returned_payment_is_written_off": Fault(
        "write_off", "sync.central.settlement.bank_result:read_bank_result", _all_paid
    ),
    "revoked_voucher_is_paid": Fault(
        "revocation", "sync.central.settlement.void_vouchers:revoke_voucher", _returning(None)
    ),
    "move_leaves_no_history": Fault(
        "history", "sync.central.move_voucher:write_history", _no_history_of_enrolments
    ),
    "desk_takes_void_vouchers": Fault(
        "enrolment", "sync.domain.judgement:refuse_voucher", _returning(None), place="desk"
    ),
}


def plant(name: str | None, place: str) -> None:
    """Break the rule in this process, if it belongs to `place`. Raises LookupError when there is nothing to break."""
    fault = None if name is None else FAULTS[name]
    if fault is None or fault.place != place:
        return
    module_name, _, path = fault.where.partition(":")
    owner: Any = import_module(module_name)
    *classes, function = path.split(".")
    for part in classes:
        owner = getattr(owner, part)
    if function not in vars(owner):
        raise LookupError(f"{fault.where} is not there any more")
    sound = getattr(owner, function)
    broken = fault.broken(sound)
    setattr(owner, function, broken)
    if not classes:
        _replace_imported(function, sound, broken)


def _replace_imported(name: str, sound: object, broken: object) -> None:
    """Wherever another module has taken the function by name."""
    for module in [module for named, module in list(sys.modules.items()) if named.startswith("sync.")]:
        if vars(module).get(name) is sound:
            setattr(module, name, broken)
