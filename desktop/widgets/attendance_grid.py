"""考勤表 on the screen: trainees × sessions, the columns about the person standing still on the left.

Two tables over one model; the right one has the keyboard. Arrows go from mark to mark, Shift and Ctrl choose several.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTableView, QWidget

from desktop import theme
from desktop.widgets.attendance_grid_model import FIRST_SESSION, METER, NAME, NUMBER, AttendanceGridModel
from desktop.widgets.attendance_grid_paint import CELL, HEAD, ROW, DayHeader, MarkDelegate, PersonDelegate
from sync.desk.operations.show_attendance import AttendanceBook, Cell, PersonMarks, SessionHead

_WIDTHS = {NUMBER: 60, NAME: 112, METER: 348}
Chosen = tuple[SessionHead, PersonMarks, Cell]


class AttendanceGrid(QFrame):
    """`moved`: another cell is looked at; `activated`: Enter or a double click on one."""

    moved = Signal()
    activated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grid")
        self.model = AttendanceGridModel()
        self.people, self.marks = QTableView(), QTableView()
        self._delegate = MarkDelegate(self.model, self.marks)
        for table in (self.people, self.marks):
            _make_alike(table, self.model)
        self._make_people()
        self._make_marks()
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self.people)
        row.addWidget(self.marks, 1)
        self.setFocusProxy(self.marks)
        self._say()

    def show_book(self, book: AttendanceBook, people: tuple[PersonMarks, ...]) -> None:
        """What was read; `people`: those to be shown. Today comes into sight when other sessions are shown."""
        before = self.model.book
        other = before is None or before.sessions != book.sessions
        self.model.show_book(book, people)
        self._delegate.dress()
        for column in range(self.model.columnCount()):
            self.people.setColumnHidden(column, column >= FIRST_SESSION)
            self.marks.setColumnHidden(column, column < FIRST_SESSION)
        if other or not self.marks.currentIndex().isValid():
            self._go_to_today(book)
        self.moved.emit()

    @property
    def looked_at(self) -> Chosen | None:
        """Where the keyboard is."""
        index = self.marks.currentIndex()
        return self._at(index) if index.isValid() and index.column() >= FIRST_SESSION else None

    @property
    def chosen(self) -> list[Chosen]:
        """All cells chosen, by person and session; the one looked at where none is."""
        indexes = [one for one in self.marks.selectedIndexes() if one.column() >= FIRST_SESSION]
        found = [self._at(one) for one in sorted(indexes, key=lambda one: (one.row(), one.column()))]
        alone = self.looked_at
        return found or ([alone] if alone else [])

    def go_to(self, row: int, session: int) -> None:
        """To the mark of a row at a session, counted from 0."""
        index = self.model.index(row, FIRST_SESSION + session)
        self.marks.setCurrentIndex(index)
        self.marks.scrollTo(index)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._delegate.dress()
            self.marks.viewport().update()
            self.people.viewport().update()
            self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self.model.columnCount() - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.marks.setFocus()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Attendance grid"))
        self.marks.setAccessibleName(self.tr("Marks, trainees by sessions"))
        self.people.setAccessibleName(self.tr("Trainees and their hours"))

    def _at(self, index: QModelIndex) -> Chosen:
        person = self.model.people[index.row()]
        return self.model.session(index.column()), person, person.cells[index.column() - FIRST_SESSION]

    def _go_to_today(self, book: AttendanceBook) -> None:
        """The session of today that is on or comes next, or else the last one that has begun."""
        if not book.sessions or not self.model.people:
            return
        begun = [at for at, session in enumerate(book.sessions) if session.starts <= book.now]
        today = book.now.astimezone(book.zone).date()
        on = (at for at, session in enumerate(book.sessions) if session.day == today and session.ends > book.now)
        self.go_to(0, next(on, begun[-1] if begun else 0))
        self.marks.scrollTo(self.marks.currentIndex(), QTableView.ScrollHint.PositionAtCenter)

    def _make_people(self) -> None:
        theme.styled(self.people, "peopleTable")
        self.people.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.people.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people.setItemDelegate(PersonDelegate(self.model, self.people))
        header = self.people.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFixedHeight(HEAD)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        header.setSectionsClickable(False)
        self.model.modelReset.connect(self._set_widths)
        self.people.setFixedWidth(sum(_WIDTHS.values()))
        bar = self.people.verticalScrollBar()
        bar.valueChanged.connect(self.marks.verticalScrollBar().setValue)
        bar.rangeChanged.connect(lambda *_: bar.setValue(self.marks.verticalScrollBar().value()))

    def _make_marks(self) -> None:
        self.marks.setItemDelegate(self._delegate)
        self.marks.horizontalScrollBar().rangeChanged.connect(self._stay_level)
        header = DayHeader(self.model, self.marks)
        self.marks.setHorizontalHeader(header)
        header.setDefaultSectionSize(CELL)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.marks.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.marks.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.marks.verticalScrollBar().valueChanged.connect(self.people.verticalScrollBar().setValue)
        self.marks.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.marks.selectionModel().selectionChanged.connect(lambda *_: self.moved.emit())
        self.marks.activated.connect(lambda _: self.activated.emit())

    def _set_widths(self) -> None:
        for column, width in _WIDTHS.items():
            self.people.setColumnWidth(column, width)

    def _stay_level(self, _: int, furthest: int) -> None:
        """Both tables end at the same row: where one has a scroll bar below, the other has an empty one."""
        bars = Qt.ScrollBarPolicy
        self.people.setHorizontalScrollBarPolicy(bars.ScrollBarAlwaysOn if furthest else bars.ScrollBarAlwaysOff)


def _make_alike(table: QTableView, model: AttendanceGridModel) -> None:
    theme.styled(table, "gridTable")
    table.setModel(model)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
