"""本机: health, settings, log, record, codes and what is inside, each behind a tab."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QTabBar, QWidget

from desktop.screens.set_up.about_page import AboutPage
from desktop.screens.set_up.codes_page import CodesPage
from desktop.screens.set_up.health_page import HealthPage
from desktop.screens.set_up.log_page import LogPage, open_folder
from desktop.screens.set_up.presenter import SetUpPresenter
from desktop.screens.set_up.record_page import RecordPage
from desktop.screens.set_up.settings_page import SettingsPage
from desktop.widgets.page import Page
from desktop.widgets.progress_strip import ProgressStrip
from sync.desk.device.settings import where_from

_LOG, _CODES = 2, 4


class SetUpView(Page):
    """F2 goes to the log's search; the tabs are `tabs`."""

    def __init__(self, presenter: SetUpPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.tabs, self._pages, self.progress = QTabBar(), QStackedWidget(), ProgressStrip()
        self.health, self.log, self.record = HealthPage(), LogPage(), RecordPage()
        self.codes, self.about = CodesPage(), AboutPage()
        self.settings = SettingsPage(presenter.settings, where_from())
        for page in (self.health, self.settings, self.log, self.record, self.codes, self.about):
            self.tabs.addTab("")
            self._pages.addWidget(page)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.bar.addWidget(self.tabs)
        self.bar.addStretch(1)
        self.body.addWidget(self.progress)
        self.body.addWidget(self._pages, 1)
        self.on_key(Qt.Key.Key_F2, self._search)
        self._listen(presenter)
        self.say()

    def let_change(self, allowed: bool) -> None:
        """Whether whoever works now changes the settings, or only reads them."""
        self.settings.lock_all(locked=not allowed)

    def look_up(self, code: str) -> None:
        """What a code means that was told."""
        self.tabs.setCurrentIndex(_CODES)
        self.codes.code.setText(code)
        self.codes.code.setFocus()

    def say(self) -> None:
        """See Page."""
        words = (
            self.tr("Health"), self.tr("Settings"), self.tr("Log"), self.tr("Record and copies"), self.tr("Codes"),
            self.tr("About"),
        )  # fmt: skip
        for place, word in enumerate(words):
            self.tabs.setTabText(place, word)
        self.tabs.setAccessibleName(self.tr("This PC"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The screen was gone to: the tabs take the keys."""
        super().focusInEvent(event)
        self.tabs.setFocus()

    def _listen(self, presenter: SetUpPresenter) -> None:
        presenter.checks.connect(self.health.show_checks)
        presenter.storage.connect(self.record.show_storage)
        presenter.log.connect(self.log.show_lines)
        presenter.habits.connect(self.settings.show_habits)
        presenter.code_wanted.connect(self.look_up)
        presenter.begun.connect(self._begin)
        presenter.progressed.connect(self.progress.show_progress)
        presenter.ended.connect(self.progress.end)
        self.progress.stopped.connect(presenter.stop)
        presenter.packed.connect(self.health.show_bundle)
        self.health.act.connect(self._act)
        self.health.pack.clicked.connect(self._pack)
        self.record.back_up.clicked.connect(presenter.back_up)
        self.record.verify.clicked.connect(presenter.verify)
        self.settings.wanted.connect(presenter.wanted)
        presenter.cameras.connect(self.settings.show_cameras)
        self.settings.camera_chosen.connect(presenter.camera_chosen)
        self.settings.restart.connect(presenter.restart)
        self.log.folder_wanted.connect(lambda: open_folder(str(presenter.logs)))

    def _act(self, act: str) -> None:
        presenter = self._presenter
        acts = {"steps": presenter.steps.emit, "sync_now": presenter.sync_now.emit, "again": presenter.refresh}
        acts |= {"back_up": presenter.back_up, "verify": presenter.verify}
        acts[act]()

    def _begin(self, what: str) -> None:
        words = {"backup": self.tr("Copying the record…"), "bundle": self.tr("Packing for support…")}
        self.progress.begin(words.get(what, self.tr("Reading the whole record…")))

    def _pack(self) -> None:
        dialog = QFileDialog(self, self.tr("Pack for support…"), "", self.tr("Support bundle (*.zip)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"voucherdesk-{date.today():%Y%m%d}.zip")  # noqa: DTZ011  a file's name, in this PC's days
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._presenter.pack(Path(path)))
        dialog.open()

    def _search(self) -> None:
        self.tabs.setCurrentIndex(_LOG)
        self.log.search.setFocus()
