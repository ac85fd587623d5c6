"""The checks, worst first: a word for how it stands, what was found, what to do, and a button where one helps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop import theme
from desktop.health.check import Check, Grade
from desktop.health.support_bundle import Bundle
from desktop.widgets import check_words as wording

_WORST_FIRST = (Grade.BAD, Grade.ATTENTION, Grade.WELL)
_ACTS = {"camera": "steps", "reader": "steps", "printer": "steps", "backup": "back_up", "store": "verify"}
_ACTS |= {"last contact": "sync_now", "pending": "sync_now"}


class HealthPage(QWidget):
    """`act`: steps, back_up, verify, sync_now or again, by the button that was pressed; `pack`: the one for support."""

    act = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: dict[str, Check] = {}
        self.summary = theme.styled(QLabel(), "title")
        self.again, self.copy, self.steps, self.pack = QPushButton(), QPushButton(), QPushButton(), QPushButton()
        self._bundle: Bundle | None = None
        self.packed = theme.styled(QLabel(), "strong")
        self.packed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.packed.setWordWrap(True)
        self.again.clicked.connect(lambda: self.act.emit("again"))
        self.steps.clicked.connect(lambda: self.act.emit("steps"))
        self.copy.clicked.connect(self._copy)
        self._scroll, self._grid = QScrollArea(), QGridLayout()
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._say()

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """What was found; checks that were not made this time stay as they were."""
        self._checks |= {check.name: check for check in checks}
        self._say()

    def show_bundle(self, bundle: Bundle) -> None:
        """It is packed: where, and the code to read out."""
        self._bundle = bundle
        self._say()

    def text(self) -> str:
        """All of it, line by line, to be read out or sent."""
        return "\n".join(wording.line(check) for check in self._sorted())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _sorted(self) -> list[Check]:
        return sorted(self._checks.values(), key=lambda check: _WORST_FIRST.index(check.grade))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def _say(self) -> None:
        self.again.setText(self.tr("Look again"))
        self.copy.setText(self.tr("Copy for the phone"))
        self.steps.setText(self.tr("Set up step by step"))
        self.pack.setText(self.tr("Pack for support…"))
        self.packed.setVisible(self._bundle is not None)
        if self._bundle is not None:
            words = self.tr("Packed, with nobody's data in it: {file}. Tell support this code: {code}")
            self.packed.setText(words.format(file=self._bundle.path, code=self._bundle.code))
        wrong = sum(not check.ok for check in self._checks.values())
        if not self._checks:
            self.summary.setText(self.tr("Looking…"))
        elif wrong:
            self.summary.setText(self.tr("To look at: {n}").format(n=wrong))
        else:
            self.summary.setText(self.tr("This PC is well"))
        self._fill()

    def _fill(self) -> None:
        """A panel anew; the keyboard stays at its button."""
        focus = next((name for name, button in self.buttons.items() if button.hasFocus()), "")
        panel, self.buttons = theme.styled(QFrame(), "panel"), {}
        self._grid = QGridLayout(panel)
        self._grid.setContentsMargins(*[5 * theme.GAP] * 4)
        self._grid.setHorizontalSpacing(5 * theme.GAP)
        self._grid.setVerticalSpacing(3 * theme.GAP)
        self._grid.setColumnStretch(2, 1)
        for row, check in enumerate(self._sorted()):
            self._add_row(row, check)
        self._grid.setRowStretch(len(self._checks), 1)
        self._scroll.setWidget(panel)
        if focus in self.buttons:
            self.buttons[focus].setFocus()

    def _add_row(self, row: int, check: Check) -> None:
        mark = theme.styled(QLabel(wording.grade_words(check.grade)), "mark")
        mark.setProperty("verdict", wording.MARKS[check.grade])
        name, says = theme.styled(QLabel(wording.name_of(check)), "strong"), QLabel(wording.says(check))
        words = QVBoxLayout()
        words.setSpacing(0)
        holder = QWidget()
        holder.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        advice = theme.styled(QLabel(wording.fix(check)), "quiet")
        advice.setVisible(bool(check.fix))
        for label in (says, advice):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            words.addWidget(label)
        self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(name, row, 1)
        self._grid.addWidget(holder, row, 2)
        if check.name in _ACTS:
            button = theme.styled(QPushButton(self._act_words(_ACTS[check.name])), "plain")
            button.setAccessibleName(f"{button.text()}: {wording.name_of(check)}")
            button.clicked.connect(partial(self.act.emit, _ACTS[check.name]))
            self.buttons[check.name] = button
            self._grid.addWidget(button, row, 3, Qt.AlignmentFlag.AlignRight)

    def _act_words(self, act: str) -> str:
        words = {
            "steps": self.tr("Test…"),
            "back_up": self.tr("Back up now"),
            "verify": self.tr("Verify now"),
            "sync_now": self.tr("Sync now"),
        }
        return words[act]

    def _lay_out(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.setSpacing(3 * theme.GAP)
        head.addWidget(self.summary, 1)
        for button in (self.steps, self.pack, self.copy, self.again):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addLayout(head)
        column.addWidget(self.packed)
        column.addWidget(self._scroll, 1)
