"""考核鉴定: the sheet, what is not saved yet, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.classes.results_model import (
    ATTEMPT,
    CERTIFICATE,
    ID_NUMBER,
    NAME,
    NUMBER,
    OUTCOME,
    PRACTICAL,
    STATE,
    THEORY,
    ResultsModel,
    fault_words,
)
from desktop.screens.classes.results_table import ResultsTable
from desktop.widgets.blank_page import BlankPage
from sync.desk.operations.show_results import ResultSheet

_WIDTHS = {NUMBER: 56, NAME: 130, ID_NUMBER: 198, ATTEMPT: 84, THEORY: 84, PRACTICAL: 90, OUTCOME: 116}
_CERTIFICATE = 228


class ResultsTab(QWidget):
    """`saved` carries the ResultLines that shall be recorded, `printing` asks for the printed form."""

    saved = Signal(object)
    printing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: ResultSheet | None = None
        self.model = ResultsModel()
        self.table, self._empty, self._stack = ResultsTable(self.model), BlankPage(), QStackedWidget()
        self.table.show_model(self.model, _WIDTHS | {CERTIFICATE: _CERTIFICATE}, stretched=STATE)
        self.note = theme.styled(QLabel(), "note")
        self.note.setWordWrap(True)
        self.save, self.forget = theme.styled(QPushButton(), "main"), QPushButton()
        self.print = QPushButton()
        self.print.clicked.connect(self.printing)
        self.save.clicked.connect(lambda: self.saved.emit(self.model.ready()))
        self.forget.clicked.connect(self.model.forget)
        self.model.edited.connect(self._say_note)
        self._lay_out()

    def show_sheet(self, sheet: ResultSheet) -> None:
        """The results as they are now; the cell that was looked at stays so."""
        at = self.table.currentIndex()
        row, column = at.row(), at.column()
        new = self._sheet is None or self._sheet.class_id != sheet.class_id
        self._sheet = sheet
        self.model.show_sheet(sheet)
        if new or row < 0:
            self.table.go_to_first()
        elif self.table.currentIndex() != self.model.index(row, column):
            self.table.setCurrentIndex(self.model.index(min(row, len(self.model.lines) - 1), column))
        self._stack.setCurrentWidget(self.table if sheet.lines else self._empty)
        self.say()

    def say(self) -> None:
        """Word everything anew."""
        self.save.setText(self.tr("Save the results"))
        self.print.setText(self.tr("Print…"))
        self.forget.setText(self.tr("Discard the entries"))
        self.table.setAccessibleName(self.tr("Results"))
        self._empty.say(
            "award", self.tr("Nobody to assess yet"), self.tr("Results are entered for those on the roster.")
        )
        self.model.word_again()

    def _say_note(self) -> None:
        sheet = self._sheet
        ready, faults = self.model.ready(), self.model.faults()
        self.save.setEnabled(bool(ready) and not faults)
        self.forget.setVisible(bool(ready or faults))
        if faults:
            row, fault = faults[0]
            first = self.tr("Line {n}: {words}").format(n=row + 1, words=fault_words(fault))
            self.note.setText(self.tr("Cannot be saved yet: {n}").format(n=len(faults)) + " · " + first)
        elif ready:
            self.note.setText(self.tr("Not saved yet: {n}").format(n=len(ready)))
        elif sheet is not None and not sheet.over:
            self.note.setText(self.tr("Results are entered when the last session is over."))
        elif sheet is not None and not sheet.by_manager:
            self.note.setText(self.tr("A class manager can enter results."))
        elif sheet is not None:
            words = self.tr("Passed with {n} of 100 in both parts. Type scores, – for absent; Enter goes down.")
            self.note.setText(words.format(n=sheet.policy.pass_mark))

    def _lay_out(self) -> None:
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.GAP)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.print)
        foot.addWidget(self.forget)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
