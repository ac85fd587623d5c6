"""The roster screen: choose a class, see who is in it and how surely."""

from functools import partial

from PySide6.QtCore import QEvent, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.screens.roster.presenter import Roster, RosterPresenter
from desktop.screens.roster.table import HOURS, ID_NUMBER, NAME, NUMBER, PHONE, STATE, RosterTable
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.menu_button import MenuButton

_ROW = 44


class RosterView(QWidget):
    """A chooser, the class's figures, a filter, and the table."""

    def __init__(self, presenter: RosterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._presenter = presenter
        self._roster: Roster | None = None
        self.chooser = MenuButton("chooser")
        self.chooser.setMinimumHeight(13 * theme.GAP)
        self._figures = theme.styled(QLabel(), "note")
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self._model = RosterTable()
        self._shown = QSortFilterProxyModel(self)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._shown.setSourceModel(self._model)
        self.table = QTableView()
        self._empty = BlankPage()
        self._stack = QStackedWidget()
        self._set_up_table()
        self._lay_out()
        self.filter.textChanged.connect(self._shown.setFilterFixedString)
        presenter.roster.connect(self.show_roster)
        for key, act in ((Qt.Key.Key_F2, self.filter.setFocus), (Qt.Key.Key_F3, self.chooser.showMenu)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._say()

    def show_roster(self, roster: Roster) -> None:
        """The classes and the chosen one's people."""
        self._roster = roster
        self._model.show_lines(roster.lines)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._model.word_again()
            self._say()

    def _say(self) -> None:
        self.chooser.setAccessibleName(self.tr("Class"))
        self.filter.setPlaceholderText(self.tr("Filter this roster   F2"))
        self.filter.setAccessibleName(self.tr("Filter this roster"))
        self.table.setAccessibleName(self.tr("Roster"))
        self._say_class()

    def _say_class(self) -> None:
        roster = self._roster
        chosen = roster.chosen if roster else None
        self._stack.setCurrentWidget(self.table if roster and roster.lines else self._empty)
        if roster is None:
            self._empty.say("users-round", "", self.tr("One moment, please."))
            self.chooser.setText("")
            return
        if chosen is None:
            self.chooser.setText(self.tr("No class yet"))
            self._figures.setText("")
            self._empty.say("users-round", self.tr("No class yet"), self.tr("Classes arrive with the next update."))
            return
        self._empty.say(
            "users-round", self.tr("Nobody enrolled yet"), self.tr("Enrol people at check-in by their voucher.")
        )
        self.chooser.setText(chosen.name)
        parts = [chosen.project_name, self.tr("{n} of {all} places").format(n=chosen.enrolled, all=chosen.capacity)]
        if chosen.pending:
            parts.append(self.tr("{n} waiting for the centre").format(n=chosen.pending))
        parts.append(self.tr("{n} class hours").format(n=chosen.required_hours))
        self._figures.setText(" · ".join(parts))
        self._fill_menu(roster)

    def _fill_menu(self, roster: Roster) -> None:
        menu = self.chooser.menu()
        menu.clear()
        for card in roster.classes:
            action = menu.addAction(card.name, partial(self._presenter.choose_class, card.class_id))
            action.setCheckable(True)
            action.setChecked(card == roster.chosen)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self._shown)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((NUMBER, 64), (NAME, 150), (ID_NUMBER, 232), (PHONE, 168), (HOURS, 128)):
            table.setColumnWidth(column, width)

    def _lay_out(self) -> None:
        self.filter.setFixedWidth(300)
        self.filter.setMinimumHeight(11 * theme.GAP)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        top = QHBoxLayout()
        top.setSpacing(4 * theme.GAP)
        top.addWidget(self.chooser)
        top.addWidget(self._figures, 1)
        top.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[4 * theme.GAP] * 4)
        column.setSpacing(3 * theme.GAP)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
