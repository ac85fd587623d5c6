"""The demo's story: phones come before the camera, the centre goes away and comes back, everything settles."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Self

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import App
from desktop.commands.demo_centre import DemoCentre, SampleData
from scanner.frame import Frame
from scanner.recording import Recording
from scanner.scene import Presentation, record
from sync.desk.device.settings import Settings
from sync.desk.exchange.line import LineStatus
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.count_facts import count_facts
from sync.desk.operations.count_session import count_session
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import Enrolled
from sync.desk.operations.show_agenda import show_agenda
from sync.desk.operations.show_desk_state import DeskState, show_desk_state
from sync.desk.operations.sign_in import Proof
from sync.desk.operations.verify_record import verify_record
from sync.domain.ids import StaffId
from sync.domain.verdicts import Reason, Verdict
from sync.protocol.facts import FactType

_FPS = 12.0
_SECONDS_IN_VIEW, _SECONDS_BETWEEN = 1.0, 0.45
_STEP_MS = 700
_WEBCAM_OUTAGE_MS, _WEBCAM_OUTAGE_LASTS_MS = 60_000, 30_000
_LOOK_MS = 300
_PATIENCE_S = 3.0


@dataclass(slots=True)
class Summary:
    """What happened. Verdicts are counted once per presentation; facts are those of this desk's record."""

    scanned: int = 0
    accepted: int = 0
    refused: int = 0
    to_confirm: int = 0
    enrolled: int = 0
    attendance: int = 0
    facts_recorded: int = 0
    facts_settled: int = 0
    facts_pending: int = 0
    needs_attention: int = 0
    screenshots: list[str] = field(default_factory=list)


