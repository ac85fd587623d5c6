"""调课: another day, time, room or teacher for a session still to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QEvent, QTime, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QTimeEdit, QWidget

from desktop import theme
from desktop.screens.classes import wording
from desktop.screens.classes.reason_field import ReasonField
from desktop.widgets.field import Field
from desktop.widgets.sheet import Sheet
from sync.desk.operations.change_session import Wanted
from sync.desk.operations.show_class import ClassDetail, SessionLine
from sync.domain.ids import SessionId
from sync.domain.names import LONGEST_LINE
from sync.protocol.receipts import ReceiptCode


class SessionSheet(Sheet):
    """`wanted` carries the session, how it shall be held, and why."""

    wanted = Signal(str, object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._zone = SessionId(""), ZoneInfo("UTC")
        self.day, self.starts, self.ends = QDateEdit(), QTimeEdit(), QTimeEdit()
        self.room, self.teacher = QComboBox(), QComboBox()
        self._day, self._starts, self._ends = Field(self.day), Field(self.starts), Field(self.ends)
        self._room, self._teacher, self.reason = Field(self.room), Field(self.teacher), ReasonField()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        for time in (self.starts, self.ends):
            time.setDisplayFormat("HH:mm")
            time.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        for box in (self.room, self.teacher):
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            line = box.lineEdit()
            if line is not None:
                line.setMaxLength(LONGEST_LINE)
        times = QHBoxLayout()
        times.setSpacing(3 * theme.GAP)
        times.addWidget(self._starts)
        times.addWidget(self._ends)
        self.content.addWidget(self._day)
        self.content.addLayout(times)
        for field in (self._room, self._teacher, self.reason):
            self.content.addWidget(field)
        self.accepted.connect(self._accept)

    def open_for(self, line: SessionLine, detail: ClassDetail) -> None:
        """With the session as it is held now."""
        self._session, self._zone = line.session_id, detail.zone
        starts, ends = line.starts.astimezone(self._zone), line.ends.astimezone(self._zone)
        self.day.setDate(QDate(starts.year, starts.month, starts.day))
        self.starts.setTime(QTime(starts.hour, starts.minute))
        self.ends.setTime(QTime(ends.hour, ends.minute))
        _offer(self.room, detail.rooms, line.room)
        _offer(self.teacher, detail.teachers, line.teacher)
        self.reason.clear()
        self._word()
        self.open()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._session:
            self._word()

    def decline(self, code: ReceiptCode) -> None:
        """It cannot be held so."""
        self.show_trouble(wording.refusal(code))

    def _word(self) -> None:
        self.title.setText(self.tr("Change the session"))
        self.hint.setText(self.tr("It holds here at once; the centre has the last word. Class hours stay."))
        self.main.setText(self.tr("Change the session"))
        self._day.say(self.tr("Day"))
        self._starts.say(self.tr("From"))
        self._ends.say(self.tr("To"))
        self._room.say(self.tr("Room"))
        self._teacher.say(self.tr("Teacher"))
        for box, name in ((self.room, self.tr("Room")), (self.teacher, self.tr("Teacher"))):
            line_edit = box.lineEdit()
            if line_edit is not None:
                line_edit.setAccessibleName(name)
        ready = (
            self.tr("The room cannot be used"),
            self.tr("The teacher is not available"),
            self.tr("Moved by agreement with the trainees"),
        )
        self.reason.offer(self.tr("Reason"), ready)

    def _accept(self) -> None:
        if not self.reason.words:
            self.reason.show_trouble(self.tr("Say why, in a few words."))
            self.reason.box.setFocus()
            return
        self.reason.show_trouble("")
        wanted = Wanted(self._at(self.starts), self._at(self.ends), _named(self.room), _named(self.teacher))
        self.wanted.emit(self._session, wanted, self.reason.words)

    def _at(self, time: QTimeEdit) -> datetime:
        day, clock = self.day.date(), time.time()
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=self._zone)


def _offer(box: QComboBox, names: Iterable[str], now: str | None) -> None:
    box.clear()
    box.addItems(list(names))
    box.setCurrentIndex(box.findText(now or ""))  # -1 where it is none of them: the first Down key chooses the first
    box.setEditText(now or "")


def _named(box: QComboBox) -> str | None:
    return box.currentText().strip() or None
