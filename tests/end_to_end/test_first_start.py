"""The first start of a PC that nobody sat before: joined by what stands in site.toml, or told clearly why not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.__main__ import main
from desktop.app import App
from desktop.health.of_enrolment import enrolment_code
from desktop.joining import open_joined
from desktop.screens.first_run.view import FirstRunView
from scanner.errors import CameraNotFound
from scanner.frame import FrameSource
from sync.central.askers.device_health import list_devices
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.askers.wrong_tries import MAX_WRONG
from sync.central.store.engine import reading, writing
from sync.desk.device.settings import Settings
from sync.domain.ids import SiteId
from sync.errors import NotJoined
from tests.integration.conftest import RunningCentre

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)
Start = Callable[[Settings], App]
NOWHERE = "http://127.0.0.1:9"


def no_camera() -> FrameSource:
    raise CameraNotFound


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Start]:
    """Opens the window of a PC."""
    running: list[App] = []

    def one(settings: Settings) -> App:
        app = App(qapp, settings, open_source=no_camera)
        running.append(app)
        app.start()
        return app

    yield one
    for app in running:
        app.window.close()


@pytest.fixture
def code(centre: RunningCentre) -> str:
    return new_code(centre)


@pytest.fixture
def installed(tmp_path: Path, centre: RunningCentre, code: str) -> Settings:
    """As site.toml sets a PC."""
    place = Settings(tmp_path / "home", key_storage="file", language="en")
    return replace(place, central_url=centre.url, enrolment_code=code)


def new_code(centre: RunningCentre) -> str:
    with writing(centre.behind.store) as connection:
        return make_enrolment_code(connection, SiteId("S-0001"), centre.behind.now(), uses=2)


def joined_pcs(centre: RunningCentre) -> list[str]:
    with reading(centre.behind.store) as connection:
        return [one.name for one in list_devices(connection, centre.behind.now())]


def wizard(qtbot: QtBot, app: App) -> FirstRunView:
    qtbot.waitUntil(lambda: app.pc.view is not None, timeout=15_000)
    assert app.pc.view is not None
    return app.pc.view


def told(qtbot: QtBot, app: App, words: str) -> FirstRunView:
    view = wizard(qtbot, app)
    qtbot.waitUntil(lambda: words in view.centre.told.text(), timeout=15_000)
    return view


def test_the_first_start_joins_and_nobody_types(
    qtbot: QtBot, start: Start, installed: Settings, centre: RunningCentre, code: str
) -> None:
    app = start(installed)
    qtbot.waitUntil(lambda: app.desk is not None, timeout=15_000)
    assert app.pc.view is None
    assert app.desk is not None
    assert app.desk.welcome.site == "S-0001"
    assert len(joined_pcs(centre)) == 1
    (check,) = enrolment_code(installed)
    assert "joined by it" in check.detail
    assert code not in repr(installed) + check.line()
    assert not [path for path in installed.home.rglob("*") if path.is_file() and code.encode() in path.read_bytes()]


def test_a_code_that_is_refused_is_told_and_not_shown_again(
    qtbot: QtBot, start: Start, installed: Settings, centre: RunningCentre
) -> None:
    wrong = replace(installed, enrolment_code="AAAABBBBCCCC")
    view = told(qtbot, start(wrong), "does not take this code")
    assert view.step is view.centre
    assert view.centre.url.text() == centre.url
    assert "AAAA" not in view.centre.code.text() + view.centre.told.text()
    (check,) = enrolment_code(wrong)
    assert (check.ok, "code-unknown" in check.detail) == (False, True)
    for _ in range(MAX_WRONG):  # a PC that is switched on every day does not lock the others out
        with pytest.raises(NotJoined, match="refused code E-"):
            open_joined(wrong)
    assert centre.behind.wrong_tries.wait_for("127.0.0.1") is None
    told(qtbot, start(wrong), "does not take this code")


def test_without_a_line_the_steps_are_shown_and_it_joins_when_the_line_is_back(
    qtbot: QtBot, start: Start, installed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start(replace(installed, central_url=NOWHERE))
    view = told(qtbot, app, "tried again by itself")
    assert view.step is view.centre
    assert not installed.home.joinpath("enrolment.json").exists()  # the code is as good as before
    app.window.close()
    again = start(installed)
    qtbot.waitUntil(lambda: again.desk is not None, timeout=15_000)


def test_in_the_steps_the_set_code_is_used_without_being_shown(
    qtbot: QtBot, start: Start, installed: Settings, centre: RunningCentre
) -> None:
    app = start(replace(installed, central_url=NOWHERE))
    view = told(qtbot, app, "tried again by itself")
    view.centre.url.setText(centre.url)
    assert view.centre.code.text() == ""
    view.centre.join.click()
    qtbot.waitUntil(lambda: view.joined, timeout=15_000)
    assert len(joined_pcs(centre)) == 1


@pytest.fixture
def as_installed(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """What the commands read."""
    for name in ("home", "key_storage", "central_url", "enrolment_code"):
        monkeypatch.setenv(f"VOUCHERDESK_{name.upper()}", str(getattr(installed, name)))
    return installed


def test_a_command_that_needs_a_desk_joins_first(
    as_installed: Settings, centre: RunningCentre, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    assert main(["sync", "--once", "--json"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out)["online"] is True
    assert main(["doctor"]) in (0, 1)
    assert code not in out + capsys.readouterr().out
    with reading(centre.behind.store) as connection:
        (pc,) = list_devices(connection, centre.behind.now())
    assert pc.health is not None
    assert pc.health["pending"] == 0
    assert "keyring" in pc.health["troubles"]  # a key file without a passphrase


def test_enrol_device_takes_what_is_set(as_installed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enrol-device", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["site"] == "S-0001"


def test_without_anything_set_it_says_what_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VOUCHERDESK_HOME", str(tmp_path / "home"))
    assert main(["enrol-device"]) == 2
    assert "site.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"central_url": NOWHERE}, "N01"), ({"enrolment_code": "AAAABBBBCCCC"}, "E-"), ({"central_url": "none"}, "R01")],
)
def test_a_command_says_in_one_line_why_it_is_not_joined(
    wrong: dict[str, str],
    says: str,
    as_installed: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in wrong.items():
        monkeypatch.setenv(f"VOUCHERDESK_{name.upper()}", value)
    for _ in range(2):
        assert main(["sync", "--once"]) == 2
        line = capsys.readouterr().err
        assert line.startswith("D05 ")
        assert line.count("\n") == 1
        assert says in line
        assert Settings.load().enrolment_code not in line
