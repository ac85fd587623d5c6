"""The composition root: builds every object once and hands it down. No globals; nothing here waits."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.background import Background
from desktop.camera_worker import CameraWorker
from desktop.main_window import Frame, open_frame
from desktop.notices import words_of
from desktop.reader.readers import Readers
from desktop.screens.attention.presenter import AttentionPresenter
from desktop.screens.attention.view import AttentionView
from desktop.screens.check_in.presenter import CheckInPresenter, Situation
from desktop.screens.check_in.view import CheckInView
from desktop.screens.repair.presenter import RepairPresenter
from desktop.screens.roster.presenter import RosterPresenter
from desktop.screens.roster.view import RosterView
from desktop.sync_worker import SyncWorker
from desktop.widgets.camera_view import Preview
from desktop.widgets.habits import Habits, keep, recall
from desktop.widgets.status_line import CameraState
from desktop.widgets.tones import Tones
from scanner.camera_choice import CameraInfo
from scanner.errors import ScannerError
from scanner.frame import FrameSource
from scanner.ladder import Ladder
from scanner.source_opener import SourceOpener
from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import Exchange
from sync.desk.exchange.line import LineStatus
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.exchange.resolve import resolve
from sync.desk.operations.care_for_record import RecordCare
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import Enrolled
from sync.desk.operations.list_staff import StaffCard, first_operator, list_staff
from sync.desk.operations.may_be_voucher import may_be_voucher
from sync.desk.operations.show_desk_state import DeskState, show_desk_state
from sync.domain.ids import StaffId
from sync.errors import ContactLapsed, NotJoined, StoreError, StoreUnreadable, Withdrawn
from sync.protocol.joining import Resolution
from sync.protocol.voucher_code import is_voucher_code, presentation_key

translate = QCoreApplication.translate
_LOOK_AGAIN_MS = 5_000
_STATE_MS = 10_000
_PICTURES: dict[type[Exception], str] = {ContactLapsed: "wifi-off", Withdrawn: "monitor-x"}


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is read once when the record opens."""

    desk: Desk
    exchange: Exchange
    staff: tuple[StaffCard, ...]


