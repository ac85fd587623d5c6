"""Enrolment, undoing, finding people, the roster: what the clerk does besides scanning."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.desk.operations.check_in import check_in, check_in_by_hand
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.find_trainee import find_trainee
from sync.desk.operations.list_classes import list_classes
from sync.desk.operations.list_staff import list_staff
from sync.desk.operations.look_at import look_at
from sync.desk.operations.show_agenda import show_agenda
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.show_recent_scans import show_recent_scans
from sync.desk.operations.show_roster import RosterState, show_roster
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.store import classes, facts, feed, kept, receipts, scans
from sync.domain.ids import ClassId, FactId, SessionId, VoucherNo
from sync.domain.trusted_time import Grade
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, NOW, PEOPLE, PROJECT_B, SESSION_A, SiteKeys

NATIONAL = "310000202611230000012345"


def enrol(desk: Desk, code: str, class_id: ClassId = CLASS_A) -> Reason:
    """Enrol and tell the reason."""
    return enrol_trainee(desk, code, class_id=class_id, operator=FRONT_DESK, session_id=SESSION_A).reason


def sign_in(desk: Desk, code: str) -> FactId:
    """Sign in and tell the fact."""
    fact_id = check_in(desk, code, session_id=SESSION_A, operator=FRONT_DESK).fact_id
    assert fact_id is not None
    return fact_id


def answer(
    desk: Desk, fact_id: FactId, outcome: Outcome, code: ReceiptCode | None = None, no: int | None = None
) -> None:
    """The centre's receipt for a fact."""
    with desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, outcome, code, NOW, voucher_no=no)])


def test_a_subsidy_voucher_is_enrolled_then_signs_in(desk: Desk, keys: SiteKeys) -> None:
    code = keys.code_for(3001, name="孙试新")
    enrolled = enrol_trainee(desk, code, class_id=CLASS_A, operator=FRONT_DESK)
    assert (enrolled.reason, enrolled.name, enrolled.places_left) == (Reason.ENROLLED, "孙*新", 2)
    assert check_in(desk, code, session_id=SESSION_A, operator=FRONT_DESK).reason is Reason.SIGNED_IN
    assert count_session(desk, SESSION_A).expected == 6
    own = show_roster(desk, CLASS_A)[0]
    assert (own.name, own.state, own.voucher_no) == ("孙*新", RosterState.PENDING, 3001)
    card = next(card for card in list_classes(desk) if card.class_id == CLASS_A)
    assert (card.enrolled, card.pending, card.capacity) == (6, 1, 8)


def test_whom_the_feed_does_not_know_yet_is_found_and_signed_in_by_hand(desk: Desk, keys: SiteKeys) -> None:
    enrol(desk, keys.code_for(3001, name="孙试新"))
    (found,) = find_trainee(desk, "ssx")
    assert (found.name, found.voucher_no, found.class_name) == ("孙*新", 3001, "初级焊工 2026-11 班")
    answer = check_in_by_hand(desk, VoucherNo(3001), session_id=SESSION_A, operator=FRONT_DESK)
    assert (answer.reason, answer.name) == (Reason.SIGNED_IN, "孙*新")
    elsewhere = check_in_by_hand(desk, VoucherNo(3001), session_id=SessionId("session-b"), operator=FRONT_DESK)
    assert elsewhere.reason is Reason.OTHER_CLASS
    assert elsewhere.other_session is not None
    assert elsewhere.other_session.session_id == SESSION_A


def test_who_may_not_be_enrolled(desk: Desk, keys: SiteKeys) -> None:
    assert enrol(desk, keys.code_for(4001, kind=VoucherKind.SIGN_IN_ONLY)) is Reason.SIGN_IN_ONLY
    assert enrol(desk, keys.code_for(3001, project=PROJECT_B)) is Reason.OTHER_PROJECT
    assert enrol(desk, keys.code_for(1001)) is Reason.ALREADY_ENROLLED
    assert enrol(desk, keys.code_for(2001)) is Reason.ALREADY_USED
    assert enrol(desk, "hello") is Reason.NOT_A_VOUCHER
    assert enrol(desk, "VD1?") is Reason.MALFORMED_CODE
    assert {line.state for line in show_roster(desk, CLASS_A)} == {RosterState.ENROLLED}
    with pytest.raises(UnknownThing):
        enrol(desk, "x", ClassId("none"))


