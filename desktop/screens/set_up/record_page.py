"""The record on the disk: its size, the copies beside it, a copy and a full look now, and how to restore one."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.data_table import DataTable
from sync.desk.operations.show_storage import Storage

_WIDTHS = {0: 232, 1: 140}
_RESTORE = "voucherdesk restore FILE"


class RecordPage(QWidget):
    """`back_up` and `verify` are its buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._storage: Storage | None = None
        self._sizes, self._checked = QLabel(), QLabel()
        self._guide, self._command = theme.styled(QLabel(), "quiet"), QLabel(_RESTORE)
        self._command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.back_up, self.verify = theme.styled(QPushButton(), "main"), QPushButton()
        self.copies = DataTable()
        self._model = QStandardItemModel(0, 3, self)
        self.copies.show_model(self._model, _WIDTHS, 2)
        words = QVBoxLayout()
        words.setSpacing(theme.GAP)
        words.addWidget(self._sizes)
        words.addWidget(self._checked)
        head = QHBoxLayout()
        head.setSpacing(3 * theme.GAP)
        head.addLayout(words, 1)
        head.addWidget(self.verify)
        head.addWidget(self.back_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addLayout(head)
        column.addWidget(self.copies, 1)
        restore = QHBoxLayout()
        restore.setSpacing(3 * theme.GAP)
        restore.addWidget(self._guide, 1)
        restore.addWidget(self._command)
        column.addLayout(restore)
        for label in (self._sizes, self._checked, self._guide):
            label.setWordWrap(True)
        self._say()

    def show_storage(self, storage: Storage) -> None:
        """What lies there."""
        self._storage = storage
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.back_up.setText(self.tr("Back up now"))
        self.verify.setText(self.tr("Verify the record now"))
        self.copies.setAccessibleName(self.tr("Copies"))
        self._guide.setText(
            self.tr(
                "To restore a copy, close this window and run this command. "
                "What the record holds besides is brought over; nothing is lost."
            )
        )
        for column, words in enumerate((self.tr("Copy made"), self.tr("Size"), self.tr("Verified"))):
            self._model.setHeaderData(column, Qt.Orientation.Horizontal, words)
        storage = self._storage
        if storage is None:
            return
        size = QLocale().formattedDataSize
        self._sizes.setText(
            self.tr("Record {record} · copies {copies} · log {log} · free {free}").format(
                record=size(storage.record),
                copies=size(sum(copy.size for copy in storage.copies)),
                log=size(storage.logs),
                free=size(storage.free),
            )
        )
        zone = ZoneInfo(storage.site_zone)
        checked = storage.checked
        if checked is None:
            self._checked.setText(self.tr("The whole record has not been looked at yet; it is once a day."))
        else:
            words = self.tr("Last looked at {time}: whole") if checked.ok else self.tr("Last looked at {time}: damaged")
            self._checked.setText(words.format(time=f"{checked.at.astimezone(zone):%Y-%m-%d %H:%M}"))
        self._model.setRowCount(0)
        for copy in storage.copies:
            moment, how_large = f"{copy.at.astimezone(zone):%Y-%m-%d %H:%M:%S}", size(copy.size)
            row = [QStandardItem(text) for text in (moment, how_large, self.tr("✓ when it was made"))]
            row[1].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for item in row:
                item.setEditable(False)
            self._model.appendRow(row)
