"""A PIN of one's own, for changing over quickly at this PC."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.field import Field
from desktop.widgets.sheet import Sheet
from sync.errors import InvalidInput
from sync.protocol.passwords import LONGEST_PIN, checked_pin


class PinSheet(Sheet):
    """`chosen` carries the PIN once it was typed twice alike."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = [QLineEdit(), QLineEdit()]
        self._fields = [Field(line) for line in self.lines]
        for line, field in zip(self.lines, self._fields, strict=True):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setMaxLength(LONGEST_PIN)
            self.content.addWidget(field)
        self.accepted.connect(self._choose)
        self._say()

    def ask(self) -> None:
        """Show it, empty."""
        for line, field in zip(self.lines, self._fields, strict=True):
            line.clear()
            field.show_trouble("")
        self.open()

    def _choose(self) -> None:
        first, second = (line.text() for line in self.lines)
        try:
            pin = checked_pin(first)
        except InvalidInput:
            self._fields[0].show_trouble(
                self.tr("4 to 6 digits, neither one digit repeated nor a row such as 1234.")
            )
            self.lines[0].setFocus()
            return
        self._fields[0].show_trouble("")
        if first != second:
            self._fields[1].show_trouble(self.tr("The two are not the same. Type it once more."))
            self.lines[1].clear()
            self.lines[1].setFocus()
            return
        self.chosen.emit(pin)

    def _say(self) -> None:
        super()._say()
        self.title.setText(self.tr("Your PIN at this PC"))
        self.hint.setText(
            self.tr(
                "With it you take over in seconds. It holds at this PC only, once you have given your password that "
                "day, and ends after five wrong tries."
            )
        )
        self.main.setText(self.tr("Set the PIN"))
        for field, words in zip(getattr(self, "_fields", ()), (self.tr("PIN"), self.tr("PIN once more")), strict=False):
            field.say(words)
