"""The upper answer: whether the next teaching day can be held without the network, class by class, check by check."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.notices import words_of
from desktop.screens.sync_status import wording
from desktop.widgets import site_time
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.light import LightMark
from sync.desk.operations.make_ready import Step, StepState
from sync.desk.operations.show_readiness import Check, ClassReadiness, Concern, Light, Mending, Readiness

_LIST, _ROW, _LARGE, _SMALL = 400, 68, 52, 22
_SIGNS = {StepState.WAITING: "○", StepState.UNDER_WAY: "…", StepState.DONE: "✓", StepState.FAILED: "✕"}


class ReadinessPanel(QWidget):
    """`wanted`: the button was pressed."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readiness: Readiness | None = None
        self._steps: dict[Mending, Step] = {}
        self._light = LightMark(_LARGE)
        self._question, self._answer = theme.styled(QLabel(), "large"), theme.styled(QLabel(), "note")
        self.button = theme.styled(QPushButton(), "main")
        self.classes = theme.styled(QListWidget(), "tasks")
        self._checks = {concern: _CheckCell() for concern in Concern}
        self._about = theme.styled(QLabel(), "title")
        self._doing = {mending: QLabel() for mending in Mending}
        self._grid = QGridLayout()
        self._lay_out()
        self.button.clicked.connect(self.wanted)
        self.classes.currentRowChanged.connect(lambda _: self._say_checks())
        self._say()

    def show_readiness(self, readiness: Readiness) -> None:
        """As of now; the class that was looked at stays so."""
        looked_at, self._readiness = self.classes.currentRow(), readiness
        self.classes.blockSignals(True)
        self.classes.clear()
        for one in readiness.classes:
            self._add(one, readiness)
        worst = max(range(len(readiness.classes)), key=lambda at: readiness.classes[at].light.weight, default=-1)
        self.classes.setCurrentRow(looked_at if 0 <= looked_at < len(readiness.classes) else worst)
        self.classes.blockSignals(False)
        self._say()

    def begin(self) -> None:
        """Making ready has begun."""
        self._steps = {mending: Step(mending, StepState.WAITING) for mending in Mending}
        self.button.setEnabled(False)
        self._say_steps()

    def show_step(self, step: Step) -> None:
        """How far it is."""
        self._steps[step.what] = step
        self._say_steps()

    def end(self) -> None:
        """It is done; what became of each step stays to be read."""
        self.button.setEnabled(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._readiness is not None:
            self.show_readiness(self._readiness)

    def _say(self) -> None:
        self.button.setText(self.tr("Get ready now"))
        self.classes.setAccessibleName(self.tr("Classes of the day"))
        self._say_steps()
        readiness = self._readiness
        if readiness is None:
            self._answer.setText(self.tr("One moment, please."))
            return
        self._question.setText(wording.question(readiness))
        self._answer.setText(wording.answer(readiness))
        self._light.show_light(readiness.light, wording.light_words(readiness.light))
        self.classes.setVisible(bool(readiness.classes))
        self._say_checks()

    def _say_checks(self) -> None:
        readiness = self._readiness
        if readiness is None:
            return
        row = self.classes.currentRow()
        chosen = readiness.classes[row] if 0 <= row < len(readiness.classes) else None
        checks = chosen.checks if chosen else readiness.checks
        self._about.setText(chosen.name if chosen else self.tr("This PC"))
        known = {check.about: check for check in checks}
        for place, concern in enumerate(concern for concern in Concern if concern in known):
            self._grid.addWidget(self._checks[concern], place % _HALF, place // _HALF)
        for concern, cell in self._checks.items():
            cell.setVisible(concern in known)
            if concern in known:
                cell.show_check(known[concern], readiness)

    def _say_steps(self) -> None:
        for mending, label in self._doing.items():
            step = self._steps.get(mending)
            label.setVisible(step is not None)
            if step is not None:
                why = f" · {words_of(step.error).title} ({step.error.code})" if step.error else ""
                label.setText(f"{_SIGNS[step.state]}  {wording.step_words(mending)}{why}")
                label.setObjectName("trouble" if step.error else "note")
                label.style().unpolish(label)
                label.style().polish(label)

    def _add(self, one: ClassReadiness, readiness: Readiness) -> None:
        item = QListWidgetItem(self.classes)
        item.setSizeHint(QSize(0, _ROW))
        hours = f"{site_time.clock(one.starts, readiness.zone)}–{site_time.clock(one.ends, readiness.zone)}"
        people = self.tr("People: {n}").format(n=one.people)
        words = wording.light_words(one.light)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.name} {hours} {people} {words}")
        self.classes.setItemWidget(item, _class_row(one, f"{hours} · {people} · {words}", words))

    def _lay_out(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        for label in (self._question, self._answer):
            label.setWordWrap(True)
            words.addWidget(label)
        head.setSpacing(4 * theme.GAP)
        head.addWidget(self._light)
        head.addLayout(words, 1)
        head.addWidget(self.button)
        self.button.setMinimumHeight(12 * theme.GAP)
        panel = theme.styled(QFrame(), "panel")
        self._grid.setHorizontalSpacing(6 * theme.GAP)
        self._grid.setVerticalSpacing(3 * theme.GAP)
        for side in range(2):
            self._grid.setColumnStretch(side, 1)
        filled = QVBoxLayout(panel)
        filled.setContentsMargins(*[5 * theme.GAP] * 4)
        filled.setSpacing(4 * theme.GAP)
        filled.addWidget(self._about)
        filled.addLayout(self._grid)
        filled.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(4 * theme.GAP)
        self.classes.setFixedWidth(_LIST)
        self.classes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        below.addWidget(self.classes)
        below.addWidget(panel, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addLayout(head)
        for label in self._doing.values():
            column.addWidget(label)
        column.addLayout(below, 1)


_HALF = 5


class _CheckCell(QWidget):
    """One concern: its light, its name, what was found, and who can mend it."""

    def __init__(self) -> None:
        super().__init__()
        self._light = LightMark(_SMALL)
        self._name, self._found = theme.styled(QLabel(), "quiet"), QLabel()
        self._mender = theme.styled(QLabel(), "quiet")
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self._name, self._found, self._mender):
            label.setWordWrap(True)
            words.addWidget(label)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * theme.GAP)
        row.addWidget(self._light, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_check(self, check: Check, readiness: Readiness) -> None:
        name, found = wording.concern_words(check.about), wording.finding_words(check, readiness.zone, readiness.now)
        self._name.setText(name)
        self._found.setText(found)
        self._found.setObjectName("" if check.light is Light.READY else "strong")
        self._found.style().unpolish(self._found)
        self._found.style().polish(self._found)
        self._mender.setText(wording.mender(check))
        self._mender.setVisible(bool(self._mender.text()))
        self._light.show_light(check.light, f"{name}: {found}. {self._mender.text()}")


def _class_row(one: ClassReadiness, said: str, light: str) -> QWidget:
    widget = QWidget()
    mark = LightMark(28)
    mark.show_light(one.light, light)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(theme.styled(ElidedLabel(one.name), "strong"))
    words.addWidget(theme.styled(ElidedLabel(said), "quiet"))
    row = QHBoxLayout(widget)
    row.setContentsMargins(3 * theme.GAP, 2 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
    row.setSpacing(3 * theme.GAP)
    row.addWidget(mark)
    row.addLayout(words, 1)
    return widget
