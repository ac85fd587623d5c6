"""Why something is changed or cancelled: a ready reason, or own words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.widgets.field import Field
from sync.domain.names import LONGEST_LINE


class ReasonField(Field):
    """A field whose control can be typed into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.box.lineEdit()
        if line is not None:
            line.setMaxLength(LONGEST_LINE)
        super().__init__(self.box, parent)

    @property
    def words(self) -> str:
        """What is entered."""
        return self.box.currentText().strip()

    def clear(self) -> None:
        """Begin anew: no reason is taken before one is chosen."""
        self.box.clearEditText()
        self.show_trouble("")

    def offer(self, name: str, reasons: Iterable[str]) -> None:
        """What it asks, and the ready reasons; what is entered stays."""
        entered = self.box.currentText()
        self.say(name)
        self.box.clear()
        self.box.addItems(list(reasons))
        self.box.setCurrentIndex(-1)
        self.box.setEditText(entered)
        line = self.box.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
