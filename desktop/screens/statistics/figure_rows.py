"""The table below the chart: names on the left, numbers on the right of their columns."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from sync.desk.operations.export_figures import FigureTable

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FigureRows(QAbstractTableModel):
    """Shows a FigureTable."""

    def __init__(self) -> None:
        super().__init__()
        self._table = FigureTable("", (), ())

    def show_table(self, table: FigureTable) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def word_again(self) -> None:
        """Whoever made the table has worded it anew; its head is drawn again."""
        if self._table.head:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._table.head) - 1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._table.head)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        return self._table.head[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | Qt.AlignmentFlag | None:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() else _LEFT
        return self._table.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
