"""What the classes screen needs: all classes, one of them in detail with its results, and what its manager does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.background import Background
from sync.desk.operations.cancel_class import cancel_class
from sync.desk.operations.cancel_session import cancel_session
from sync.desk.operations.change_session import Wanted, change_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.record_assessment import ResultLine, record_assessment
from sync.desk.operations.report_opening import report_opening
from sync.desk.operations.show_class import ClassDetail, show_class
from sync.desk.operations.show_classes import show_classes
from sync.desk.operations.show_results import ResultSheet, show_results
from sync.domain.ids import ClassId, SessionId, StaffId
from sync.protocol.receipts import ReceiptCode


@dataclass(frozen=True, slots=True)
class Opened:
    """The class that is looked at."""

    detail: ClassDetail
    results: ResultSheet


class ClassesPresenter(QObject):
    """Reads and writes in the background. `classes` carries all of them, `opened` the one that is looked at, `recorded`
    comes after a commit, `declined` (a ReceiptCode) where a change could not be held so and nothing was written.
    """

    classes = Signal(object)
    opened = Signal(object)
    recorded = Signal()
    declined = Signal(object)
    no_operator = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, disk: Background) -> None:
        super().__init__()
        self._desk, self._disk = desk, disk
        self._operator: StaffId | None = None
        self._class_id: ClassId | None = None

    @property
    def operator(self) -> StaffId | None:
        """Who acts; what may be changed depends on it."""
        return self._operator

    @operator.setter
    def operator(self, operator: StaffId | None) -> None:
        if operator != self._operator:
            self._operator = operator
            self.refresh()

    def choose_class(self, class_id: ClassId | None) -> None:
        """Look at this class from now on; None: at all of them."""
        self._class_id = class_id
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        class_id, operator = self._class_id, self._operator
        if class_id is None:
            self._disk.run(lambda: show_classes(self._desk), self.classes.emit, self.failed.emit)
        else:
            self._disk.run(lambda: _read(self._desk, class_id, operator), self._show, self.failed.emit)

    def report(self) -> None:
        """开班反馈 of the class that is looked at."""
        self._write(lambda class_id, operator: report_opening(self._desk, class_id, operator=operator))

    def change_session(self, session_id: SessionId, wanted: Wanted, reason: str) -> None:
        """调课."""
        self._write(
            lambda _, operator: change_session(self._desk, session_id, wanted, reason=reason, operator=operator)
        )

    def cancel_session(self, session_id: SessionId, reason: str) -> None:
        """停课."""
        self._write(lambda _, operator: cancel_session(self._desk, session_id, reason=reason, operator=operator))

    def cancel_class(self, reason: str) -> None:
        """停班 of the class that is looked at."""
        self._write(lambda class_id, operator: cancel_class(self._desk, class_id, reason=reason, operator=operator))

    def save_results(self, lines: Sequence[ResultLine]) -> None:
        """All lines or none."""
        self._write(
            lambda class_id, operator: record_assessment(self._desk, lines, class_id=class_id, operator=operator)
        )

    def _write(self, act: Callable[[ClassId, StaffId], object]) -> None:
        class_id, operator = self._class_id, self._operator
        if operator is None:
            self.no_operator.emit()
        elif class_id is not None:
            self._disk.run(lambda: act(class_id, operator), self._written, self.failed.emit)

    def _written(self, result: object) -> None:
        if isinstance(result, ReceiptCode):
            self.declined.emit(result)
            return
        self.recorded.emit()
        self.refresh()

    def _show(self, opened: Opened) -> None:
        if opened.detail.row.class_id == self._class_id:  # nobody has gone on to another meanwhile
            self.opened.emit(opened)


def _read(desk: Desk, class_id: ClassId, operator: StaffId | None) -> Opened:
    return Opened(show_class(desk, class_id, operator), show_results(desk, class_id, operator))
