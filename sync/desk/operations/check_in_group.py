"""Several people of a list signed in at once by hand: a company's trainees who come with one bus. One fact each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sync.desk.operations.check_in import CheckedIn, check_in_by_hand
from sync.desk.operations.desk import Desk
from sync.desk.operations.undo_scan import undo_scan
from sync.domain.ids import FactId, SessionId, StaffId, VoucherNo
from sync.domain.verdicts import Reason, Verdict


def check_in_group(
    desk: Desk,
    people: Sequence[VoucherNo],
    *,
    session_id: SessionId,
    operator: StaffId,
    told: Callable[[CheckedIn], object],
) -> None:
    """Each as by `check_in_by_hand`, an act of its own: whoever was signed in stays so if a later one fails.

    `told` hears each answer after its commit; it may raise to stop. Raises as `check_in_by_hand`.
    """
    for voucher_no in people:
        told(check_in_by_hand(desk, voucher_no, session_id=session_id, operator=operator))


def undo_group(desk: Desk, answers: Sequence[CheckedIn], *, operator: StaffId) -> int:
    """Take back what a group's answers did, newest first; how many there were. Raises as `undo_scan`."""
    did = [fact_id for answer in reversed(answers) if (fact_id := _punch_of(answer)) is not None]
    for fact_id in did:
        undo_scan(desk, fact_id, operator=operator)
    return len(did)


def _punch_of(answer: CheckedIn) -> FactId | None:
    """The fact that signed somebody in, of an answer that did."""
    refused = answer.reason.verdict is Verdict.REFUSED or answer.reason is Reason.ALREADY_SIGNED_IN
    return None if refused else answer.fact_id