def test_a_class_that_is_full(desk: Desk, keys: SiteKeys) -> None:
    for number in (3001, 3002, 3003):
        assert enrol(desk, keys.code_for(number)) is Reason.ENROLLED
    assert enrol(desk, keys.code_for(3004)) is Reason.CLASS_FULL


def test_an_opaque_code_asks_for_a_place_to_be_confirmed(desk: Desk) -> None:
    assert enrol(desk, NATIONAL) is Reason.ONLY_CENTRE_CAN_READ
    assert show_roster(desk, CLASS_A)[0].state is RosterState.TO_CONFIRM


def test_undo_leaves_the_counts_not_the_record(desk: Desk, keys: SiteKeys) -> None:
    punch = sign_in(desk, keys.code_for(1001))
    undo_scan(desk, punch, operator=FRONT_DESK)
    undo_scan(desk, punch, operator=FRONT_DESK)
    assert count_session(desk, SESSION_A).present == 0
    with desk.store.read() as tx:
        assert facts.count(tx) == 2
    line = show_recent_scans(desk, SESSION_A)[0]
    assert (line.undone, line.can_undo) == (True, False)
    assert sign_in(desk, keys.code_for(1001)) != punch
    assert count_session(desk, SESSION_A).present == 1


def test_who_came_again_by_another_way_stays_though_the_first_is_undone(desk: Desk, keys: SiteKeys) -> None:
    first = sign_in(desk, NATIONAL)
    second = sign_in(desk, keys.code_for(1001))
    answer(desk, first, Outcome.RECORDED, no=1001)
    answer(desk, second, Outcome.MERGED, ReceiptCode.SAME_ATTENDANCE)
    body = {"session_id": SESSION_A, "class_id": CLASS_A, "voucher_no": 1001, "at": NOW.isoformat(), "source": "desk"}
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.ATTENDANCE, "a/1001", body | {"device": "D-1"})], "9")
        kept.put_feed_end(tx, NOW, 99)
    undo_scan(desk, first, operator=FRONT_DESK)
    assert count_session(desk, SESSION_A).present == 1
    with desk.store.read() as tx:
        assert scans.is_present(tx, SESSION_A, VoucherNo(1001))


def test_what_cannot_be_undone(desk: Desk, keys: SiteKeys) -> None:
    with pytest.raises(UnknownThing):
        undo_scan(desk, FactId("0" * 32), operator=FRONT_DESK)
    with pytest.raises(InvalidInput):
        undo_scan(desk, sign_in(desk, keys.code_for(3001)), operator=FRONT_DESK)


def test_an_undone_enrolment_frees_the_place(desk: Desk, keys: SiteKeys) -> None:
    enrolled = enrol_trainee(desk, keys.code_for(3001), class_id=CLASS_A, operator=FRONT_DESK)
    assert enrolled.fact_id is not None
    undo_scan(desk, enrolled.fact_id, operator=FRONT_DESK)
    assert len(show_roster(desk, CLASS_A)) == 5
    assert enrol(desk, keys.code_for(3001)) is Reason.ENROLLED


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("wsm", {"王*明"}),
        ("WSM", {"王*明"}),
        ("sm", {"王*明"}),
        ("王试明", {"王*明"}),
        ("试明", {"王*明"}),
        ("李试", {"李*"}),
        ("oysn", {"欧**娜"}),
        ("ss", {"单*"}),
        ("ds", {"单*"}),
        (PEOPLE[3].phone[-4:], {"赵*芳"}),
        (PEOPLE[3].id_number[-4:].lower(), {"赵*芳"}),
        ("", set()),
        ("   ", set()),
        ("zzzz", set()),
        ("%", set()),
        ("\ud800", set()),
    ],
)
def test_anyone_is_found_in_a_few_keys(desk: Desk, query: str, names: set[str]) -> None:
    found = find_trainee(desk, query)
    assert names <= {person.name for person in found}
    assert bool(found) == bool(names)
    for person in found:
        assert "*" in person.id_number
        assert "****" in person.phone


