"""补签: what the chosen marks should be and why, with what happened at the place so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop import theme
from desktop.screens.attendance.happening_list import HappeningList
from desktop.screens.attendance.reason_field import ReasonField
from desktop.widgets.attendance_grid import Chosen
from desktop.widgets.attendance_grid_model import name_of, session_words
from desktop.widgets.attendance_words import mark_word
from desktop.widgets.sheet import Sheet
from sync.desk.operations.show_attendance import AttendanceBook, Cell
from sync.domain.attendance import CORRECTABLE, Mark

_READY = 4


class CorrectSheet(Sheet):
    """`wanted` carries the places, the mark and the reason."""

    wanted = Signal(object, object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.marks = {mark: QPushButton() for mark in CORRECTABLE}
        self.reason = ReasonField(_READY)
        self.happenings = HappeningList()
        self._chosen: Sequence[Chosen] = ()
        self._book: AttendanceBook | None = None
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GAP)
        for button in self.marks.values():
            button.setCheckable(True)
            button.setMinimumHeight(12 * theme.GAP)
            self._group.addButton(button)
            row.addWidget(button)
        self.content.addLayout(row)
        for widget in (self.reason, self.happenings):
            self.content.addWidget(widget)
        self.accepted.connect(self._accept)
        self.word()

    def ask(self, book: AttendanceBook, chosen: Sequence[Chosen], *, by_manager: bool) -> None:
        """About these cells."""
        self._book, self._chosen = book, chosen
        self.marks[_likely(chosen)].setChecked(True)
        self.reason.line.clear()
        alone = chosen[0][2].happenings if len(chosen) == 1 else ()
        self.happenings.show_happenings(alone, book.zone, by_manager=by_manager)
        self.word()
        self.open()

    def word(self) -> None:
        """In the language of the moment."""
        self.title.setText(self.tr("Correct attendance"))
        self.main.setText(self.tr("Save the correction"))
        for mark, button in self.marks.items():
            button.setText(f"{mark.sign}  {mark_word(mark)}")
        reasons = (
            self.tr("Phone forgotten"),
            self.tr("Device failure"),
            self.tr("Roll call says so"),
            self.tr("Recorded by mistake"),
        )
        self.reason.say(self.tr("Reason"), reasons)
        self.hint.setText(self._about())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.word()

    def _about(self) -> str:
        if self._book is None or not self._chosen:
            return ""
        session, person, _ = self._chosen[0]
        about = f"{name_of(person)} · {session_words(session, self._book.zone)}"
        if len(self._chosen) > 1:
            people = len({one[1].voucher_no for one in self._chosen})
            about = self.tr("Marks: {marks}, trainees: {people}").format(marks=len(self._chosen), people=people)
        today = self._book.now.astimezone(self._book.zone).date()
        past = any(session.day < today for session, _, _ in self._chosen)
        at_once = self.tr("Counts at once, and stays visible as a correction.")
        waits = self.tr("The day is over: another class manager has to agree.")
        return f"{about}\n{waits if past else at_once}"

    def _accept(self) -> None:
        words = self.reason.stated(self.tr("Say why: a reason is needed."))
        if words is None:
            return
        mark = next(mark for mark, button in self.marks.items() if button.isChecked())
        wrong = [(session, person) for session, person, cell in self._chosen if not _stands(cell, mark)]
        if not wrong:
            self.show_trouble(self.tr("It says so already: there is nothing to correct."))
            return
        places = [(session.id, person.voucher_no) for session, person in wrong]
        self.wanted.emit(places, mark, words)


def _stands(cell: Cell, mark: Mark) -> bool:
    """Whether the place says so already, or will once what waits is approved."""
    return (cell.mark if cell.wanted is None else cell.wanted) is mark


def _likely(chosen: Sequence[Chosen]) -> Mark:
    """Who is absent by the book was mostly there after all."""
    return Mark.ABSENT if all(cell.mark is Mark.PRESENT for _, _, cell in chosen) else Mark.PRESENT
