"""课程表 of a class, day by day; a session still to come can be changed or cancelled."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.classes import wording
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.data_table import DataTable
from sync.desk.operations.show_class import ClassDetail, SessionLine, SessionStage
from sync.domain.classes import ClassState

DAY, TIME, HOURS, ROOM, TEACHER, STATE = range(6)
_COLUMNS = 6
_TONES = {"accepted": "on_accepted_soft", "refused": "on_refused_soft", "to_confirm": "on_to_confirm_soft"}
Index = QModelIndex | QPersistentModelIndex


class SessionTable(QAbstractTableModel):
    """Rows of SessionLine; the day is told once."""

    def __init__(self) -> None:
        super().__init__()
        self._detail: ClassDetail | None = None
        self.lines: tuple[SessionLine, ...] = ()

    def show_detail(self, detail: ClassDetail) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._detail, self.lines = detail, detail.sessions
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
            side = Qt.AlignmentFlag.AlignRight if section == HOURS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Day"),
            self.tr("Time"),
            self.tr("Class hours"),
            self.tr("Room"),
            self.tr("Teacher"),
            self.tr("State"),
        )[section]

    def data(
        self, index: Index, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QColor | Qt.AlignmentFlag | None:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == STATE:
            return wording.refusal(line.refused) if line.refused else None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == HOURS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(line, index.column())
        return None

    def word_again(self) -> None:
        """The language or the palette has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _COLUMNS - 1)
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, _COLUMNS - 1))

    def _colour(self, line: SessionLine, column: int) -> QColor | None:
        palette = theme.current()
        if column == STATE and wording.session_mark(line)[1] in _TONES:
            return QColor(getattr(palette, _TONES[wording.session_mark(line)[1]]))
        nothing = (column == ROOM and not line.room) or (column == TEACHER and not line.teacher)
        if nothing and line.stage not in (SessionStage.OVER, SessionStage.CANCELLING):
            return QColor(palette.on_refused_soft)
        return QColor(palette.quiet) if line.stage in (SessionStage.OVER, SessionStage.CANCELLING) else None

    def _text(self, row: int, column: int) -> str:
        assert self._detail is not None  # noqa: S101  there are rows
        line, zone = self.lines[row], self._detail.zone
        starts, ends = line.starts.astimezone(zone), line.ends.astimezone(zone)
        day = starts.date()
        same = row > 0 and self.lines[row - 1].starts.astimezone(zone).date() == day
        weekday = (
            self.tr("Mon"),
            self.tr("Tue"),
            self.tr("Wed"),
            self.tr("Thu"),
            self.tr("Fri"),
            self.tr("Sat"),
            self.tr("Sun"),
        )[day.weekday()]
        return (
            "" if same else f"{day:%Y-%m-%d} {weekday}",
            f"{starts:%H:%M}–{ends:%H:%M}",
            str(line.hours),
            line.room or self.tr("No room"),
            line.teacher or self.tr("No teacher"),
            wording.session_mark(line)[0],
        )[column]


class SessionsTab(QWidget):
    """`changing` and `cancelling` carry the SessionLine it is about."""

    changing = Signal(object)
    cancelling = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: ClassDetail | None = None
        self.model = SessionTable()
        self.table, self._empty, self._stack = DataTable(), BlankPage(), QStackedWidget()
        self.table.show_model(
            self.model, {DAY: 172, TIME: 136, HOURS: 110, ROOM: 170, TEACHER: 150}, stretched=STATE
        )
        self.change, self.cancel = QPushButton(), theme.styled(QPushButton(), "danger")
        self.note = theme.styled(QLabel(), "note")
        self.change.clicked.connect(self._change)
        self.cancel.clicked.connect(self._cancel)
        self.table.activated.connect(lambda _: self._change())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._allow())
        self._lay_out()

    @property
    def current(self) -> SessionLine | None:
        """The session that is looked at."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def show_detail(self, detail: ClassDetail) -> None:
        """The sessions as they are now; whichever was looked at stays so."""
        before = self.current.session_id if self.current else None
        self._detail = detail
        self.model.show_detail(detail)
        ids = [line.session_id for line in detail.sessions]
        following = (at for at, line in enumerate(detail.sessions) if line.ends > detail.now)
        self.table.selectRow(ids.index(before) if before in ids else next(following, 0))
        self._stack.setCurrentWidget(self.table if ids else self._empty)
        self.say()

    def say(self) -> None:
        """Word everything anew."""
        self.change.setText(self.tr("Change…"))
        self.cancel.setText(self.tr("Cancel the session…"))
        self.table.setAccessibleName(self.tr("Sessions"))
        self._empty.say("calendar-days", self.tr("No sessions yet"), self.tr("The centre sets them with the class."))
        self.model.word_again()
        self._allow()

    def _allow(self) -> None:
        line, detail = self.current, self._detail
        to_come = line is not None and detail is not None and line.starts > detail.now
        free = line is not None and line.stage is not SessionStage.CANCELLING
        may = detail is not None and detail.by_manager and detail.row.state is ClassState.OPEN
        for button in (self.change, self.cancel):
            button.setEnabled(to_come and free and may)
        if detail is not None and not detail.by_manager:
            self.note.setText(self.tr("A class manager can change sessions."))
        else:
            self.note.setText("" if to_come else self.tr("What has begun stays as it was held."))

    def _change(self) -> None:
        if self.change.isEnabled():
            self.changing.emit(self.current)

    def _cancel(self) -> None:
        self.cancelling.emit(self.current)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.GAP)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
