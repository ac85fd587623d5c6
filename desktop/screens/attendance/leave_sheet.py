"""请假: somebody is excused from the chosen sessions, or from all of a span of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QHBoxLayout, QPushButton, QWidget

from desktop import theme
from desktop.screens.attendance.reason_field import ReasonField
from desktop.widgets.attendance_grid import Chosen
from desktop.widgets.attendance_grid_model import name_of
from desktop.widgets.attendance_words import leave_word
from desktop.widgets.field import Field
from desktop.widgets.sheet import Sheet
from sync.desk.operations.show_attendance import AttendanceBook, SessionHead
from sync.domain.attendance import LeaveKind, Mark
from sync.domain.ids import SessionId, VoucherNo

_READY = 4


class TakeLeaveSheet(Sheet):
    """`wanted` carries the places, the kind and the reason. Sessions that somebody attended are left out."""

    wanted = Signal(object, object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kinds = {kind: QPushButton() for kind in LeaveKind}
        self.first, self.last = QDateEdit(), QDateEdit()
        self._first, self._last = Field(self.first), Field(self.last)
        self.reason = ReasonField(_READY)
        self._chosen: Sequence[Chosen] = ()
        self._book: AttendanceBook | None = None
        self._group = QButtonGroup(self)
        kinds, days = QHBoxLayout(), QHBoxLayout()
        for row in (kinds, days):
            row.setSpacing(2 * theme.GAP)
            self.content.addLayout(row)
        for button in self.kinds.values():
            button.setCheckable(True)
            button.setMinimumHeight(12 * theme.GAP)
            self._group.addButton(button)
            kinds.addWidget(button)
        for field, edit in ((self._first, self.first), (self._last, self.last)):
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setCalendarPopup(True)
            edit.dateChanged.connect(lambda _: self.word())
            days.addWidget(field)
        self.content.addWidget(self.reason)
        self.accepted.connect(self._accept)
        self.kinds[LeaveKind.PERSONAL].setChecked(True)
        self.word()

    def ask(self, book: AttendanceBook, chosen: Sequence[Chosen]) -> None:
        """For the people of these cells, over the days of these cells to begin with."""
        self._book, self._chosen = book, chosen
        days = sorted(session.day for session, _, _ in chosen)
        held = [session.day for session in book.sessions]
        for edit, day in ((self.first, days[0]), (self.last, days[-1])):
            edit.setDateRange(_qt(held[0]), _qt(held[-1]))
            edit.setDate(_qt(day))
        self.reason.line.clear()
        self.word()
        self.open()

    def word(self) -> None:
        """In the language of the moment."""
        self.title.setText(self.tr("Leave"))
        self.main.setText(self.tr("Save the leave"))
        for kind, button in self.kinds.items():
            button.setText(leave_word(kind))
        self._first.say(self.tr("From"))
        self._last.say(self.tr("To"))
        reasons = (self.tr("Ill"), self.tr("Family matters"), self.tr("Shift at work"), self.tr("Medical check-up"))
        self.reason.say(self.tr("Reason"), reasons)
        self.hint.setText(self._about())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.word()

    def places(self) -> list[tuple[SessionId, VoucherNo]]:
        """Which sessions of whom: the chosen ones where the days are as chosen, else all of the days."""
        if self._book is None:
            return []
        first, last = self.first.date().toPython(), self.last.date().toPython()
        days = sorted(session.day for session, _, _ in self._chosen)
        if days and (first, last) == (days[0], days[-1]):
            cells = [(session, person, cell) for session, person, cell in self._chosen]
        else:
            people = {person.voucher_no: person for _, person, _ in self._chosen}.values()
            cells = [
                (session, person, cell)
                for person in people
                for session, cell in zip(self._book.sessions, person.cells, strict=True)
                if _is_within(session, first, last)
            ]
        return [(session.id, person.voucher_no) for session, person, cell in cells if not _is_there(cell.mark)]

    def _about(self) -> str:
        if self._book is None or not self._chosen:
            return ""
        people = {person.voucher_no: name_of(person) for _, person, _ in self._chosen}
        one = next(iter(people.values()))
        who = one if len(people) == 1 else self.tr("{people} trainees").format(people=len(people))
        return self.tr("{who} · sessions: {count}").format(who=who, count=len(self.places()))

    def _accept(self) -> None:
        words = self.reason.stated(self.tr("Say why: a reason is needed."))
        if words is None:
            return
        places = self.places()
        if not places:
            self.show_trouble(self.tr("There is no session to be excused from in these days."))
            return
        kind = next(kind for kind, button in self.kinds.items() if button.isChecked())
        self.wanted.emit(places, kind, words)


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _is_within(session: SessionHead, first: object, last: object) -> bool:
    return bool(first <= session.day <= last)  # type: ignore[operator]  # dates, which the stubs call object


def _is_there(mark: Mark | None) -> bool:
    return mark is not None and mark.is_there
