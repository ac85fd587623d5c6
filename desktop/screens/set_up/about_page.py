"""Which version this is, what is inside it, and under which licences, with their texts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.data_table import DataTable
from resources.licences.parts import parts_inside

_WIDTHS = {0: 280, 1: 140}


class AboutPage(QWidget):
    """The version, a line for each package, and the text of the chosen one's licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version, self._inside = theme.styled(QLabel(), "title"), DataTable()
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._model = QStandardItemModel(0, 3, self)
        self._inside.show_model(self._model, _WIDTHS, 2)
        self._parts = parts_inside()
        for part in self._parts:
            row = [QStandardItem(text) for text in (part.name, part.version, part.licence)]
            for item in row:
                item.setEditable(False)
            self._model.appendRow(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addWidget(self._version)
        column.addWidget(self._inside, 1)
        column.addWidget(self._text, 1)
        self._inside.selectionModel().currentRowChanged.connect(self._show_text)
        self._say()
        self._inside.selectRow(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _show_text(self, chosen: QModelIndex) -> None:
        part = self._parts[max(chosen.row(), 0)]
        self._text.setPlainText(part.text or self.tr("{licence}; no text came with it.").format(licence=part.licence))

    def _say(self) -> None:
        version = self._parts[0].version or self.tr("unpacked")
        self._version.setText(self.tr("Voucher Desk {version} · what is inside").format(version=version))
        self._inside.setAccessibleName(self._version.text())
        self._text.setAccessibleName(self.tr("The licence's text"))
        for column, words in enumerate((self.tr("Part"), self.tr("Version"), self.tr("Licence"))):
            self._model.setHeaderData(column, Qt.Orientation.Horizontal, words)
        self._show_text(self._inside.currentIndex())
