"""Below the grid: all that is known of the mark looked at, and what the signs mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.attendance_grid import Chosen
from desktop.widgets.attendance_grid_model import cell_words, name_of, session_words
from desktop.widgets.attendance_words import mark_word
from desktop.widgets.elided_label import ElidedLabel
from sync.desk.operations.show_attendance import AttendanceBook
from sync.domain.attendance import Mark


class DetailStrip(QFrame):
    """Two calm lines; nothing in them can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._looked_at: tuple[AttendanceBook, list[Chosen]] | None = None
        self._who, self._what = theme.styled(ElidedLabel(""), "strong"), ElidedLabel("")
        self._marks, self._sources = theme.styled(QLabel(), "quiet"), theme.styled(QLabel(), "quiet")
        told, legend = QVBoxLayout(), QVBoxLayout()
        for column, labels in ((told, (self._who, self._what)), (legend, (self._marks, self._sources))):
            column.setSpacing(theme.GAP)
            for label in labels:
                label.setTextFormat(Qt.TextFormat.PlainText)
                column.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * theme.GAP, 2 * theme.GAP, 4 * theme.GAP, 2 * theme.GAP)
        row.setSpacing(6 * theme.GAP)
        row.addLayout(told, 1)
        row.addLayout(legend)
        self.setFixedHeight(17 * theme.GAP)
        self._say()

    def show_cells(self, book: AttendanceBook, chosen: list[Chosen]) -> None:
        """One mark in full, or how many are chosen."""
        self._looked_at = book, chosen
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self._marks.setText("   ".join(f"{mark.sign} {mark_word(mark)}" for mark in Mark))
        desk, phone, pencil = self.tr("● desk"), self.tr("◐ phone"), self.tr("✎ corrected")
        self._sources.setText("   ".join((desk, phone, pencil, self.tr("dashed: waits for approval"))))
        book, chosen = self._looked_at or (None, [])
        who, what = "", ""
        if book is not None and len(chosen) == 1:
            session, person, cell = chosen[0]
            who = f"{name_of(person)} · {session_words(session, book.zone)}"
            reasons = [one.reason for one in cell.happenings[-1:]]
            what = " · ".join([*cell_words(cell, book.zone, book.device), *reasons])
        elif chosen:
            who = self.tr("{count} marks chosen").format(count=len(chosen))
            what = self.tr("F5 corrects them together, F6 takes leave")
        self._who.show_text(who)
        self._what.show_text(what)
