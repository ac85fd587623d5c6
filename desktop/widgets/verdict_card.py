"""The desk's answer, a third of the window: colour, shape and word, then who, why, and what to do next."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets import icons
from desktop.widgets.reason_words import verdict_word
from sync.domain.verdicts import Verdict

STAYS_MS = 6_000
_SHAPE, _INVITATION = 80, 136
_HUNG = Qt.AlignmentFlag.AlignLeft
_AROUND, _BETWEEN = (0, 12), (2, 5)  # the places of the column that stretch: around an invitation, between an answer


@dataclass(frozen=True, slots=True)
class Alert:
    """What the card says when there is no answer because nothing was saved. `code` is for the phone."""

    word: str
    sentence: str
    step: str
    code: str
    button: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the card says, already in words. `calm` is for an answer that changes nothing (already signed in).

    `hours` are (done, required) class hours; `heed` is the one thing to say to the person now; `button` is the next
    step as an act, None where there is none, `by_enter` whether Enter and Space press it.
    """

    verdict: Verdict
    sentence: str
    step: str
    name: str = ""
    detail: str = ""
    hours: tuple[int, int] | None = None
    heed: str = ""
    button: str | None = None
    by_enter: bool = True
    calm: bool = False


class VerdictCard(QFrame):
    """Shows one answer until the next, or for six seconds; an answer that offers an act stays until the next one."""

    stepped = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdict")
        self._answer: Answer | None = None
        self._picture, self._word = QLabel(), _label("word")
        self._name, self._sentence = _label("name", wraps=True), _label("sentence", wraps=True)
        self._detail, self._step = _label("detail", wraps=True), _label("step", wraps=True)
        self._heed = _label("heed", wraps=True)
        self._labels = (self._word, self._name, self._sentence, self._detail, self._heed, self._step)
        self._by_enter = False
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._hours = _HoursBar()
        self._button = QPushButton()
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self._button.clicked.connect(self.stepped)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.gone)
        self._lay_out()
        self.show_waiting("", "")

    @property
    def answer(self) -> Answer | None:
        """What is shown; None while waiting."""
        return self._answer

    def show_answer(self, answer: Answer, *, anew: bool = True) -> None:
        """Show `answer`. `anew` False words the same answer again without restarting its time."""
        self._answer = answer
        self._set_tone("calm" if answer.calm else answer.verdict.value)
        self._fill(verdict_word(answer.verdict), answer.name, answer.sentence, answer.detail, answer.heed, answer.step)
        self._hours.show_hours(answer.hours)
        self._offer(answer.button, by_enter=answer.by_enter)
        if anew:
            self._timer.stop()
            if answer.button is None or not answer.by_enter:
                self._timer.start()

    def show_alert(self, alert: Alert) -> None:
        """Nothing was saved: in no verdict's colour, until the next scan or Esc, so that nobody walks away with it."""
        self._answer = None
        self._timer.stop()
        self._set_tone("alert")
        self._fill(alert.word, "", alert.sentence, alert.code, "", alert.step)
        self._hours.show_hours(None)
        self._offer(alert.button)

    def show_waiting(
        self, sentence: str, step: str, *, picture: str = "scan-qr-code", detail: str = "", passing: bool = False
    ) -> None:
        """No answer: an invitation, a wait, or why nothing can be answered now. `passing`: it goes by itself."""
        self._answer = None
        self._timer.stop()
        self._set_tone("waiting", picture)
        self._fill("", "", sentence, detail, "", step)
        self._hours.show_hours(None)
        self._offer(None)
        if passing:
            self._timer.start()

    def press_by_key(self) -> None:
        """What Enter and Space do while nothing else has the keyboard."""
        if self._by_enter:
            self.stepped.emit()

    def _offer(self, act: str | None, *, by_enter: bool = True) -> None:
        """The next step as a button."""
        self._by_enter = act is not None and by_enter
        self._button.setVisible(act is not None)
        self._button.setText(f"{act}   Enter" if self._by_enter else act or "")
        self._button.setAccessibleName(act or "")

    def _fill(self, *texts: str) -> None:
        """Word, name, sentence, detail, what to heed, step: each is there only when it says something."""
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(" ".join(filter(None, texts)))

    def _set_tone(self, tone: str, invitation: str = "") -> None:
        self.setProperty("verdict", tone)
        self._picture.setPixmap(self._drawn(tone, invitation))
        self._place(Qt.AlignmentFlag.AlignHCenter if invitation else _HUNG)
        for widget in (self, *self.findChildren(QWidget)):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _drawn(self, tone: str, invitation: str) -> QPixmap:
        palette = theme.current()
        if invitation:
            return icons.pixmap(invitation, _INVITATION, palette.quiet)
        ground = "accepted_soft" if tone == "calm" else tone
        shape = "accepted" if tone == "calm" else tone
        ink = getattr(palette, f"on_{ground}")
        self._hours.colour(ink)
        return icons.pixmap(f"verdict-{shape}", _SHAPE, ink, getattr(palette, ground))

    def _place(self, side: Qt.AlignmentFlag) -> None:
        """An answer hangs from the top: its word is always in the same place. An invitation stands in the middle."""
        for places, wide in ((_AROUND, side is Qt.AlignmentFlag.AlignHCenter), (_BETWEEN, side is _HUNG)):
            for place in places:
                self._column.setStretch(place, int(wide))
        self._head.setAlignment(side)
        for label in self._labels:
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        head = self._head
        head.setSpacing(5 * theme.GAP)
        head.addWidget(self._picture)
        head.addWidget(self._word)
        column = self._column
        column.setContentsMargins(*[9 * theme.GAP] * 4)
        column.setSpacing(3 * theme.GAP)
        column.addStretch()
        column.addLayout(head)
        column.addStretch()
        column.addWidget(self._name)
        column.addWidget(self._sentence)
        column.addStretch()
        column.addWidget(self._detail)
        column.addWidget(self._hours)
        column.addWidget(self._heed)
        column.addWidget(self._step)
        column.addSpacing(theme.GAP)
        column.addWidget(self._button, 0, _HUNG)
        column.addStretch()
        self.setMinimumWidth(480)


class _HoursBar(QProgressBar):
    """Class hours done of those required, as a thin bar; the words stand above it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setFixedHeight(2 * theme.GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hours(self, hours: tuple[int, int] | None) -> None:
        self.setVisible(hours is not None)
        if hours is not None:
            self.setRange(0, max(1, hours[1]))
            self.setValue(min(hours))

    def colour(self, ink: str) -> None:
        # A thin line in the ink at a third of its strength, filled with the ink itself.
        self.setStyleSheet(
            f"QProgressBar {{ background: #55{ink[1:]}; border: none; border-radius: 4px; }}"
            f"QProgressBar::chunk {{ background: {ink}; border-radius: 4px; }}"
        )


def _label(name: str, *, wraps: bool = False) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(wraps)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
