"""A panel that slides in from the right for what needs a few fields or a decision; the screen behind stays in sight.

No window of its own: a queue goes on, the camera and the handheld reader too, and Escape leads back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop import theme
from desktop.widgets import icons

_WIDTH = 480
_VEIL = QColor(10, 16, 26, 110)


class Sheet(QWidget):
    """Over `parent`, hidden until `open`. Put fields into `content`; `accepted` comes from the main button or Enter.

    `closed` comes however it ends. After `accepted` it stays until `close_sheet`: what was entered may be refused.
    """

    accepted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, *, width: int = _WIDTH) -> None:
        super().__init__(parent)
        self._before: QWidget | None = None
        self._screen = parent
        self._inside = theme.styled(QWidget(), "sheetBody")
        self._panel = theme.styled(QFrame(), "sheet")
        self._panel.setFixedWidth(width)
        self.title, self.hint = theme.styled(QLabel(), "title"), theme.styled(QLabel(), "note")
        self.trouble = theme.styled(QLabel(), "trouble")
        self.main, self.cancel = theme.styled(QPushButton(), "main"), QPushButton()
        self._away = theme.styled(QPushButton(), "plain")
        self.content = QVBoxLayout(self._inside)
        self._lay_out(self._inside)
        for label in (self.title, self.hint, self.trouble):
            label.setWordWrap(True)
        self.main.clicked.connect(self.accepted)
        for button in (self.cancel, self._away):
            button.clicked.connect(self.close_sheet)
        parent.installEventFilter(self)
        self.hide()
        self._say()

    def open(self) -> None:
        """Show it, with the keyboard in its first field."""
        self._before = self.window().focusWidget()
        self.show_trouble("")
        self.setGeometry(self._screen.rect())
        self.show()
        self.raise_()
        self._say()
        self.main.setDefault(True)
        fields = [one for one in self._inside.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        button = self.main if self.main.isEnabled() else self.cancel  # never left behind, where Escape is not heard
        first = next((one for one in fields if one.isVisibleTo(self) and one.isEnabled()), button)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def close_sheet(self) -> None:
        """Back to the screen, and to where the keyboard was."""
        if not self.isHidden():
            self.hide()
            if self._before is not None and isValid(self._before):  # a line of a list may be gone by now
                self._before.setFocus()
            self.closed.emit()

    def show_trouble(self, words: str) -> None:
        """One line above the buttons: why it cannot be done, and what to do."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._screen.rect())
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.main.isEnabled():
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _VEIL)

    def _say(self) -> None:
        self.cancel.setText(self.tr("Cancel"))
        self._away.setIcon(icons.icon("x", theme.current().quiet))
        self._away.setAccessibleName(self.tr("Close"))
        self._away.setToolTip(self.tr("Close") + "  Esc")

    def _lay_out(self, inside: QWidget) -> None:
        self.content.setContentsMargins(0, 0, 2 * theme.GAP, 0)
        self.content.setSpacing(3 * theme.GAP)
        self.content.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = theme.styled(QScrollArea(), "sheetScroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        foot.setSpacing(2 * theme.GAP)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.main)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(*[6 * theme.GAP] * 4)
        column.setSpacing(3 * theme.GAP)
        column.addLayout(head)
        column.addWidget(self.hint)
        column.addWidget(scroll, 1)
        column.addWidget(self.trouble)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._panel)
