"""The keys of the 鉴定成绩单, those of a spreadsheet: Enter goes down, Tab in a cell right, Ctrl+V pastes columns.

Tab in a cell that nobody types into leaves the table, as everywhere.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from desktop.screens.classes.results_model import CERTIFICATE, PRACTICAL, THEORY, ResultsModel
from desktop.widgets.data_table import DataTable

_ENTERED = (THEORY, PRACTICAL, CERTIFICATE)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class ResultsTable(DataTable):
    """Over a ResultsModel. What is typed begins a cell anew; Delete empties it."""

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = model
        self._entered = False
        self._begun_at: int | None = None
        self.setShowGrid(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )

    def go_to_first(self) -> None:
        """To the first cell that takes a score, else to the first one."""
        cells = ((row, column) for row in range(len(self._entries.lines)) for column in _ENTERED)
        row, column = next((cell for cell in cells if self._entries.may_edit(*cell)), (0, THEORY))
        self.setCurrentIndex(self._entries.index(row, column))

    def paste(self, text: str) -> None:
        """Rows of text with tabs between, as a spreadsheet copies them, from the current cell on.

        Lines that take nothing are passed over, so that a column of scores meets those who still need one.
        """
        at = self.currentIndex()
        if at.column() not in _ENTERED:
            return
        columns = _ENTERED[_ENTERED.index(at.column()) :]
        rows = (row for row in range(at.row(), len(self._entries.lines)) if self._entries.may_edit(row, at.column()))
        for row, given in zip(rows, text.rstrip("\r\n").splitlines(), strict=False):
            for column, value in zip(columns, given.split("\t"), strict=False):
                self._entries.setData(self._entries.index(row, column), value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A cell that is being typed into is taken first; Qt closes it by itself in a moment.
            self._entered = self.state() is QAbstractItemView.State.EditingState
            if not self._entered:
                self._go_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._entries.setData(self.currentIndex(), "")
        else:
            self._begun_at = None if event.key() in _ARROWS else self._begun_at
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802  Qt's name
        """Tab in a cell goes on to the next; Enter goes down, to the column where the line was begun."""
        wanted = hint
        if hint is QAbstractItemDelegate.EndEditHint.EditNextItem:
            wanted = QAbstractItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, wanted)
        self.setFocus()
        if hint is QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._begun_at = self.currentIndex().column() if self._begun_at is None else self._begun_at
            self._go_right()
        elif self._entered:
            self._go_down()
        self._entered = False

    def _go_down(self) -> None:
        at = self.currentIndex()
        column = at.column() if self._begun_at is None else self._begun_at
        self._begun_at = None
        rows = range(at.row() + 1, len(self._entries.lines))
        below = next((row for row in rows if self._entries.may_edit(row, column)), None)
        if below is not None:
            self.setCurrentIndex(self._entries.index(below, column))

    def _go_right(self) -> None:
        """To the next cell that takes something, on the next line where this one is full."""
        following = self._next(self.currentIndex())
        if following is not None:
            self.setCurrentIndex(following)

    def _next(self, at: QModelIndex) -> QModelIndex | None:
        for row in range(max(at.row(), 0), len(self._entries.lines)):
            for column in _ENTERED:
                if (row > at.row() or column > at.column()) and self._entries.may_edit(row, column):
                    return self._entries.index(row, column)
        return None
