"""Setting a PC up step by step, and what IT sees of it later: health, settings, log, record, a code looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desktop.health.support_bundle import Bundle
from desktop.screens.first_run.view import FirstRunView
from desktop.screens.set_up.view import SetUpView
from sync.desk.device.logs import start_log, stop_log
from sync.desk.exchange.probe import Found, Probe
from sync.desk.operations.back_up import back_up_beside
from sync.errors import NotJoined, Offline
from tests.screenshots.stage import Classroom, phone_before_camera

_SETTINGS, _LOG, _RECORD, _CODES, _ABOUT = 1, 2, 3, 4, 5


def set_up_language(stage: Classroom) -> None:
    _begin(stage, "language")


def set_up_centre(stage: Classroom) -> None:
    """The address of another web page."""
    steps = _begin(stage, "centre")
    steps.centre.url.setText("https://vouchers.example")
    steps.centre.presenter.probed.emit(Probe(Found.SOMETHING_ELSE))
    stage.settle(0.2)


def set_up_waits_for_network(stage: Classroom) -> None:
    """IT has set the code; the centre could not be asked yet."""
    pc = stage.app.pc
    pc._settings = replace(pc._settings, central_url="https://centre.example", enrolment_code="AAAABBBBCCCC")
    _begin(stage, "language").tell_why(Offline())
    stage.settle(0.2)


def set_up_camera(stage: Classroom) -> None:
    """A code was read."""
    stage.camera.pixels = phone_before_camera("HELLO-42")
    steps = _begin(stage, "camera")
    stage.until(lambda: steps.camera.done)
    steps.say()


def set_up_no_camera(stage: Classroom) -> None:
    stage.no_camera = True
    _begin(stage, "camera")
    stage.settle(0.5)


def set_up_reader(stage: Classroom) -> None:
    """An input method changed what the reader typed."""
    _begin(stage, "reader").take("HELLO,４２")  # noqa: RUF001  that is the point


def set_up_printer(stage: Classroom) -> None:
    _begin(stage, "printer")


def set_up_time(stage: Classroom) -> None:
    """Some minutes off."""
    steps = _begin(stage, "time")
    steps.time.presenter.probed.emit(Probe(Found.CENTRE, timedelta(minutes=-14)))
    stage.settle(0.2)


def set_up_summary(stage: Classroom) -> None:
    steps = _begin(stage, "summary")
    stage.until(lambda: bool(steps.summary.told.text()) and "…" not in steps.summary.told.text())


def set_up_health(stage: Classroom) -> None:
    _open(stage, 0)


def set_up_packed(stage: Classroom) -> None:
    """What support needs lies in a file, and a code is to be told."""
    _open(stage, 0).health.show_bundle(Bundle(Path("D:/voucherdesk-20261123.zip"), "7KQ2MD", 18_204))


def set_up_settings(stage: Classroom) -> None:
    _open(stage, _SETTINGS)


def set_up_settings_read(stage: Classroom) -> None:
    """As a class manager sees them."""
    _open(stage, _SETTINGS).let_change(False)
    stage.settle(0.2)


def set_up_log(stage: Classroom) -> None:
    log = start_log(stage.day.desk.store.path.parent)
    try:
        stage.open()
        stage.app.window.notices.show_error(Offline())
        stage.app.window.notices.clear()
    finally:
        stop_log(log)
    _look(stage, _LOG)


def set_up_record(stage: Classroom) -> None:
    """With three copies beside it."""
    for _ in range(3):
        back_up_beside(stage.day.desk, lambda: None)
        stage.day.clock.go_on(timedelta(hours=5))
    _open(stage, _RECORD)


def set_up_code(stage: Classroom) -> None:
    _open(stage, _CODES).codes.code.setText("N01")
    stage.settle(0.2)


def set_up_codes(stage: Classroom) -> None:
    """All of them."""
    _open(stage, _CODES)


def set_up_about(stage: Classroom) -> None:
    _open(stage, _ABOUT)


def _begin(stage: Classroom, step: str) -> FirstRunView:
    stage.trouble = NotJoined()
    stage.app.start()
    stage.until(lambda: stage.app.pc.view is not None)
    assert stage.app.pc.view is not None
    stage.app.pc.view.go_to_named(step)
    stage.settle(0.4)
    return stage.app.pc.view


def _open(stage: Classroom, tab: int) -> SetUpView:
    stage.open()
    return _look(stage, tab)


def _look(stage: Classroom, tab: int) -> SetUpView:
    stage.app.window.show_screen("set_up")
    view = stage.app.screens["set_up"].view
    assert isinstance(view, SetUpView)
    view.tabs.setCurrentIndex(tab)
    stage.until(lambda: len(view.health.text().splitlines()) > 1)
    stage.settle(0.5)
    return view


STORIES: dict[str, Callable[[Classroom], None]] = {
    "set-up-language": set_up_language,
    "set-up-centre": set_up_centre,
    "set-up-waits-for-network": set_up_waits_for_network,
    "set-up-camera": set_up_camera,
    "set-up-no-camera": set_up_no_camera,
    "set-up-reader": set_up_reader,
    "set-up-printer": set_up_printer,
    "set-up-time": set_up_time,
    "set-up-summary": set_up_summary,
    "set-up-health": set_up_health,
    "set-up-packed": set_up_packed,
    "set-up-settings": set_up_settings,
    "set-up-settings-read": set_up_settings_read,
    "set-up-log": set_up_log,
    "set-up-record": set_up_record,
    "set-up-code-looked-up": set_up_code,
    "set-up-codes": set_up_codes,
    "set-up-about": set_up_about,
}
