"""One class: its name and figures, and below them report, sessions, people and results."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.classes import wording
from desktop.screens.classes.marks import mark
from desktop.screens.classes.opening_tab import OpeningTab
from desktop.screens.classes.people_tab import PeopleTab
from desktop.screens.classes.presenter import Opened
from desktop.screens.classes.results_tab import ResultsTab
from desktop.screens.classes.sessions_tab import SessionsTab
from desktop.widgets import icons
from desktop.widgets.elided_label import ElidedLabel
from sync.desk.operations.show_class import ClassDetail
from sync.domain.classes import ClassState

OPENING, SESSIONS, PEOPLE, RESULTS = range(4)


class ClassPage(QWidget):
    """`left` leads back to all classes, `cancelling` carries the ClassDetail that shall be given up."""

    left = Signal()
    cancelling = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened: Opened | None = None
        self.back, self.cancel = theme.styled(QPushButton(), "plain"), theme.styled(QPushButton(), "danger")
        self._name, self._state = theme.styled(ElidedLabel(""), "title"), theme.styled(QLabel(), "mark")
        self._figures, self._refused = theme.styled(QLabel(), "note"), theme.styled(QLabel(), "trouble")
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.opening, self.sessions, self.people, self.results = OpeningTab(), SessionsTab(), PeopleTab(), ResultsTab()
        parts: tuple[QWidget, ...] = (self.opening, self.sessions, self.people, self.results)
        for part in parts:
            self._stack.addWidget(part)
            self.tabs.addTab("")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.back.clicked.connect(self.left)
        self.cancel.clicked.connect(lambda: self.cancelling.emit(self.detail))
        self._lay_out()
        self.say()

    @property
    def detail(self) -> ClassDetail | None:
        """The class that is looked at."""
        return self._opened.detail if self._opened else None

    def show_opened(self, opened: Opened) -> None:
        """The class as it is now."""
        here = self._has_keys()
        self._opened = opened
        self.opening.show_detail(opened.detail)
        self.sessions.show_detail(opened.detail)
        self.people.show_detail(opened.detail)
        self.results.show_sheet(opened.results)
        self._say_head()
        if here and not self._has_keys():  # the button that was pressed is gone
            self.tabs.setFocus()

    def go_in(self) -> None:
        """The part that is shown takes the keys."""
        parts = (self.opening.send, self.sessions.table, self.people.open, self.results.table)
        wanted = parts[self.tabs.currentIndex()]
        (wanted if wanted.isVisible() and wanted.isEnabled() else self.tabs).setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say()

    def say(self) -> None:
        """Word everything anew."""
        self.back.setIcon(icons.icon("arrow-left", theme.current().accent))
        self.back.setAccessibleName(self.tr("All classes"))
        self.back.setToolTip(self.tr("All classes") + "  Esc")
        self.cancel.setText(self.tr("Cancel the class…"))
        titles = (self.tr("Opening report"), self.tr("Sessions"), self.tr("People"), self.tr("Results"))
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)
            self.tabs.setTabToolTip(at, f"{title}  Alt+{at + 1}")
        self.tabs.setAccessibleName(self.tr("Parts of the class"))
        for say in (self.opening.say, self.sessions.say, self.people.say, self.results.say):
            say()
        self._say_head()

    def _has_keys(self) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _say_head(self) -> None:
        detail = self.detail
        if detail is None:
            return
        row = detail.row
        self._name.setText(row.name)
        mark(wording.class_mark(row, detail.now), self._state)
        hours = self.tr("{n} / {all} class hours held").format(n=detail.hours_held, all=row.required_hours)
        parts = [row.project_name, wording.days(row, detail.zone), wording.places(row), hours]
        if detail.attended_percent is not None:
            parts.append(self.tr("attendance {n} %").format(n=detail.attended_percent))
        self._figures.setText(" · ".join(parts))
        self.cancel.setVisible(row.state is ClassState.OPEN and not row.cancelling)
        self.cancel.setEnabled(detail.by_manager)
        self.cancel.setToolTip("" if detail.by_manager else self.tr("A class manager can cancel a class."))
        refused = row.cancel_refused
        words = self.tr("The centre did not cancel the class: {why}")
        self._refused.setText(words.format(why=wording.refusal(refused)) if refused else "")
        self._refused.setVisible(refused is not None)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(3 * theme.GAP)
        top.addWidget(self.back)
        top.addWidget(self._name, 1)
        top.addWidget(self._state)
        top.addWidget(self.cancel)
        self._figures.setWordWrap(True)
        self._refused.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.GAP)
        column.addLayout(top)
        column.addWidget(self._figures)
        column.addWidget(self._refused)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        for former, latter in ((self.back, self.cancel), (self.cancel, self.tabs)):
            QWidget.setTabOrder(former, latter)
