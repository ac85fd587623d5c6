"""The lines of a list as a table: row in the workbook, the person masked, and what is to be said of the line."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor

from desktop import theme
from desktop.screens.roster.list_words import line_words
from sync.desk.operations.read_roster_file import CheckedLine

ROW, NAME, ID_NUMBER, PHONE, CELL = range(5)
_COLUMNS = 5
Index = QModelIndex | QPersistentModelIndex


class ListTable(QAbstractTableModel):
    """Rows of CheckedLine; sign, word and colour say whether one is taken."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[CheckedLine, ...] = ()

    def show_lines(self, lines: tuple[CheckedLine, ...]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == ROW else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Row"), self.tr("Name"), self.tr("ID number"), self.tr("Phone"), self.tr("State"))[section]

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QColor | Qt.AlignmentFlag | None:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            shown = (str(line.row), line.name or "–", line.id_number or "–", line.phone or "–", self._state(line))
            return shown[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == ROW:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == CELL:
            return QColor(_tone(line))
        return None

    def word_again(self) -> None:
        """The language or the colours have changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _COLUMNS - 1)
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, _COLUMNS - 1))

    def _state(self, line: CheckedLine) -> str:
        if not line.troubles:
            return "✓ " + self.tr("Fine")
        sign = "✕" if line.person is None else "?"
        return f"{sign} " + " · ".join(line_words(trouble, cell) for trouble, cell in line.troubles)


class TroubledOnly(QSortFilterProxyModel):
    """All lines, or only those with something to say."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._narrowed = False

    def narrow(self, narrowed: bool) -> None:
        """Leave out the fine ones, or not."""
        self._narrowed = narrowed
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, _parent: Index) -> bool:
        model = self.sourceModel()
        return not self._narrowed or (isinstance(model, ListTable) and bool(model.lines[source_row].troubles))


def _tone(line: CheckedLine) -> str:
    palette = theme.current()
    if line.person is None:
        return palette.on_refused_soft
    return palette.on_to_confirm_soft if line.troubles else palette.on_accepted_soft
