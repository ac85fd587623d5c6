"""The camera's picture is a looking glass; without a camera it says what to do."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.widgets.camera_view import CameraView, Preview
from scanner.errors import CameraLost, CameraNotFound, PictureBlack, PictureFrozen, ScannerError

Speak = Callable[[str], None]


@pytest.fixture
def view(qtbot: QtBot, speak: Speak) -> CameraView:
    view = CameraView()
    qtbot.addWidget(view)
    view.resize(640, 360)
    view.show()
    return view


def half_red() -> QImage:
    red, blue = b"\xff\x00\x00", b"\x00\x00\xff"
    return QImage((red * 160 + blue * 160) * 180, 320, 180, 960, QImage.Format.Format_RGB888).copy()


def test_the_picture_is_mirrored_and_fills_the_place(qtbot: QtBot, view: CameraView) -> None:
    with qtbot.waitSignal(view.drawn):
        view.show_preview(Preview(half_red()))
    seen = view.grab().toImage()
    assert seen.pixelColor(20, 180).name() == "#0000ff"
    assert seen.pixelColor(620, 180).name() == "#ff0000"


def test_the_outline_is_where_the_code_is(view: CameraView) -> None:
    view.show_preview(Preview(half_red(), (((10.0, 10.0), (60.0, 10.0), (60.0, 60.0), (10.0, 60.0)),)))
    seen = view.grab().toImage()
    assert seen.pixelColor(640 - 2 * 35, 2 * 10).name() == theme.LIGHT.to_confirm
    assert seen.pixelColor(640 - 2 * 35, 2 * 35).name() == "#ff0000"


def test_no_camera_says_what_to_do_and_can_be_tried_again(qtbot: QtBot, view: CameraView, speak: Speak) -> None:
    view.show_missing(CameraNotFound())
    speak("zh_CN")
    words = " ".join(label.text() for label in view.findChildren(QLabel))
    assert "摄像头打不开" in words
    assert "仍可用读码枪" in words
    with qtbot.waitSignal(view.retry):
        view.findChildren(QPushButton)[0].click()
    view.show_preview(Preview(half_red()))
    assert not view.findChildren(QPushButton)[0].isVisible()


def test_a_letter_is_mirrored_with_its_outline_and_the_picture_itself_is_left_alone(view: CameraView) -> None:
    """An F: upright it is, but facing the other way."""
    letter = QImage(320, 180, QImage.Format.Format_RGB888)
    letter.fill(QColor("black"))
    painter = QPainter(letter)
    for bar in ((40, 20, 20, 140), (40, 20, 100, 20), (40, 80, 60, 20)):
        painter.fillRect(*bar, QColor("white"))
    painter.end()
    before = letter.copy()
    view.show_preview(Preview(letter, (((150.0, 100.0), (200.0, 100.0), (200.0, 150.0), (150.0, 150.0)),)))
    seen = view.grab().toImage()
    assert [seen.pixelColor(640 - 2 * x, 2 * y).name() for x, y in ((50, 150), (130, 30), (130, 90))] == [
        "#ffffff",
        "#ffffff",
        "#000000",
    ]
    assert seen.pixelColor(640 - 2 * 175, 2 * 100).name() == theme.LIGHT.to_confirm
    assert seen.pixelColor(2 * 175, 2 * 100).name() == "#000000"
    assert letter == before


@pytest.mark.parametrize("error", [CameraNotFound(), CameraLost(), PictureFrozen(), PictureBlack()])
def test_each_trouble_has_a_code_to_read_out_and_fits(view: CameraView, speak: Speak, error: ScannerError) -> None:
    for language in ("en", "zh_CN"):
        speak(language)
        view.resize(480, 270)  # as small as the window lets it become
        view.show_missing(error)
        labels = [label for label in view.findChildren(QLabel) if label.isVisible() and label.text()]
        assert error.code in [label.text() for label in labels]
        for label in labels:
            assert not label.wordWrap() or label.heightForWidth(label.width()) <= label.height()
            assert view.rect().contains(QRect(label.mapTo(view, QPoint(0, 0)), label.size()))


def test_starting_is_worded_anew(view: CameraView, speak: Speak) -> None:
    speak("zh_CN")
    assert "正在启动摄像头" in " ".join(label.text() for label in view.findChildren(QLabel))


def test_its_height_follows_its_width(view: CameraView) -> None:
    assert view.heightForWidth(1280) == 720
