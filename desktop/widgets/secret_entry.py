"""Where a password or a PIN is typed: which of the two, how long to wait after wrong ones, what to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.field import Field
from sync.desk.operations.sign_in import Answer, Proof, SignInCard, Tried

_SECOND_MS = 1000
_MINUTE = 60


class SecretEntry(QWidget):
    """`entered` comes with Enter. `show_tried` tells what came of it; while somebody must wait nothing can be typed."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proof = Proof.PASSWORD
        self._by_pin = False
        self._tried: Tried | None = None
        self._wait = 0
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._field, self.other = Field(self.line), theme.styled(QPushButton(), "plain")
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._second)
        self.line.returnPressed.connect(self.entered)
        self.line.textEdited.connect(self._typed)
        self.other.clicked.connect(self._use_other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.GAP)
        column.addWidget(self._field)
        column.addWidget(self.other)
        self._say()

    def ask(self, card: SignInCard) -> None:
        """Of this person: the PIN where one does, else the password."""
        self._by_pin = card.by_pin
        self.proof = Proof.PIN if card.by_pin else Proof.PASSWORD
        self._tried = None
        self._begin_waiting(card.wait)
        self.line.clear()
        self._say()

    def show_tried(self, tried: Tried) -> None:
        """What came of the last try."""
        if tried.answer is Answer.PASSWORD_NEEDED:
            self._by_pin, self.proof = False, Proof.PASSWORD
        self._tried = tried
        self.line.clear()
        self._begin_waiting(tried.wait)
        self._say()
        self.line.setFocus()

    @property
    def waits(self) -> bool:
        """Whether the next try would be too early."""
        return self._wait > 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        by_pin = self.proof is Proof.PIN
        self._field.say(self.tr("PIN") if by_pin else self.tr("Password"))
        self.other.setText(self.tr("Use the password") if by_pin else self.tr("Use the PIN"))
        self.other.setVisible(self._by_pin)
        self._field.show_trouble(self._trouble())

    def _trouble(self) -> str:
        if self.waits:
            return self.tr("After several wrong tries: please wait {time}.").format(time=self._time())
        answer = self._tried.answer if self._tried else None
        return {
            Answer.WRONG: self.tr("This is not right. Look at Caps Lock and the keyboard, and try again."),
            Answer.PASSWORD_NEEDED: self.tr("The PIN does not do any more. Type the password."),
            Answer.NOT_HERE: self.tr("This person cannot sign in here. The centre can set a password."),
        }.get(answer, "") if answer is not None else ""

    def _time(self) -> str:
        minutes, seconds = divmod(self._wait, _MINUTE)
        if minutes:
            return self.tr("{m} min {s} s").format(m=minutes, s=seconds)
        return self.tr("{s} s").format(s=seconds)

    def _begin_waiting(self, seconds: int) -> None:
        self._wait = seconds
        self.line.setReadOnly(seconds > 0)
        self._clock.start() if seconds else self._clock.stop()

    def _second(self) -> None:
        self._begin_waiting(self._wait - 1)
        if not self._wait and self._tried is not None:
            self._tried = Tried(Answer.WAIT)
        self._say()

    def _typed(self) -> None:
        self._tried = None
        self._field.show_trouble("")

    def _use_other(self) -> None:
        self.proof = Proof.PASSWORD if self.proof is Proof.PIN else Proof.PIN
        self.line.clear()
        self._tried = None
        self._say()
        self.line.setFocus()
