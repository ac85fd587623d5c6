"""The desk's answer, a third of the window: colour, shape and word, then who, why, and what to do next."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets import icons
from desktop.widgets.reason_words import verdict_word
from sync.domain.verdicts import Verdict

STAYS_MS = 6_000
_SHAPE = 76


@dataclass(frozen=True, slots=True)
class Answer:
    """What the card says, already in words. `calm` is for an answer that changes nothing (already signed in).

    `hours` are (done, required) class hours; `button` is the next step as an act, None where there is none.
    """

    verdict: Verdict
    sentence: str
    step: str
    name: str = ""
    detail: str = ""
    hours: tuple[int, int] | None = None
    button: str | None = None
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
        self._name, self._sentence = _label("name"), _label("sentence", wraps=True)
        self._detail, self._step = _label("detail", wraps=True), _label("step", wraps=True)
        self._hours = _HoursBar()
        self._button = QPushButton()
        self._button.setShortcut(QKeySequence(Qt.Key.Key_F4))
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
        self._word.setText(verdict_word(answer.verdict))
        self._fill(answer.name, answer.sentence, answer.detail, answer.step)
        self._hours.show_hours(answer.hours)
        self._button.setVisible(answer.button is not None)
        self._button.setText(f"{answer.button}   F4" if answer.button else "")
        self._button.setShortcut(QKeySequence(Qt.Key.Key_F4))  # setText clears it
        self.setAccessibleName(" ".join(filter(None, (self._word.text(), answer.name, answer.sentence, answer.step))))
        if anew:
            self._timer.stop()
            if answer.button is None:
                self._timer.start()

    def show_waiting(self, sentence: str, step: str, *, picture: str = "scan-qr-code") -> None:
        """Nothing to answer: an invitation, a wait, or why nothing can be answered now."""
        self._answer = None
        self._timer.stop()
        self._set_tone("waiting", picture)
        self._word.setText("")
        self._fill("", sentence, "", step)
        self._hours.show_hours(None)
        self._button.hide()
        self.setAccessibleName(f"{sentence} {step}")

    def _fill(self, name: str, sentence: str, detail: str, step: str) -> None:
        for label, text in (
            (self._name, name),
            (self._sentence, sentence),
            (self._detail, detail),
            (self._step, step),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._word.setVisible(bool(self._word.text()))

    def _set_tone(self, tone: str, waiting_picture: str = "") -> None:
        palette = theme.current()
        self.setProperty("verdict", tone)
        if waiting_picture:
            self._picture.setPixmap(icons.pixmap(waiting_picture, _SHAPE, palette.quiet))
        else:
            shape = "accepted" if tone == "calm" else tone
            ground, ink = (
                (palette.accepted_soft, palette.on_accepted_soft)
                if tone == "calm"
                else (getattr(palette, tone), getattr(palette, f"on_{tone}"))
            )
            self._picture.setPixmap(icons.pixmap(f"verdict-{shape}", _SHAPE, ink, ground))
            self._hours.colour(ink)
        for widget in (self, *self.findChildren(QWidget)):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(5 * theme.GAP)
        head.addWidget(self._picture)
        head.addWidget(self._word, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[8 * theme.GAP] * 4)
        column.setSpacing(3 * theme.GAP)
        column.addStretch(1)
        column.addLayout(head)
        for widget in (self._name, self._sentence, self._detail, self._hours, self._step):
            column.addWidget(widget)
        column.addSpacing(theme.GAP)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
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
