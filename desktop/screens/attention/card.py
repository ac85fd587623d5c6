"""The right side: one record with what happened, both sides of it, and the buttons that settle it."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.attention import wording
from desktop.widgets import site_time
from sync.desk.operations.show_attention import Attention, AttentionTask, Party
from sync.domain.attention import LONGEST_NOTE, AttentionDecision


class TaskCard(QFrame):
    """`decided` carries the decision whose button was pressed; the note is in `note`."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.task: AttentionTask | None = None
        self._shown: Attention | None = None
        self._mark = theme.styled(QLabel(), "mark")
        self._who, self._act = theme.styled(QLabel(), "large"), theme.styled(QLabel(), "note")
        self._reason, self._story = theme.styled(QLabel(), "title"), QLabel()
        self._theirs, self._ours = _SideBox(), _SideBox()
        self._said, self._received = QLabel(), theme.styled(QLabel(), "strong")
        self._hint = theme.styled(QLabel(), "quiet")
        self.note = QLineEdit()
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setMinimumHeight(11 * theme.GAP)
        self.buttons: dict[AttentionDecision, QPushButton] = {}
        self._after: dict[AttentionDecision, QLabel] = {}
        self._choices = QGridLayout()
        for label in (self._who, self._reason, self._story, self._said, self._received):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self._who)
        self._lay_out()

    def show_task(self, task: AttentionTask | None, attention: Attention) -> None:
        """One task, or an empty card. What was typed stays while the task is the same."""
        if task is None or self.task is None or task.fact_id != self.task.fact_id or not task.choices:
            self.note.clear()
        self.task, self._shown = task, attention
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        task, shown = self.task, self._shown
        if task is None or shown is None:
            return
        self._say_head(task)
        zone, now = shown.zone, shown.now
        self._theirs.setVisible(task.theirs is not None)
        self._ours.setVisible(task.ours is not None)
        if task.theirs is not None:
            self._theirs.show_side(self.tr("Theirs"), task.theirs.site, _rows(task.theirs, zone))
        if task.ours is not None:
            self._ours.show_side(self.tr("Ours"), task.ours.site, _rows(task.ours, zone))
        said = [wording.said_line(one, zone, now) for one in task.said]
        if task.answer is not None:
            said.append(self.tr("Officer: {note}").format(note=task.answer.note))
        _fill(self._said, "\n".join(said))
        _fill(self._received, wording.decided_line(task.decided, zone, now) if task.decided else "")
        self._say_choices(task)
        self.setAccessibleName(f"{self._who.text()} {self._reason.text()}")

    def _say_head(self, task: AttentionTask) -> None:
        self._mark.setText(f"{wording.sign(task)[0]} {wording.trouble_words(task)}")
        self._mark.setProperty("verdict", wording.sign(task)[1])
        self._mark.style().unpolish(self._mark)
        self._mark.style().polish(self._mark)
        self._who.setText(wording.who(task))
        self._act.setText(wording.act_words(task))
        self._act.setVisible(task.name is not None)
        self._reason.setText(wording.reason(task))
        self._story.setText(wording.story(task))

    def _say_choices(self, task: AttentionTask) -> None:
        self.note.setVisible(bool(task.choices))
        shared, own = self.tr("A note for both sites, if any   F3"), self.tr("A note, if any   F3")
        self.note.setPlaceholderText(shared if task.theirs else own)
        self.note.setAccessibleName(self.tr("Note"))
        before: QWidget = self.note
        for row, decision in enumerate([*task.choices, *(self.buttons.keys() - set(task.choices))]):
            button, after = self.buttons[decision], self._after[decision]
            label, what_then = wording.choice_words(task, decision)
            button.setText(label)
            button.setAccessibleDescription(what_then)
            after.setText(what_then)
            for column, widget in enumerate((button, after)):
                self._choices.removeWidget(widget)
                self._choices.addWidget(widget, row, column)
                widget.setVisible(decision in task.choices)
            self.setTabOrder(before, button)
            before = button
        hint = self.tr("To leave the class takes the class manager, or whoever made the scan.")
        _fill(self._hint, hint if task.manager_may_leave else "")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(3 * theme.GAP)
        head.addWidget(self._who)
        head.addWidget(self._act, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        sides = QHBoxLayout()
        sides.setSpacing(4 * theme.GAP)
        sides.addWidget(self._theirs, 1)
        sides.addWidget(self._ours, 1)
        self._choices.setHorizontalSpacing(4 * theme.GAP)
        self._choices.setVerticalSpacing(2 * theme.GAP)
        self._choices.setColumnStretch(1, 1)
        for row, decision in enumerate(AttentionDecision):
            button, after = QPushButton(), theme.styled(QLabel(), "quiet")
            button.setMinimumHeight(11 * theme.GAP)
            button.clicked.connect(partial(self._press, decision))
            after.setWordWrap(True)
            self.buttons[decision], self._after[decision] = button, after
            self._choices.addWidget(button, row, 0)
            self._choices.addWidget(after, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[6 * theme.GAP] * 4)
        column.setSpacing(3 * theme.GAP)
        column.addLayout(head)
        for widget in (self._reason, self._story):
            column.addWidget(widget)
        column.addSpacing(theme.GAP)
        column.addLayout(sides)
        column.addWidget(self._said)
        column.addStretch(1)
        column.addWidget(self._received)
        column.addWidget(self.note)
        column.addLayout(self._choices)
        column.addWidget(self._hint)

    def _press(self, decision: AttentionDecision, _: bool = False) -> None:
        self.decided.emit(decision)


class _SideBox(QFrame):
    """Who, where and when of one side, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._title = theme.styled(QLabel(), "quiet")
        self._place = theme.styled(QLabel(), "strong")
        self._rows = [(theme.styled(QLabel(), "quiet"), QLabel()) for _ in range(4)]
        grid = QGridLayout(self)
        grid.setContentsMargins(*[4 * theme.GAP] * 4)
        grid.setHorizontalSpacing(4 * theme.GAP)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnStretch(1, 1)
        for place, label in enumerate((self._title, self._place)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            grid.addWidget(label, place, 0, 1, 2)
        for place, (word, value) in enumerate(self._rows, start=2):
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            grid.addWidget(word, place, 0)
            grid.addWidget(value, place, 1)
        grid.setRowStretch(len(self._rows) + 2, 1)

    def show_side(self, title: str, site: str, rows: list[tuple[str, str]]) -> None:
        """The site stands out; a row without a value is left out."""
        self._title.setText(title)
        self._place.setText(site)
        for (word, value), (name, text) in zip(self._rows, rows, strict=True):
            word.setText(name)
            value.setText(text)
            word.setVisible(bool(text))
            value.setVisible(bool(text))
        self.setAccessibleName(", ".join([title, site, *(f"{name} {text}" for name, text in rows if text)]))


def _rows(party: Party, zone: ZoneInfo) -> list[tuple[str, str]]:
    translate = wording.translate
    arrived = "" if party.arrived is None else site_time.whole(party.arrived, zone)
    return [
        (translate("Attention", "Class"), party.class_name or ""),
        (translate("Attention", "Done"), site_time.whole(party.at, zone)),
        (translate("Attention", "At the centre"), arrived),
        (translate("Attention", "Operator"), party.operator or ""),
    ]


def _fill(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
