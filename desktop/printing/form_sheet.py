"""Choose a form, look at its pages, print it, or save it as a PDF or a workbook. One panel for every screen.

    sheet = FormSheet(page, desk, disk, long)
    sheet.operator = …                     # who asks for whole numbers
    sheet.open_for(class_id, FormKind.ROSTER)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.background import Background, Progress, Stopped
from desktop.notices import words_of
from desktop.printing.form_words import file_name, form_name
from desktop.printing.page_view import PageView
from desktop.printing.pages import Pages, lay_out
from desktop.printing.print_form import PrinterGone, pdf_bytes, print_pages, printers
from desktop.widgets import icons
from desktop.widgets.field import Field
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.sheet import Sheet
from sync.desk.operations.desk import Desk
from sync.desk.operations.export_form import check_place, export_form
from sync.desk.operations.show_form import FormChoices, FormWish, Unmasked, form_choices, show_form
from sync.domain.forms import FormKind
from sync.domain.ids import ClassId, StaffId
from sync.errors import InvalidInput
from sync.protocol.whole_file import write_whole

_WIDTH, _CONTROLS = 1040, 272
_KINDS = tuple(FormKind)


class FormSheet(Sheet):
    """`revealed`: whole numbers were shown, so a fact was written. `said` carries what was done, for the screen."""

    revealed = Signal()
    said = Signal(str)

    def __init__(self, parent: QWidget, desk: Desk, disk: Background, long: Background) -> None:
        self.view, self.strip = PageView(), ProgressStrip()
        self.kind, self.when, self.printer = QComboBox(), QComboBox(), QComboBox()
        self.whole, self.reason = QCheckBox(), QLineEdit()
        self.save_pdf, self.save_book = QPushButton(), QPushButton()
        self._nobody_prints = theme.styled(QLabel(), "note")
        self._larger, self._smaller = QPushButton(), QPushButton()
        super().__init__(parent, width=_WIDTH)
        self._operator: StaffId | None = None
        self._desk, self._disk, self._long = desk, disk, long
        self._class_id: ClassId | None = None
        self._choices: FormChoices | None = None
        self._pages: Pages | None = None
        self._work: Progress | None = None
        self._asked = 0
        self._add_controls()
        self._connect()
        self._say_controls()

    @property
    def operator(self) -> StaffId | None:
        """Who works here; what one person was shown whole, for a reason of theirs, is not shown to the next."""
        return self._operator

    @operator.setter
    def operator(self, operator: StaffId | None) -> None:
        if operator == self._operator:
            return
        self._operator = operator
        if self.whole.isChecked():
            self._pages = None
            self.view.show_pages(None)
            self._let(False)
            self.reason.clear()
            self.whole.setChecked(False)

    def open_for(self, class_id: ClassId | None, kind: FormKind = FormKind.ROSTER, day: date | None = None) -> None:
        """Show `kind`; `day`: of the daily sheet, or in the month of the book; today where it is None."""
        self._class_id, self._pages = class_id, None
        self.view.show_pages(None)
        self._let(False)
        self.whole.setChecked(False)
        self.reason.clear()
        self._list_printers()
        self.open()
        self._disk.run(
            partial(form_choices, self._desk, class_id), lambda found: self._begin(found, kind, day), self._cannot
        )

    def close_sheet(self) -> None:
        self._stop()
        super().close_sheet()

    @property
    def shown(self) -> str:
        """The title of the form that is shown; empty while there is none."""
        return self._pages.form.title if self._pages else ""

    def save(self, path: Path, *, as_book: bool) -> None:
        """Write what is shown to `path`."""
        pages, desk = self._pages, self._desk
        if pages is None:
            return
        if as_book:
            self._do(self.tr("Saving …"), lambda _: export_form(desk, pages.form, path), self._saved)
        else:
            self._do(self.tr("Saving …"), lambda progress: _save_pdf(desk, pages, path, progress), self._saved)

    def print_it(self) -> None:
        """On the printer that is chosen; without one, save a PDF."""
        pages, name = self._pages, self.printer.currentText()
        if pages is None:
            return
        if not name:
            self._ask_where(as_book=False)
            return
        self._do(self.tr("Printing …"), lambda progress: print_pages(pages, name, progress.told), self._printed)

    def _begin(self, choices: FormChoices, kind: FormKind, day: date | None) -> None:
        self._choices = choices
        self.kind.blockSignals(True)
        self.kind.setCurrentIndex(_KINDS.index(kind))
        self.kind.blockSignals(False)
        self._fill_when(day)
        self._read()

    def _fill_when(self, day: date | None = None) -> None:
        """Months of the book or days of the daily sheet; nothing to choose for the others."""
        kind, choices = _KINDS[self.kind.currentIndex()], self._choices
        self._when_field.setVisible(kind in (FormKind.ATTENDANCE, FormKind.DAY))
        self.whole.setVisible(kind is not FormKind.DAY)
        self._reason_field.setVisible(self.whole.isChecked() and kind is not FormKind.DAY)
        if choices is None:
            return
        wanted = day or choices.today
        by_month = kind is FormKind.ATTENDANCE
        offered = choices.months if by_month else choices.days
        self.when.blockSignals(True)
        self.when.clear()
        for one in offered:
            self.when.addItem(f"{one:%Y-%m}" if by_month else f"{one:%Y-%m-%d}", one)
        chosen = wanted.replace(day=1) if by_month else wanted
        self.when.setCurrentIndex(offered.index(chosen) if chosen in offered else 0)
        self.when.blockSignals(False)
        self._when_field.say(self.tr("Month") if by_month else self.tr("Day"))

    def _read(self) -> None:
        """Lay the chosen form out anew."""
        if self._choices is None:
            return
        kind = _KINDS[self.kind.currentIndex()]
        unmasked = None
        self._reason_field.show_trouble("")
        if self.whole.isChecked() and kind is not FormKind.DAY:
            if not self.reason.text().strip() or self.operator is None:
                self._show_nothing_yet()
                return
            unmasked = Unmasked(self.reason.text(), self.operator)
        wish = FormWish(kind, self._class_id, self.when.currentData() or self._choices.today, unmasked)
        self._asked += 1
        asked, desk = self._asked, self._desk

        def shown(pages: Pages) -> None:
            if asked == self._asked:
                self._show(pages)
            if unmasked is not None:
                self.revealed.emit()

        words = self.tr("Laying out the pages …")
        self._do(words, lambda progress: lay_out(show_form(desk, wish), progress.told), shown)

    def _show_nothing_yet(self) -> None:
        """Another form is wanted, and its whole numbers need a reason: what was shown before is not that form."""
        self._asked += 1
        self._pages = None
        self.view.show_pages(None)
        self._say_pages()
        self._let(False)
        self._reason_field.show_trouble(self.tr("Say why in a few words."))

    def _show(self, pages: Pages) -> None:
        self._pages = pages
        self.view.show_pages(pages)
        self._say_pages()
        self._let(True)

    def _say_pages(self) -> None:
        self.hint.setText(self.tr("Pages: {n}").format(n=len(self._pages)) if self._pages else "")

    def _do(self, words: str, work: Callable[[Progress], object], done: Callable[..., object]) -> None:
        """Long work, shown and stoppable."""
        self.show_trouble("")
        self._let(False)
        self.strip.begin(words)

        def ended(result: object) -> None:
            self._ended()
            done(result)

        self._work = self._long.run_long(work, self.strip.show_progress, ended, self._failed)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()

    def _kind_changed(self, _: int) -> None:
        self._fill_when()
        self._read()

    def _ended(self) -> None:
        self._work = None
        self.strip.end()
        self._let(self._pages is not None)

    def _failed(self, error: Exception) -> None:
        self._ended()
        if not isinstance(error, Stopped):
            self._cannot(error)

    def _cannot(self, error: Exception) -> None:
        """Said in the sheet, where it happened."""
        if isinstance(error, PrinterGone):
            self._list_printers()
            self.show_trouble(
                self.tr("{code} This printer is not there any more. Choose another one, or save a PDF.").format(
                    code=error.code
                )
            )
            return
        if isinstance(error, InvalidInput) and self.whole.isChecked() and self._pages is None:
            self._reason_field.show_trouble(self.tr("Say why in a few words."))
            return
        words = words_of(error)
        self.show_trouble(f"{words.code} {words.title}. {words.remedy}")

    def _saved(self, _: object) -> None:
        self._done(self.tr("Saved."))

    def _printed(self, _: object) -> None:
        self._done(self.tr("Sent to the printer."))

    def _done(self, words: str) -> None:
        self.hint.setText(words)
        self.said.emit(words)

    def _let(self, may: bool) -> None:
        for button in (self.main, self.save_pdf, self.save_book):
            button.setEnabled(may)

    def _ask_where(self, *, as_book: bool) -> None:
        if self._pages is None:
            return
        kind = "Excel (*.xlsx)" if as_book else "PDF (*.pdf)"
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        ending = ".xlsx" if as_book else ".pdf"
        name = file_name(self._pages.form) + ending
        dialog = QFileDialog(self, self.tr("Save as"), str(Path(folder) / name), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen), as_book=as_book))
        dialog.open()

    def _list_printers(self) -> None:
        names = printers()
        self.printer.clear()
        self.printer.addItems(names)
        self._printer_field.setVisible(bool(names))
        self._nobody_prints.setVisible(not names)
        self._say_controls()

    def _whole_wanted(self, wanted: bool) -> None:
        self._reason_field.setVisible(wanted)
        self._reason_field.show_trouble("")
        if wanted:
            self.reason.setFocus()
        else:
            self._read()

    def _connect(self) -> None:
        self.accepted.connect(self._accept)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.when.currentIndexChanged.connect(lambda _: self._read())
        self.whole.toggled.connect(self._whole_wanted)
        self.reason.returnPressed.connect(self._read)
        self.save_pdf.clicked.connect(lambda: self._ask_where(as_book=False))
        self.save_book.clicked.connect(lambda: self._ask_where(as_book=True))
        self._larger.clicked.connect(lambda: self.view.zoom(1))
        self._smaller.clicked.connect(lambda: self.view.zoom(-1))
        self.strip.stopped.connect(self._stop)

    def _accept(self) -> None:
        """Enter in the field of the reason shows the form; it never prints it."""
        if not self.reason.hasFocus():
            self.print_it()

    def _add_controls(self) -> None:
        self._kind_field, self._when_field = Field(self.kind), Field(self.when)
        self._printer_field, self._reason_field = Field(self.printer), Field(self.reason)
        self._nobody_prints.setWordWrap(True)
        self.content.setAlignment(Qt.AlignmentFlag(0))
        side = QVBoxLayout()
        side.setSpacing(4 * theme.GAP)
        for widget in (self._kind_field, self._when_field, self.whole, self._reason_field):
            side.addWidget(widget)
        side.addStretch(1)
        zoom = QHBoxLayout()
        zoom.addWidget(self._smaller)
        zoom.addWidget(self._larger)
        side.addLayout(zoom)
        for button in (self.save_pdf, self.save_book):
            side.addWidget(button)
        side.addWidget(self._printer_field)
        side.addWidget(self._nobody_prints)
        controls = QWidget()
        controls.setFixedWidth(_CONTROLS)
        controls.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(6 * theme.GAP)
        row.addWidget(controls)
        row.addWidget(self.view, 1)
        self.content.addWidget(self.strip)
        self.content.addLayout(row, 1)
        self._reason_field.hide()

    def _say(self) -> None:
        super()._say()
        if hasattr(self, "_kind_field"):
            self._say_controls()

    def _say_controls(self) -> None:
        self.title.setText(self.tr("Print and save"))
        self._say_pages()
        self.kind.blockSignals(True)
        chosen = max(0, self.kind.currentIndex())
        self.kind.clear()
        self.kind.addItems([form_name(kind) for kind in _KINDS])
        self.kind.setCurrentIndex(chosen)
        self.kind.blockSignals(False)
        self._kind_field.say(self.tr("Form"))
        self._fill_when(self.when.currentData())
        self._printer_field.say(self.tr("Printer"))
        self._reason_field.say(self.tr("Why they are needed"), self.tr("It is written down; Enter shows the pages."))
        self.reason.setPlaceholderText(self.tr("e.g. for the inspection   Enter"))
        self.whole.setText(self.tr("Whole names and numbers"))
        self._nobody_prints.setText(self.tr("No printer is set up on this PC. Save a PDF and print it elsewhere."))
        self.main.setText(self.tr("Print") if self.printer.count() else self.tr("Save a PDF"))
        self.save_pdf.setText(self.tr("Save as PDF"))
        self.save_book.setText(self.tr("Save as Excel"))
        self.save_pdf.setVisible(self.printer.count() > 0)
        self.view.setAccessibleName(self.tr("Pages of the form"))
        colour = theme.current().text
        self.save_pdf.setIcon(icons.icon("file-down", colour))
        self.save_book.setIcon(icons.icon("file-spreadsheet", colour))
        for button, picture, words in (
            (self._larger, "zoom-in", self.tr("Larger")),
            (self._smaller, "zoom-out", self.tr("Smaller")),
        ):
            button.setIcon(icons.icon(picture, colour))
            button.setAccessibleName(words)
            button.setToolTip(words)


def _save_pdf(desk: Desk, pages: Pages, path: Path, progress: Progress) -> None:
    check_place(desk, path)
    write_whole(path, [pdf_bytes(pages, progress.told)])
