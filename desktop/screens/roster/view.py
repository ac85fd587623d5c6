"""The roster screen: choose a class, see who is in it and how surely, bring people in, let them go, print."""

from __future__ import annotations

from unicodedata import normalize

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from desktop import theme
from desktop.printing.form_sheet import FormSheet
from desktop.screens.roster.import_sheet import ImportSheet, dropped_file
from desktop.screens.roster.person_sheets import LeaveSheet, TransferSheet
from desktop.screens.roster.presenter import Roster, RosterPresenter
from desktop.screens.roster.table import HOURS, ID_NUMBER, NAME, NUMBER, PHONE, SORT, STATE, RosterTable
from desktop.widgets import icons
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.class_chooser import ClassChooser
from desktop.widgets.data_table import DataTable
from desktop.widgets.page import Page
from desktop.widgets.reveal import RevealSheet
from sync.desk.operations.show_roster import RosterLine, RosterState
from sync.domain.forms import FormKind

_MAY_GO = (RosterState.ENROLLED, RosterState.PENDING, RosterState.EXPECTED)


class RosterView(Page):
    """A chooser with the class's figures, a filter, the table, and below it what can be done about who is chosen."""

    def __init__(self, presenter: RosterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._roster: Roster | None = None
        self.chooser, self.filter = ClassChooser(), QLineEdit()
        self._figures, self._picked = theme.styled(QLabel(), "note"), theme.styled(QLabel(), "note")
        self.bring_in, self.paper = QPushButton(), QPushButton()
        self.look, self.move_on, self.let_go = QPushButton(), QPushButton(), theme.styled(QPushButton(), "danger")
        self._model, self._shown = RosterTable(), QSortFilterProxyModel(self)
        self.table, self._empty, self._stack = DataTable(), BlankPage(), QStackedWidget()
        self._set_up_table()
        self._lay_out()
        self.forms = FormSheet(self, presenter.desk, presenter.disk, presenter.long)
        self.list_sheet = ImportSheet(self, presenter)
        self.leave_sheet, self.transfer_sheet = LeaveSheet(self, presenter), TransferSheet(self, presenter)
        self.reveal_sheet = RevealSheet(self, presenter.reveal)
        self.setAcceptDrops(True)
        self._connect()
        self.say()

    def show_roster(self, roster: Roster) -> None:
        """The classes and the chosen one's people; whoever was picked stays picked."""
        before = self.picked
        self._roster = roster
        self._model.show_lines(roster.lines)
        self._pick_again(before)
        self.say()

    @property
    def picked(self) -> RosterLine | None:
        """Who is chosen in the table."""
        index = self._shown.mapToSource(self.table.currentIndex())
        return self._model.line(index.row()) if index.isValid() else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and self._roster is not None and self._roster.chosen is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path, roster = dropped_file(event), self._roster
        if path is not None and roster is not None and roster.chosen is not None:
            self.list_sheet.open_for(roster.chosen)
            self.list_sheet.look_at(path)

    def say(self) -> None:
        """Word everything anew."""
        self.filter.setPlaceholderText(self.tr("Filter this roster   F2"))
        self.filter.setAccessibleName(self.tr("Filter this roster"))
        self.table.setAccessibleName(self.tr("Roster"))
        self._model.word_again()
        colour = theme.current().text
        for button, picture, words, key in (
            (self.bring_in, "file-up", self.tr("Import a list"), "Ctrl+I"),
            (self.paper, "printer", self.tr("Print and save"), "Ctrl+P"),
            (self.look, "eye", self.tr("Show the number"), "Enter"),
            (self.move_on, "arrow-right-left", self.tr("Change class"), ""),
        ):
            button.setText(words)
            button.setIcon(icons.icon(picture, colour))
            button.setToolTip(f"{words}  {key}".strip())
        self.let_go.setText(self.tr("Leave the class"))
        self.let_go.setIcon(icons.icon("log-out", theme.current().on_refused_soft))
        self._say_class()
        self._say_picked()

    def _say_class(self) -> None:
        roster = self._roster
        chosen = roster.chosen if roster else None
        self._stack.setCurrentWidget(self.table if roster and roster.lines else self._empty)
        self.bring_in.setEnabled(chosen is not None)
        self.paper.setEnabled(chosen is not None)
        if roster is None:
            self._empty.say("users-round", "", self.tr("One moment, please."))
            return
        self.chooser.show_classes(roster.classes, chosen)
        if chosen is None:
            self._figures.setText("")
            self._empty.say("users-round", self.tr("No class yet"), self.tr("Classes arrive with the next update."))
            return
        self._empty.say(
            "users-round",
            self.tr("Nobody enrolled yet"),
            self.tr("Enrol people at check-in by their voucher, or import a list of who will come."),
            action=self.tr("Import a list"),
        )
        self._figures.setText(self._figures_of(roster))

    def _figures_of(self, roster: Roster) -> str:
        chosen = roster.chosen
        assert chosen is not None  # noqa: S101  looked at before
        announced = sum(line.state is RosterState.EXPECTED for line in roster.lines)
        parts = [self.tr("{n} of {all} places").format(n=chosen.enrolled, all=chosen.capacity)]
        if chosen.pending:
            parts.append(self.tr("{n} waiting for the centre").format(n=chosen.pending))
        if announced:
            parts.append(self.tr("{n} announced").format(n=announced))
        parts.append(self.tr("{n} class hours").format(n=chosen.required_hours))
        return " · ".join([chosen.project_name, *parts])

    def _say_picked(self) -> None:
        line = self.picked
        may_go = line is not None and line.state in _MAY_GO and (line.voucher_no or line.announcement) is not None
        may_move = may_go and line is not None and line.voucher_no is not None and self._has_other_class()
        self.let_go.setEnabled(may_go)
        self.look.setEnabled(line is not None and line.voucher_no is not None and bool(line.id_number))
        self.move_on.setEnabled(may_move)
        called_off = line is not None and line.announcement is not None
        self.let_go.setText(self.tr("Call off") if called_off else self.tr("Leave the class"))
        self._picked.setText(f"{line.name}  {line.id_number}" if line else self.tr("Choose somebody in the table."))

    def _has_other_class(self) -> bool:
        return self._roster is not None and len(self._roster.classes) > 1

    def _pick_again(self, before: RosterLine | None) -> None:
        if before is None or self._roster is None:
            return
        same = (before.trainee_id, before.voucher_no, before.announcement, before.name)
        for row, line in enumerate(self._roster.lines):
            if (line.trainee_id, line.voucher_no, line.announcement, line.name) == same:
                self.table.setCurrentIndex(self._shown.mapFromSource(self._model.index(row, 0)))
                return

    def _narrow(self, typed: str) -> None:
        """An input method may write digits and letters in full width; the table has plain ones."""
        self._shown.setFilterFixedString(normalize("NFKC", typed).strip())

    def _bring_in(self) -> None:
        if self._roster is not None and self._roster.chosen is not None:
            self.list_sheet.open_for(self._roster.chosen)

    def _print(self) -> None:
        if self._roster is not None and self._roster.chosen is not None:
            self.forms.operator = self._presenter.operator
            self.forms.open_for(self._roster.chosen.class_id, FormKind.ROSTER)

    def _let_go(self) -> None:
        line, roster = self.picked, self._roster
        if line is not None and roster is not None and roster.chosen is not None and self.let_go.isEnabled():
            self.leave_sheet.open_for(line, roster.chosen)

    def _show_whole(self) -> None:
        line = self.picked
        if line is not None and line.voucher_no is not None and self.look.isEnabled():
            self.reveal_sheet.ask(line.voucher_no, line.name)

    def _move_on(self) -> None:
        line, roster = self.picked, self._roster
        if line is not None and roster is not None and roster.chosen is not None:
            self.transfer_sheet.open_for(line, roster.chosen, roster.classes)

    def _connect(self) -> None:
        self._presenter.roster.connect(self.show_roster)
        self.chooser.chosen.connect(self._presenter.choose_class)
        self.filter.textChanged.connect(self._narrow)
        self.bring_in.clicked.connect(self._bring_in)
        self._empty.acted.connect(self._bring_in)
        self.paper.clicked.connect(self._print)
        self.let_go.clicked.connect(self._let_go)
        self.look.clicked.connect(self._show_whole)
        self.table.activated.connect(lambda _: self._show_whole())
        self.move_on.clicked.connect(self._move_on)
        self.forms.revealed.connect(self._presenter.recorded)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self._shown.modelReset.connect(self._say_picked)
        for key, act in (
            (Qt.Key.Key_F2, self.filter.setFocus),
            (Qt.Key.Key_F3, self.chooser.showMenu),
            ("Ctrl+I", self._bring_in),
            ("Ctrl+P", self._print),
        ):
            self.on_key(key, act)

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._say_picked()

    def _set_up_table(self) -> None:
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._shown.setSortRole(SORT)
        self._shown.setSourceModel(self._model)
        widths = {NUMBER: 88, NAME: 140, ID_NUMBER: 232, PHONE: 168, HOURS: 128}
        self.table.show_model(self._shown, widths, STATE)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def _lay_out(self) -> None:
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(260)
        self.filter.setMinimumHeight(11 * theme.GAP)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.bar.addWidget(self.chooser)
        self.bar.addStretch(1)
        for widget in (self.filter, self.bring_in, self.paper):
            self.bar.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(3 * theme.GAP)
        foot.addWidget(self._picked, 1)
        foot.addWidget(self.look)
        foot.addWidget(self.move_on)
        foot.addWidget(self.let_go)
        self.body.addWidget(self._figures)
        self.body.addWidget(self._stack, 1)
        self.body.addLayout(foot)
