"""Another camera can be chosen where there is another one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.widgets.camera_chooser import CameraChooser
from desktop.widgets.camera_view import CameraView
from scanner.camera_choice import CameraInfo

Speak = Callable[[str], None]
ONE, TWO = CameraInfo(0, "Integrated Camera", port="pci-1"), CameraInfo(2, "C920 & Co", port="usb-2")
TWIN = CameraInfo(4, "C920 & Co", port="usb-3")


@pytest.fixture
def view(qtbot: QtBot, speak: Speak) -> CameraView:
    view = CameraView()
    qtbot.addWidget(view)
    view.resize(480, 270)
    view.show()
    return view


@pytest.fixture
def chooser(view: CameraView) -> CameraChooser:
    return view.chooser


def entries(chooser: CameraChooser) -> list[tuple[str, bool]]:
    return [(action.text(), action.isChecked()) for action in chooser.menu().actions()]


def test_there_is_nothing_to_choose_with_one_camera_or_none(chooser: CameraChooser) -> None:
    assert not chooser.isVisible()
    for cameras, meant in (((), None), ((ONE,), ONE), ((), ONE)):
        chooser.show_cameras(cameras, meant)
        assert not chooser.isVisible()


def test_the_one_in_use_is_named_and_marked(chooser: CameraChooser) -> None:
    chooser.show_cameras((ONE, TWO), ONE)
    assert chooser.isVisible()
    assert chooser.text() == "Integrated Camera"
    assert entries(chooser) == [("Integrated Camera", True), ("C920 && Co", False)]


def test_the_only_other_one_can_be_chosen_while_the_one_meant_is_missing(chooser: CameraChooser) -> None:
    chooser.show_cameras((TWO,), ONE)
    assert chooser.isVisible()
    assert entries(chooser) == [("C920 && Co", False)]


def test_twins_are_told_apart_by_number(chooser: CameraChooser) -> None:
    chooser.show_cameras((ONE, TWO, TWIN), TWIN)
    assert entries(chooser) == [
        ("Integrated Camera", False),
        ("C920 && Co (1)", False),
        ("C920 && Co (2)", True),
    ]


def test_choosing_tells_which(qtbot: QtBot, chooser: CameraChooser) -> None:
    chooser.show_cameras((ONE, TWO), ONE)
    with qtbot.waitSignal(chooser.chosen) as told:
        chooser.menu().actions()[1].trigger()
    assert told.args == [TWO]


def test_it_stays_inside_the_picture_whatever_the_name(
    view: CameraView, chooser: CameraChooser, speak: Speak
) -> None:
    view.show_cameras((ONE, CameraInfo(1, "A camera with a name that goes on and on " * 3)), CameraInfo(1, "B" * 90))
    assert view.rect().contains(chooser.geometry())
    view.show_cameras((ONE, TWO), None)
    speak("zh_CN")
    assert chooser.text() == "选择摄像头"
    assert chooser.toolTip() == "换一个摄像头"
    assert view.rect().contains(chooser.geometry())
