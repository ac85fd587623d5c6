"""A half-filled form is there again after the record was closed in the middle, and gone the day after."""

from datetime import timedelta
from pathlib import Path

from sync.desk.operations.desk import Desk
from sync.desk.operations.keep_draft import drop_draft, keep_draft, read_draft
from sync.desk.store.store import Store
from tests.fakes.clock import SetClock
from tests.fakes.site import NOW, STORE_KEY, make_desk


def test_the_last_state_is_kept_until_dropped(desk: Desk) -> None:
    assert read_draft(desk, "enrolment") is None
    keep_draft(desk, "enrolment", {"class_id": "class-a"})
    keep_draft(desk, "enrolment", {"class_id": "class-b", "text": "欧阳"})
    keep_draft(desk, "other", {})
    assert read_draft(desk, "enrolment") == {"class_id": "class-b", "text": "欧阳"}
    drop_draft(desk, "enrolment")
    assert read_draft(desk, "enrolment") is None


def test_it_outlives_the_program_and_not_the_day(tmp_path: Path) -> None:
    clock = SetClock(NOW)
    desk, _ = make_desk(tmp_path, clock=clock)
    keep_draft(desk, "enrolment", {"text": "secret"})
    path = desk.store.path
    desk.close()
    desk.store = Store.open(path, STORE_KEY)
    assert b"secret" not in path.read_bytes()
    assert read_draft(desk, "enrolment") == {"text": "secret"}
    clock.go_on(timedelta(days=1, minutes=1))
    assert read_draft(desk, "enrolment") is None
    desk.close()
