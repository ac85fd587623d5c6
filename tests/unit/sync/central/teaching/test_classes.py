"""Classes and their sessions: what may be planned, changed, cancelled and closed, each refusal by its name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.central.askers.identity import Role
from sync.domain.vouchers import VoucherState
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conftest import Sender
from tests.unit.sync.central.teaching.school import CLASS, ELSEWHERE, ROOM, SITE, TEACHER, School

DAY = timedelta(days=1)


def test_a_class_is_made_once_and_told_to_the_desks(school: School, desk: Sender) -> None:
    made = school.open()
    assert school.open() == made
    assert [step["kind"] for step in made["history"]] == ["created"]
    assert made["history"][0]["actor"] == "class_manager:P-0003"
    told = desk.news()["class", CLASS]
    assert told is not None
    assert (told["name"], told["project_name"], told["opening_due"]) == ("焊工试班", "焊工（五级/初级工）", None)
    changed = school.open(name="焊工新班", capacity=20)
    assert [step["kind"] for step in changed["history"]] == ["created", "changed"]
    assert changed["capacity"] == 20
    told = desk.news()["class", CLASS]
    assert told is not None
    assert told["capacity"] == 20


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"capacity": 61}, "class-too-large"),
        ({"capacity": 0}, "malformed"),
        ({"capacity": "12"}, "malformed"),
        ({"capacity": 2**63}, "malformed"),
        ({"required_hours": 0}, "malformed"),
        ({"project": 99}, "reference-unknown"),
        ({"project": 65_536}, "malformed"),
        ({"course": "none"}, "reference-unknown"),
        ({"site": "none"}, "not-found"),
        ({"site": ELSEWHERE}, "not-found"),
        ({"name": ""}, "malformed"),
        ({"state": "open"}, "malformed"),
    ],
)
def test_what_no_class_is_like(school: School, other: dict[str, object], problem: str) -> None:
    assert school.callers.manager.refused("PUT", school.at, school.plan(**other)) == problem
    assert school.callers.manager.refused("GET", school.at) == "not-found"


def test_a_class_of_another_institution_is_like_none(school: School) -> None:
    school.ready()
    school.callers.officer.done("PUT", f"/v1/sites/{ELSEWHERE}/staff/P-9", {"name": "汪试", "role": "class_manager"})
    stranger = school.callers(Role.CLASS_MANAGER, "P-9")
    for path in (school.at, "/v1/classes/none"):
        assert stranger.refused("GET", path) == "not-found"
        assert stranger.refused("PUT", f"{path}/sessions", {"sessions": [school.session()]}) == "not-found"
        assert stranger.refused("POST", f"{path}/cancel", {"reason": "x"}) == "not-found"
        assert stranger.refused("POST", f"{path}/sessions/{CLASS}-01/cancel", {"reason": "x"}) == "not-found"
        assert stranger.refused("POST", f"{path}/close") == "not-found"
        assert stranger.refused("PUT", f"{path}/opening-report") == "not-found"
    assert stranger.refused("PUT", school.at, school.plan(site=ELSEWHERE)) == "id-taken"
    assert CLASS not in {row["id"] for row in stranger.done("GET", "/v1/classes")["classes"]}
    assert CLASS in {row["id"] for row in school.callers.officer.done("GET", "/v1/classes")["classes"]}


def test_classes_are_listed_page_by_page(school: School) -> None:
    school.open()
    manager = school.callers.manager
    everything = manager.done("GET", "/v1/classes")["classes"]
    found, after = [], ""
    while True:
        page = manager.done("GET", f"/v1/classes?limit=2&after={after}")
        found += page["classes"]
        after = page["next"]
        if after is None:
            break
    assert found == everything
    assert [row["id"] for row in manager.done("GET", f"/v1/classes?site={SITE}&state=cancelled")["classes"]] == []


def test_an_enterprise_may_not_hold_subsidised_classes_yet(school: School) -> None:
    """FAQ item 4: issue only, at first."""
    officer = school.callers.officer
    officer.done("PUT", "/v1/institutions/I-9", {"name": "申试重工", "kind": "enterprise"})
    officer.done("PUT", "/v1/institutions/I-9/sites/S-9", {"name": "厂区"})
    officer.done("PUT", "/v1/sites/S-9/staff/P-9", {"name": "于试", "role": "class_manager"})
    manager = school.callers(Role.CLASS_MANAGER, "P-9")
    assert manager.refused("PUT", school.at, school.plan(site="S-9")) == "function-closed"


def test_with_people_in_it_a_class_keeps_its_project_and_their_places(school: School, desk: Sender) -> None:
    school.ready()
    for _ in range(2):
        school.enrol(desk)
    manager = school.callers.manager
    assert manager.refused("PUT", school.at, school.plan(capacity=1)) == "class-in-use"
    assert manager.refused("PUT", school.at, school.plan(project=2)) == "class-in-use"
    assert school.open(capacity=2)["enrolled"] == 2


def test_sessions_are_set_together_and_told(school: School, desk: Sender) -> None:
    school.furnish()
    school.open()
    detail = school.teach(school.session(1), school.session(2, 11))
    assert [session["id"] for session in detail["sessions"]] == [f"{CLASS}-01", f"{CLASS}-02"]
    told = desk.news()["session", f"{CLASS}-02"]
    assert told is not None
    assert (told["room"], told["teacher"], told["hours"]) == ("实训室", "沈试良", 4)
    again = school.teach(school.session(1), school.session(2, 11))
    assert [step["kind"] for step in again["history"]] == ["created", "sessions_set"]
    of_class = desk.news()["class", CLASS]
    assert of_class is not None
    assert of_class["opening_due"] is not None


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"hours": 5}, "session-unfit"),
        ({"room": "none"}, "reference-unknown"),
        ({"teacher": "none"}, "reference-unknown"),
        ({"starts": "2026-12-10T08:30:00"}, "malformed"),
        ({"starts": 1_790_000_000}, "malformed"),
        ({"starts": "1790000000"}, "malformed"),
        ({"starts": "9999-12-31T23:59:59Z"}, "malformed"),
        ({"hours": 0}, "malformed"),
        ({"id": "a/b"}, "malformed"),
        ({"id": "K-0001-01"}, "id-taken"),
    ],
)
def test_what_no_session_is_like(school: School, other: dict[str, object], problem: str) -> None:
    school.furnish()
    school.open()
    assert school.refuse_sessions(school.session(2, 9), {**school.session(1), **other}) == problem
    assert school.callers.manager.done("GET", school.at)["sessions"] == []


def test_a_session_cannot_be_set_into_the_past(school: School) -> None:
    school.ready()
    assert school.refuse_sessions(school.session(2, -1)) == "session-in-the-past"
    assert school.refuse_sessions(school.session(1, -1)) == "session-in-the-past"
    assert school.refuse_sessions(school.session(1, 0)) == "session-in-the-past"


def test_a_session_that_has_begun_stays_as_it_is(school: School) -> None:
    school.ready()
    planned = school.session()
    school.town.time.go_on(10 * DAY)
    assert school.refuse_sessions({**planned, "hours": 3}) == "session-begun"
    assert school.refuse_sessions(school.session(1, 20)) == "session-begun"
    school.teach(planned)  # as it is: nothing changes
    cancelled = school.callers.manager.refused("POST", f"{school.at}/sessions/{CLASS}-01/cancel", {"reason": "x"})
    assert cancelled == "session-begun"


def test_nobody_and_nothing_is_in_two_places_at_once(school: School) -> None:
    school.ready()
    manager = school.callers.manager
    later = school.session(2, 10.1)
    assert school.refuse_sessions(later) == "session-unfit"  # the class itself
    manager.done("PUT", "/v1/classes/K-0102", school.plan(name="另一班"))
    for taken in ("room", "teacher"):
        other = {"room": None, "teacher": None, taken: later[taken], "id": "K-0102-01"}
        wanted = {"sessions": [{**later, **other}]}
        answer = manager.ask("PUT", "/v1/classes/K-0102/sessions", wanted)
        assert answer.json()["type"].endswith("session-unfit")
        assert taken in answer.json()["detail"]
    alone = {"sessions": [{**later, "id": "K-0102-01", "room": None, "teacher": None}]}
    manager.done("PUT", "/v1/classes/K-0102/sessions", alone)
    manager.done("POST", f"{school.at}/cancel", {"reason": "x"})
    manager.done("PUT", "/v1/classes/K-0102/sessions", {"sessions": [{**later, "id": "K-0102-01"}]})


def test_sessions_may_change_places_in_one_request(school: School) -> None:
    school.furnish()
    school.open()
    school.teach(school.session(1, 10), school.session(2, 11))
    detail = school.teach(school.session(2, 10), school.session(1, 11))
    assert [session["id"] for session in detail["sessions"]] == [f"{CLASS}-02", f"{CLASS}-01"]
    assert school.refuse_sessions(school.session(2, 11), school.session(1, 10)) == "session-unfit"


def test_a_cancelled_session_is_gone_and_its_id_too(school: School, desk: Sender) -> None:
    school.furnish()
    school.open()
    school.teach(school.session(1, 10), school.session(2, 11))
    path, why = f"{school.at}/sessions/{CLASS}-01/cancel", {"reason": "台风"}
    detail = school.callers.manager.done("POST", path, why)
    assert school.callers.manager.done("POST", path, why) == detail
    assert [session["cancelled"] for session in detail["sessions"]] == [True, False]
    assert detail["history"][-1]["what"]["reason"] == "台风"
    assert desk.news()["session", f"{CLASS}-01"] is None
    assert school.refuse_sessions(school.session(1, 12)) == "id-taken"
    school.teach(school.session(3, 10))  # its time is free


def test_once_reported_a_class_changes_in_time_or_not_at_all(school: School, desk: Sender) -> None:
    school.ready()
    school.enrol(desk)
    assert school.report()["report"]["in_time"] is True
    assert school.refuse_sessions(school.session(1, 2)) == "change-too-late"  # to a day that is near
    school.teach(school.session(1, 12))
    school.town.time.go_on(10 * DAY)  # past the deadline, at whatever hour this runs
    assert school.refuse_sessions(school.session(1, 12)) == "change-too-late"  # from a day that is near
    school.teach(school.session(2, 12))
    detail = school.callers.manager.done("POST", f"{school.at}/sessions/{CLASS}-01/cancel", {"reason": "停电"})
    kinds = [step["kind"] for step in detail["history"]]
    assert kinds == ["created", "sessions_set", "reported", "sessions_set", "sessions_set", "session_cancelled"]


def test_what_was_reported_of_the_class_itself_changes_in_time_too(school: School, desk: Sender) -> None:
    """The hours that are asked for decide about money: nobody lowers them when the class is over."""
    school.ready()
    school.enrol(desk)
    school.report()
    assert school.open(required_hours=3)["required_hours"] == 3
    school.town.time.go_on(9 * DAY)
    assert school.callers.manager.refused("PUT", school.at, school.plan(required_hours=1)) == "change-too-late"
    school.open(required_hours=3)  # as it is: nothing changes


def test_before_it_is_reported_a_class_changes_at_short_notice(school: School) -> None:
    school.ready()
    school.teach(school.session(1, 0.5))


def test_a_cancelled_class_gives_its_vouchers_back(school: School, desk: Sender) -> None:
    school.ready()
    members = [school.enrol(desk), school.enrol(desk)]
    school.report()
    school.town.time.go_on(10 * DAY)
    punch = school.town.punch(school.town.code(members[0]), session=f"{CLASS}-01")
    present = desk.chain.write(punch, at=school.town.time())
    absent_so_far = desk.chain.write(
        school.town.punch(school.town.code(members[1]), session=f"{CLASS}-01"), at=school.town.time()
    )
    (receipt,) = desk.hand_in(present)
    assert receipt.outcome is Outcome.RECORDED
    detail = school.callers.manager.done("POST", f"{school.at}/cancel", {"reason": "人数不足"})
    assert school.callers.manager.done("POST", f"{school.at}/cancel", {"reason": "人数不足"}) == detail
    assert (detail["state"], detail["enrolled"]) == ("cancelled", 0)
    assert detail["history"][-1]["what"] == {"reason": "人数不足", "vouchers": members}
    assert school.registered() == {}
    news = desk.news()
    for number in members:
        assert school.town.state(number) is VoucherState.CLAIMED
        assert school.moves(number)[-1] == ("IN_USE", "CLAIMED", "cancel_class")
        assert news["roster_entry", f"{CLASS}/{number}"] is None
    assert news["attendance", f"{CLASS}-01/{members[0]}"] is not None
    (late,) = desk.hand_in(absent_so_far)
    assert (late.outcome, late.code) == (Outcome.PROVISIONAL, ReceiptCode.CLASS_CANCELLED)
    assert school.refuse_sessions(school.session(2, 12)) == "class-not-open"
    assert school.callers.manager.refused("PUT", school.at, school.plan(name="又开")) == "class-not-open"
    assert school.callers.manager.refused("PUT", f"{school.at}/opening-report") == "class-not-open"
    assert school.callers.manager.refused("POST", f"{school.at}/close") == "class-not-open"


def test_who_asks_for_a_place_in_a_cancelled_class_learns_so(school: School, desk: Sender) -> None:
    school.ready()
    number = school.candidate()
    request = desk.chain.write(school.town.request(school.town.code(number), CLASS))
    school.callers.manager.done("POST", f"{school.at}/cancel", {"reason": "x"})
    (receipt,) = desk.hand_in(request)
    assert (receipt.outcome, receipt.code) == (Outcome.CONFLICT, ReceiptCode.CLASS_CANCELLED)
    assert school.town.state(number) is VoucherState.CLAIMED


def test_a_class_is_closed_when_it_is_over(school: School, desk: Sender) -> None:
    school.ready()
    member = school.enrol(desk)
    close = f"{school.at}/close"
    assert school.callers.manager.refused("POST", close) == "class-not-over"
    school.town.time.go_on(10 * DAY)
    at = school.town.time()
    school.town.time.go_on(DAY)
    detail = school.callers.manager.done("POST", close)
    assert school.callers.manager.done("POST", close) == detail
    assert detail["state"] == "closed"
    number = school.candidate()
    late_punch = desk.chain.write(school.town.punch(school.town.code(member), session=f"{CLASS}-01"), at=at)
    late_request = desk.chain.write(school.town.request(school.town.code(number), CLASS), at=at)
    punched, asked = desk.hand_in(late_punch, late_request)
    assert punched.outcome in (Outcome.RECORDED, Outcome.PROVISIONAL)
    assert (asked.outcome, asked.code) == (Outcome.CONFLICT, ReceiptCode.CLASS_CLOSED)
    assert school.callers.manager.refused("POST", f"{school.at}/cancel", {"reason": "x"}) == "class-not-open"


def test_a_room_or_teacher_of_elsewhere_is_unknown_here(school: School) -> None:
    school.furnish()
    school.open()
    room = {"name": "教室", "latitude": 31.2, "longitude": 121.5, "coordinate_system": "wgs84"}
    school.callers.officer.done("PUT", f"/v1/sites/{ELSEWHERE}/rooms/R-9", room)
    school.callers.officer.done("PUT", "/v1/institutions/I-0002/teachers/L-9", {"name": "葛试"})
    assert school.refuse_sessions(school.session(room="R-9")) == "reference-unknown"
    assert school.refuse_sessions(school.session(teacher="L-9")) == "reference-unknown"
    school.teach(school.session(room=None, teacher=None))
    school.teach(school.session(room=ROOM, teacher=TEACHER))
