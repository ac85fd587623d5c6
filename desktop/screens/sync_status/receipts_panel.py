"""Traffic with the centre and the book of receipts: what waits, what became of each record, sticks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.screens.sync_status import wording
from desktop.screens.sync_status.receipt_table import ANSWER, ANSWERED, AT, NUMBER, WHAT, WHO, ReceiptTable
from desktop.widgets import icons, site_time
from desktop.widgets.act_words import act_of
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.data_table import DataTable
from sync.desk.exchange.line import LineStatus
from sync.desk.operations.show_receipts import ReceiptPage, Shelf, Traffic

_WIDTHS = {AT: 130, WHAT: 170, WHO: 100, ANSWERED: 120, NUMBER: 190}
_TYPING_MS = 200


class ReceiptsPanel(QWidget):
    """`looked_for` carries a Shelf and the words typed, `opened` a record's id; the rest are buttons."""

    looked_for = Signal(object, str)
    opened = Signal(str)
    send, export_wanted, import_wanted = Signal(), Signal(), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._traffic: Traffic | None = None
        self._line = LineStatus()
        self._online, self._waits = theme.styled(QLabel(), "title"), theme.styled(QLabel(), "note")
        self.send_button, self.export_button, self.import_button = QPushButton(), QPushButton(), QPushButton()
        self.shelves = {shelf: QPushButton() for shelf in Shelf}
        self.search = QLineEdit()
        self.model, self.table, self._empty = ReceiptTable(), DataTable(), BlankPage()
        self._stack = QStackedWidget()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._connect()
        self._lay_out()
        self._say()

    @property
    def shelf(self) -> Shelf:
        """Which records are looked for."""
        return next(shelf for shelf, button in self.shelves.items() if button.isChecked())

    def show_traffic(self, traffic: Traffic) -> None:
        """What waits."""
        self._traffic = traffic
        self._say()

    def show_line(self, line: LineStatus) -> None:
        """Online or not, since when."""
        self._line = line
        self._say()

    def show_page(self, page: ReceiptPage, goes_on: bool) -> None:
        """Some lines of the book."""
        self.model.show_page(page, goes_on)
        self._stack.setCurrentWidget(self.table if self.model.rowCount() else self._empty)
        self._say_empty()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.model.word_again()
            self._say()

    def _say(self) -> None:
        buttons = (
            (self.send_button, "refresh-cw", self.tr("Send and fetch now")),
            (self.export_button, "usb", self.tr("To a USB stick…")),
            (self.import_button, "download", self.tr("Reply from a stick…")),
        )
        for button, icon, words in buttons:
            button.setText(f" {words}")
            button.setIcon(icons.icon(icon, theme.current().accent))
        for shelf, button in self.shelves.items():
            button.setText(wording.shelf_words(shelf))
        self.search.setPlaceholderText(self.tr("Name, initials, tail of ID or phone, record no.   F2"))
        self.search.setAccessibleName(self.tr("Search the receipts"))
        self.table.setAccessibleName(self.tr("Receipts"))
        self._say_line()
        self._say_empty()

    def _say_line(self) -> None:
        traffic, line = self._traffic, self._line
        if traffic is None:
            return
        since = "" if line.since is None else site_time.day_and_clock(line.since, traffic.zone, traffic.now)
        if line.online is None:
            words = "○ " + self.tr("Connecting…")
        elif line.online:
            words = "● " + self.tr("Online since {time}").format(time=since)
        else:
            words = "○ " + self.tr("Offline since {time}").format(time=since)
        self._online.setText(words if not line.error_code else f"{words} · {line.error_code}")
        self._waits.setText(" · ".join(self._waiting(traffic)))

    def _waiting(self, traffic: Traffic) -> list[str]:
        said = [self.tr("Waiting to be sent: {n}").format(n=traffic.pending)]
        for one in traffic.waiting[:2]:
            since = site_time.day_and_clock(one.since, traffic.zone, traffic.now)
            said.append(self.tr("{what}: {n}, since {time}").format(what=act_of(one.type), n=one.count, time=since))
        if traffic.last_contact is not None:
            time = site_time.day_and_clock(traffic.last_contact, traffic.zone, traffic.now)
            said.append(self.tr("last contact {time}").format(time=time))
        return said

    def _say_empty(self) -> None:
        if self.shelf is Shelf.ALL and not self.search.text():
            title, text = self.tr("Nothing recorded yet"), self.tr("Every scan appears here with the centre's answer.")
        else:
            title, text = self.tr("Nothing found"), self.tr("No record of this kind on this PC.")
        self._empty.say("scroll-text", title, text)

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for shelf, button in self.shelves.items():
            button.setCheckable(True)
            button.setChecked(shelf is Shelf.ALL)
            button.clicked.connect(self._look)
            group.addButton(button)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self._typing.timeout.connect(self._look)
        self.search.returnPressed.connect(self._look)
        self.table.activated.connect(lambda index: self._open(index.row()))
        for button, signal in (
            (self.send_button, self.send),
            (self.export_button, self.export_wanted),
            (self.import_button, self.import_wanted),
        ):
            button.setIconSize(QSize(20, 20))
            button.clicked.connect(lambda _=False, signal=signal: signal.emit())

    def _look(self) -> None:
        self._typing.stop()
        self.looked_for.emit(self.shelf, self.search.text())

    def _open(self, row: int) -> None:
        line = self.model.line_at(row)
        if line is not None:
            self.opened.emit(line.fact_id)

    def _lay_out(self) -> None:
        self.table.show_model(self.model, _WIDTHS, ANSWER)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        words, top, filters = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._online)
        words.addWidget(self._waits)
        self._waits.setWordWrap(True)
        top.setSpacing(2 * theme.GAP)
        top.addLayout(words, 1)
        for button in (self.send_button, self.export_button, self.import_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        filters.setSpacing(2 * theme.GAP)
        for button in self.shelves.values():
            filters.addWidget(button)
        filters.addStretch(1)
        self.search.setMinimumWidth(380)
        self.search.setMinimumHeight(10 * theme.GAP)
        filters.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addLayout(top)
        column.addLayout(filters)
        column.addWidget(self._stack, 1)
