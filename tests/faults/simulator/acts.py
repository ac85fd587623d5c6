"""What people do at a desk: chosen by lot, most of it sensible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from sqlalchemy import select

from sync.desk.operations.check_in import check_in, check_in_by_hand
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.settle_attention import settle_attention
from sync.desk.operations.show_attention import show_attention
from sync.desk.operations.sign_out import sign_out
from sync.desk.operations.transfer_enrolment import transfer_enrolment
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.operations.withdraw_enrolment import withdraw_enrolment
from sync.desk.store.tables import roster_entries, scans
from sync.domain.ids import ClassId, FactId, SessionId, StaffId, VoucherNo
from tests.faults.simulator.pc import PC
from tests.faults.simulator.world_file import CLASSES, SESSIONS, Phone

CLERK = {"S-0001": StaffId("P-0001"), "S-0002": StaffId("P-0004")}
_FEW = 9
"""People of a class that come at all, so that they meet."""
_MANY = 56
Act = Callable[[], object]


class Phones:
    """Who may come, by what they come for."""

    def __init__(self, phones: Sequence[Phone]) -> None:
        self.all = [phone for phone in phones if phone.group in ("welders", "claimed")][:_FEW]
        self.to_enrol = [phone for phone in phones if phone.group in ("claimed", "revoked")]
        by_group = {group: [phone for phone in phones if phone.group == group] for group in ("welders", "carers")}
        self.to_sign_in = [
            *by_group["welders"][:_FEW],
            *(phone for phone in by_group["welders"] if phone.opaque),
            *(phone for phone in phones if phone.group in ("elsewhere", "sign_in_only", "claimed")),
            by_group["carers"][0],
        ]
        self.all = [phone for phone in (*self.to_enrol, *self.to_sign_in) if not phone.opaque]


def choose(random: Random, pc: PC, phones: Phones) -> tuple[str, Act]:
    """One act and its name."""
    makers = (_sign_in, _enrol, _undo, _again, _sign_out, _by_hand, _withdraw, _transfer)
    return random.choices(makers, (10, 8, 4, 2, 1, 2, 2, 1))[0](random, pc, phones)


def rush(random: Random, pc: PC, phones: Phones) -> Act:
    """More sign-ins than one batch takes."""
    acts = [_sign_in(random, pc, phones)[1] for _ in range(_MANY)]

    def all_of_them() -> str:
        for act in acts:
            act()
        return f"{_MANY} came"

    return all_of_them


def settle_one(random: Random, pc: PC) -> str:
    """One of what needs attention, one of what can be said of it."""
    tasks = show_attention(pc.desk, CLERK[pc.site]).tasks
    open_tasks = [task for task in tasks if task.choices]
    if not open_tasks:
        return "nothing to settle"
    task = random.choice(open_tasks)
    decision = random.choice(task.choices)
    settle_attention(pc.desk, task.fact_id, decision, operator=CLERK[pc.site])
    return f"settled: {decision}"


def _sign_in(random: Random, pc: PC, phones: Phones) -> tuple[str, Act]:
    phone, session = random.choice(phones.to_sign_in), SessionId(random.choice(SESSIONS[pc.site]))
    return (
        f"sign-in {_name(phone)} at {session}",
        lambda: check_in(pc.desk, phone.text, session_id=session, operator=CLERK[pc.site]).reason,
    )


def _enrol(random: Random, pc: PC, phones: Phones) -> tuple[str, Act]:
    phone, class_id = random.choice(phones.to_enrol), ClassId(random.choice(CLASSES[pc.site]))
    return (
        f"enrol {_name(phone)} into {class_id}",
        lambda: enrol_trainee(pc.desk, phone.text, class_id=class_id, operator=CLERK[pc.site]).reason,
    )


def _undo(random: Random, pc: PC, phones: Phones) -> tuple[str, Act]:
    with pc.desk.store.read() as tx:
        order = tx.execute(
            select(scans.c.fact_id).where(scans.c.kind != "seen").order_by(scans.c.at.desc()).limit(6)
        )
        made = [FactId(row.fact_id) for row in order]
    if not made:
        return _sign_in(random, pc, phones)
    place = random.randrange(len(made))
    return (
        f"undo number {place} of the last scans",
        lambda: undo_scan(pc.desk, made[place], operator=CLERK[pc.site]),
    )


def _again(random: Random, pc: PC, phones: Phones) -> tuple[str, Act]:
    """The last sign-in is undone, and the same person signs in once more."""
    with pc.desk.store.read() as tx:
        newest = select(scans).where(scans.c.kind == "punch").order_by(scans.c.at.desc()).limit(1)
        last = tx.execute(newest).one_or_none()
    phone = next((one for one in phones.to_sign_in if last is not None and one.voucher_no == last.voucher_no), None)
    if last is None or phone is None:
        return _sign_in(random, pc, phones)
    session, operator = SessionId(last.session_id), CLERK[pc.site]

    def undo_and_sign_in() -> object:
        undo_scan(pc.desk, FactId(last.fact_id), operator=operator)
        return check_in(pc.desk, phone.text, session_id=session, operator=operator).reason

    return f"undo {_name(phone)} at {session}, and sign-in again", undo_and_sign_in


def _sign_out(random: Random, pc: PC, phones: Phones) -> tuple[str, Act]:
    phone, session = random.choice(phones.to_sign_in), SessionId(random.choice(SESSIONS[pc.site]))
    return (
        f"sign-out {_name(phone)} at {session}",
        lambda: sign_out(pc.desk, phone.text, session_id=session, operator=CLERK[pc.site]).reason,
    )


def _by_hand(random: Random, pc: PC, phones: Phones) -> tuple[str, Act]:
    number, _ = _enrolled(random, pc, phones)
    session = SessionId(random.choice(SESSIONS[pc.site]))
    return (
        f"sign-in by hand {number} at {session}",
        lambda: check_in_by_hand(pc.desk, number, session_id=session, operator=CLERK[pc.site]).reason,
    )


def _withdraw(random: Random, pc: PC, phones: Phones) -> tuple[str, Act]:
    number, class_id = _enrolled(random, pc, phones)
    return (
        f"{number} leaves {class_id}",
        lambda: withdraw_enrolment(pc.desk, number, class_id=class_id, reason="moves away", operator=CLERK[pc.site]),
    )


def _transfer(random: Random, pc: PC, phones: Phones) -> tuple[str, Act]:
    number, class_id = _enrolled(random, pc, phones)
    other = ClassId(random.choice([one for one in CLASSES["S-0001"] if one != class_id]))
    return (
        f"{number} goes from {class_id} to {other}",
        lambda: transfer_enrolment(
            pc.desk, number, from_class=class_id, to_class=other, reason="another time", operator=CLERK[pc.site]
        ),
    )


def _enrolled(random: Random, pc: PC, phones: Phones) -> tuple[VoucherNo, ClassId]:
    """Somebody on the roster as the desk knows it, one of those who come; else anybody."""
    comers = {phone.voucher_no for phone in phones.all}
    with pc.desk.store.read() as tx:
        rows = tx.execute(select(roster_entries.c.voucher_no, roster_entries.c.class_id)).all()
    known = sorted((row.voucher_no, row.class_id) for row in rows if row.voucher_no in comers)
    fallback = (random.choice(phones.to_enrol).voucher_no, CLASSES[pc.site][0])
    number, class_id = random.choice(known) if known else fallback
    return VoucherNo(number), ClassId(class_id)


def _name(phone: Phone) -> str:
    return f"{phone.voucher_no}{' by its opaque code' if phone.opaque else ''} ({phone.group})"
