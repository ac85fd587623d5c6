"""The status line says what is so, in words, for every state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.widgets.status_line import CameraState, StatusLine
from sync.desk.exchange.line import LineStatus
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_desk_state import DeskState, show_desk_state
from sync.domain.trusted_time import Grade
from tests.fakes.site import NOW

Speak = Callable[[str], None]


@pytest.fixture
def status(qtbot: QtBot, speak: Speak) -> StatusLine:
    line = StatusLine()
    qtbot.addWidget(line)
    return line


@pytest.fixture
def state(desk: Desk) -> DeskState:
    return show_desk_state(desk)


def segments(status: StatusLine) -> list[str]:
    return [button.text() for button in status.findChildren(QPushButton)]


def test_a_fresh_desk(status: StatusLine, state: DeskState) -> None:
    status.show_state(state)
    assert segments(status)[0] == "○ Connecting…"
    assert segments(status)[1] == "Waiting to be sent: 0"
    assert segments(status)[4] == "Clock OK"


def test_offline_since_when_in_the_sites_own_time(status: StatusLine, state: DeskState, speak: Speak) -> None:
    status.show_state(state)
    status.show_line(LineStatus(online=False, since=NOW))
    assert segments(status)[0].endswith("08:20")
    speak("zh_CN")
    assert segments(status)[0].startswith("○ 离线")
    status.show_line(LineStatus(online=True, since=NOW))
    assert segments(status)[0] == "● 在线"


def test_something_that_is_not_the_centre(status: StatusLine) -> None:
    status.show_line(LineStatus(online=False, since=NOW, error_code="N02"))
    assert "network" in status.findChildren(QPushButton)[0].toolTip()


@pytest.mark.parametrize("camera", CameraState)
def test_every_state_of_the_camera_has_words(status: StatusLine, camera: CameraState) -> None:
    status.show_camera(camera)
    assert "amera" in segments(status)[2]


def test_what_needs_a_person_is_said(status: StatusLine, state: DeskState) -> None:
    status.show_state(replace(state, pending=3, needs_attention=2))
    assert segments(status)[1] == "Waiting to be sent: 3 · Needs attention: 2"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"clock_error": timedelta(minutes=-61)}, "Clock off by 61 min"),
        ({"clock_grade": Grade.DOUBTFUL}, "Clock not confirmed"),
    ],
)
def test_a_clock_that_cannot_be_relied_on(
    status: StatusLine, state: DeskState, changes: dict[str, timedelta | Grade], words: str
) -> None:
    status.show_state(replace(state, **changes))  # type: ignore[arg-type]  # one of the two fields above
    assert segments(status)[4] == words


def test_without_a_list_it_says_so(status: StatusLine, state: DeskState) -> None:
    status.show_state(replace(state, status_list_as_of=None))
    assert segments(status)[3] == "No list of void vouchers"


def test_a_click_tells_more(qtbot: QtBot, status: StatusLine) -> None:
    with qtbot.waitSignal(status.asked) as asked:
        status.findChildren(QPushButton)[2].click()
    assert asked.args == ["The camera is being opened.", "check_in"]


def test_a_click_leads_to_where_more_is_told(qtbot: QtBot, status: StatusLine, state: DeskState) -> None:
    for waits, screen in ((0, "sync_status"), (2, "attention")):
        status.show_state(replace(state, needs_attention=waits))
        with qtbot.waitSignal(status.asked) as asked:
            status.findChildren(QPushButton)[1].click()
        assert asked.args[1] == screen


def test_a_centre_that_refuses_is_not_a_line_that_is_down(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.show_line(LineStatus(online=True, since=NOW, error_code="N03"))
    segment = status.findChildren(QPushButton)[0]
    assert "N03" in segment.text()
    assert "ffline" not in segment.text()
    assert segment.property("state") == "warn"


def test_a_key_that_lies_open_is_said_only_where_it_does(status: StatusLine) -> None:
    status.show()
    keys = status.findChildren(QPushButton)[5]
    assert not keys.isVisible()
    status.show_keys(lie_open=True)
    assert (keys.isVisible(), keys.text(), keys.property("state")) == (True, "Key not protected", "warn")
    asked: list[str] = []
    status.asked.connect(lambda _, screen: asked.append(screen))
    keys.click()
    assert asked == ["set_up"]
