"""班级: all classes of the site, and the one that was opened. Esc leads back, Alt+1 to Alt+4 to its parts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.printing.form_sheet import FormSheet
from desktop.screens.classes.cancel_sheet import CancelSheet
from desktop.screens.classes.class_list import ClassList
from desktop.screens.classes.class_page import SESSIONS, ClassPage
from desktop.screens.classes.presenter import ClassesPresenter, Opened
from desktop.screens.classes.session_sheet import SessionSheet
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.page import Page
from sync.desk.operations.show_class import ClassDetail, SessionLine
from sync.desk.operations.show_classes import Classes
from sync.domain.forms import FormKind
from sync.domain.ids import ClassId
from sync.domain.opening import OpeningPoint

_COUNT_DOWN_MS = 30_000


class ClassesView(Page):
    """`asked_for` carries the name of another screen and the class it shall show."""

    asked_for = Signal(str, str)

    def __init__(
        self,
        presenter: ClassesPresenter,
        make_forms: Callable[[QWidget], FormSheet] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`make_forms` makes the sheet of printed forms over this screen."""
        super().__init__(parent)
        self._presenter = presenter
        self._classes: Classes | None = None
        self.title, self.filter = theme.styled(QLabel(), "title"), QLineEdit()
        self.list, self.page = ClassList(), ClassPage()
        self._all, self._empty, self._stack = QWidget(), BlankPage(), QStackedWidget()
        self._lay_out()
        self.change_sheet, self.cancel_sheet = SessionSheet(self), CancelSheet(self)
        self.forms = make_forms(self) if make_forms else None
        self.page.results.print.setVisible(self.forms is not None)
        self._connect()
        self._count_down = QTimer(self)
        self._count_down.setInterval(_COUNT_DOWN_MS)
        self._count_down.timeout.connect(self._tick)
        self._count_down.start()
        self.say()

    def show_classes(self, classes: Classes) -> None:
        """All of them."""
        self._classes = classes
        self.list.show_classes(classes)
        self._stack.setCurrentWidget(self._all if classes.rows else self._empty)
        self.say()

    def show_opened(self, opened: Opened) -> None:
        """The one that was opened."""
        self.page.show_opened(opened)
        if self._stack.currentWidget() is not self.page:
            self._stack.setCurrentWidget(self.page)
            self.page.tabs.setFocus()

    def say(self) -> None:
        self.title.setText(self.tr("Classes"))
        self.filter.setPlaceholderText(self.tr("Filter the classes   F2"))
        self.filter.setAccessibleName(self.tr("Filter the classes"))
        if self._classes is None:
            self._empty.say("school", "", self.tr("One moment, please."))
        else:
            self._empty.say("school", self.tr("No class yet"), self.tr("Classes arrive with the next update."))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The screen was gone to: the list, or the class that is open, takes the keys."""
        super().focusInEvent(event)
        by_tab = event.reason() is Qt.FocusReason.TabFocusReason  # nothing before them is passed over
        if self._stack.currentWidget() is self.page:
            (self.page.back if by_tab else self.page.tabs).setFocus()
        else:
            (self.filter if by_tab else self.list).setFocus()

    def _connect(self) -> None:
        presenter, page = self._presenter, self.page
        presenter.classes.connect(self.show_classes)
        presenter.opened.connect(self.show_opened)
        presenter.recorded.connect(self._done)
        for sheet in (self.change_sheet, self.cancel_sheet):
            presenter.declined.connect(sheet.decline)
        self.filter.textChanged.connect(self.list.filter)
        self.filter.returnPressed.connect(self.list.setFocus)
        self.list.opened.connect(self._open)
        page.left.connect(self._leave)
        page.cancelling.connect(self._cancel_class)
        page.opening.reported.connect(presenter.report)
        page.opening.led.connect(self._lead)
        page.sessions.changing.connect(self._change)
        page.sessions.cancelling.connect(self._cancel_session)
        page.people.wanted.connect(lambda: self._ask_for("roster"))
        page.results.printing.connect(self._print)
        page.results.saved.connect(presenter.save_results)
        self.change_sheet.wanted.connect(presenter.change_session)
        self.cancel_sheet.confirmed.connect(self._cancel)
        self.on_key(Qt.Key.Key_F2, self.filter.setFocus)
        for key in (Qt.Key.Key_F3, Qt.Key.Key_Escape):
            self.on_key(key, self._leave)
        for at in range(self.page.tabs.count()):
            self.on_key(QKeySequence(f"Alt+{at + 1}"), lambda at=at: self._go_to_part(at))
        self.on_key(QKeySequence.StandardKey.Save, page.results.save.click)

    def _open(self, class_id: str) -> None:
        self.page.tabs.setCurrentIndex(0)
        self._presenter.choose_class(ClassId(class_id))

    def _leave(self) -> None:
        if self._stack.currentWidget() is self.page:
            self._stack.setCurrentWidget(self._all)
            self.list.setFocus()
            self._presenter.choose_class(None)

    def _go_to_part(self, at: int) -> None:
        if self._stack.currentWidget() is self.page:
            self.page.tabs.setCurrentIndex(at)
            self.page.go_in()

    def _lead(self, point: OpeningPoint) -> None:
        if point in (OpeningPoint.NOBODY_ENROLLED, OpeningPoint.TOO_MANY_TRAINEES):
            self._ask_for("roster")
        else:
            self._go_to_part(SESSIONS)

    def _ask_for(self, screen: str) -> None:
        detail = self.page.detail
        if detail is not None:
            self.asked_for.emit(screen, detail.row.class_id)

    def _print(self) -> None:
        if self.forms is not None and self.page.detail is not None:
            self.forms.open_for(self.page.detail.row.class_id, FormKind.RESULTS)

    def _change(self, line: SessionLine) -> None:
        if self.page.detail is not None:
            self.change_sheet.open_for(line, self.page.detail)

    def _cancel_session(self, line: SessionLine) -> None:
        if self.page.detail is not None:
            self.cancel_sheet.open_for(self.page.detail, line)

    def _cancel_class(self, detail: ClassDetail | None) -> None:
        if detail is not None:
            self.cancel_sheet.open_for(detail)

    def _tick(self) -> None:
        if self.isVisible():
            self._presenter.refresh()

    def _cancel(self, line: SessionLine | None, reason: str) -> None:
        if line is None:
            self._presenter.cancel_class(reason)
        else:
            self._presenter.cancel_session(line.session_id, reason)

    def _done(self) -> None:
        self.change_sheet.close_sheet()
        self.cancel_sheet.close_sheet()

    def _lay_out(self) -> None:
        self.filter.setFixedWidth(300)
        self.filter.setMinimumHeight(11 * theme.GAP)
        self.filter.setClearButtonEnabled(True)
        self.bar.addWidget(self.title, 1)
        self.bar.addWidget(self.filter)
        self.body.removeItem(self.bar)
        column = QVBoxLayout(self._all)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addLayout(self.bar)
        column.addWidget(self.list, 1)
        for widget in (self._empty, self._all, self.page):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)