class App(QObject):
    """The running desk. `window` is there from the start; `check_in` and `camera` once the record is open."""

    def __init__(
        self,
        qt: QApplication,
        settings: Settings,
        *,
        frame: Frame | None = None,
        open_desk: Callable[[], Desk] | None = None,
        open_source: Callable[[], FrameSource] | None = None,
        make_sources: Callable[[str, CameraInfo | None], SourceOpener] = SourceOpener,
    ) -> None:
        """`frame` is the window when it is on the screen already. `open_desk` and `open_source` replace the record and
        the camera that `settings` names; each is called in the thread that needs it.
        `make_sources` gets what the settings say of the camera and the one that was chosen in the window.
        """
        super().__init__()
        frame = frame or open_frame(qt, settings)
        self._settings = settings
        self._open_desk = open_desk or (lambda: Desk.open(settings))
        self.language, self.window = frame.language, frame.window
        self.disk, self.line, self.devices = Background(self), Background(self), Background(self)
        self._qt, self.readers = qt, Readers(settings.reader, presentation_key, self)
        self.tones = Tones(self, muted=qt.platformName() == "offscreen")  # nobody is there to hear
        self.desk: Desk | None = None
        self.check_in: CheckInPresenter | None = None
        self.check_in_view: CheckInView | None = None
        self.roster: RosterPresenter | None = None
        self.attention: AttentionPresenter | None = None
        self.camera: CameraWorker | None = None
        self.sync: SyncWorker | None = None
        self.repair = RepairPresenter(settings, self.disk, self.window.blank, self)
        self.repair.finished.connect(self._open)
        self._why_blank: Exception | None = None
        self._may_be_voucher: Callable[[str], bool] = is_voucher_code
        self._staff: tuple[StaffCard, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(_STATE_MS)
        self._timer.timeout.connect(self._look_at_state)
        self._habits = recall(settings.home)
        self._sources = make_sources(settings.camera, _remembered(settings, self._habits))
        self._open_source = open_source or self._sources.open
        if open_source is None:
            self._timer.timeout.connect(self._look_for_cameras)
        if self._habits.muted:
            self.tones.muted = True
            self.window.show_muted()
        self.window.language_switched.connect(self._switch_language)
        self.window.muted.connect(self._mute)
        self.window.closing.connect(self.close)

    def start(self) -> None:
        """Show the window; open the record behind it."""
        self.window.show()
        self._open()

    def close(self) -> None:
        """Stop every thread, then give up the record. May be called twice."""
        self._timer.stop()
        self.readers.stop()
        for worker in (self.camera, self.sync):
            if worker is not None:
                worker.stop()
        for background in (self.line, self.disk, self.devices):
            background.close()
        self.language.fall_silent()
        if self.desk is not None:
            self.desk.close()
        self.camera = self.sync = self.desk = None

    def _open(self) -> None:
        self.disk.run(lambda: _open(self._settings, self._open_desk), self._opened, self._cannot_open)

    def _opened(self, opened: _Opened) -> None:
        self._why_blank = None
        self.desk = opened.desk
        self._build_screens(opened)
        self._start_camera()
        self._start_readers()
        self._start_line(opened)
        self._timer.start()
        self._changed()

    def _cannot_open(self, error: Exception) -> None:
        """Say why on a calm page; a PC that is being enrolled comes alive by itself."""
        self._why_blank = error
        self._say_blank()
        if isinstance(error, NotJoined):
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._open)

    def _build_screens(self, opened: _Opened) -> None:
        desk = opened.desk
        self.check_in = CheckInPresenter(desk, self.disk, self.line, self._resolve)
        self.check_in.setParent(self)
        self.roster = RosterPresenter(desk, self.disk)
        self.roster.setParent(self)
        self.attention = AttentionPresenter(desk, self.disk)
        self.attention.setParent(self)
        self.check_in_view = CheckInView(self.check_in)
        self.window.add_screen("check_in", self.check_in_view)
        self.window.add_screen("roster", RosterView(self.roster))
        self.window.add_screen("attention", AttentionView(self.attention))
        self.window.show_screen("check_in")
        self.check_in.answered.connect(self._sound)
        self.check_in.not_saved.connect(lambda _: self.tones.alarm())
        self.check_in.recorded.connect(self._recorded)
        self.check_in.situation.connect(self._suggest_class)
        self.attention.recorded.connect(self._recorded)
        self.attention.no_operator.connect(self.check_in.no_operator)
        for presenter in (self.check_in, self.roster, self.attention):
            presenter.failed.connect(self._tell)
        self.window.operator_chosen.connect(self._choose_operator)
        self._show_staff(opened.staff)

    def _start_camera(self) -> None:
        camera = CameraWorker(self._open_source, make_ladder, presentation_key, self, matters=self._matters)
        assert self.check_in is not None  # noqa: S101  built just before
        assert self.check_in_view is not None  # noqa: S101
        camera.presented.connect(self.readers.see)
        camera.crowded.connect(self.check_in_view.show_crowd)
        camera.advised.connect(self.check_in_view.show_advice)
        camera.preview.connect(self._show_preview)
        camera.lost.connect(self._camera_lost)
        camera.troubled.connect(self._camera_troubled)
        camera.working.connect(self._camera_works)
        self.check_in_view.camera.drawn.connect(camera.preview_drawn)
        self.check_in_view.camera.retry.connect(camera.try_again)
        self.check_in_view.camera.chooser.chosen.connect(self._choose_camera)
        self.camera = camera
        camera.start()

    def _start_readers(self) -> None:
        assert self.check_in is not None  # noqa: S101  built just before
        self.readers.presented.connect(self.check_in.present)
        self.readers.lost.connect(self.window.notices.show_error)
        self.readers.working.connect(self.window.notices.clear)
        self.readers.start(self._qt, self.window)

    def _start_line(self, opened: _Opened) -> None:
        clock = opened.desk.clock
        care = RecordCare(opened.desk)
        self.sync = SyncWorker(opened.exchange, lambda: clock.read().best, self, look_after=care.look_after)
        self.sync.line.connect(self._line_changed)
        self.sync.changed.connect(self._changed)
        self.sync.failed.connect(self.window.notices.show_error)
        self.sync.healed.connect(self.window.notices.tell_healed)
        self.sync.start()

    def _resolve(self, text: str) -> Resolution | None:
        """Ask only a line that was up a moment ago: nobody in a queue waits for one that is down."""
        if self.sync is None or not self.sync.online:
            return None
        return resolve(self.sync.connection, text)

    def _suggest_class(self, situation: Situation) -> None:
        if self.roster is not None and situation.session is not None:
            self.roster.suggest_class(situation.session.class_id)

    def _sound(self, result: CheckedIn | Enrolled) -> None:
        self.window.notices.clear()
        self.tones.play(result.reason.verdict)

    def _recorded(self) -> None:
        if self.sync is not None:
            self.sync.wake()
        self._look_at_state()
        for presenter in (self.roster, self.attention):
            if presenter is not None:
                presenter.refresh()

    def _changed(self, _: object = None) -> None:
        """The record holds something new."""
        if self.desk is None or self.check_in is None or self.roster is None or self.attention is None:
            return
        desk = self.desk
        for presenter in (self.check_in, self.roster, self.attention):
            presenter.refresh()
        self._look_at_state()
        self.disk.run(lambda: list_staff(desk), self._show_staff, self.window.notices.show_error)
        self.disk.run(lambda: may_be_voucher(desk), self._know_vouchers, self.window.notices.show_error)

    def _know_vouchers(self, test: Callable[[str], bool]) -> None:
        """Which codes in view come before others, by the policy of this day; the camera's thread asks."""
        self._may_be_voucher = test

    def _matters(self, text: str) -> bool:
        return self._may_be_voucher(text)

    def _look_at_state(self) -> None:
        desk = self.desk
        if desk is not None:
            self.disk.run(lambda: show_desk_state(desk), self._show_state, self.window.notices.show_error)

    def _show_state(self, state: DeskState) -> None:
        self.window.show_state(state)
        self._close_or_open(state.closed)

    def _close_or_open(self, closed: StoreError | None) -> None:
        """A PC that is locked shows the page that says so, and comes back by itself; a withdrawn one is at its end."""
        if type(closed) is type(self._why_blank) or isinstance(self._why_blank, Withdrawn):
            return
        self._why_blank = closed
        if closed is None:
            self.window.show_screen("check_in")
            self._changed()
        else:
            self.window.notices.clear()
            self._say_blank()
            self.window.show_blank()

    def _tell(self, error: Exception) -> None:
        """What keeps people's data closed has a page of its own."""
        if isinstance(error, ContactLapsed | Withdrawn):
            self._look_at_state()
        else:
            self.window.notices.show_error(error)

    def _show_staff(self, staff: tuple[StaffCard, ...]) -> None:
        """Whoever was the operator stays, over a restart too; on a fresh desk it is the first at the front desk."""
        if self.check_in is None:
            return
        now = self.check_in.operator
        known = now in {card.id for card in staff}
        self._staff = staff
        self._work_as(now if known else _operator(staff, self._habits.operator))

    def _choose_operator(self, operator: str) -> None:
        self._work_as(StaffId(operator))
        self._remember(replace(self._habits, operator=operator))

    def _work_as(self, operator: StaffId | None) -> None:
        if self.check_in is not None and self.attention is not None:
            self.check_in.operator = self.attention.operator = operator
            self.window.show_staff(self._staff, operator)

    def _show_preview(self, preview: Preview) -> None:
        if self.check_in_view is not None:
            self.check_in_view.camera.show_preview(preview)

    def _camera_works(self) -> None:
        self.window.status.show_camera(CameraState.WORKING)
        self._show_cameras()

    def _camera_lost(self, error: ScannerError) -> None:
        self._camera_troubled(error, CameraState.MISSING)
        self._show_cameras()

    def _camera_troubled(self, error: ScannerError, state: CameraState = CameraState.TROUBLED) -> None:
        self.window.status.show_camera(state)
        if self.check_in_view is not None:
            self.check_in_view.camera.show_missing(error)

    def _show_cameras(self, _: object = None) -> None:
        if self.check_in_view is not None:
            self.check_in_view.camera.show_cameras(self._sources.cameras, self._sources.chosen)

    def _look_for_cameras(self) -> None:
        """Another one may have been plugged in."""
        if self.camera is not None:
            self.devices.run(self._sources.look, self._show_cameras)

    def _choose_camera(self, camera: CameraInfo) -> None:
        """From now on this one, after a restart too."""
        self._sources.chosen = camera
        self._remember(replace(self._habits, camera=camera.name, camera_port=camera.port))
        self.window.status.show_camera(CameraState.STARTING)
        if self.camera is not None and self.check_in_view is not None:
            self.check_in_view.camera.show_starting()
            self.camera.try_again()
        self._show_cameras()

    def _line_changed(self, status: LineStatus) -> None:
        self.window.status.show_line(status)
        self._look_at_state()

    def _switch_language(self) -> None:
        self.language.switch()
        if self.check_in_view is None or self._why_blank is not None:
            self._say_blank()
        self._remember(replace(self._habits, language=self.language.now))

    def _mute(self, muted: bool) -> None:
        self.tones.muted = muted
        self._remember(replace(self._habits, muted=muted))

    def _remember(self, habits: Habits) -> None:
        self._habits = habits
        self.disk.run(lambda: keep(self._settings.home, habits))

    def _say_blank(self) -> None:
        error = self._why_blank
        if error is None:
            self.window.show_opening()
            return
        words = words_of(error)
        if isinstance(error, NotJoined):
            self.window.blank.say(
                "monitor-smartphone",
                words.title,
                translate("App", "IT runs this once, with the address and the one-time code from the centre:"),
                command="voucherdesk enrol-device --central URL --code CODE",
                code=words.code + " · " + translate("App", "This window goes on by itself afterwards."),
            )
        elif isinstance(error, StoreUnreadable):
            self.repair.offer(error)
        else:
            picture = _PICTURES.get(type(error), "triangle-alert")
            self.window.blank.say(picture, words.title, words.remedy, code=words.code)


def _remembered(settings: Settings, habits: Habits) -> CameraInfo | None:
    """The camera chosen in the window, unless this PC's settings name one: those are IT's."""
    if settings.camera or not habits.camera:
        return None
    return CameraInfo(0, habits.camera, port=habits.camera_port)


def make_ladder() -> Ladder:
    """The ladder over every decoder this PC has. Raises NoDecoder."""
    from scanner.decoders import load_decoders  # noqa: PLC0415  loads the decoding libraries: not in the UI thread

    return Ladder(load_decoders())


def _open(settings: Settings, open_desk: Callable[[], Desk]) -> _Opened:
    desk = open_desk()
    try:
        return _Opened(desk, open_exchange(settings, desk), list_staff(desk))
    except BaseException:
        desk.close()
        raise


def _operator(staff: tuple[StaffCard, ...], remembered: str) -> StaffId | None:
    """Whoever it was the last time, if they still work here."""
    return next((card.id for card in staff if card.id == remembered), first_operator(staff)) if staff else None
