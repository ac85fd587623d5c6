"""Signing in several people of a list at once: who may come, the long work, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.background import Background, Progress, Stopped
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.check_in_group import check_in_group, undo_group
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_agenda import SessionCard
from sync.desk.operations.show_session_people import show_session_people
from sync.domain.ids import StaffId, VoucherNo
from sync.domain.verdicts import Reason, Verdict


@dataclass(frozen=True, slots=True)
class GroupResult:
    """How it ended: people signed in now, and those for whom it was refused. `was_stopped`: the others wait."""

    signed_in: int
    refused: int
    was_stopped: bool = False


class GroupPresenter(QObject):
    """`people`: tuple of SessionPerson; `ended`: GroupResult; `undone`: how many."""

    people = Signal(object)
    progressed = Signal(int, int)
    ended = Signal(object)
    undone = Signal(int)
    failed = Signal(object)
    recorded = Signal()

    def __init__(self, desk: Desk, disk: Background, long: Background, operator: Callable[[], StaffId | None]) -> None:
        super().__init__()
        self._desk, self._disk, self._long, self._operator = desk, disk, long, operator
        self._progress: Progress | None = None
        self._answers: list[CheckedIn] = []

    def look(self, session: SessionCard) -> None:
        """Who may come to the session."""
        self._disk.run(
            lambda: show_session_people(self._desk, session.session_id), self.people.emit, self.failed.emit
        )

    def sign_in(self, session: SessionCard, people: Sequence[VoucherNo]) -> None:
        """All of them, one after the other; nothing while others are at it."""
        operator = self._operator()
        if operator is None or self._progress is not None:
            return
        answers: list[CheckedIn] = []
        self._answers = answers

        def work(progress: Progress) -> None:
            def told(answer: CheckedIn) -> None:
                answers.append(answer)
                progress.told(len(answers), len(people))

            check_in_group(self._desk, people, session_id=session.session_id, operator=operator, told=told)

        self._progress = self._long.run_long(work, self.progressed.emit, lambda _: self._end(), self._break_off)

    def stop(self) -> None:
        """After the one at hand."""
        if self._progress is not None:
            self._progress.stop()

    def undo(self) -> None:
        """Take back what the last group did."""
        operator, answers = self._operator(), self._answers
        if operator is not None and answers:
            self._answers = []
            self._long.run(
                lambda: undo_group(self._desk, answers, operator=operator), self._take_back, self.failed.emit
            )

    def _take_back(self, count: int) -> None:
        self.recorded.emit()
        self.undone.emit(count)

    def _break_off(self, error: Exception) -> None:
        if not isinstance(error, Stopped):
            self.failed.emit(error)
        self._end(was_stopped=True)

    def _end(self, *, was_stopped: bool = False) -> None:
        self._progress = None
        reasons = [answer.reason for answer in self._answers]
        refused = sum(reason.verdict is Verdict.REFUSED for reason in reasons)
        already = reasons.count(Reason.ALREADY_SIGNED_IN)
        self.recorded.emit()
        self.ended.emit(GroupResult(len(reasons) - refused - already, refused, was_stopped))
