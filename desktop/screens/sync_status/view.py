"""The readiness screen: can tomorrow be taught without the network, and what went to the centre and came back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QTabBar, QWidget

from desktop import theme
from desktop.notices import words_of
from desktop.screens.sync_status.presenter import Standing, SyncStatusPresenter
from desktop.screens.sync_status.readiness_panel import ReadinessPanel
from desktop.screens.sync_status.receipt_sheet import ReceiptDetail
from desktop.screens.sync_status.receipts_panel import ReceiptsPanel
from desktop.widgets.page import Page
from desktop.widgets.progress_strip import ProgressStrip
from sync.desk.operations.import_receipts import Imported
from sync.protocol.queue_file import Fate


class SyncStatusView(Page):
    """Two tabs. F2 searches the receipts, F5 sends and fetches now."""

    def __init__(self, presenter: SyncStatusPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.readiness, self.receipts = ReadinessPanel(), ReceiptsPanel()
        self.strip, self.said = ProgressStrip(), theme.styled(QLabel(), "strong")
        self.detail = ReceiptDetail(self)
        self._lay_out()
        self._connect()
        self.on_key(Qt.Key.Key_F2, self._search)
        self.on_key(Qt.Key.Key_F5, self._send)
        self.say()

    def say(self) -> None:
        """Word everything anew."""
        self.tabs.setTabText(0, self.tr("Tomorrow without network"))
        self.tabs.setTabText(1, self.tr("Sending and receipts"))
        self.tabs.setAccessibleName(self.tr("Readiness"))
        self.detail.say()

    def show_standing(self, standing: Standing) -> None:
        """What was read."""
        self.readiness.show_readiness(standing.readiness)
        self.receipts.show_traffic(standing.traffic)

    def export_to(self, path: Path) -> None:
        """What waits goes into that file."""
        self._begin(self.tr("Writing what waits onto the stick…"))
        self._presenter.export_to(path)

    def import_from(self, path: Path) -> None:
        """The centre's reply is taken from that file."""
        self._begin(self.tr("Taking in the centre's reply…"))
        self._presenter.import_from(path)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The screen was gone to: the button that mends takes the keys, or the search."""
        super().focusInEvent(event)
        (self.receipts.search if self.tabs.currentIndex() else self.readiness.button).setFocus()

    def _search(self) -> None:
        self.tabs.setCurrentIndex(1)
        self.receipts.search.setFocus()

    def _make_ready(self) -> None:
        self._begin(self.tr("Getting ready…"))
        self.readiness.begin()
        self._presenter.make_ready()

    def _made_ready(self) -> None:
        self.strip.end()
        self.readiness.end()

    def _send(self) -> None:
        self._begin(self.tr("Sending and fetching…"))
        self._presenter.send_now()

    def _begin(self, words: str) -> None:
        self._say_result("")
        self.strip.begin(words)

    def _exported(self, facts: int) -> None:
        self.strip.end()
        words = self.tr("Records on the stick: {n}. Take it to the centre, and bring its reply back here.")
        nothing = self.tr("Nothing waits. The file asks the centre for its news; its reply counts as contact.")
        self._say_result(words.format(n=facts) if facts else nothing)

    def _imported(self, imported: Imported) -> None:
        self.strip.end()
        if imported.before:
            words = self.tr("This reply was taken in before; nothing was changed.")
        elif imported.fate is Fate.REVOKED:
            words = self.tr("The centre has withdrawn this PC from its site. Tell IT.")
        elif imported.fate is Fate.FORKED:
            words = self.tr("This record was a copy and goes on in a chain of its own: write the stick once more.")
        else:
            words = self.tr("Records answered: {n}; pieces of news: {news}.")
        self._say_result(words.format(n=imported.settled, news=imported.news))

    def _stick_failed(self, error: Exception) -> None:
        self.strip.end()
        words = words_of(error)
        self._say_result(f"✕ {words.title} · {words.remedy} ({words.code})", bad=True)

    def _say_result(self, words: str, *, bad: bool = False) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.said.setObjectName("trouble" if bad else "strong")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def _choose_export(self) -> None:
        dialog = QFileDialog(self, self.tr("To a USB stick"), "", self.tr("Queue for the centre (*.vdq)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("vdq")
        dialog.selectFile("voucherdesk-queue.vdq")
        self._choose(dialog, lambda name: self.export_to(Path(name)))

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, self.tr("Reply from a stick"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._choose(dialog, lambda name: self.import_from(Path(name)))

    def _choose(self, dialog: QFileDialog, chosen: object) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.standing.connect(self.show_standing)
        presenter.line.connect(self.receipts.show_line)
        presenter.step.connect(self.readiness.show_step)
        presenter.made_ready.connect(self._made_ready)
        presenter.page.connect(self.receipts.show_page)
        presenter.receipt.connect(self.detail.show_sheet)
        presenter.exported.connect(self._exported)
        presenter.imported.connect(self._imported)
        presenter.stick_failed.connect(self._stick_failed)
        presenter.stopped.connect(self.strip.end)
        self.strip.stopped.connect(presenter.stop)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.readiness.wanted.connect(self._make_ready)
        self.receipts.looked_for.connect(presenter.look_for)
        self.receipts.opened.connect(presenter.show)
        self.receipts.model.wanted.connect(presenter.fetch_more)
        self.receipts.send.connect(self._send)
        self.receipts.export_wanted.connect(self._choose_export)
        self.receipts.import_wanted.connect(self._choose_import)

    def _lay_out(self) -> None:
        for _ in range(2):
            self.tabs.addTab("")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.bar.addWidget(self.tabs)
        self.bar.addStretch(1)
        self.said.setWordWrap(True)
        self.said.hide()
        self._stack.addWidget(self.readiness)
        self._stack.addWidget(self.receipts)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.said)
        self.body.addWidget(self._stack, 1)
