"""The middle: what the voucher is answered for the chosen class, whose it is, and the one button that goes on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.enrolment import wording
from desktop.screens.enrolment.form import Form
from desktop.widgets import icons
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.reason_words import verdict_word, words_for
from sync.desk.operations.show_enrolment import ClassOffer
from sync.domain.verdicts import Reason, Verdict

_SHAPE = 56
_ROWS = 4


class ProspectCard(QFrame):
    """`confirmed`, `undone` and `cleared` come from its buttons."""

    confirmed = Signal()
    undone = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._form = Form()
        self._offer: ClassOffer | None = None
        self._begun_by = ""
        self._head = theme.styled(QFrame(), "prospectHead")
        self._shape, self._word = QLabel(), theme.styled(QLabel(), "large")
        self._name = theme.styled(QLabel(), "large")
        self._sentence, self._step = theme.styled(QLabel(), "title"), QLabel()
        self._known, self._whose = theme.styled(QLabel(), "strong"), theme.styled(QLabel(), "strong")
        self._before = theme.styled(QLabel(), "note")
        self._rows = [(theme.styled(QLabel(), "quiet"), ElidedLabel("")) for _ in range(_ROWS)]
        self.main, self.undo, self.away = theme.styled(QPushButton(), "main"), QPushButton(), QPushButton()
        for label in (self._name, self._sentence, self._step, self._known, self._whose, self._before):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.main.clicked.connect(self.confirmed)
        self.undo.clicked.connect(self.undone)
        self.away.clicked.connect(self.cleared)
        self._lay_out()
        self._say()

    def show_form(self, form: Form, offer: ClassOffer | None, begun_by: str = "") -> None:
        """What stands on the desk, for the chosen class. `begun_by`: the name of somebody else who began it."""
        self._form, self._offer, self._begun_by = form, offer, begun_by
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        form = self._form
        self._say_head(form)
        self._say_person(form)
        self.main.setText(self.tr("Enrol into this class") + "   Enter")
        self.undo.setText(self.tr("Undo") + "   Ctrl+Z")
        self.away.setText(self.tr("Next") + "   Esc")
        self.main.setVisible(form.can_confirm)
        self.main.setEnabled(not form.asking)
        self.undo.setVisible(self._can_undo(form))
        self.away.setVisible(form.text is not None or form.person is not None)
        self._whose.setText(self._begun_words(form))
        self._before.setText(wording.before(form.before))
        for label in (self._whose, self._before):
            label.setVisible(bool(label.text()))
        texts = (self._word, self._name, self._sentence, self._step, self._known, self._whose, self._before)
        self.setAccessibleName(" ".join(label.text() for label in texts if label.text()))

    def _say_head(self, form: Form) -> None:
        answer = form.answer
        verdict = answer.verdict if answer is not None and not form.undone else None
        tone = verdict.value if verdict else ""
        self._head.setProperty("verdict", tone)
        palette = theme.current()
        if verdict is None:
            self._shape.setPixmap(icons.pixmap("scan-qr-code", _SHAPE, palette.quiet))
        else:
            ink, ground = getattr(palette, f"on_{tone}"), getattr(palette, tone)
            self._shape.setPixmap(icons.pixmap(f"verdict-{tone}", _SHAPE, ink, ground))
        ready = form.result is None and form.can_confirm
        self._word.setText(verdict_word(verdict) if verdict else self._waiting_word(form))
        if form.undone:
            sentence, step = self.tr("The enrolment was taken back"), self.tr("The place is free again.")
        elif answer is None:
            sentence, step = self._waiting_words(form)
        elif ready:
            sentence, step = self._offered()
        else:
            words = words_for(answer)
            sentence, step = words.sentence, words.next_step
        self._sentence.setText(sentence)
        self._step.setText(step)
        for widget in (self._head, *self._head.findChildren(QWidget)):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _waiting_word(self, form: Form) -> str:
        if form.undone:
            return self.tr("Undone")
        return self.tr("Asking the centre…") if form.asking else self.tr("Show the voucher")

    def _waiting_words(self, form: Form) -> tuple[str, str]:
        if form.prospect is not None and form.class_id is None:
            return self.tr("Sound. Now choose the class"), self.tr("On the right, with F3 and the arrows.")
        if form.person is not None and form.person.announcement is None:
            return self.tr("Enrolled already"), self.tr("Nothing to do: the person simply signs in.")
        if form.person is not None:
            return self.tr("Announced, not enrolled yet"), self.tr("Now show the voucher: enrolling takes its code.")
        return "", self.tr("To the camera or the reader. Or find somebody announced: F2.")

    def _begun_words(self, form: Form) -> str:
        if not self._begun_by or not form.can_confirm:
            return ""
        return self.tr("Begun by {name}; whoever enrols now signs for it.").format(name=self._begun_by)

    def _offered(self) -> tuple[str, str]:
        offer = self._offer
        if offer is None:
            return "", ""
        if self._form.answer is not Reason.ENROLLED:
            doubt = self.tr("Nothing is recorded yet. Enter records it; the centre confirms it afterwards.")
            return self.tr("Can be enrolled, to be confirmed: {name}").format(name=offer.name), doubt
        return self.tr("Can be enrolled: {name}").format(name=offer.name), wording.places(offer)

    def _say_person(self, form: Form) -> None:
        prospect, person = form.prospect, form.person
        rows: list[tuple[str, str]] = []
        self._known.setText("")
        if prospect is not None and prospect.name:
            announced = prospect.announced or {}
            rows = [
                (self.tr("Number ends with"), prospect.id_tail or ""),
                (self.tr("Voucher"), wording.kind(prospect)),
                (self.tr("For"), wording.project(prospect)),
                (self.tr("On the list"), self.tr("yes, for this class") if form.class_id in announced else ""),
            ]
            self._known.setText("" if form.result else wording.known_here(prospect))
        elif person is not None:
            rows = [
                (self.tr("Document"), person.id_number),
                (self.tr("Phone"), person.phone),
                (self.tr("Class"), person.class_name),
            ]
        name = prospect.name if prospect is not None else person.name if person is not None else ""
        self._name.setText(name or "")
        self._name.setVisible(bool(name))
        self._known.setVisible(bool(self._known.text()))
        for place, (word, value) in enumerate(self._rows):
            title, text = rows[place] if place < len(rows) else ("", "")
            word.setText(title)
            value.show_text(text)
            word.setVisible(bool(text))
            value.setVisible(bool(text))

    def _can_undo(self, form: Form) -> bool:
        return form.result is not None and form.result.fact_id is not None and not form.undone and self._took(form)

    def _took(self, form: Form) -> bool:
        return form.result is not None and form.result.reason.verdict is not Verdict.REFUSED

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(6 * theme.GAP, 4 * theme.GAP, 6 * theme.GAP, 4 * theme.GAP)
        head.setSpacing(4 * theme.GAP)
        head.addWidget(self._shape)
        head.addWidget(self._word, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * theme.GAP)
        grid.setVerticalSpacing(2 * theme.GAP)
        grid.setColumnStretch(1, 1)
        for place, (word, value) in enumerate(self._rows):
            grid.addWidget(word, place, 0)
            grid.addWidget(value, place, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.GAP)
        for button in (self.main, self.undo, self.away):
            button.setMinimumHeight(11 * theme.GAP)
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside = QVBoxLayout()
        inside.setContentsMargins(*[6 * theme.GAP] * 4)
        inside.setSpacing(3 * theme.GAP)
        for label in (self._name, self._sentence, self._step):
            inside.addWidget(label)
        inside.addLayout(grid)
        inside.addWidget(self._known)
        inside.addWidget(self._whose)
        inside.addStretch(1)
        inside.addWidget(self._before)
        inside.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(inside, 1)
