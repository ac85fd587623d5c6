"""The book of receipts as a table that never holds more than has been looked at: further pages come while scrolling."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from desktop import theme
from desktop.screens.sync_status import wording
from desktop.widgets import site_time
from desktop.widgets.act_words import act_of
from sync.desk.operations.show_receipts import ReceiptLine, ReceiptPage

AT, WHAT, WHO, ANSWER, ANSWERED, NUMBER = range(6)
_COLUMNS = 6
_SHOWN, _GROUP = 16, 8
Index = QModelIndex | QPersistentModelIndex


class ReceiptTable(QAbstractTableModel):
    """`wanted` carries the id of the line behind which the next page begins."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[ReceiptLine] = []
        self._more = self._asked = False
        self._page: ReceiptPage | None = None

    def show_page(self, page: ReceiptPage, goes_on: bool) -> None:
        """The first page, or one that goes on where the last ended."""
        self._asked, self._more, self._page = False, page.more, page
        if goes_on and page.lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(page.lines) - 1)
            self._lines += page.lines
            self.endInsertRows()
        elif not goes_on and self._lines[: len(page.lines)] != [*page.lines]:
            self.beginResetModel()
            self._lines = [*page.lines]
            self.endResetModel()
        elif not goes_on:
            self._more = self._more or len(self._lines) > len(page.lines)

    def line_at(self, row: int) -> ReceiptLine | None:
        """What stands there."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802  Qt's name for it
        return self._more and not self._asked and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:  # noqa: N802  as above
        if self.canFetchMore(parent) and self._lines:
            self._asked = True
            self.wanted.emit(self._lines[-1].fact_id)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Recorded here"),
            self.tr("What"),
            self.tr("Person"),
            self.tr("The centre's answer"),
            self.tr("Answered"),
            self.tr("Record no."),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QColor | None:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == ANSWER:
            return wording.outcome_words(line)[0]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == ANSWER:
            return QColor(getattr(theme.current(), wording.outcome_words(line)[1]))
        return None

    def word_again(self) -> None:
        """The language has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _COLUMNS - 1)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, _COLUMNS - 1))

    def _text(self, line: ReceiptLine) -> tuple[str, ...]:
        page = self._page
        assert page is not None  # noqa: S101  there are lines
        answered = "–" if line.answered_at is None else site_time.day_and_clock(line.answered_at, page.zone, page.now)
        return (
            clock_of(line, page.zone, page),
            act_of(line.type),
            line.name or "–",
            wording.outcome_words(line)[0],
            answered,
            in_groups(line.fact_id[:_SHOWN]),
        )


def in_groups(number: str) -> str:
    """Eight letters at a time, as it is read out."""
    return " ".join(number[at : at + _GROUP].upper() for at in range(0, len(number), _GROUP))


def clock_of(line: ReceiptLine, zone: ZoneInfo, page: ReceiptPage) -> str:
    """When it was recorded, by the site's clock."""
    return site_time.day_and_clock(line.at, zone, page.now)
