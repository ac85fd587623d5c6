"""What can be told from a window without eyes: cut words, pale words, controls without a name, words left in English.

Contrast is measured, not computed from the palette: the window is painted at three times its size, so that strokes are
thick enough to show their colour, and a text's strongest colour is held against the commonest one around it (WCAG 2.2,
success criterion 1.4.3: 4.5 : 1). Disabled controls are exempt there and here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QTabBar,
    QToolButton,
    QWidget,
)

from desktop.widgets.sheet import Sheet

_SCALE = 3
_LEAST = 4.5
_BLUE = 255
_SMALLEST = 6
_ENGLISH = re.compile(r"[A-Za-z]{3,}(?:\s+[A-Za-z]{2,})+")
"""Two English words in a row: names of files, keys and units come singly."""


@dataclass(frozen=True, slots=True)
class Text:
    """Something written on the window, where, and on what."""

    words: str
    place: QRect
    widget: QWidget
    enabled: bool = True


def faults(window: QWidget, language: str) -> list[str]:
    """Everything that is wrong with what the window shows now; an empty list when nothing is."""
    texts = list(texts_on(window))
    found = [f"cut: {text.words!r} ({_named(text.widget)})" for text in texts if not fits(text)]
    found += pale(window, texts)
    found += nameless(window)
    if language != "en":
        left = [text.words for text in texts if _ENGLISH.search(text.words) and not _is_data(text)]
        found += [f"not translated: {words!r}" for words in left]
    return found


def texts_on(window: QWidget) -> Iterator[Text]:
    """Labels, buttons, fields, tabs, and what is written in the cells that can be seen."""
    sheets = [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or _seen(widget, window).isEmpty() or _behind(widget, sheets):
            continue
        if isinstance(widget, QLabel | QAbstractButton) and widget.text():
            yield _text(widget, widget.text(), window)
        elif isinstance(widget, QLineEdit):
            yield _text(widget, widget.text() or widget.placeholderText(), window)
        elif isinstance(widget, QComboBox):
            yield _text(widget, widget.currentText(), window)
        elif isinstance(widget, QAbstractItemView):
            yield from _cells(widget, window)


def fits(text: Text) -> bool:
    """Whether it has the room it needs. What a widget shortens itself, with a tip, is no cut."""
    widget = text.widget
    if isinstance(widget, QToolButton):
        return widget.width() + 1 >= widget.fontMetrics().horizontalAdvance(widget.text())
    if isinstance(widget, QAbstractButton):
        return widget.width() + 1 >= widget.sizeHint().width()
    if isinstance(widget, QLineEdit):
        return bool(widget.text()) or widget.fontMetrics().horizontalAdvance(text.words) < widget.width() - 20
    if isinstance(widget, QLabel):
        if widget.toolTip() or widget.accessibleName() == widget.text() != "":
            return True
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) <= widget.height() + 1
        return widget.sizeHint().width() <= widget.width() + 1
    return True


def pale(window: QWidget, texts: list[Text]) -> list[str]:
    """Texts whose colour is too near to the ground's."""
    picture = _painted(window)
    found = []
    for text in texts:
        place = text.place
        if not text.enabled or not text.words.strip() or place.width() < _SMALLEST or place.height() < _SMALLEST:
            continue
        ratio = contrast_in(picture, place)
        if ratio is not None and ratio < _LEAST:
            found.append(f"pale ({ratio:.1f} : 1): {text.words!r} ({_named(text.widget)})")
    return found


def contrast_in(picture: NDArray[np.uint32], place: QRect) -> float | None:
    """The contrast between the commonest colour of a place and the one farthest from it; None where there is one."""
    top, left = place.top() * _SCALE, place.left() * _SCALE
    part = picture[top : top + place.height() * _SCALE, left : left + place.width() * _SCALE]
    if not part.size:
        return None
    packed, counts = np.unique(part, return_counts=True)
    colours = packed.view(np.uint8).reshape(-1, 4)[:, :3]
    ground = luminance(colours[np.argmax(counts)][None])[0]
    all_of_them = luminance(colours)
    enough = counts >= 2 * _SCALE
    ratios = (np.maximum(all_of_them, ground) + 0.05) / (np.minimum(all_of_them, ground) + 0.05)
    if not enough.any() or len(colours) == 1:
        return None
    return float(ratios[enough].max())


