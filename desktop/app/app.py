"""The running desk: opens the record, builds the screens over it, tells them what has changed. Nothing here waits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app.blank_words import say_why_blank
from desktop.app.camera_desk import CameraDesk, remembered
from desktop.app.open_record import Opened, RecordOpener
from desktop.app.pc_desk import PcDesk
from desktop.app.practice_room import PracticeRoom
from desktop.app.screens import Screen, Surroundings, build_screens
from desktop.app.staffing import Staffing
from desktop.background import Background
from desktop.main_window import Frame, open_frame
from desktop.reader.readers import Readers
from desktop.screens.attention.presenter import AttentionPresenter
from desktop.screens.check_in.presenter import CheckInPresenter, Situation
from desktop.screens.check_in.view import CheckInView
from desktop.screens.repair.presenter import RepairPresenter
from desktop.screens.roster.presenter import RosterPresenter
from desktop.screens.sign_in.presenter import SignInPresenter
from desktop.sync_worker import SyncWorker
from desktop.widgets.habits import Habits, keep, recall
from desktop.widgets.tones import Tones
from scanner.camera_choice import CameraInfo
from scanner.frame import FrameSource
from scanner.source_opener import SourceOpener
from sync.desk.device.key_vault import openness
from sync.desk.device.settings import Settings
from sync.desk.exchange.line import LineStatus
from sync.desk.exchange.resolve import resolve
from sync.desk.operations.care_for_record import RecordCare
from sync.desk.operations.check_in import CheckedIn
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import Enrolled
from sync.desk.operations.may_be_voucher import may_be_voucher
from sync.desk.operations.show_desk_state import DeskState, show_desk_state
from sync.desk.operations.sign_in import People
from sync.domain.ids import ClassId, StaffId
from sync.errors import ContactLapsed, NotJoined, StoreError, StoreUnreadable, Withdrawn
from sync.protocol.joining import Resolution
from sync.protocol.voucher_code import is_voucher_code, presentation_key

_LOOK_AGAIN_MS = 5_000
_STATE_MS = 10_000


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
        self._opener = RecordOpener(settings, open_desk)
        self.language, self.window = frame.language, frame.window
        self.disk, self.long, self.line, self.devices = (Background(self) for _ in range(4))
        self._qt, self.readers = qt, Readers(settings.reader, presentation_key, self)
        self.tones = Tones(self, muted=qt.platformName() == "offscreen")  # nobody is there to hear
        self.desk: Desk | None = None
        self.check_in: CheckInPresenter | None = None
        self.check_in_view: CheckInView | None = None
        self.roster: RosterPresenter | None = None
        self.attention: AttentionPresenter | None = None
        self.camera: CameraDesk | None = None
        self.screens: dict[str, Screen] = {}
        self.sync: SyncWorker | None = None
        self.repair = RepairPresenter(settings, self.disk, self.window.blank, self)
        self.repair.finished.connect(self._open)
        self._opening = False
        self._why_blank: Exception | None = None
        self._may_be_voucher: Callable[[str], bool] = is_voucher_code
        self.staffing: Staffing | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_STATE_MS)
        self._timer.timeout.connect(self._look_at_state)
        self._habits = recall(settings.home)
        self._sources = make_sources(settings.camera, remembered(settings, self._habits))
        self._open_source = open_source
        if self._habits.muted:
            self.tones.muted = True
            self.window.show_muted()
        self.pc = PcDesk(qt, settings, self.window, self.readers, self._sources, open_source)
        self.pc.chosen.connect(self._choose)
        self.pc.finished.connect(self._open)
        self.readers.presented.connect(self._present)
        self.window.language_switched.connect(self._switch_language)
        self.window.muted.connect(self._mute)
        self.window.screen_shown.connect(self._read_shown)
        self.window.closing.connect(self.close)
        self.practice = PracticeRoom(self.window, self.tones, self.long, self)
        self.practice.failed.connect(self._tell)
        self.practice.entered.connect(self._practise)
        self.window.practice_asked.connect(self.practice.enter)

    def start(self) -> None:
        """Show the window; open the record behind it."""
        self.pc.wear(self._habits)
        self.window.show()
        self._open()

    def close(self) -> None:
        """Stop every thread, then give up the record. May be called twice."""
        self._timer.stop()
        self.pc.stop()
        self.practice.leave()
        self.readers.stop()
        for worker in (self.camera, self.sync):
            if worker is not None:
                worker.stop()
        for background in (self.line, self.long, self.disk, self.devices):
            background.close()
        self.language.fall_silent()
        if self.desk is not None:
            self.desk.close()
        self.camera = self.sync = self.desk = None

    def _open(self) -> None:
        """Once only: the end of the first steps and the look for a PC that has joined may ask for it in one moment."""
        if self.pc.goes_on or self._opening or self.desk is not None:
            return
        self._opening = True
        self.disk.run(self._opener.open, self._opened, self._cannot_open)

    def _opened(self, opened: Opened) -> None:
        self._opening, self._why_blank = False, None
        self.desk = opened.desk
        self._build_screens(opened)
        self._start_camera()
        self._start_readers()
        self._start_line()
        self._timer.start()
        self._changed()
        self.pc.leave()
        if self._habits.set_up_step:
            self._test_devices()

    def _test_devices(self) -> None:
        self.pc.test(self._habits, self.camera)

    def _cannot_open(self, error: Exception) -> None:
        """Say why on a calm page; a PC that is being enrolled comes alive by itself."""
        self._opening, self._why_blank = False, error
        self._say_blank()
        if isinstance(error, NotJoined):
            self.pc.begin(self._habits)
            self.pc.tell_why(error.__cause__)
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._open)

    def _build_screens(self, opened: Opened) -> None:
        clock = opened.desk.clock
        care = RecordCare(opened.desk)
        self.sync = SyncWorker(opened.exchange, lambda: clock.read().best, self, look_after=care.look_after)
        witness = SignInPresenter(opened.sign_in, self.disk)
        around = Surroundings(
            self._settings, opened.desk, self.sync, self.disk, self.long, self.line, self.pc.background,
            self._resolve, witness,
        )  # fmt: skip
        self.screens = build_screens(around, self)
        self.check_in, self.check_in_view = self.screens["check_in"].presenter, self.screens["check_in"].view  # type: ignore[assignment]  # a view of its kind
        self.roster = self.screens["roster"].presenter
        self.attention = self.screens["attention"].presenter
        self.window.status.show_keys(lie_open=bool(openness(self._settings)))
        self.window.status.camera_shown.connect(self.screens["sync_status"].presenter.show_camera)
        self.pc.serve(self.screens["set_up"].presenter, self._test_devices)
        for screen in self.screens.values():
            self._take_in(screen)
        assert self.check_in is not None  # noqa: S101  built just before
        assert self.check_in_view is not None  # noqa: S101  as above
        self.check_in_view.has_attendance = "attendance" in self.screens
        self.window.practice.show()
        self.window.show_screen("check_in")
        self.check_in.answered.connect(self._sound)
        self.screens["enrolment"].presenter.answered.connect(lambda reason: self.tones.play(reason.verdict))
        self.check_in.not_saved.connect(lambda _: self.tones.alarm())
        self.check_in.situation.connect(self._suggest_class)
        self._take_up_work(witness, opened.people)

    def _take_up_work(self, presenter: SignInPresenter, people: People) -> None:
        staffing = Staffing(self.window, presenter, self._habits.operator, self._settings.lock_minutes)
        presenter.setParent(self)
        presenter.failed.connect(self._tell)
        staffing.working.connect(self._work_as)
        staffing.sets_up.connect(self.screens["set_up"].view.let_change)  # type: ignore[attr-defined]  # a view of its kind
        staffing.chose.connect(lambda staff: self._remember(replace(self._habits, operator=staff)))
        self.staffing = staffing
        staffing.show_people(people)

    def _take_in(self, screen: Screen) -> None:
        presenter = screen.presenter
        self.window.add_screen(screen.name, screen.view)
        presenter.failed.connect(self._tell)
        if hasattr(presenter, "recorded"):
            presenter.recorded.connect(self._recorded)
        if hasattr(screen.view, "asked_for"):
            screen.view.asked_for.connect(self._go_to)
        if hasattr(presenter, "no_operator") and self.check_in is not None and presenter is not self.check_in:
            presenter.no_operator.connect(self.check_in.no_operator)

    def _go_to(self, name: str, class_id: str) -> None:
        """One screen leads to another, which shows the class they speak of."""
        if name in self.screens:
            if class_id:
                self.screens[name].presenter.choose_class(ClassId(class_id))
            self.window.show_screen(name)

    def _start_camera(self) -> None:
        assert self.check_in_view is not None  # noqa: S101  built just before
        self.camera = CameraDesk(
            self._sources, self._open_source, self.check_in_view, self.window.status, self.readers, self.devices,
            self._matters, self,
        )  # fmt: skip
        self.camera.chosen.connect(self._camera_chosen)
        self.pc.offer(self.camera)
        self._timer.timeout.connect(self.camera.look)
        self.camera.start()

    def _start_readers(self) -> None:
        self.readers.lost.connect(self.window.notices.show_error)
        self.readers.working.connect(self.window.notices.clear)
        self.pc.listen()

    def _present(self, text: str) -> None:
        """While it is locked nobody is there to see who came; while somebody practises it is for the practice."""
        if self.pc.take(text):
            return
        if self.practice.view is not None:
            self.practice.present(text)
        elif self.check_in is not None and self.staffing is not None and self.staffing.open:
            self.staffing.noticed()
            shown = "enrolment" if self.window.shown == "enrolment" else "check_in"
            self.screens[shown].presenter.present(text)

    def _practise(self, view: CheckInView) -> None:
        """The camera's pictures are seen there too."""
        if self.camera is not None:
            self.camera.show_also(view)

    def _start_line(self) -> None:
        assert self.sync is not None  # noqa: S101  made with the screens
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
        if situation.session is not None:
            for name in ("roster", "attendance"):
                self.screens[name].presenter.suggest_class(situation.session.class_id)

    def _sound(self, result: CheckedIn | Enrolled) -> None:
        self.window.notices.clear()
        self.tones.play(result.reason.verdict)

    def _recorded(self) -> None:
        if self.sync is not None:
            self.sync.wake()
        self._look_at_state()
        self._refresh()

    def _changed(self, _: object = None) -> None:
        """The record holds something new."""
        desk = self.desk
        if desk is None or not self.screens:
            return
        self._refresh()
        self._look_at_state()
        if self.staffing is not None:
            self.staffing.presenter.refresh()
        self.disk.run(lambda: may_be_voucher(desk), self._know_vouchers, self.window.notices.show_error)

    def _refresh(self) -> None:
        """What is looked at, and the check-in, whose next answer must be true; any other reads when it is shown."""
        for name, screen in self.screens.items():
            if name in ("check_in", self.window.shown):
                screen.presenter.refresh()

    def _read_shown(self, name: str) -> None:
        if name != "check_in":  # which is always up to date
            self.screens[name].presenter.refresh()

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
            self.window.show_screen(self.window.shown)
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

    def _work_as(self, operator: StaffId | None) -> None:
        for screen in self.screens.values():
            screen.work_as(operator)

    def _camera_chosen(self, camera: CameraInfo) -> None:
        self._remember(replace(self._habits, camera=camera.name, camera_port=camera.port))

    def _line_changed(self, status: LineStatus) -> None:
        self.window.status.show_line(status)
        self._look_at_state()

    def _choose(self, changes: dict[str, Any]) -> None:
        """Chosen for this PC's window."""
        self.pc.apply(changes, self.language, self.tones)
        self._remember(replace(self._habits, **changes))

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
        if isinstance(error, StoreUnreadable):
            self.repair.offer(error)
        else:
            say_why_blank(self.window.blank, error)
