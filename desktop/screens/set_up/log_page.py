"""The log, newest first: by how grave, and by what is looked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.data_table import DataTable
from sync.desk.device.logs import LogLine

_LEVELS = ("INFO", "WARNING", "ERROR")
_MOST = 500
_WIDTHS = {0: 216, 1: 108, 2: 232}
_SECOND = 19


class LogPage(QWidget):
    """`folder_wanted`: the files themselves."""

    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[LogLine, ...] = ()
        self.level, self.search, self.table = QComboBox(), QLineEdit(), DataTable()
        self.copy, self.open_folder = QPushButton(), QPushButton()
        self._none = theme.styled(QLabel(), "note")
        self._model = QStandardItemModel(0, 4, self)
        self.table.show_model(self._model, _WIDTHS, 3)
        for level in _LEVELS:
            self.level.addItem("", level)
        self.level.currentIndexChanged.connect(self._fill)
        self.search.textChanged.connect(self._fill)
        self.copy.clicked.connect(self._copy)
        self.open_folder.clicked.connect(self.folder_wanted)
        head = QHBoxLayout()
        head.setSpacing(3 * theme.GAP)
        head.addWidget(self.level)
        head.addWidget(self.search, 1)
        head.addWidget(self.copy)
        head.addWidget(self.open_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        self._say()

    def show_lines(self, lines: tuple[LogLine, ...]) -> None:
        """Newest first."""
        if lines != self._lines:
            self._lines = lines
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _wanted(self) -> list[LogLine]:
        levels = {*_LEVELS[self.level.currentIndex() :], "CRITICAL"}
        text = self.search.text().casefold()
        found = (line for line in self._lines if line.level in levels)
        return [line for line in found if text in f"{line.room} {line.message}".casefold()][:_MOST]

    def _fill(self) -> None:
        wanted = self._wanted()
        self._model.setRowCount(0)
        for line in wanted:
            row = [QStandardItem(text) for text in (_moment(line.at), line.level, line.room, line.message)]
            for item in row:
                item.setEditable(False)
            row[3].setToolTip(line.message)
            self._model.appendRow(row)
        self._none.setVisible(not wanted)
        self.table.setVisible(bool(wanted))
        self.copy.setEnabled(bool(wanted))

    def _copy(self) -> None:
        lines = (f"{line.at} {line.level} {line.room} {line.message}" for line in self._wanted())
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _say(self) -> None:
        for place, words in enumerate(
            (self.tr("Everything"), self.tr("Warnings and errors"), self.tr("Errors only"))
        ):
            self.level.setItemText(place, words)
        self.level.setAccessibleName(self.tr("How grave"))
        self.search.setPlaceholderText(self.tr("Look for   F2"))
        self.search.setAccessibleName(self.tr("Look for"))
        self.table.setAccessibleName(self.tr("Log"))
        self.copy.setText(self.tr("Copy"))
        self.open_folder.setText(self.tr("Open the folder"))
        self._none.setText(self.tr("Nothing to show."))
        heads = (self.tr("Time (UTC)"), self.tr("Grade"), self.tr("Room"), self.tr("What"))
        for column, words in enumerate(heads):
            self._model.setHeaderData(column, Qt.Orientation.Horizontal, words)
        self._fill()


def open_folder(path: str) -> None:
    """In the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def _moment(at: str) -> str:
    return at[:_SECOND].replace("T", " ")
