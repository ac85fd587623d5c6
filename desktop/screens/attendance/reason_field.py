"""Why something is done: ready words to choose, or one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.field import Field
from sync.domain.names import LONGEST_LINE

_ACROSS = 2


class ReasonField(QWidget):
    """A line of at most `LONGEST_LINE` characters; a ready reason fills it in."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST_LINE)
        self.field = Field(self.line)
        self.ready = [QPushButton() for _ in range(count)]
        grid = QGridLayout()
        grid.setSpacing(2 * theme.GAP)
        for place, button in enumerate(self.ready):
            button.clicked.connect(lambda _=False, button=button: self.line.setText(button.text()))
            grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.GAP)
        column.addWidget(self.field)
        column.addLayout(grid)
        self.line.textChanged.connect(lambda _: self.field.show_trouble(""))

    def say(self, name: str, reasons: Sequence[str]) -> None:
        """Its words; a ready reason per button."""
        self.field.say(name)
        for button, reason in zip(self.ready, reasons, strict=True):
            button.setText(reason)

    def stated(self, missing: str) -> str | None:
        """What was entered; None, with `missing` said and the keyboard there, where nothing was."""
        words = self.line.text().strip()
        if not words:
            self.field.show_trouble(missing)
            self.line.setFocus()
            return None
        return words
