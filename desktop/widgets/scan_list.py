"""The last scans of the session, newest first, each with its verdict and an undo beside it."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from desktop import theme
from desktop.widgets import icons, site_time
from desktop.widgets.reason_words import verdict_word, words_for
from sync.desk.operations.show_recent_scans import ScanLine
from sync.domain.ids import FactId
from sync.domain.verdicts import Verdict

ROW = 44
_NAME = 76  # four characters: names stand in a column


class ScanList(QListWidget):
    """Rows of `ScanLine`. `undo` carries the fact to undo."""

    undo = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ScanLine, ...] = ()
        self._zone = ZoneInfo("UTC")
        self._session = False
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._say()

    def show_lines(self, lines: tuple[ScanLine, ...], zone: ZoneInfo, *, session: bool = True) -> None:
        """`lines` newest first; times are shown as in `zone`. `session` False: there is none to have scans."""
        self._lines, self._zone, self._session = lines, zone, session
        self.clear()
        for line in lines:
            row = self._row(line)
            item = QListWidgetItem(self)
            item.setSizeHint(QSize(0, ROW))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.accessibleName())
            self.setItemWidget(item, row)
        if session and not lines:
            self._show_empty()

    def knows(self, fact_id: FactId) -> bool:
        """Whether the scan is among the lines already."""
        return any(line.fact_id == fact_id for line in self._lines)

    def newest_to_undo(self) -> FactId | None:
        """The fact that an undo without a choice means."""
        return next((line.fact_id for line in self._lines if line.can_undo), None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.show_lines(self._lines, self._zone, session=self._session)

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Last scans"))

    def _show_empty(self) -> None:
        item = QListWidgetItem(self.tr("Nobody has signed in to this session yet."), self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(self.palette().placeholderText())

    def _row(self, line: ScanLine) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        row.setSpacing(3 * theme.GAP)
        name = theme.styled(QLabel(line.name or self.tr("unknown")), "undone" if line.undone else "")
        name.setTextFormat(Qt.TextFormat.PlainText)
        mark = theme.styled(QLabel(self._mark(line)), "mark")
        mark.setProperty("verdict", "undone" if line.undone else line.reason.verdict.value)
        mark.setToolTip(words_for(line.reason).sentence)
        name.setMinimumWidth(_NAME)
        row.addWidget(theme.styled(QLabel(site_time.clock(line.at, self._zone)), "quiet"))
        row.addWidget(name)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        if line.outcome is None and not line.undone:
            row.addWidget(self._not_sent())
        if line.can_undo:
            row.addWidget(self._undo_button(line))
        widget.setAccessibleName(f"{site_time.clock(line.at, self._zone)} {name.text()} {mark.text()}")
        return widget

    def _mark(self, line: ScanLine) -> str:
        if line.undone:
            return self.tr("undone")
        sign = {Verdict.ACCEPTED: "✓", Verdict.REFUSED: "✕", Verdict.TO_CONFIRM: "?"}[line.reason.verdict]
        return f"{sign} {_short(line)}"

    def _not_sent(self) -> QLabel:
        waits = QLabel()
        waits.setPixmap(icons.pixmap("cloud-upload", 18, theme.current().quiet))
        waits.setToolTip(self.tr("Saved here, not sent to the centre yet"))
        return waits

    def _undo_button(self, line: ScanLine) -> QPushButton:
        button = theme.styled(QPushButton(self.tr("Undo")), "plain")
        button.setAccessibleName(self.tr("Undo the scan of {name}").format(name=line.name or self.tr("unknown")))
        button.clicked.connect(lambda: self.undo.emit(line.fact_id))
        return button


def _short(line: ScanLine) -> str:
    """Accepted scans say what they did, all others how they were answered; the tip tells the whole reason."""
    if line.reason.verdict is Verdict.ACCEPTED:
        return words_for(line.reason).sentence
    return verdict_word(line.reason.verdict)
