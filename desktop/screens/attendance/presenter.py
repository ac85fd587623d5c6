"""What the attendance screen reads and writes: one class's book, corrections, leave, and the close of a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from sync.desk.operations.approve_correction import decide_corrections
from sync.desk.operations.close_day import close_day
from sync.desk.operations.correct_attendance import Corrected, Place, correct_marks
from sync.desk.operations.desk import Desk
from sync.desk.operations.list_classes import ClassCard, list_classes
from sync.desk.operations.list_staff import list_staff
from sync.desk.operations.show_attendance import AttendanceBook, show_attendance
from sync.desk.operations.show_day import show_day
from sync.desk.operations.take_leave import take_leaves, withdraw_leave
from sync.domain.attendance import Decision, LeaveKind, Mark
from sync.domain.ids import ClassId, StaffId
from sync.domain.staff import StaffRole

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """`chosen` and `book` None: no class yet. `month` None: all sessions. `by_manager`: a class manager looks."""

    classes: tuple[ClassCard, ...]
    chosen: ClassCard | None
    month: date | None
    book: AttendanceBook | None
    by_manager: bool = False


class AttendancePresenter(QObject):
    """`shown` carries a Shown, `corrected` what was corrected, `day` a DaySheet; `written` comes after other acts."""

    shown = Signal(object)
    corrected = Signal(object)
    written = Signal()
    day = Signal(object)
    refused = Signal(object)
    failed = Signal(object)
    recorded = Signal()
    no_operator = Signal()

    def __init__(self, desk: Desk, disk: Background) -> None:
        super().__init__()
        self._desk, self._disk = desk, disk
        self._operator: StaffId | None = None
        self._class_id: ClassId | None = None
        self._suggested: ClassId | None = None
        self._month: date | None = None
        self._month_chosen = False
        self._is_manager = False
        self._writing = False

    @property
    def is_manager(self) -> bool:
        """Whether whoever works here may decide about what others ask for."""
        return self._is_manager

    @property
    def operator(self) -> StaffId | None:
        """Whoever works here; what is their own depends on it."""
        return self._operator

    @operator.setter
    def operator(self, operator: StaffId | None) -> None:
        if operator != self._operator:
            self._operator = operator
            self.refresh()

    def choose_class(self, class_id: ClassId) -> None:
        """Show this class from now on, in its present month."""
        self._class_id, self._month_chosen = class_id, False
        self.refresh()

    def suggest_class(self, class_id: ClassId) -> None:
        """Show this class as long as nobody has chosen one."""
        if class_id != self._suggested:
            self._suggested = class_id
            self.refresh()

    def choose_month(self, month: date | None) -> None:
        """Show the sessions of this month, or all."""
        self._month, self._month_chosen = month, True
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        wanted, operator = self._class_id or self._suggested, self._operator
        month, chosen = self._month, self._month_chosen
        self._disk.run(
            lambda: _read(self._desk, wanted, month, operator, month_chosen=chosen),
            self._read,
            self.failed.emit,
        )

    def _read(self, shown: Shown) -> None:
        self._is_manager = shown.by_manager
        self.shown.emit(shown)

    def correct(self, places: Sequence[Place], mark: Mark, reason: str) -> None:
        """All of them at once, or none."""
        desk = self._desk
        self._act(
            lambda operator: correct_marks(desk, places, mark=mark, reason=reason, operator=operator),
            self._tell_corrected,
        )

    def take_leave(self, places: Sequence[Place], kind: LeaveKind, reason: str) -> None:
        """All of them at once, or none."""
        desk = self._desk
        self._act(lambda operator: take_leaves(desk, places, kind=kind, reason=reason, operator=operator))

    def end_leave(self, leave: str) -> None:
        """销假."""
        self._act(lambda operator: withdraw_leave(self._desk, leave, operator=operator))

    def decide(self, corrections: Sequence[str], decision: Decision, by: StaffId | None = None) -> None:
        """`by`: the second person; None: whoever works here."""
        desk = self._desk
        self._act(lambda operator: decide_corrections(desk, corrections, operator=by or operator, decision=decision))

    def look_at_day(self, day: date | None = None) -> None:
        """Today's sheet, or another day's."""
        self._disk.run(lambda: show_day(self._desk, day), self.day.emit, self.failed.emit)

    def close_day(self, day: date, note: str) -> None:
        """日结."""
        self._act(lambda operator: close_day(self._desk, day, note=note, operator=operator))

    def _act(self, act: Callable[[StaffId], T], done: Callable[[T], object] | None = None) -> None:
        """One act at a time: Enter pressed twice is still one."""
        operator = self._operator
        if operator is None:
            self.no_operator.emit()
            return
        if not self._writing:
            self._writing = True
            self._disk.run(lambda: act(operator), lambda made: self._acted(made, done), self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._writing = False
        self.refused.emit(error)

    def _acted(self, made: T, done: Callable[[T], object] | None) -> None:
        self._writing = False
        self.recorded.emit()
        self.refresh()
        if done is None:
            self.written.emit()
        else:
            done(made)

    def _tell_corrected(self, made: tuple[Corrected, ...]) -> None:
        self.corrected.emit(made)


def _read(
    desk: Desk, wanted: ClassId | None, month: date | None, operator: StaffId | None, *, month_chosen: bool
) -> Shown:
    cards = list_classes(desk)
    chosen = next((card for card in cards if card.class_id == wanted), cards[0] if cards else None)
    if chosen is None:
        return Shown(cards, None, None, None)
    by_manager = any(one.id == operator and one.role is StaffRole.CLASS_MANAGER for one in list_staff(desk))
    book = show_attendance(desk, chosen.class_id, month if month_chosen else None, operator)
    if not month_chosen:
        present = book.now.astimezone(book.zone).date().replace(day=1)
        if present in book.months and len(book.months) > 1:
            book = show_attendance(desk, chosen.class_id, present, operator)
            return Shown(cards, chosen, present, book, by_manager)
    return Shown(cards, chosen, month if month_chosen else None, book, by_manager)
