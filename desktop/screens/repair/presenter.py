"""Repair from the window: offered on the page that says the record cannot be read, told step by step, and its end."""

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.background import Background
from desktop.notices import words_of
from desktop.screens.repair.wording import text_of, title_of, words_of_step
from desktop.widgets.blank_page import BlankPage
from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.repair_record import Repaired, RepairStep, repair_record

translate = QCoreApplication.translate


class RepairPresenter(QObject):
    """Speaks through the blank page. `finished`: the record can be opened again."""

    finished = Signal()
    _stepped = Signal(object)

    def __init__(self, settings: Settings, disk: Background, page: BlankPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings, self._disk, self._page = settings, disk, page
        self._now: Exception | RepairStep | Repaired | None = None
        self._stepped.connect(self._show)
        page.acted.connect(self._act)

    def offer(self, error: Exception) -> None:
        """Say why the record does not open, with a button to mend it; what is under way or done is said again."""
        if not isinstance(self._now, RepairStep | Repaired):
            self._now = error
        self.say()

    def say(self) -> None:
        """Fill the page in the window's language."""
        match self._now:
            case Exception() as error:
                words = words_of(error)
                saved = translate("Repair", "A repair keeps the damaged files and saves first what the centre lacks.")
                text = f"{words.remedy}\n{saved}"
                action = translate("Repair", "Repair…")
                self._page.say("triangle-alert", words.title, text, code=words.code, action=action)
            case RepairStep() as step:
                title = translate("Repair", "The record is being repaired; please leave the PC on")
                self._page.say("database", title, words_of_step(step))
            case Repaired() as repaired:
                action = translate("Repair", "Go on working")
                kept = str(repaired.kept_in or "")
                self._page.say("database", title_of(repaired), text_of(repaired), code=kept, action=action)

    def _act(self) -> None:
        if isinstance(self._now, Repaired):
            self._now = None
            self.finished.emit()
        elif isinstance(self._now, Exception):
            self._show(RepairStep.COPYING)
            self._disk.run(self._repair, self._show, self._show)

    def _repair(self) -> Repaired:
        """On the disk's thread; each step comes back as a signal."""
        return repair_record(self._settings, open_vault(self._settings), self._stepped.emit)

    def _show(self, now: Exception | RepairStep | Repaired) -> None:
        self._now = now
        self.say()
