"""A masked number shown whole, for half a minute, to somebody who says why. What is asked and why is a fact.

    self._reveal = RevealSheet(self, presenter.reveal)
    self._reveal.ask(line.voucher_no, line.name)

`presenter.reveal(voucher_no, what, reason, done, failed)` calls `operations.reveal_identity` in the background and then
`done(identity)` or `failed(error)`; it returns False, and nothing follows, where nobody works at the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from desktop import theme
from desktop.notices import words_of
from desktop.widgets.copied_secret import CopiedSecret
from desktop.widgets.field import Field
from desktop.widgets.sheet import Sheet
from sync.desk.operations.reveal_identity import Identity
from sync.domain.ids import StaffId, VoucherNo
from sync.domain.names import LONGEST_LINE
from sync.protocol.payloads import Revealed

SHOWN_S = 30
_SECOND_MS = 1000
Reveal: TypeAlias = Callable[
    [VoucherNo, Revealed, str, Callable[[Identity], object], Callable[[Exception], object]], bool
]


class RevealSheet(Sheet):
    """Over `parent`. What was shown is gone when it closes or is covered, and after `SHOWN_S` seconds; what of it was
    copied a little later, and when another person works here.
    """

    def __init__(self, parent: QWidget, reveal: Reveal) -> None:
        super().__init__(parent)
        self._reveal = reveal
        self._voucher_no: VoucherNo | None = None
        self._left = 0
        self._operator: StaffId | None = None
        self._copied = CopiedSecret(self)
        self.what, self.why, self.words = QComboBox(), QComboBox(), QLineEdit()
        self.words.setMaxLength(LONGEST_LINE)
        self.shown, self._hidden_in = theme.styled(QLabel(), "title"), theme.styled(QLabel(), "note")
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.shown.setWordWrap(True)
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._what_field, self._why_field, self._words_field = Field(self.what), Field(self.why), Field(self.words)
        for widget in (self._what_field, self._why_field, self._words_field, self.shown, self._hidden_in):
            self.content.addWidget(widget)
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._second)
        self.accepted.connect(self._ask_for_it)
        self.closed.connect(self._forget)
        self._fill()

    def ask(self, voucher_no: VoucherNo, masked_name: str) -> None:
        """For one person; `masked_name` says whom."""
        self._voucher_no = voucher_no
        self.title.setText(masked_name)
        self.words.clear()
        self.why.setCurrentIndex(0)
        self._forget()
        self.open()

    def work_as(self, operator: StaffId | None) -> None:
        """The lock, or another person: what was copied is not theirs to paste."""
        if operator != self._operator:
            self._operator = operator
            self._copied.forget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        """The lock came over it, or another screen: whoever sees it next has not been shown the number."""
        super().hideEvent(event)
        if not event.spontaneous() and not self.isHidden():  # closed by itself, `closed` tells
            self._forget()

    def _fill(self) -> None:
        """The boxes in the window's language; what is chosen stays."""
        what = {
            Revealed.ID_NUMBER: self.tr("ID number"),
            Revealed.PHONE: self.tr("Phone"),
            Revealed.NAME: self.tr("Name"),
            Revealed.ALL: self.tr("All of these"),
        }
        why = [
            self.tr("To ring the trainee"),
            self.tr("To check the document"),
            self.tr("To correct the roster"),
            self.tr("For an inspection"),
        ]
        chosen, reason = max(0, self.what.currentIndex()), max(0, self.why.currentIndex())
        self.what.clear()
        for part, words in what.items():
            self.what.addItem(words, part.value)
        self.why.clear()
        self.why.addItems(why)
        self.what.setCurrentIndex(chosen)
        self.why.setCurrentIndex(reason)
        self._what_field.say(self.tr("What"))
        self._why_field.say(self.tr("Why"))
        self._words_field.say(self.tr("or in your own words"))
        self.hint.setText(self.tr("That it is shown, to whom and why, goes into the record."))
        self.main.setText(self.tr("Show"))

    def _ask_for_it(self) -> None:
        if self._voucher_no is None or not self.main.isEnabled():
            return
        self.main.setEnabled(False)
        self.show_trouble("")
        reason = self.words.text().strip() or self.why.currentText()
        if not self._reveal(self._voucher_no, Revealed(self.what.currentData()), reason, self._show, self._failed):
            self.main.setEnabled(True)
            self.show_trouble(self.tr("Choose at the top right who you are, then try again."))

    def _show(self, identity: Identity) -> None:
        if not self.isVisible() or identity.voucher_no != self._voucher_no:
            return
        self.shown.setText("\n".join(filter(None, (identity.name, identity.id_number, identity.phone))))
        self.shown.setAccessibleName(self.shown.text())
        self._copied.watch(self.shown.text())
        self._left = SHOWN_S
        self._clock.start()
        self._say_left()

    def _failed(self, error: Exception) -> None:
        self.main.setEnabled(True)
        words = words_of(error)
        self.show_trouble(f"{words.title}. {words.remedy} {words.code}")

    def _second(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._forget()
        self._say_left()

    def _say_left(self) -> None:
        self._hidden_in.setText(self.tr("Hidden again in {s} s").format(s=self._left) if self._left > 0 else "")

    def _forget(self) -> None:
        self._clock.stop()
        self._left = 0
        self._copied.watch("")
        self.shown.clear()
        self.shown.setAccessibleName("")
        self.main.setEnabled(True)
        self._say_left()
