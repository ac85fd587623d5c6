"""The attendance book as Qt asks for it: three columns about the person, then one a session."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from desktop.widgets import site_time
from desktop.widgets.attendance_words import flag_words, half_day, mark_word, source_word
from desktop.widgets.hours_meter import meter_words
from sync.desk.operations.show_attendance import AttendanceBook, Cell, PersonMarks, SessionHead

translate = QCoreApplication.translate
NUMBER, NAME, METER, FIRST_SESSION = range(4)
_Index = QModelIndex | QPersistentModelIndex


class AttendanceGridModel(QAbstractTableModel):
    """`book` None: nothing has been read yet."""

    def __init__(self) -> None:
        super().__init__()
        self.book: AttendanceBook | None = None
        self.people: tuple[PersonMarks, ...] = ()

    def show_book(self, book: AttendanceBook, people: tuple[PersonMarks, ...]) -> None:
        """Replace everything; `people`: those that the filter lets through. The same size keeps place and choice."""
        same = self.book is not None and book.sessions == self.book.sessions and len(people) == len(self.people)
        if not same:
            self.beginResetModel()
        self.book, self.people = book, people
        if not same:
            self.endResetModel()
        elif people:
            self.dataChanged.emit(self.index(0, 0), self.index(len(people) - 1, self.columnCount() - 1))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.people)

    def columnCount(self, parent: _Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return FIRST_SESSION + (len(self.book.sessions) if self.book else 0)

    def cell(self, row: int, column: int) -> Cell | None:
        """The mark at a place; None in the columns about the person."""
        return self.people[row].cells[column - FIRST_SESSION] if column >= FIRST_SESSION else None

    def session(self, column: int) -> SessionHead:
        """The session of a column from `FIRST_SESSION` on."""
        assert self.book is not None  # noqa: S101  there are columns
        return self.book.sessions[column - FIRST_SESSION]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self.cell(row, column)
            if cell is not None:
                return cell.mark.sign if cell.mark else ""
            return self._about(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or self.book is None:
            return None
        if section >= FIRST_SESSION:
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
            return session_words(self.session(section), self.book.zone) if role in shown else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (
            translate("AttendanceGrid", "No."),
            translate("AttendanceGrid", "Name"),
            translate("AttendanceGrid", "Class hours, forecast for {percent} % (assumed)").format(
                percent=self.book.percent
            ),
        )
        return titles[section]

    def _about(self, row: int, column: int) -> str:
        person = self.people[row]
        return (str(row + 1), name_of(person), meter_words(person.forecast))[column]

    def _told(self, row: int, column: int) -> str:
        cell, person = self.cell(row, column), self.people[row]
        if cell is None or self.book is None:
            return self._about(row, column)
        session = session_words(self.session(column), self.book.zone)
        return "\n".join([f"{name_of(person)} · {session}", *cell_words(cell, self.book.zone, self.book.device)])


def name_of(person: PersonMarks) -> str:
    """Masked; a guest whose name nobody told has a number."""
    if person.name:
        return person.name
    return translate("AttendanceGrid", "Voucher {number}").format(number=person.voucher_no)


def session_words(session: SessionHead, zone: ZoneInfo) -> str:
    """11-03 上 08:30–11:30"""
    starts = session.starts.astimezone(zone)
    span = f"{site_time.clock(session.starts, zone)}–{site_time.clock(session.ends, zone)}"
    return f"{starts:%m-%d} {half_day(starts.hour)} {span}"


def cell_words(cell: Cell, zone: ZoneInfo, here: str) -> list[str]:
    """What a place says, in a few lines: the mark and its source, times, what else there is to know.

    `here`: the id of this PC; of another one only its id is known.
    """
    if cell.mark is None:
        lines = [translate("AttendanceGrid", "Still to come")]
    else:
        lines = [" ".join(filter(None, (cell.mark.sign, mark_word(cell.mark), source_word(cell.source))))]
    times = _times(cell, zone)
    lines += [times] if times else []
    lines += flag_words(cell.flags)
    if cell.device == here:
        lines.append(translate("AttendanceGrid", "This PC"))
    elif cell.device:
        lines.append(translate("AttendanceGrid", "Device {name}").format(name=cell.device))
    if cell.corrected:
        lines.append(translate("AttendanceGrid", "Corrected"))
    if cell.wanted is not None:
        waits = translate("AttendanceGrid", "A correction to {mark} waits for approval")
        lines.append(waits.format(mark=mark_word(cell.wanted)))
    if not cell.sent:
        lines.append(translate("AttendanceGrid", "Saved here, not confirmed by the centre yet"))
    return lines


def _times(cell: Cell, zone: ZoneInfo) -> str:
    came = translate("AttendanceGrid", "came {time}").format(time=_clock(cell.at, zone)) if cell.at else ""
    left = translate("AttendanceGrid", "left {time}").format(time=_clock(cell.left_at, zone)) if cell.left_at else ""
    return " · ".join(filter(None, (came, left)))


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return site_time.clock(at, zone)
