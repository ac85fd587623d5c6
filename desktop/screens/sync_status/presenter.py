"""What the readiness screen needs: the lights, making ready, the traffic with the centre, receipts, sticks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.background import Background, Progress, Stopped
from desktop.widgets.status_line import CameraState
from sync.desk.exchange.line import LineStatus
from sync.desk.operations.desk import Desk
from sync.desk.operations.export_queue import export_queue
from sync.desk.operations.import_receipts import import_receipts
from sync.desk.operations.make_ready import make_ready
from sync.desk.operations.show_readiness import Devices, DeviceState, Readiness, show_readiness
from sync.desk.operations.show_receipts import Shelf, Traffic, show_receipt, show_receipts, show_traffic
from sync.domain.ids import FactId

AskCentre = Callable[[Callable[[], object]], bool]
"""Does one round with the centre and says whether it answered; called in another thread, with what may stop it."""
_CAMERA = {CameraState.WORKING: DeviceState.WORKING, CameraState.STARTING: DeviceState.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Standing:
    """Both halves of the screen, read together."""

    readiness: Readiness
    traffic: Traffic


class SyncStatusPresenter(QObject):
    """`standing` carries a Standing, `line` a LineStatus, `step` a Step of making ready and `made_ready` its end;
    `page` a ReceiptPage and whether it goes on from the one before, `receipt` a ReceiptSheet; `exported` how many
    facts a stick has got, `imported` an Imported, `stick_failed` why not. `stopped`: a person ended long work.
    """

    standing = Signal(object)
    line = Signal(object)
    step = Signal(object)
    made_ready = Signal()
    page = Signal(object, bool)
    receipt = Signal(object)
    exported = Signal(int)
    imported = Signal(object)
    stick_failed = Signal(object)
    stopped = Signal()
    recorded = Signal()
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        disk: Background,
        long: Background,
        ask_centre: AskCentre,
        look_at_reader: Callable[[], DeviceState] = lambda: DeviceState.UNKNOWN,
    ) -> None:
        super().__init__()
        self._desk, self._disk, self._long = desk, disk, long
        self._ask_centre, self._look_at_reader = ask_centre, look_at_reader
        self.camera = DeviceState.UNKNOWN
        self.line_status = LineStatus()
        self._shelf, self._query = Shelf.ALL, ""
        self._asked = 0
        self._work: Progress | None = None

    def refresh(self) -> None:
        """Read everything again; the list of receipts from its beginning."""
        self._disk.run(self._read, self.standing.emit, self.failed.emit)
        self.look_for(self._shelf, self._query)

    def show_camera(self, camera: CameraState) -> None:
        """What the camera does, as the status line has it."""
        state = _CAMERA.get(camera, DeviceState.MISSING)
        if state is not self.camera:
            self.camera = state
            self._disk.run(self._read, self.standing.emit, self.failed.emit)

    def show_line(self, status: LineStatus) -> None:
        """Online or not, since when."""
        self.line_status = status
        self.line.emit(status)

    def make_ready(self) -> None:
        """Do what the program can do itself; one at a time."""
        if self._work is None:
            self._work = self._long.run_long(self._do_steps, lambda *_: None, self._ready, self._failed_ready)

    def send_now(self) -> None:
        """One round with the centre now."""
        if self._work is None:
            self._work = self._long.run_long(
                lambda progress: self._ask_centre(lambda: progress.told(0, 0)), lambda *_: None, self._sent, self._broke
            )

    def stop(self) -> None:
        """End the long work at hand."""
        if self._work is not None:
            self._work.stop()

    def look_for(self, shelf: Shelf, query: str) -> None:
        """The receipts of that kind, from the newest on."""
        self._shelf, self._query = shelf, query
        self._fetch(None)

    def fetch_more(self, after: FactId) -> None:
        """The next page behind that line."""
        self._fetch(after)

    def show(self, fact_id: FactId) -> None:
        """One record in full."""
        self._disk.run(lambda: show_receipt(self._desk, fact_id), self.receipt.emit, self.failed.emit)

    def export_to(self, path: Path) -> None:
        """What waits, onto a stick."""
        if self._work is None:
            self._work = self._long.run_long(
                lambda _: export_queue(self._desk, path).facts, lambda *_: None, self._exported, self._stick_broke
            )

    def import_from(self, path: Path) -> None:
        """The centre's reply, from a stick."""
        if self._work is None:
            self._work = self._long.run_long(
                lambda _: import_receipts(self._desk, path), lambda *_: None, self._imported, self._stick_broke
            )

    def _read(self) -> Standing:
        devices = Devices(self.camera, self._look_at_reader())
        return Standing(show_readiness(self._desk, devices), show_traffic(self._desk))

    def _fetch(self, after: FactId | None) -> None:
        self._asked += 1
        asked, shelf, query = self._asked, self._shelf, self._query
        self._disk.run(
            lambda: show_receipts(self._desk, shelf, query, after),
            lambda page: self.page.emit(page, after is not None) if asked == self._asked else None,
            self.failed.emit,
        )

    def _do_steps(self, progress: Progress) -> None:
        def going_on() -> None:
            progress.told(0, 0)

        for step in make_ready(self._desk, lambda: self._ask_centre(going_on), going_on):
            self.step.emit(step)

    def _ready(self, _: object) -> None:
        self._work = None
        self.made_ready.emit()
        self.recorded.emit()
        self.refresh()

    def _failed_ready(self, error: Exception) -> None:
        self._broke(error)
        self.made_ready.emit()

    def _sent(self, _: object) -> None:
        self._work = None
        self.stopped.emit()
        self.refresh()

    def _broke(self, error: Exception) -> None:
        self._work = None
        self.stopped.emit()
        if not isinstance(error, Stopped):
            self.failed.emit(error)
        self.refresh()

    def _exported(self, facts: int) -> None:
        self._work = None
        self.exported.emit(facts)
        self.refresh()

    def _imported(self, imported: object) -> None:
        self._work = None
        self.imported.emit(imported)
        self.recorded.emit()
        self.refresh()

    def _stick_broke(self, error: Exception) -> None:
        self._work = None
        self.stick_failed.emit(error)
