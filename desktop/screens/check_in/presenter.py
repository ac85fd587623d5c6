"""What happens at check-in: a text comes in, the desk answers and records, and only then does the screen speak."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background import Background
from desktop.reader.code_text import code_text
from sync.desk.exchange.line import LineStatus
from sync.desk.operations.check_in import CheckedIn, check_in, check_in_by_hand, may_be_code, needs_centre
from sync.desk.operations.count_session import SessionCounts, count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import Enrolled, enrol_trainee
from sync.desk.operations.find_trainee import FoundTrainee, find_trainee
from sync.desk.operations.look_at import look_at
from sync.desk.operations.show_agenda import Agenda, SessionCard, show_agenda
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.show_recent_scans import ScanLine, show_recent_scans
from sync.desk.operations.undo_scan import undo_scan
from sync.domain.ids import FactId, StaffId, VoucherNo
from sync.domain.verdicts import Verdict
from sync.errors import ExchangeError
from sync.protocol.joining import Resolution

T = TypeVar("T")
LOOK_AGAIN_MS = 20_000
SCANS_SHOWN = 20

Resolve: TypeAlias = Callable[[str], Resolution | None]
"""Asks the centre about an opaque code within a deadline; None without an answer in time."""


@dataclass(frozen=True, slots=True)
class Situation:
    """All the screen shows besides the verdict. `session` None: there is none now; `by_hand`: the clerk chose it."""

    agenda: Agenda
    session: SessionCard | None
    by_hand: bool
    counts: SessionCounts | None
    scans: tuple[ScanLine, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class _Presented:
    """The text before the desk and what the centre said about it; kept until the next one, for the next step.

    `operator`: at whose hands it was read. The record is theirs, also when the PC is locked before the centre answers.
    """

    number: int
    text: str
    session: SessionCard
    operator: StaffId
    resolution: Resolution | None = None


class CheckInPresenter(QObject):
    """Give it texts; it answers by signals. Disk and line have a thread each, so that neither waits."""

    asking = Signal()
    answered = Signal(object)  # CheckedIn or Enrolled, after the commit
    not_saved = Signal(object)  # the error that kept the last act out of the record; `failed` tells it too
    no_operator = Signal()
    no_session = Signal()
    looked_at = Signal(object)  # without a session: the Reason that stands against the code, None for a sound voucher
    situation = Signal(object)
    found = Signal(object)
    no_code = Signal(str)  # what was handed in as a text, and is something else
    failed = Signal(object)
    recorded = Signal()
    undone = Signal(object)  # the FactId of the scan that was taken back
    fetching = Signal()
    fetched = Signal(bool)  # whether the centre was reached

    def __init__(
        self,
        desk: Desk,
        disk: Background,
        line: Background,
        resolve: Resolve,
        fetch: Callable[[], object] | None = None,
    ) -> None:
        """`fetch` starts a round of the line, whose end `line_told` is to hear of; None: there is no line."""
        super().__init__()
        self._desk, self._disk, self._line, self._resolve, self._fetch = desk, disk, line, resolve, fetch
        self._fetching = False
        self._repeated: _Presented | None = None
        self.operator: StaffId | None = None
        self._chosen: SessionCard | None = None
        self._session: SessionCard | None = None
        self._presented: _Presented | None = None
        self._found_holder: VoucherNo | None = None
        self._number = self._answered_number = 0
        self._act: Callable[[], None] | None = None
        self._query = ""
        self._look_again = QTimer(self)
        self._look_again.setInterval(LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self.refresh)
        self._look_again.start()

    @property
    def answered_session(self) -> SessionCard | None:
        """For which session the code was presented that the card speaks of; None: somebody found by hand."""
        return self._presented.session if self._presented is not None else None

    def present(self, text: str) -> None:
        """A code came before the camera or the reader."""
        self._number += 1
        if self._session is None:
            self._look_at(self._number, text)
        elif self.operator is None:
            self.no_operator.emit()
        else:
            presented = _Presented(self._number, text, self._session, self.operator)
            self._presented = presented
            self._do(
                presented.number,
                lambda: needs_centre(self._desk, text),
                lambda needed: self._ask_centre(presented) if needed else self._check_in(presented),
            )

    def take_text(self, text: str) -> None:
        """A text was pasted: a code is presented, anything else is `no_code`."""
        code = code_text(text)
        self._disk.run(
            lambda: may_be_code(self._desk, code),
            lambda it_may: self.present(code) if it_may else self.no_code.emit(text),
            self.failed.emit,
        )

    def present_by_hand(self, voucher_no: VoucherNo) -> None:
        """The clerk found the person in the list."""
        session, operator = self._session, self.operator
        if session is None:
            self.no_session.emit()
        elif operator is None:
            self.no_operator.emit()
        else:
            self._number += 1
            number = self._number
            self._presented, self._found_holder = None, voucher_no
            self._do(
                number,
                lambda: check_in_by_hand(self._desk, voucher_no, session_id=session.session_id, operator=operator),
                lambda answer: self._answer(number, answer),
            )

    def try_again(self) -> None:
        """Once more what could not be saved."""
        if self._act is not None:
            self._act()

    def choose_session(self, session: SessionCard | None) -> None:
        """Be on `session` until it is over; None: on whatever the clock says."""
        self._chosen = session
        if session is not None:
            self._session = session
        self.refresh()

    def change_session_and_repeat(self, session: SessionCard) -> None:
        """The holder belongs to another session: go there, and sign the holder in.

        Nothing once somebody else stands there: what the card offers is about the one it names.
        """
        if self._answered_number != self._number:
            return
        self._chosen = self._session = session
        if self._presented is not None and self.operator is not None:
            self._presented = replace(self._presented, session=session, operator=self.operator)
            self._check_in(self._presented)
        elif self._found_holder is not None:
            self.present_by_hand(self._found_holder)
        self.refresh()

    def enrol_and_sign_in(self) -> None:
        """Admit the holder before the desk into the session's class; where that is granted, sign in at once.

        Nothing once somebody else stands there: what the card offers is about the one it names.
        """
        presented, operator = self._presented, self.operator
        if presented is None or operator is None or self._answered_number != self._number:
            return
        self._do(
            presented.number,
            lambda: enrol_trainee(
                self._desk,
                presented.text,
                class_id=presented.session.class_id,
                operator=operator,
                session_id=presented.session.session_id,
                resolution=presented.resolution,
            ),
            lambda enrolled: self._enrolled(replace(presented, operator=operator), enrolled),
        )

    def undo(self, fact_id: FactId) -> None:
        """Take a scan back."""
        operator = self.operator
        if operator is not None:
            self._disk.run(
                lambda: undo_scan(self._desk, fact_id, operator=operator),
                lambda _: self._undone(fact_id),
                self.failed.emit,
            )

    def fetch_news(self, *, repeat: bool) -> None:
        """Ask the centre for its news; `repeat`: then judge the code before the desk once more by them."""
        self._repeated = self._presented if repeat and self._answered_number == self._number else None
        if self._fetch is None:
            self.fetched.emit(False)
            return
        self._fetching = True
        self.fetching.emit()
        self._fetch()

    def line_told(self, status: LineStatus) -> None:
        """A round of the line has ended."""
        if not self._fetching:
            return
        self._fetching = False
        again, self._repeated = self._repeated, None
        if not status.online:
            self.fetched.emit(False)
        elif again is not None and again.number == self._number:
            self._check_in(again)
        else:
            self.fetched.emit(True)

    def search(self, query: str) -> None:
        """Look for people; `found` tells whom, unless something else was asked meanwhile."""
        self._query = query
        session_id = self._session.session_id if self._session else None
        self._disk.run(
            lambda: find_trainee(self._desk, query, session_id=session_id),
            lambda found: self._found(query, found),
            self.failed.emit,
        )

    def refresh(self) -> None:
        """Look at clock and record again."""
        chosen = self._chosen
        self._disk.run(
            lambda: _look(self._desk, chosen), lambda situation: self._saw(chosen, situation), self.failed.emit
        )

    def _look_at(self, number: int, text: str) -> None:
        """There is nothing to record it for, but whoever shows it wants to know."""
        self.no_session.emit()
        self._disk.run(
            lambda: look_at(self._desk, text),
            lambda reason: self.looked_at.emit(reason) if number == self._number else None,
            self.failed.emit,
        )

    def _do(self, number: int, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """One step of an act for the record; `number` says who stands before the desk."""
        self._act = lambda: self._do(number, work, done)
        self._disk.run(work, done, lambda error: self._could_not(number, error))

    def _could_not(self, number: int, error: Exception) -> None:
        """The card is for whoever stands there now; the bar tells everything."""
        self.failed.emit(error)
        if number == self._number:
            self.not_saved.emit(error)

    def _ask_centre(self, presented: _Presented) -> None:
        self.asking.emit()
        self._line.run(
            lambda: self._resolve(presented.text),
            lambda resolution: self._check_in(replace(presented, resolution=resolution)),
            lambda error: self._unresolved(presented, error),
        )

    def _unresolved(self, presented: _Presented, error: Exception) -> None:
        """No answer is an answer: to be confirmed. Anything but the line's own trouble is told besides."""
        if not isinstance(error, ExchangeError):
            self.failed.emit(error)
        self._check_in(presented)

    def _check_in(self, presented: _Presented) -> None:
        if self._presented is not None and self._presented.number == presented.number:
            self._presented = presented
        self._do(
            presented.number,
            lambda: check_in(
                self._desk,
                presented.text,
                session_id=presented.session.session_id,
                operator=presented.operator,
                resolution=presented.resolution,
            ),
            lambda answer: self._answer(presented.number, answer),
        )

    def _enrolled(self, presented: _Presented, enrolled: Enrolled) -> None:
        if enrolled.reason.verdict is Verdict.REFUSED:
            self._answer(presented.number, enrolled)
        else:
            self._check_in(presented)

    def _answer(self, number: int, answer: CheckedIn | Enrolled) -> None:
        """A late answer about someone who has gone does not cover the card of whoever stands there now."""
        if number == self._number:
            self._answered_number = number
            self.answered.emit(answer)
        self._changed()

    def _undone(self, fact_id: FactId) -> None:
        self.undone.emit(fact_id)
        self._changed()

    def _changed(self) -> None:
        self.recorded.emit()
        self.refresh()

    def _saw(self, chosen: SessionCard | None, situation: Situation) -> None:
        """A look that was asked for before the clerk chose otherwise is out of date."""
        if chosen != self._chosen:
            return
        self._session = situation.session
        if not situation.by_hand:
            self._chosen = None
        self.situation.emit(situation)

    def _found(self, query: str, found: tuple[FoundTrainee, ...]) -> None:
        if query == self._query:
            self.found.emit(found)


def _look(desk: Desk, chosen: SessionCard | None) -> Situation:
    """The whole situation in one go; a session chosen by hand holds until it is over."""
    agenda = show_agenda(desk)
    by_hand = chosen is not None and not _is_over(chosen, agenda.now)
    session = chosen if by_hand else agenda.current
    return Situation(
        agenda,
        session,
        by_hand,
        count_session(desk, session.session_id) if session else None,
        show_recent_scans(desk, session.session_id, SCANS_SHOWN) if session else (),
        ZoneInfo(show_desk_state(desk).site_zone),
    )


def _is_over(session: SessionCard, now: datetime) -> bool:
    return now > session.ends
