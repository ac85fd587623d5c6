"""Who is in the class, counted by how surely; the names are on the roster."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.classes import wording
from desktop.screens.classes.marks import mark
from sync.desk.operations.show_class import ClassDetail
from sync.desk.operations.show_roster import RosterState


class PeopleTab(QWidget):
    """`wanted` when the roster shall be opened."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: ClassDetail | None = None
        self.headline = theme.styled(QLabel(), "large")
        self.open = theme.styled(QPushButton(), "main")
        self.open.clicked.connect(self.wanted)
        self._numbers = {state: theme.styled(QLabel(), "title") for state in RosterState}
        self._marks = {state: theme.styled(QLabel(), "mark") for state in RosterState}
        self._lay_out()

    def show_detail(self, detail: ClassDetail) -> None:
        """The counts as they are now."""
        self._detail = detail
        self.say()

    def say(self) -> None:
        """Word everything anew."""
        self.open.setText(self.tr("Open the roster"))
        detail = self._detail
        if detail is None:
            return
        self.headline.setText(wording.places(detail.row))
        for state in RosterState:
            count = detail.people.get(state, 0)
            self._numbers[state].setText(str(count))
            mark(wording.people_words(state), self._marks[state])
            shown = bool(count) or state is RosterState.ENROLLED
            self._numbers[state].setVisible(shown)
            self._marks[state].setVisible(shown)

    def _lay_out(self) -> None:
        panel = theme.styled(QFrame(), "panel")
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * theme.GAP)
        grid.setVerticalSpacing(3 * theme.GAP)
        grid.setColumnStretch(2, 1)
        for at, state in enumerate(RosterState):
            self._numbers[state].setMinimumWidth(14 * theme.GAP)
            self._numbers[state].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._numbers[state], at, 0)
            grid.addWidget(self._marks[state], at, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.open)
        column = QVBoxLayout(panel)
        column.setContentsMargins(*[6 * theme.GAP] * 4)
        column.setSpacing(4 * theme.GAP)
        column.addWidget(self.headline)
        column.addLayout(grid)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        outer.addStretch(1)
