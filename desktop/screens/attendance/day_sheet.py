"""日结: the day's sessions in figures, what still waits, a note, and the button that closes the day."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop import theme
from desktop.widgets import icons, site_time
from desktop.widgets.field import Field
from desktop.widgets.sheet import Sheet
from sync.desk.operations.show_day import Closed, DaySession, DaySheet
from sync.domain.attention import LONGEST_NOTE

_WIDTH = 680


class CloseDaySheet(Sheet):
    """`day_wanted` carries the date to look at, `closing` the date and the note, `print_wanted` the date."""

    day_wanted = Signal(object)
    closing = Signal(object, str)
    print_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=_WIDTH)
        self._sheet: DaySheet | None = None
        self.day, self.note, self.printing = QDateEdit(), QLineEdit(), QPushButton()
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.dateChanged.connect(lambda day: self.day_wanted.emit(day.toPython()))
        self.note.setMaxLength(LONGEST_NOTE)
        self._day, self._note = Field(self.day), Field(self.note)
        self._closed, self._waits = QLabel(), QLabel()
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * theme.GAP)
        self._grid.setVerticalSpacing(2 * theme.GAP)
        self._grid.setColumnStretch(0, 1)
        for label in (self._closed, self._waits):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        theme.styled(self._closed, "strong")
        for widget in (self._day, self._closed, self._table, self._waits, self._note):
            self.content.addWidget(widget)
        self.content.addWidget(self.printing, 0, Qt.AlignmentFlag.AlignLeft)
        self.printing.clicked.connect(lambda: self._sheet and self.print_wanted.emit(self._sheet.day))
        self.accepted.connect(lambda: self._sheet and self.closing.emit(self._sheet.day, self.note.text()))
        self.word()

    def show_day(self, sheet: DaySheet) -> None:
        """What was read of a day; another day begins with an empty note."""
        if self._sheet is None or self._sheet.day != sheet.day:
            self.note.setText((sheet.closed.note if sheet.closed else None) or "")
        self._sheet = sheet
        today = sheet.now.astimezone(sheet.zone).date()
        self.day.blockSignals(True)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(QDate(sheet.day.year, sheet.day.month, sheet.day.day))
        self.day.blockSignals(False)
        self.word()

    def word(self) -> None:
        """In the language of the moment."""
        self.title.setText(self.tr("Close of the day"))
        hint = self.tr("Figures as this PC knows them now. A day can be closed anew: the last close counts.")
        self.hint.setText(hint)
        self._day.say(self.tr("Day"))
        self._note.say(self.tr("Note"))
        words = self.tr("Print the daily sheet")
        self.printing.setText(f" {words}")
        self.printing.setAccessibleName(words)
        self.printing.setIcon(icons.icon("printer", theme.current().text))
        sheet = self._sheet
        again = sheet is not None and sheet.closed is not None
        self.main.setText(self.tr("Close the day again") if again else self.tr("Close the day"))
        if sheet is not None:
            self._closed.setText(self._closed_words(sheet.closed, sheet) if sheet.closed else "")
            self._closed.setVisible(sheet.closed is not None)
            self._waits.setText(self._waiting_words(sheet))
            self._fill(sheet)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.word()

    def _closed_words(self, closed: Closed, sheet: DaySheet) -> str:
        at = site_time.whole(closed.at, sheet.zone)
        said = self.tr("✓ Closed {time} by {name}").format(time=at, name=closed.operator)
        sent = self.tr("the centre has it") if closed.sent else self.tr("not sent yet")
        lines = [f"{said} · {sent}"]
        if closed.amended:
            lines.append(self.tr("After the close: {count} corrections or leaves").format(count=closed.amended))
        return "\n".join(lines)

    def _waiting_words(self, sheet: DaySheet) -> str:
        signed = sum(one.without_sign_out for one in sheet.sessions)
        corrections = sum(one.corrections_waiting for one in sheet.sessions)
        running = sum(not one.over for one in sheet.sessions)
        lines = [
            (running, self.tr("… Sessions not over yet: {count}")),
            (sheet.unsent, self.tr("… Records waiting to be sent: {count}; they go by themselves")),
            (sheet.to_decide, self.tr("⚑ Records that need attention: {count}")),
            (corrections, self.tr("? Corrections waiting for another class manager: {count}")),
            (signed, self.tr("△ Trainees not signed out: {count}")),
        ]
        told = [words.format(count=count) for count, words in lines if count]
        return "\n".join(told) if told else self.tr("✓ Nothing waits.")

    def _fill(self, sheet: DaySheet) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not sheet.sessions:
            self._grid.addWidget(theme.styled(QLabel(self.tr("No session on this day.")), "note"), 0, 0)
            return
        heads = (
            self.tr("Session"),
            self.tr("Expected"),
            self.tr("There"),
            self.tr("Late"),
            self.tr("Early"),
            self.tr("Absent"),
            self.tr("Leave"),
        )
        for column, head in enumerate(heads):
            self._put(0, column, head, "quiet")
        for row, one in enumerate(sheet.sessions, start=1):
            self._put(row, 0, f"{one.class_name}\n{_span(one, sheet)}", "fieldText")
            for column, number in enumerate(_figures(one), start=1):
                self._put(row, column, str(number), "strong" if number else "quiet")

    def _put(self, row: int, column: int, words: str, name: str) -> None:
        label = theme.styled(QLabel(words), name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(column == 0)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, row, column)


def _span(one: DaySession, sheet: DaySheet) -> str:
    return f"{site_time.clock(one.starts, sheet.zone)}–{site_time.clock(one.ends, sheet.zone)}"


def _figures(one: DaySession) -> tuple[int, ...]:
    return one.expected, one.present, one.late, one.early, one.absent, one.leave
