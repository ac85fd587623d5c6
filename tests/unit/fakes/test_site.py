"""The made-up site is what it says, and the clock that tests set behaves like one."""

from datetime import timedelta
from pathlib import Path

from sync.desk.operations.check_in import check_in
from sync.desk.operations.list_staff import list_staff
from sync.desk.operations.show_agenda import show_agenda
from sync.desk.operations.show_roster import show_roster
from sync.domain.identifiers import is_citizen_id
from sync.domain.trusted_time import Grade
from sync.domain.verdicts import Reason
from tests.fakes.clock import SetClock
from tests.fakes.site import (
    CLASS_A,
    CLASS_B,
    FRONT_DESK,
    NOW,
    PEOPLE,
    REVOKED_KID,
    SESSION_A,
    SESSION_B,
    VOID_VOUCHER,
    make_desk,
)


def test_the_site_has_its_staff_classes_and_roster(tmp_path: Path) -> None:
    desk, _ = make_desk(tmp_path)
    agenda = show_agenda(desk)
    assert agenda.current is not None
    assert agenda.current.session_id == SESSION_A
    assert agenda.next is not None
    assert {SESSION_A, SESSION_B} >= {agenda.next.session_id}
    assert [member.id for member in list_staff(desk)] == ["s1", "s2"]
    assert len(show_roster(desk, CLASS_A)) == 5
    assert len(show_roster(desk, CLASS_B)) == 1
    desk.close()


def test_its_codes_are_accepted_and_refused_as_they_should_be(tmp_path: Path) -> None:
    desk, keys = make_desk(tmp_path)
    answers = [
        check_in(desk, text, session_id=SESSION_A, operator=FRONT_DESK).reason
        for text in (
            keys.code_for(1001),
            keys.code_for(VOID_VOUCHER),
            keys.code_for(1002, key=REVOKED_KID),
            keys.code_for(1003, signed_at=NOW - timedelta(hours=1)),
            keys.code_for(2001),
        )
    ]
    assert answers == [Reason.SIGNED_IN, Reason.VOID, Reason.KEY_REVOKED, Reason.CODE_STALE, Reason.OTHER_CLASS]
    desk.close()


def test_without_a_status_list_nobody_can_be_vouched_for(tmp_path: Path) -> None:
    desk, keys = make_desk(tmp_path, status_as_of=None)
    answer = check_in(desk, keys.code_for(1001), session_id=SESSION_A, operator=FRONT_DESK)
    assert answer.reason is Reason.NO_STATUS_LIST
    desk.close()


def test_everybody_has_a_well_formed_number_of_nobody() -> None:
    assert all(is_citizen_id(person.id_number) and person.id_number.startswith("990000") for person in PEOPLE)


def test_the_clock_goes_on_is_set_and_restarts() -> None:
    clock = SetClock(NOW)
    clock.go_on(timedelta(minutes=3))
    assert clock.read().best == NOW + timedelta(minutes=3)
    clock.set_wall(NOW - timedelta(days=365))
    assert clock.read().best == NOW + timedelta(minutes=3)
    assert clock.read().clock_error == -timedelta(days=365, minutes=3)
    clock.restart()
    assert clock.read().grade is Grade.DOUBTFUL
    clock.anchor_at(NOW, clock.steady())
    assert (clock.read().best, clock.read().grade) == (NOW, Grade.TRUSTED)
    assert SetClock(NOW, anchored=False).read().grade is Grade.DOUBTFUL
