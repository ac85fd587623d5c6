"""The frame every screen has: a bar that says what it is about and what can be done, and the body below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import theme


class Page(QWidget):
    """`bar` and `body` are filled by the screen, which words itself in `say`, called again for another language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # whoever shows it hands it the keys; Tab goes to what is in it
        self.bar, self.body = QHBoxLayout(), QVBoxLayout(self)
        self.bar.setSpacing(3 * theme.GAP)
        self.body.setContentsMargins(*[4 * theme.GAP] * 4)
        self.body.setSpacing(3 * theme.GAP)
        self.body.addLayout(self.bar)

    def say(self) -> None:
        """Word everything anew."""

    def on_key(self, key: QKeySequence | QKeySequence.StandardKey | Qt.Key | str, act: object) -> None:
        """A key that holds while this screen is looked at."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say()
