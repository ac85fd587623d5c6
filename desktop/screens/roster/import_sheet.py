"""Bring a list of people in: choose or drop a file, look at every line, then take all that can be taken, or nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

from desktop import theme
from desktop.background import Progress, Stopped
from desktop.notices import words_of
from desktop.screens.roster.list_table import CELL, ID_NUMBER, NAME, PHONE, ROW, ListTable, TroubledOnly
from desktop.screens.roster.list_words import file_words
from desktop.screens.roster.presenter import RosterPresenter
from desktop.widgets import icons
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.data_table import DataTable
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.sheet import Sheet
from sync.desk.operations.announce_trainees import Announced
from sync.desk.operations.list_classes import ClassCard
from sync.desk.operations.read_roster_file import CheckedList
from sync.errors import InvalidInput, WorkbookUnusable

_WIDTH = 1040


def dropped_file(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The one file that is dragged here."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


class ImportSheet(Sheet):
    """Nothing is recorded before the main button; until then the file is only looked at."""

    def __init__(self, parent: QWidget, presenter: RosterPresenter) -> None:
        self.choose, self.template = QPushButton(), QPushButton()
        self.only_troubled = QCheckBox()
        self.table, self.strip = DataTable(), ProgressStrip()
        self._summary, self._empty, self._stack = theme.styled(QLabel(), "strong"), BlankPage(), QStackedWidget()
        super().__init__(parent, width=_WIDTH)
        self._presenter = presenter
        self._class: ClassCard | None = None
        self.checked: CheckedList | None = None
        self._work: Progress | None = None
        self._asked, self._writing = 0, False
        self._announced: Announced | None = None
        self._failure: Exception | None = None
        self._model, self._shown = ListTable(), TroubledOnly(self)
        self._shown.setSourceModel(self._model)
        self.table.show_model(self._shown, {ROW: 72, NAME: 150, ID_NUMBER: 210, PHONE: 140}, CELL)
        self._lay_out_list()
        self.setAcceptDrops(True)
        self.accepted.connect(self._take)
        self.choose.clicked.connect(self._choose_file)
        self._empty.acted.connect(self._choose_file)
        self.template.clicked.connect(self._ask_template)
        self.only_troubled.toggled.connect(self._shown.narrow)
        self.strip.stopped.connect(self._stop)
        self._say_list()

    def open_for(self, card: ClassCard) -> None:
        """For this class; nothing is chosen yet."""
        self._stop()
        self._ask_anew()
        self._ended()
        self._class, self._announced, self._failure = card, None, None
        self._show(None)
        self.open()
        self._say_list()

    def close_sheet(self) -> None:
        self._stop()
        super().close_sheet()

    def look_at(self, path: Path) -> None:
        """Read the file; nothing is recorded."""
        if self._class is None:
            return
        if self._writing:  # what is being taken in is not exchanged for another file
            return
        self._stop()
        self._announced = None
        self._show(None)
        self.show_trouble("")
        self.strip.begin(self.tr("Reading the list …"))
        asked = self._ask_anew()
        self._work = self._presenter.look_at_file(
            self._class.class_id,
            path,
            self._if_asked(asked, self.strip.show_progress),
            self._if_asked(asked, self._looked_at),
            self._if_asked(asked, self._cannot),
        )

    def save_template(self, path: Path) -> None:
        """Write the empty workbook."""
        self.show_trouble("")
        self._presenter.save_template(path, lambda: self.hint.setText(self.tr("The template is saved.")), self._cannot)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            self.look_at(path)

    def _looked_at(self, checked: CheckedList) -> None:
        self._ended()
        self._show(checked)
        if self.main.isEnabled():
            self.main.setFocus()

    def _take(self) -> None:
        if self._class is None or self.checked is None or not self.checked.people or self._work is not None:
            return
        self.show_trouble("")
        self.main.setEnabled(False)
        self.strip.begin(self.tr("Writing it down …"))
        asked = self._ask_anew()
        self._work = self._presenter.take_list(
            self._class.class_id,
            self.checked,
            self._if_asked(asked, self.strip.show_progress),
            self._if_asked(asked, self._taken),
            self._if_asked(asked, self._cannot),
        )
        self._writing = self._work is not None
        if self._work is None:
            self._ended()
            self.show_trouble(self.tr("Choose at the top right who you are, then try again."))

    def _taken(self, announced: Announced) -> None:
        self._ended()
        self._announced = announced
        self._show(None)

    def _say_taken(self, announced: Announced) -> None:
        told = self.tr("They are on the roster as announced, and are enrolled when their vouchers are read.")
        if announced.known:
            left = self.tr("Left out, as they came onto the roster meanwhile: {n}").format(n=len(announced.known))
            told = f"{told}\n{left}"
        self._empty.say(
            "check-check",
            self.tr("Imported: {n}").format(n=len(announced.new)),
            told,
            action=self.tr("Another file"),
        )

    def _cannot(self, error: Exception) -> None:
        """One clear line; nobody was taken."""
        self._ended()
        self.main.setEnabled(bool(self.checked and self.checked.people))
        if isinstance(error, Stopped):
            self.hint.setText(self.tr("Stopped; nobody was taken in."))
        else:
            self._failure = error
            self._say_failure(error)

    def show_trouble(self, words: str) -> None:
        super().show_trouble(words)
        if not words:
            self._failure = None

    def _say_failure(self, error: Exception) -> None:
        """In the language of the moment, as long as it stands."""
        words = words_of(error)
        if isinstance(error, WorkbookUnusable):
            self.show_trouble(f"{words.code} {file_words(error.fault)}")
        elif isinstance(error, InvalidInput):
            why = self.tr("{code} Nothing was done: the class is not open any more, or this folder cannot be used.")
            self.show_trouble(why.format(code=words.code))
        else:
            self.show_trouble(f"{words.code} {words.title}. {words.remedy}")

    def _ask_anew(self) -> int:
        """From now on, answers to what was asked before are not waited for: another file, or another class."""
        self._asked += 1
        return self._asked

    def _if_asked(self, asked: int, answer: Callable[..., object]) -> Callable[..., object]:
        return lambda *said: answer(*said) if asked == self._asked else None

    def _ended(self) -> None:
        self._work, self._writing = None, False
        self.strip.end()

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()

    def _show(self, checked: CheckedList | None) -> None:
        self.checked = checked
        self._model.show_lines(checked.lines if checked else ())
        self.only_troubled.setChecked(False)
        self._stack.setCurrentWidget(self.table if checked else self._empty)
        self._say_list()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the list"), _documents(), "Excel (*.xlsx)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.look_at(Path(chosen)))
        dialog.open()

    def _ask_template(self) -> None:
        place = str(Path(_documents()) / self.tr("Roster template.xlsx"))
        dialog = QFileDialog(self, self.tr("Save the template"), place, "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_template(Path(chosen)))
        dialog.open()

    def _say(self) -> None:
        super()._say()
        if hasattr(self, "_shown"):
            self._say_list()

    def _say_list(self) -> None:
        self.title.setText(self.tr("Import a list"))
        self.hint.setText(self._class.name if self._class else "")
        colour = theme.current().text
        self.choose.setText(self.tr("Choose a file"))
        self.choose.setIcon(icons.icon("folder-open", colour))
        self.template.setText(self.tr("Save the template"))
        self.template.setIcon(icons.icon("file-spreadsheet", colour))
        self.only_troubled.setText(self.tr("Only lines with something to say"))
        self.table.setAccessibleName(self.tr("Lines of the list"))
        self._model.word_again()
        if self._failure is not None:
            self._say_failure(self._failure)
        if self._announced is not None:  # it is done, and nothing is left to be cancelled
            self.cancel.setText(self.tr("Close"))
        if self._announced is not None and self.checked is None:
            self._say_taken(self._announced)
        elif self.checked is None:
            self._empty.say(
                "file-spreadsheet",
                self.tr("Drop an Excel list here"),
                self.tr("Each line is checked first. Nothing is taken in until you say so."),
                action=self.tr("Choose a file"),
            )
        self._say_sum()

    def _say_sum(self) -> None:
        checked = self.checked
        self.only_troubled.setVisible(checked is not None)
        self._summary.setVisible(checked is not None)
        taken = len(checked.people) if checked else 0
        left = len(checked.lines) - taken if checked else 0
        self.main.setEnabled(taken > 0 and self._work is None)
        words = self.tr("Import {n}, leave out {m}") if left else self.tr("Import {n}")
        self.main.setText(words.format(n=taken, m=left) if checked else self.tr("Import"))
        if checked is None:
            return
        minded = sum(bool(line.troubles) and line.person is not None for line in checked.lines)
        parts = [self.tr("Fine: {n}").format(n=taken - minded)]
        if minded:
            parts.append(self.tr("To look at: {n}").format(n=minded))
        if left:
            parts.append(self.tr("Left out: {n}").format(n=left))
        parts.append(self.tr("Sheet: {name}").format(name=checked.sheet))
        if checked.hidden:
            parts.append(self.tr("Hidden sheets not read: {n}").format(n=checked.hidden))
        self._summary.setText(" · ".join(parts))

    def _lay_out_list(self) -> None:
        self.content.setAlignment(Qt.AlignmentFlag(0))
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        top = QHBoxLayout()
        top.setSpacing(3 * theme.GAP)
        top.addWidget(self.choose)
        top.addWidget(self.template)
        top.addStretch(1)
        top.addWidget(self.only_troubled)
        self.content.addLayout(top)
        self.content.addWidget(self.strip)
        self.content.addWidget(self._summary)
        self.content.addWidget(self._stack, 1)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
