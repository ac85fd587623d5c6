"""练习: the check-in to try things on, sample vouchers beside it, and words that say nothing of it is recorded."""

from __future__ import annotations

from collections.abc import Callable

import segno
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.screens.practice.wording import words_of_sample
from desktop.widgets import icons
from sync.desk.operations.practice import Sample

_COLUMN, _SIDE, _QUIET_ZONE, _ROW = 256, 216, 4, 36


class PracticePage(QWidget):
    """`presented` carries the text of a sample somebody clicked; `left` comes when practice is to end, whyever."""

    presented = Signal(str)
    left = Signal()

    def __init__(self, body: QWidget, code: Callable[[Sample], str], parent: QWidget | None = None) -> None:
        """`body` is what is practised on; `code` signs a sample's text anew."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._body, self._code = body, code
        self.samples, self.leave = QListWidget(), QPushButton()
        self._picture = QLabel()
        self._title, self._calm, self._how = (theme.styled(QLabel(), name) for name in ("title", "", "quiet"))
        self._how.setWordWrap(True)
        self._lay_out()
        for sample in Sample:
            item = QListWidgetItem(self.samples)
            item.setData(Qt.ItemDataRole.UserRole, sample.value)
            item.setSizeHint(QSize(0, _ROW))
        self.samples.currentItemChanged.connect(lambda *_: self._draw())
        self.samples.itemClicked.connect(self._present)
        self.samples.itemActivated.connect(self._present)
        self.leave.clicked.connect(self.left)
        self._say()
        self.samples.setCurrentRow(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever shows the page means what is practised on."""
        super().focusInEvent(event)
        self._body.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        """Something else took the window, such as its lock; a window that is only minimised goes on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    def _present(self, item: QListWidgetItem) -> None:
        self.presented.emit(self._code(Sample(item.data(Qt.ItemDataRole.UserRole))))

    def _draw(self) -> None:
        """The chosen sample's code, to be held before the camera by a phone's picture of it."""
        item = self.samples.currentItem()
        if item is not None:
            self._picture.setPixmap(qr_picture(self._code(Sample(item.data(Qt.ItemDataRole.UserRole))), _SIDE))

    def _say(self) -> None:
        palette = theme.current()
        self._title.setText(self.tr("Practice"))
        self._calm.setText(self.tr("Nothing of this is recorded or sent. The real desk goes on behind it."))
        self.leave.setText(self.tr("Leave practice"))
        self.leave.setIcon(icons.icon("log-out", palette.accent))
        self._how.setText(self.tr("Click a sample voucher, or photograph its code and hold the phone up."))
        self.samples.setAccessibleName(self.tr("Sample vouchers"))
        self._picture.setAccessibleName(self.tr("Code of the chosen sample"))
        for row in range(self.samples.count()):
            item = self.samples.item(row)
            item.setText(words_of_sample(Sample(item.data(Qt.ItemDataRole.UserRole))))

    def _lay_out(self) -> None:
        band = theme.styled(QFrame(), "practiceBand")
        top = QHBoxLayout(band)
        top.setContentsMargins(5 * theme.GAP, 2 * theme.GAP, 4 * theme.GAP, 2 * theme.GAP)
        top.setSpacing(4 * theme.GAP)
        top.addWidget(self._title)
        top.addWidget(self._calm, 1)
        top.addWidget(self.leave)
        side = theme.styled(QFrame(), "panel")
        side.setFixedWidth(_COLUMN)
        column = QVBoxLayout(side)
        column.setContentsMargins(*[4 * theme.GAP] * 4)
        column.setSpacing(2 * theme.GAP)
        self._picture.setFixedSize(_SIDE, _SIDE)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._how)
        column.addWidget(self.samples, 1)
        self.samples.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 4 * theme.GAP, 4 * theme.GAP, 4 * theme.GAP)
        beside.addWidget(side)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._body, 1)
        middle.addLayout(beside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(band)
        whole.addLayout(middle, 1)


def qr_picture(text: str, side: int) -> QPixmap:
    """The code of `text`, black on white with its quiet zone, `side` device-independent pixels wide at most."""
    rows = [*segno.make_qr(text, error="q").matrix_iter(border=_QUIET_ZONE)]
    module = max(1, 2 * side // len(rows))
    picture = QPixmap(module * len(rows), module * len(rows))
    picture.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(picture)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(QRect(x * module, y * module, module, module), Qt.GlobalColor.black)
    painter.end()
    picture.setDevicePixelRatio(picture.width() / side)
    return picture
