"""What is said beside the answer: outlook, a missed sign-out, an expiry, when it opens, where the holder belongs."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from sync.desk.operations.check_in import CheckedIn, check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.find_trainee import find_trainee
from sync.desk.store import feed
from sync.domain.forecast import Outlook
from sync.domain.ids import SessionId
from sync.domain.policy import Policy
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, FRONT_DESK, NOW, SESSION_A, SESSION_B, SiteKeys, make_desk


def sign_in(desk: Desk, code: str, session_id: SessionId = SESSION_A) -> CheckedIn:
    return check_in(desk, code, session_id=session_id, operator=FRONT_DESK)


def tell(desk: Desk, *changes: Change) -> None:
    with desk.store.write() as tx:
        feed.apply(tx, changes, "9")


def session(name: str, days: int, hours: int) -> Change:
    starts = NOW + timedelta(days=days)
    ends = starts + timedelta(hours=3)
    body = {"class_id": CLASS_A, "starts": starts.isoformat(), "ends": ends.isoformat(), "hours": hours}
    return Change(ChangeKind.SESSION, name, body)


@pytest.mark.parametrize(
    ("ahead", "outlook"),
    [((24,), Outlook.ON_THE_EDGE), ((12, 12, 12), Outlook.WITHIN_REACH), ((8,), Outlook.OUT_OF_REACH)],
)
def test_the_outlook_counts_what_is_still_to_come(
    desk: Desk, keys: SiteKeys, ahead: tuple[int, ...], outlook: Outlook
) -> None:
    """80 hours asked for, 64 needed; 36 done before and 4 now; nothing is left unplanned."""
    held = session("held", -7, 76 - sum(ahead))
    tell(desk, held, *(session(f"s{n}", n + 1, hours) for n, hours in enumerate(ahead)))
    assert sign_in(desk, keys.code_for(1001)).matters.outlook is outlook


def test_who_comes_again_can_be_taken_back(desk: Desk, keys: SiteKeys) -> None:
    first = sign_in(desk, keys.code_for(1001))
    again = sign_in(desk, keys.code_for(1001))
    assert again.reason is Reason.ALREADY_SIGNED_IN
    assert again.matters.earlier == first.fact_id


def test_who_is_too_early_hears_when_it_opens(desk: Desk, keys: SiteKeys) -> None:
    answer = sign_in(desk, keys.code_for(2001), SESSION_B)
    assert answer.reason is Reason.TOO_EARLY
    assert answer.matters.opens == NOW + timedelta(days=1, minutes=10) - timedelta(minutes=60)


def test_who_belongs_to_tomorrows_class_hears_so(desk: Desk, keys: SiteKeys) -> None:
    answer = sign_in(desk, keys.code_for(2001))
    assert (answer.reason, answer.other_session) == (Reason.OTHER_CLASS, None)
    assert answer.next_session is not None
    assert answer.next_session.session_id == SESSION_B


def test_a_guests_voucher_that_ends_soon_is_told_and_no_outlook(desk: Desk, keys: SiteKeys) -> None:
    soon = keys.code_for(4001, kind=VoucherKind.SIGN_IN_ONLY, valid_until=date(2026, 11, 30))
    later = keys.code_for(4002, kind=VoucherKind.SIGN_IN_ONLY, valid_until=date(2027, 11, 30))
    assert sign_in(desk, soon).matters.expires == date(2026, 11, 30)
    assert sign_in(desk, later).matters.expires is None
    assert sign_in(desk, soon).matters.outlook is None


@pytest.mark.parametrize("required", [True, False])
def test_a_missed_sign_out_is_told_where_the_policy_asks_for_one(tmp_path: Path, required: bool) -> None:
    desk, keys = make_desk(tmp_path, clock=SetClock(NOW), policy=Policy(version=1, sign_out_required=required))
    account = {
        "session_id": "last-week",
        "class_id": CLASS_A,
        "voucher_no": 1001,
        "at": (NOW - timedelta(days=7)).isoformat(),
        "source": "desk",
        "flags": ["no_sign_out"],
        "mark": "early",
    }
    tell(desk, session("last-week", -7, 4), Change(ChangeKind.ATTENDANCE, "a1", account))
    assert sign_in(desk, keys.code_for(1001)).matters.missed_sign_out is required
    assert not sign_in(desk, keys.code_for(1002)).matters.missed_sign_out
    desk.close()


def test_people_of_the_session_are_found_first_and_who_is_there_is_told(desk: Desk, keys: SiteKeys) -> None:
    sign_in(desk, keys.code_for(1002))
    found = find_trainee(desk, "试", session_id=SESSION_B)
    assert found[0].is_here
    assert found[0].name == "钱*安"
    assert {person.name: person.is_present for person in find_trainee(desk, "l", session_id=SESSION_A)} == {"李*": True}