def test_the_feed_takes_over_once_it_speaks_for_a_fact(desk: Desk, keys: SiteKeys) -> None:
    enrolled = enrol_trainee(desk, keys.code_for(3001, name="孙试新"), class_id=CLASS_A, operator=FRONT_DESK)
    punch = sign_in(desk, keys.code_for(3001, name="孙试新"))
    assert enrolled.fact_id is not None
    for fact_id in (enrolled.fact_id, punch):
        answer(desk, fact_id, Outcome.RECORDED)
    # Settled, but the feed has not been read since: the desk's own facts still speak.
    assert len(show_roster(desk, CLASS_A)) == 6
    assert count_session(desk, SESSION_A).present == 1
    entry = {
        "class_id": CLASS_A,
        "trainee_id": "t9",
        "voucher_no": 3001,
        "state": "enrolled",
        "name": "孙试新",
        "id_number": "990000199001010012",
        "phone": "19900009001",
        "hours_done": 4,
    }
    present = {
        "session_id": SESSION_A,
        "class_id": CLASS_A,
        "voucher_no": 3001,
        "at": NOW.isoformat(),
        "source": "desk",
        "device": "device-1",
    }
    with desk.store.write() as tx:
        mark = receipts.newest_number(tx)
        changes = [Change(ChangeKind.ROSTER_ENTRY, "e9", entry), Change(ChangeKind.ATTENDANCE, "a9", present)]
        feed.apply(tx, changes, "2")
        kept.put_feed_end(tx, NOW, mark)
    lines = show_roster(desk, CLASS_A)
    assert len(lines) == 6
    assert lines[-1].state is RosterState.ENROLLED
    assert lines[-1].hours_done == 4
    assert count_session(desk, SESSION_A).present == 1
    assert show_recent_scans(desk, SESSION_A)[0].outcome is Outcome.RECORDED
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.ROSTER_ENTRY, "e9", None), Change(ChangeKind.ATTENDANCE, "a9", None)], "3")
    assert len(show_roster(desk, CLASS_A)) == 5
    assert find_trainee(desk, "孙试新") == ()


def test_hours_signed_in_here_count_at_once(desk: Desk, keys: SiteKeys) -> None:
    before = {line.voucher_no: line.hours_done for line in show_roster(desk, CLASS_A)}
    sign_in(desk, keys.code_for(1001))
    sign_in(desk, keys.code_for(1001))
    after = {line.voucher_no: line.hours_done for line in show_roster(desk, CLASS_A)}
    with desk.store.read() as tx:
        session = classes.find_session(tx, SESSION_A)
    assert session is not None
    assert session.hours > 0
    changed = {number: after[number] - hours for number, hours in before.items() if after[number] != hours}
    assert changed == {1001: session.hours}


def test_what_the_centre_did_not_grant_stays_in_sight(desk: Desk, keys: SiteKeys) -> None:
    enrolled = enrol_trainee(desk, keys.code_for(3001), class_id=CLASS_A, operator=FRONT_DESK)
    other = enrol_trainee(desk, keys.code_for(3002), class_id=CLASS_A, operator=FRONT_DESK)
    assert enrolled.fact_id is not None
    assert other.fact_id is not None
    answer(desk, enrolled.fact_id, Outcome.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE)
    answer(desk, other.fact_id, Outcome.REJECTED, ReceiptCode.CLASS_FULL)
    states = [(line.state, line.code) for line in show_roster(desk, CLASS_A)[:2]]
    assert states == [
        (RosterState.REJECTED, ReceiptCode.CLASS_FULL),
        (RosterState.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE),
    ]
    assert count_session(desk, SESSION_A).expected == 5
    assert show_desk_state(desk).needs_attention == 2


def test_a_held_record_stays_pending_and_its_later_receipt_settles_it(desk: Desk, keys: SiteKeys) -> None:
    punch = sign_in(desk, keys.code_for(1001))
    answer(desk, punch, Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED)
    answer(desk, punch, Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED)
    assert show_desk_state(desk).pending == 1
    answer(desk, punch, Outcome.RECORDED)
    answer(desk, punch, Outcome.REJECTED, ReceiptCode.UNREADABLE)
    assert show_desk_state(desk).pending == 0
    with desk.store.read() as tx:
        last = receipts.latest(tx, punch)
    assert last is not None
    assert last.outcome is Outcome.RECORDED
    answer(desk, FactId("f" * 32), Outcome.RECORDED)
    assert show_desk_state(desk).pending == 0


