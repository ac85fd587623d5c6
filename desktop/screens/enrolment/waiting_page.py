"""The queue of enrolments that are not the centre's word yet: what each waits for, since when, what will settle it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.enrolment import wording
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.data_table import DataTable
from sync.desk.operations.show_enrolment import EnrolmentDesk, Waits

_WIDTHS = {0: 104, 1: 128, 2: 192, 3: 136, 4: 264}
_SETTLED_BY = 5


class WaitingTable(QAbstractTableModel):
    """Newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: EnrolmentDesk | None = None

    def show_waiting(self, shown: EnrolmentDesk) -> None:
        """Other rows, or the same in another language."""
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own form
        return 0 if parent.isValid() or self._shown is None else len(self._shown.waiting)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  as above
        return 0 if parent.isValid() else _SETTLED_BY + 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._shown is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        one = self._shown.waiting[index.row()]
        return (
            wording.since(one, self._shown.zone, self._shown.now),
            one.name or self.tr("unknown yet"),
            one.class_name,
            wording.waits(one)[0],
            wording.why(one),
            wording.settled_by(one),
        )[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Since"),
            self.tr("Name"),
            self.tr("Class"),
            self.tr("State"),
            self.tr("Cause"),
            self.tr("Settled by"),
        )[section]


class WaitingPage(QWidget):
    """`sync_wanted` and `attention_wanted` come from its buttons."""

    sync_wanted = Signal()
    attention_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self._model = DataTable(), WaitingTable()
        self._empty, self._full = BlankPage(), QWidget()
        self._note = theme.styled(QLabel(), "note")
        self.sync, self.attention = QPushButton(), QPushButton()
        self._stack = QStackedWidget()
        self.table.show_model(self._model, _WIDTHS, _SETTLED_BY)
        self.sync.clicked.connect(self.sync_wanted)
        self.attention.clicked.connect(self.attention_wanted)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.GAP)
        foot.addWidget(self._note, 1)
        foot.addWidget(self.attention)
        foot.addWidget(self.sync)
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._say()

    def show_waiting(self, shown: EnrolmentDesk) -> None:
        """What waits now."""
        self._model.show_waiting(shown)
        self._stack.setCurrentWidget(self._full if shown.waiting else self._empty)
        self.attention.setVisible(any(one.waits is Waits.NOT_GRANTED for one in shown.waiting))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.table.setAccessibleName(self.tr("Enrolments that wait"))
        self._note.setText(self.tr("Nothing is lost: each is sent by itself as soon as the centre is reached."))
        self.sync.setText(self.tr("Send now"))
        self.attention.setText(self.tr("Needs attention"))
        self._empty.say(
            "check",
            self.tr("Every enrolment has the centre's word"),
            self.tr("What was enrolled without network, or in doubt, waits here until the centre has answered."),
        )
