"""This PC's own affairs: its first set-up, the same steps again, and what is chosen for its window."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.app.camera_desk import CameraDesk, make_ladder
from desktop.background import Background
from desktop.camera_worker import CameraWorker
from desktop.main_window import MainWindow
from desktop.reader.readers import Readers
from desktop.screens.first_run.presenter import FirstRunPresenter
from desktop.screens.first_run.view import FirstRunView
from desktop.screens.set_up.presenter import SetUpPresenter
from desktop.widgets.habits import Habits
from desktop.widgets.language import Language
from desktop.widgets.tones import Tones
from scanner.frame import FrameSource
from scanner.source_opener import SourceOpener
from sync.desk.device.settings import Settings
from sync.protocol.voucher_code import presentation_key

_LOG = logging.getLogger(__name__)
START_AGAIN = 77
"""What the window ends with when it is to be started again."""


class PcDesk(QObject):
    """`chosen` carries habits by name; `finished`: the first steps are over. `view` is there while steps are shown."""

    chosen, finished = Signal(object), Signal()

    def __init__(  # noqa: PLR0917  what is the PC's own
        self,
        qt: QApplication,
        settings: Settings,
        window: MainWindow,
        readers: Readers,
        sources: SourceOpener,
        open_source: Callable[[], FrameSource] | None,
    ) -> None:
        """`open_source` replaces what `sources` opens; then there is no camera to choose."""
        super().__init__(window)
        self._qt, self._settings, self._window, self._readers = qt, settings, window, readers
        self._sources, self._open_source = sources, open_source
        self.background = Background(self)
        self._camera: CameraDesk | None = None
        self._listens = self._first = False
        self._own: SetUpPresenter | None = None
        self.view: FirstRunView | None = None

    @property
    def goes_on(self) -> bool:
        """Whether the steps are still on the way on a PC that joined in them: its record is opened afterwards."""
        return self.view is not None and self.view.joined and self._first

    def begin(self, habits: Habits) -> bool:
        """The first set-up, where it was left. False once it was ended without joining: then it waits for a restart."""
        if self._first:
            return self.view is not None
        self._first = True
        self.listen()
        self._show(habits, joined=False)
        return True

    def tell_why(self, error: BaseException | None) -> None:
        """What kept this PC from joining by site.toml."""
        if self.view is not None and isinstance(error, Exception):
            self.view.tell_why(error)

    def test(self, habits: Habits, camera: CameraDesk | None) -> None:
        """The steps again, from the camera's on or where they were left; the desk's own camera rests meanwhile."""
        if self.view is not None:
            self._window.show_page(self.view)
            return
        self._camera, self._first = camera, False
        if camera is not None:
            camera.worker.rest()
        self._show(replace(habits, set_up_step=habits.set_up_step or "camera"), joined=True)

    def listen(self) -> None:
        """Let the handheld readers be heard, once."""
        if not self._listens:
            self._listens = True
            self._readers.start(self._qt, self._window)

    def take(self, text: str) -> bool:
        """A code came from a reader; whether it was for the steps."""
        if self.view is None or not self.view.isVisible():
            return False
        self.view.take(text)
        return True

    def leave(self) -> None:
        """The steps are over, the PC has joined by other means, or the window closes."""
        view, self.view = self.view, None
        if view is not None:
            view.end()
            self._window.remove_page(view)
        if self._camera is not None:
            self._camera.worker.try_again()
            self._camera = None

    def stop(self) -> None:
        """The window closes."""
        if self.view is not None:
            self.view.end()
        self.view = self._camera = None
        self.background.close()

    def apply(self, changes: Mapping[str, object], language: Language, tones: Tones) -> None:
        """What holds at once."""
        if "language" in changes:
            language.speak(str(changes["language"]))
        if "look" in changes:
            theme.look(self._qt, str(changes["look"]))
        if "muted" in changes:
            tones.muted = bool(changes["muted"])

    def wear(self, habits: Habits) -> None:
        """Light or dark, where that was chosen."""
        if habits.look:
            theme.look(self._qt, habits.look)

    def serve(self, own: SetUpPresenter, test: Callable[[], None]) -> None:
        """What the screen "This PC" wants is done."""
        self._own = own
        own.wanted.connect(self.chosen)
        own.steps.connect(test)
        own.restart.connect(self.restart)
        self._window.notices.let_look_up(allowed=True)
        self._window.notices.code_asked.connect(partial(self._look_up, own))

    def offer(self, camera: CameraDesk) -> None:
        """The camera can be chosen on that screen, too."""
        assert self._own is not None  # noqa: S101  the screens are there before the camera
        camera.seen.connect(self._own.cameras)
        self._own.camera_chosen.connect(camera.choose)

    def _look_up(self, own: SetUpPresenter, code: str) -> None:
        if not self._window.is_covered and self.view is None:  # no way past what hides the screens
            self._window.show_screen("set_up")
            own.code_wanted.emit(code)

    def restart(self) -> None:
        """Close the window and start it anew, with what holds only from a start."""
        self._window.close()
        self._qt.exit(START_AGAIN)

    def _show(self, habits: Habits, *, joined: bool) -> None:
        def make_camera() -> CameraWorker:
            return CameraWorker(self._open_source or self._sources.open, make_ladder, presentation_key, self)

        sources = self._sources if self._open_source is None else None
        presenter = FirstRunPresenter(self._settings, self.background, make_camera, sources, joined=joined)
        self.view = FirstRunView(presenter, habits)
        presenter.setParent(self.view)
        presenter.chosen.connect(self.chosen)
        presenter.left.connect(lambda name: self.chosen.emit({"set_up_step": name}))
        presenter.finished.connect(self._finish)
        presenter.left.connect(lambda name: _LOG.info("set-up: %s", name))
        self._window.show_page(self.view)
        self.view.go_to_named(habits.set_up_step)

    def _finish(self) -> None:
        first = self._first
        self.chosen.emit({"set_up_step": ""})
        self.leave()
        if first:
            self.finished.emit()