def test_an_opaque_code_gets_its_holder_from_the_receipt(desk: Desk, keys: SiteKeys) -> None:
    punch = sign_in(desk, NATIONAL)
    answer(desk, punch, Outcome.RECORDED, no=1001)
    again = check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    assert again.reason is Reason.ALREADY_SIGNED_IN
    assert again.voucher_no == VoucherNo(1001)


def test_the_agenda_follows_the_clock(desk: Desk, clock: SetClock) -> None:
    agenda = show_agenda(desk)
    assert agenda.current is not None
    assert agenda.current.session_id == SESSION_A
    assert agenda.next is not None
    assert agenda.next.session_id == SESSION_A
    assert [card.session_id for card in agenda.today] == [SESSION_A]
    clock.go_on(timedelta(hours=5))
    later = show_agenda(desk)
    assert later.current is None
    assert later.next is not None
    assert later.next.session_id == SessionId("session-b")
    clock.go_on(timedelta(days=30))
    assert show_agenda(desk).next is None


def test_by_a_doubtful_clock_the_sessions_around_the_last_contact_can_be_chosen(desk: Desk, clock: SetClock) -> None:
    clock.restart()
    clock.set_wall(NOW + timedelta(days=400))
    agenda = show_agenda(desk)
    assert agenda.current is None
    assert [card.session_id for card in agenda.today] == [SESSION_A, SessionId("session-b")]


def test_the_state_of_the_desk(desk: Desk, clock: SetClock) -> None:
    state = show_desk_state(desk)
    assert (state.pending, state.needs_attention, state.site_zone) == (0, 0, "Asia/Shanghai")
    assert state.status_list_as_of == NOW - timedelta(hours=1)
    assert state.clock_error is None
    assert state.clock_grade is Grade.TRUSTED
    clock.set_wall(NOW - timedelta(days=365))
    assert show_desk_state(desk).clock_error == -timedelta(days=365)
    assert show_desk_state(desk).clock_grade is Grade.TRUSTED


def test_staff_and_unknown_things(desk: Desk) -> None:
    assert [member.id for member in list_staff(desk)] == ["s1", "s2"]
    with pytest.raises(UnknownThing):
        show_roster(desk, ClassId("none"))
    with pytest.raises(UnknownThing):
        count_session(desk, SessionId("none"))
    assert {card.class_id for card in list_classes(desk)} == {CLASS_A, CLASS_B}


def test_looking_at_a_text_records_nothing(desk: Desk, keys: SiteKeys) -> None:
    assert look_at(desk, keys.code_for(1001)) is None
    assert look_at(desk, "hello") is Reason.NOT_A_VOUCHER
    assert look_at(None, "hello") is Reason.NOT_A_VOUCHER
    assert look_at(None, keys.code_for(1001)) is Reason.KEY_UNKNOWN
    assert show_desk_state(desk).pending == 0


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"state": "closed"}, Reason.CLASS_CLOSED),
        ({"state": "cancelled"}, Reason.CLASS_CANCELLED),
        ({"capacity": 5}, Reason.CLASS_FULL),
        ({}, Reason.ONLY_CENTRE_CAN_READ),
    ],
)
def test_a_class_that_takes_nobody_is_certain_whatever_the_code_is(
    desk: Desk, changed: dict[str, object], reason: Reason
) -> None:
    body = {"name": "初级焊工", "project": 11, "project_name": "焊工", "capacity": 30, "required_hours": 80}
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, CLASS_A, body | {"state": "open"} | changed)], "after")
    assert enrol(desk, NATIONAL) is reason
    with desk.store.read() as tx:
        (fact,) = facts.unsettled(tx, 2)
    asked = reason is Reason.ONLY_CENTRE_CAN_READ
    assert (fact.header.type == "enrolment_requested") is asked
    assert scans_of(desk) == int(asked)


def scans_of(desk: Desk) -> int:
    """Places that this PC asked for."""
    with desk.store.read() as tx:
        return scans.count_enrolments(tx, CLASS_A)
