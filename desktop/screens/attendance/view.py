"""考勤: a class's marks at a glance, and what is done about them. The keyboard alone is enough."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from unicodedata import normalize

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.notices import words_of
from desktop.printing.form_sheet import FormSheet
from desktop.screens.attendance.correct_sheet import CorrectSheet
from desktop.screens.attendance.day_sheet import CloseDaySheet
from desktop.screens.attendance.detail_strip import DetailStrip
from desktop.screens.attendance.leave_sheet import TakeLeaveSheet
from desktop.screens.attendance.presenter import AttendancePresenter, Shown
from desktop.widgets import icons
from desktop.widgets.approval import ApprovalSheet, Witness
from desktop.widgets.attendance_grid import AttendanceGrid
from desktop.widgets.attendance_words import month_words
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.class_chooser import ClassChooser
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.page import Page
from desktop.widgets.sheet import Sheet
from sync.desk.operations.correct_attendance import Corrected
from sync.desk.operations.show_attendance import Happening
from sync.domain.attendance import Decision
from sync.domain.forms import FormKind
from sync.domain.staff import StaffRole

_FILTER = 168


class AttendanceView(Page):
    """F2 filter, F3 class, F4 month, F5 or Enter correct, F6 leave, F7 print, F8 close of the day."""

    def __init__(
        self,
        presenter: AttendancePresenter,
        make_forms: Callable[[QWidget], FormSheet] | None = None,
        witness: Witness | None = None,
    ) -> None:
        """`make_forms` builds the sheet of printed forms over this page; `witness` knows a second person."""
        super().__init__()
        self._presenter = presenter
        self._shown: Shown | None = None
        self.chooser, self.month, self.filter = ClassChooser(), MenuButton("menu"), QLineEdit()
        self.correct, self.leave = QPushButton(), QPushButton()
        self.printing, self.closing = QPushButton(), theme.styled(QPushButton(), "main")
        self.grid, self.detail = AttendanceGrid(), DetailStrip()
        self._empty, self._full, self._stack = BlankPage(), QWidget(), QStackedWidget()
        self._lay_out()
        self.correct_sheet, self.leave_sheet = CorrectSheet(self), TakeLeaveSheet(self)
        self.day_sheet = CloseDaySheet(self)
        self.forms = make_forms(self) if make_forms else None
        self.approval = ApprovalSheet(self, witness) if witness else None
        self._connect()
        self.say()

    def show_book(self, shown: Shown) -> None:
        """What was read."""
        self._shown = shown
        self.chooser.show_classes(shown.classes, shown.chosen)
        self._say_months()
        self._narrow()
        self._say_empty()
        book = shown.book
        there = book is not None and bool(book.sessions) and bool(book.people)
        waited = self.window().focusWidget()
        self._stack.setCurrentWidget(self._full if there else self._empty)
        if there and self.isVisible() and (waited in (None, self) or self._empty.isAncestorOf(waited)):
            self.grid.marks.setFocus()
        for button in (self.correct, self.leave):
            button.setEnabled(there)
        self.printing.setEnabled(book is not None and self.forms is not None)

    def say(self) -> None:
        self.filter.setPlaceholderText(self.tr("Name") + "   F2")
        self.filter.setAccessibleName(self.tr("Filter by name"))
        buttons = (
            (self.correct, self.tr("Correct"), "pencil", "F5"),
            (self.leave, self.tr("Leave"), "calendar-x", "F6"),
            (self.printing, self.tr("Print"), "printer", "F7"),
            (self.closing, self.tr("Close the day"), "clipboard-check", "F8"),
        )
        palette = theme.current()
        for button, words, picture, key in buttons:
            button.setText(f" {words}")
            button.setToolTip(f"{words}  {key}")
            button.setAccessibleName(words)
            button.setIcon(icons.icon(picture, palette.on_accent if button is self.closing else palette.text))
        self._say_months()
        self._say_empty()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The screen was gone to: the grid takes the keys."""
        super().focusInEvent(event)
        self.grid.setFocus()

    def _say_months(self) -> None:
        book = self._shown.book if self._shown else None
        month = self._shown.month if self._shown else None
        words = month_words(month) if month else self.tr("All months")
        self.month.setText(words)
        self.month.setAccessibleName(self.tr("Month: {month}").format(month=words))
        self.month.setToolTip(self.tr("Choose the month") + "  F4")
        menu = self.month.menu()
        menu.clear()
        for one in (None, *(book.months if book else ())):
            name = month_words(one) if one else self.tr("All months")
            action = menu.addAction(name, partial(self._presenter.choose_month, one))
            action.setCheckable(True)
            action.setChecked(one == month)

    def _say_empty(self) -> None:
        book = self._shown.book if self._shown else None
        if self._shown is None:
            self._empty.say("calendar-check", "", self.tr("Reading…"))
        elif book is None:
            self._empty.say("school", self.tr("No class yet"), self.tr("Classes come from the centre by themselves."))
        elif not book.people:
            self._empty.say("users-round", self.tr("Nobody is enrolled yet"), self.tr("Enrol the first trainee."))
        else:
            self._empty.say(
                "calendar-days",
                self.tr("This class has no sessions yet"),
                self.tr("As soon as sessions are planned, the attendance grid stands here."),
            )

    def _narrow(self) -> None:
        book = self._shown.book if self._shown else None
        if book is not None:
            wanted = normalize("NFKC", self.filter.text()).strip().lower()
            people = tuple(one for one in book.people if wanted in one.name.lower() or wanted == str(one.voucher_no))
            self.grid.show_book(book, people)

    def _look(self) -> None:
        book = self._shown.book if self._shown else None
        if book is not None:
            self.detail.show_cells(book, self.grid.chosen)

    def _ask_correction(self) -> None:
        book, chosen = self._shown.book if self._shown else None, self.grid.chosen
        if book is not None and chosen and self.correct.isEnabled():
            self.correct_sheet.ask(book, chosen, by_manager=self._presenter.is_manager)

    def _ask_leave(self) -> None:
        book, chosen = self._shown.book if self._shown else None, self.grid.chosen
        if book is not None and chosen and self.leave.isEnabled():
            self.leave_sheet.ask(book, chosen)

    def _ask_day(self) -> None:
        self.day_sheet.open()
        self._presenter.look_at_day()

    def _print(self) -> None:
        book = self._shown.book if self._shown else None
        if book is not None and self.forms is not None:
            self.forms.operator = self._presenter.operator
            self.forms.open_for(book.class_id, FormKind.ATTENDANCE, self._shown.month if self._shown else None)

    def _print_day(self, day: object) -> None:
        if self.forms is not None and self._shown is not None and self._shown.chosen is not None:
            self.day_sheet.close_sheet()
            self.forms.operator = self._presenter.operator
            self.forms.open_for(self._shown.chosen.class_id, FormKind.DAY, day)  # type: ignore[arg-type]  # signals carry objects

    def _decide(self, happening: Happening, decision: Decision) -> None:
        self._presenter.decide([happening.id], decision)

    def _corrected(self, made: tuple[Corrected, ...]) -> None:
        """What needs a second person is shown to one at once; else it waits, and they approve at the same cell."""
        self.correct_sheet.close_sheet()
        waiting = [one.fact_id for one in made if one.needs_approval]
        if not waiting or self.approval is None:
            return
        about = self.tr("Corrections of a day that is over: {count}. If you cancel, approval waits.")
        self.approval.ask(
            StaffRole.CLASS_MANAGER,
            about.format(count=len(waiting)),
            lambda by: self._presenter.decide(waiting, Decision.APPROVE, by),
            but_not=self._presenter.operator,
        )

    def _written(self) -> None:
        for sheet in (self.correct_sheet, self.leave_sheet):
            sheet.close_sheet()
        if self.day_sheet.isVisible():
            self.day_sheet.close_sheet()

    def _refuse(self, error: Exception) -> None:
        """In the sheet that asked for it; elsewhere as any error."""
        sheets: tuple[Sheet, ...] = (self.correct_sheet, self.leave_sheet, self.day_sheet)
        asking = next((sheet for sheet in sheets if sheet.isVisible()), None)
        if asking is None:
            self._presenter.failed.emit(error)
            return
        words = words_of(error)
        asking.show_trouble(f"{words.title} {words.remedy} ({words.code})")

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.shown.connect(self.show_book)
        presenter.corrected.connect(self._corrected)
        presenter.written.connect(self._written)
        presenter.refused.connect(self._refuse)
        presenter.day.connect(self.day_sheet.show_day)
        self.chooser.chosen.connect(presenter.choose_class)
        self.filter.textChanged.connect(lambda _: self._narrow())
        self.grid.moved.connect(self._look)
        self.grid.activated.connect(self._ask_correction)
        self.correct_sheet.wanted.connect(presenter.correct)
        self.correct_sheet.happenings.decided.connect(self._decide)
        self.correct_sheet.happenings.ended.connect(lambda one: presenter.end_leave(one.id))
        self.leave_sheet.wanted.connect(presenter.take_leave)
        self.day_sheet.day_wanted.connect(presenter.look_at_day)
        self.day_sheet.closing.connect(presenter.close_day)
        self.day_sheet.print_wanted.connect(self._print_day)
        if self.forms is not None:
            self.forms.revealed.connect(presenter.recorded)
        acts = (
            (self.correct, self._ask_correction, Qt.Key.Key_F5),
            (self.leave, self._ask_leave, Qt.Key.Key_F6),
            (self.printing, self._print, Qt.Key.Key_F7),
            (self.closing, self._ask_day, Qt.Key.Key_F8),
        )
        for button, act, key in acts:
            button.clicked.connect(lambda _=False, act=act: act())
            self.on_key(key, act)
        self.on_key(Qt.Key.Key_F2, self.filter.setFocus)
        self.on_key(Qt.Key.Key_F3, self.chooser.showMenu)
        self.on_key(Qt.Key.Key_F4, self.month.showMenu)
        self.filter.returnPressed.connect(self.grid.setFocus)
        back = QShortcut(Qt.Key.Key_Escape, self.filter, context=Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self.grid.setFocus)

    def _lay_out(self) -> None:
        self.filter.setFixedWidth(_FILTER)
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumHeight(10 * theme.GAP)
        for widget in (self.chooser, self.month, self.filter):
            self.bar.addWidget(widget)
        self.bar.addStretch(1)
        for button in (self.correct, self.leave, self.printing, self.closing):
            button.setMinimumHeight(10 * theme.GAP)
            self.bar.addWidget(button)
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addWidget(self.grid, 1)
        column.addWidget(self.detail)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        self.body.addWidget(self._stack, 1)