def outage(presentations: int) -> range:
    """Which presentations come while the centre is away: the middle third."""
    return range(presentations // 3, 2 * presentations // 3)


def record_camera(path: Path, sample: SampleData, seed: int) -> Path:
    """The video that stands in for a webcam."""
    shown = (Presentation(phone.text, seconds=_SECONDS_IN_VIEW) for phone in sample.cast)
    return record(path, shown, seed=seed, fps=_FPS, gap_s=_SECONDS_BETWEEN)


class QueueCamera:
    """A recording at its own pace, that waits while the desk is busy: the next in the queue steps up when it is free.

    A FrameSource. It never drops a frame, so a slow PC takes longer but sees the same people.
    """

    live = False

    def __init__(self, path: Path, free: Event) -> None:
        self._recording = Recording(path)
        self._free = free
        self._due = 0.0

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._recording.name

    def read(self) -> Frame | None:
        """The next frame, not before it is due and, for a while, not while the desk is busy."""
        self._free.wait(_PATIENCE_S)
        frame = self._recording.read()
        self._due = max(self._due + 1 / _FPS, time.monotonic() - 1 / _FPS)
        time.sleep(max(0.0, self._due - time.monotonic()))
        return frame

    def close(self) -> None:
        """Let go of the file."""
        self._recording.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


class Story(QObject):
    """Plays the clerk: lets the next person come, takes the next step the card offers, and keeps count."""

    def __init__(
        self,
        qt: QApplication,
        settings: Settings,
        *,
        centre: DemoCentre,
        sample: SampleData,
        recording: Path | None,
        pictures: Path,
        say: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._qt, self._settings, self._centre, self._sample, self._say = qt, settings, centre, sample, say
        self._free = Event()
        if not sample.staff_password:  # else nobody comes before the clerk is there
            self._free.set()
        self._recording, self._pictures = recording, pictures
        source = (lambda: QueueCamera(recording, self._free)) if recording else None
        self._app = App(qt, settings, open_source=source)
        self._verdicts: Counter[Verdict] = Counter()
        self._screenshots: dict[str, str] = {}
        self._presentations = 0
        self._counted = self._waits_for_line = self._queue_empty = False
        self._looking = QTimer(self, interval=_LOOK_MS)

    def run(self, *, ends_by_itself: bool, seconds: int | None) -> Summary:
        """Show the window until the story has ended, its time is up or it was closed."""
        self._app.start()
        self._looking.timeout.connect(self._begin)
        if ends_by_itself:
            self._looking.timeout.connect(self._end_when_settled)
        self._looking.start()
        if seconds is not None:
            QTimer.singleShot(seconds * 1000, self, self._app.window.close)
        if self._recording is None:
            QTimer.singleShot(_WEBCAM_OUTAGE_MS, self, self._centre_goes)
            QTimer.singleShot(_WEBCAM_OUTAGE_MS + _WEBCAM_OUTAGE_LASTS_MS, self, self._centre_comes_back)
        self._qt.exec()
        self._free.set()
        self._app.close()
        return self._summary()

    def _begin(self) -> None:
        """Once the record is open and the screens are there."""
        app = self._app
        if app.check_in is None or app.camera is None or app.sync is None:
            return
        self._looking.timeout.disconnect(self._begin)
        app.camera.worker.presented.connect(self._presented)
        app.camera.worker.ended.connect(self._queue_ended)
        app.check_in.answered.connect(self._answered)
        app.check_in.failed.connect(self._free.set)
        app.check_in.no_session.connect(self._free.set)
        app.sync.line.connect(self._line_changed)
        if self._sample.staff_password:
            self._sign_in()

    def _sign_in(self) -> None:
        """As the clerk does in the morning."""
        staffing, sample = self._app.staffing, self._sample
        if staffing is not None:
            staffing.presenter.signed_in.connect(lambda _: self._free.set())
            staffing.presenter.attempt(StaffId(sample.clerk), sample.staff_password, Proof.PASSWORD)

    def _presented(self, _: str) -> None:
        """Someone holds up a phone: the queue waits for the answer."""
        self._free.clear()
        self._presentations += 1
        self._counted = False

    def _answered(self, result: CheckedIn | Enrolled) -> None:
        """After the commit. What is said here was recorded."""
        first, self._counted = not self._counted, True
        verdict = result.reason.verdict
        if first:
            self._verdicts[verdict] += 1
        self._say(f"{result.at:%H:%M:%S} {verdict.value:10} {result.reason.value} {result.fact_id or '-'}")
        self._picture(verdict.value if first else "enrolled")
        if first and result.reason is Reason.NOT_ENROLLED and self._present_purpose() == "enrolment":
            QTimer.singleShot(_STEP_MS, self, self._take_step)
        else:
            self._next()

    def _take_step(self) -> None:
        """Press the button on the card, as a clerk would."""
        view = self._app.check_in_view
        if view is not None:
            view.card.stepped.emit()

    def _next(self) -> None:
        """Let the next one come; in between the centre goes away, and comes back."""
        away = outage(len(self._sample.cast))
        if self._recording is not None and self._presentations == away.start:
            self._centre_goes()
        elif self._recording is not None and self._presentations == away.stop:
            self._picture("offline")
            self._centre_comes_back()
        else:
            self._free.set()

    def _centre_goes(self) -> None:
        self._say("The centre is stopped; the desk goes on.")
        self._app.line.run(self._centre.stop, lambda _: self._free.set())

    def _centre_comes_back(self) -> None:
        self._waits_for_line = True
        self._app.line.run(self._centre.start, lambda _: self._try_line())

    def _try_line(self) -> None:
        if self._app.sync is not None:
            self._app.sync.try_now()

    def _line_changed(self, status: LineStatus) -> None:
        if self._waits_for_line and status.online:
            self._waits_for_line = False
            self._say("The centre is back.")
            self._free.set()
        elif self._waits_for_line:
            QTimer.singleShot(_LOOK_MS, self, self._try_line)

    def _queue_ended(self) -> None:
        self._queue_empty = True

    def _end_when_settled(self) -> None:
        desk = self._app.desk
        if self._queue_empty and self._free.is_set() and desk is not None:
            self._app.disk.run(lambda: show_desk_state(desk), self._close_when_settled)

    def _close_when_settled(self, state: DeskState) -> None:
        if state.pending == 0:
            self._picture("settled")
            self._app.window.close()
        else:
            self._try_line()

    def _picture(self, name: str) -> None:
        """One picture of each kind of moment, once it has been painted."""
        if name not in self._screenshots:
            self._screenshots[name] = str(self._pictures / f"{len(self._screenshots) + 1}-{name}.png")
            self._pictures.mkdir(parents=True, exist_ok=True)
            self._app.window.grab().save(self._screenshots[name])

    def _present_purpose(self) -> str:
        """What the person before the desk has come for; with a webcam nobody knows, and the clerk decides."""
        cast = self._sample.cast
        known = self._recording is not None and 0 < self._presentations <= len(cast)
        return cast[self._presentations - 1].purpose if known else ""

    def _summary(self) -> Summary:
        """Asked of the record itself, after the window has given it up."""
        desk = Desk.open(self._settings)
        try:
            session = show_agenda(desk).current
            health, by_type = verify_record(desk), count_facts(desk)
            return Summary(
                scanned=self._verdicts.total(),
                accepted=self._verdicts[Verdict.ACCEPTED],
                refused=self._verdicts[Verdict.REFUSED],
                to_confirm=self._verdicts[Verdict.TO_CONFIRM],
                enrolled=by_type.get(FactType.ENROLMENT_REQUESTED, 0),
                attendance=count_session(desk, session.session_id).present if session else 0,
                facts_recorded=health.facts,
                facts_settled=health.facts - health.pending,
                facts_pending=health.pending,
                needs_attention=show_desk_state(desk).needs_attention,
                screenshots=list(self._screenshots.values()),
            )
        finally:
            desk.close()
