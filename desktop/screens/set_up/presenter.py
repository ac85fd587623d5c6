"""What the screen needs: the checks, the copies, the log, and what is done about them; all of it in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from desktop.background import Background, Progress, Stopped
from desktop.health.check import Check
from desktop.health.of_desk import look_quickly, store
from desktop.health.of_pc import look_at_pc
from desktop.health.support_bundle import Bundle, write_bundle
from desktop.widgets.habits import recall
from sync.desk.device.logs import log_folder, read_log
from sync.desk.device.settings import Settings
from sync.desk.exchange.connection import Connection
from sync.desk.operations.back_up import back_up_now
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_storage import show_storage


class SetUpPresenter(QObject):
    """`checks`: a tuple of Check; `storage`: a Storage; `log`: LogLines, newest first; `habits`: Habits.

    `wanted` carries what was chosen, by the names of Habits; `begun`, `progressed` and `ended` tell of long work;
    `steps` asks for the first set-up's steps again, `restart` for a window anew, `sync_now` for a round,
    `code_wanted` for what a code means; `packed`: a Bundle for support. `cameras`: those that are plugged in, and the
    one that is meant; `camera_chosen`: a CameraInfo.
    """

    checks, storage, log, habits = Signal(object), Signal(object), Signal(object), Signal(object)
    wanted = Signal(object)
    begun, progressed, ended = Signal(str), Signal(int, int), Signal()
    steps, restart, sync_now = Signal(), Signal(), Signal()
    code_wanted, packed = Signal(str), Signal(object)
    cameras, camera_chosen = Signal(object, object), Signal(object)
    failed = Signal(object)

    def __init__(  # noqa: PLR0917  what it looks at, and where
        self,
        settings: Settings,
        desk: Desk,
        connection: Connection,
        disk: Background,
        long: Background,
        looks: Background,
    ) -> None:
        """`looks` does nothing else: whoever looks again waits neither for a copy nor for a whole look at the record,
        and nobody waits for a centre that does not answer.
        """
        super().__init__()
        self.settings = settings
        self._desk, self._connection = desk, connection
        self._disk, self._long, self._looks = disk, long, looks
        self._progress: Progress | None = None
        self._looking = False

    @property
    def logs(self) -> Path:
        """The folder of the log."""
        return log_folder(self.settings.home)

    def refresh(self) -> None:
        """Look again at everything that is quick."""
        self._disk.run(lambda: recall(self.settings.home), self.habits.emit, self.failed.emit)
        self._disk.run(lambda: show_storage(self.settings, self._desk), self.storage.emit, self.failed.emit)
        self._disk.run(lambda: read_log(self.settings.home), self.log.emit, self.failed.emit)
        if not self._looking:  # the centre may take its time
            self._looking = True
            self._looks.run(self._look, self._looked, self._not_looked)

    def back_up(self) -> None:
        """A copy of the record, now."""
        self._do("backup", lambda progress: back_up_now(self._desk, lambda: progress.told(0, 0)))

    def verify(self) -> None:
        """Read the whole record, now."""

        def work(progress: Progress) -> Check:
            progress.told(0, 0)
            return store(self._desk, lambda: progress.told(0, 0))

        self._do("verify", work)

    def pack(self, path: Path) -> None:
        """What support needs, into a file; nobody's data is in it."""
        self._do("bundle", lambda progress: write_bundle(self.settings, path))

    def stop(self) -> None:
        """End the long work."""
        if self._progress is not None:
            self._progress.stop()

    def _look(self) -> tuple[Check, ...]:
        zone = ZoneInfo(show_storage(self.settings, self._desk).site_zone)
        return (*look_quickly(self._desk, self._connection, zone), *look_at_pc(self.settings))

    def _looked(self, checks: tuple[Check, ...]) -> None:
        self._looking = False
        self.checks.emit(checks)

    def _not_looked(self, error: Exception) -> None:
        self._looking = False
        self.failed.emit(error)

    def _do(self, what: str, work: Callable[[Progress], object]) -> None:
        if self._progress is None:
            self.begun.emit(what)
            self._progress = self._long.run_long(work, self.progressed.emit, self._done, self._not_done)

    def _done(self, found: object) -> None:
        self._progress = None
        self.ended.emit()
        if isinstance(found, Check):
            self.checks.emit((found,))
        if isinstance(found, Bundle):
            self.packed.emit(found)
        self.refresh()

    def _not_done(self, error: Exception) -> None:
        self._progress = None
        self.ended.emit()
        if not isinstance(error, Stopped):
            self.failed.emit(error)