def luminance(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance of rows of blue, green, red (WCAG 2.2)."""
    part = colours.astype(np.float64) / _BLUE
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.0722, 0.7152, 0.2126]))


def nameless(window: QWidget) -> list[str]:
    """Controls that a screen reader cannot say the name or the kind of."""
    found = []
    for widget in window.findChildren(QWidget):
        if not is_control(widget) or not widget.isVisible():
            continue
        seen: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
        if seen is None or not seen.isValid():
            found.append(f"not in the accessibility tree: {_named(widget)}")
        elif not seen.text(QAccessible.Text.Name).strip():
            found.append(f"without a name: {_named(widget)}")
        elif seen.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client) and not widget.accessibleName():
            found.append(f"without a role: {_named(widget)}")
    return found


def is_control(widget: QWidget) -> bool:
    """Whether somebody can do something with it: the keyboard gets there, or a click does."""
    if isinstance(widget.parent(), QAbstractSpinBox | QComboBox | QAbstractItemView | QLineEdit):
        return False  # a part of what has the name
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)
    return isinstance(widget, kinds) or (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not isinstance(widget, QAbstractScrollArea)
        and widget.objectName() != "page"
    )


def _cells(view: QAbstractItemView, window: QWidget) -> Iterator[Text]:
    model, port = view.model(), view.viewport()
    if model is None:
        return
    shown = port.rect()
    first, last = view.indexAt(QPoint(2, 2)), view.indexAt(QPoint(2, shown.height() - 2))
    lowest = last.row() if last.isValid() else model.rowCount() - 1
    columns = 1 if isinstance(view, QListView) else model.columnCount()
    for row in range(max(0, first.row()), min(lowest, first.row() + 60) + 1):
        for column in range(columns):
            index = model.index(row, column)
            words = index.data(Qt.ItemDataRole.DisplayRole)
            whole = view.visualRect(index)
            place = whole.intersected(shown)
            half_scrolled_away = not shown.contains(whole.center())  # what is left of it shows no word
            if isinstance(words, str) and words.strip() and not place.isEmpty() and not half_scrolled_away:
                there = QRect(port.mapTo(window, place.topLeft()), place.size())
                enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
                yield Text(words, there.intersected(_seen(port, window)), view, enabled)


def _text(widget: QWidget, words: str, window: QWidget) -> Text:
    return Text(words, _seen(widget, window), widget, widget.isEnabled())


def _seen(widget: QWidget, window: QWidget) -> QRect:
    """What of it is not clipped or scrolled away, and not behind something laid over it."""
    clip = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(window, clip.topLeft()), clip.size()).intersected(window.rect())


def _painted(window: QWidget) -> NDArray[np.uint32]:
    """Rows of pixels, each one number: sorting numbers is much quicker than sorting triples."""
    size = window.size() * _SCALE
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(_SCALE, _SCALE)
    window.render(painter, QPoint())
    painter.end()
    flat = np.frombuffer(image.constBits(), "<u4")
    return flat.reshape(image.height(), image.bytesPerLine() // 4).copy()  # the picture goes with its owner


def _is_data(text: Text) -> bool:
    """A command to copy, the name of a licence, or the name a camera has."""
    return "voucherdesk " in text.words or text.words == "MIT License" or text.widget.objectName() == "cameraChooser"


def _behind(widget: QWidget, sheets: list[Sheet]) -> bool:
    """Whether it lies under the veil of a sheet."""
    for sheet in sheets:
        screen = sheet.parentWidget()
        if screen is not None and screen.isAncestorOf(widget) and not sheet.isAncestorOf(widget):
            return True
    return False


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}".strip()
