"""统计: what to look at, by what, over which days; a chart, the same numbers below it, to be copied and saved."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QMimeData, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.screens.statistics import figures as wording
from desktop.screens.statistics.figure_rows import FigureRows
from desktop.screens.statistics.figures import Figures, Grouping, Measure, figures, groupings
from desktop.screens.statistics.presenter import StatisticsPresenter
from desktop.widgets import icons
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.chart import Chart
from desktop.widgets.data_table import DataTable
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.page import Page
from sync.desk.operations.show_statistics import Statistics
from sync.domain.ids import ClassId

_MONTHS = 6
_ROW = 36


class StatisticsView(Page):
    """F2 chooses the span, F3 the class, Ctrl+C copies."""

    def __init__(self, presenter: StatisticsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._statistics: Statistics | None = None
        self._figures: Figures | None = None
        self._only: ClassId | None = None
        self._span = "all"
        self.measures = {measure: QPushButton() for measure in Measure}
        self.groups = {grouping: QPushButton() for grouping in Grouping}
        self.span, self.classes = MenuButton("menu"), MenuButton("menu")
        self.copy_button, self.save_button = QPushButton(), QPushButton()
        self.chart, self._rows, self.table = Chart(), FigureRows(), DataTable()
        self._note, self.said = theme.styled(QLabel(), "quiet"), theme.styled(QLabel(), "strong")
        self._stack, self._empty, self._full = QStackedWidget(), BlankPage(), QWidget()
        self._lay_out()
        self._connect()
        self.say()

    @property
    def measure(self) -> Measure:
        """What is looked at."""
        return next(measure for measure, button in self.measures.items() if button.isChecked())

    @property
    def grouping(self) -> Grouping:
        """By what."""
        chosen = next(grouping for grouping, button in self.groups.items() if button.isChecked())
        possible = groupings(self.measure)
        return chosen if chosen in possible else possible[-1]

    def show_statistics(self, statistics: Statistics) -> None:
        """What was counted."""
        self._statistics = statistics
        if self._only not in {one.class_id for one in statistics.classes}:
            self._only = None
        self.say()

    def choose_class(self, only: str) -> None:
        """One class from now on, "": all of them."""
        self._only = ClassId(only) if only else None
        self.say()

    def choose_span(self, span: str) -> None:
        """`all`, `year`, `quarter`, or a month as 2026-11."""
        self._span = span
        self._presenter.choose_span(*_days_of(span, self._today()))

    def copy(self) -> None:
        """Picture and table together: a letter takes the one, a spreadsheet the other."""
        if self._figures is None:
            return
        data = QMimeData()
        data.setText(self._figures.table.as_text())
        data.setImageData(self.chart.picture())
        QGuiApplication.clipboard().setMimeData(data)
        self._tell(self.tr("Copied: paste it into a letter as a picture, into a spreadsheet as a table."))

    def save_to(self, path: Path) -> None:
        """Into that file."""
        if self._figures is not None:
            buffer = QBuffer()
            buffer.open(QBuffer.OpenModeFlag.WriteOnly)
            self.chart.picture().save(buffer, "PNG")  # type: ignore[call-overload]  # the stub says bytes, it is text
            self._presenter.save(path, self._figures.table, bytes(buffer.data().data()))

    def say(self) -> None:
        """Word everything anew."""
        for measure, button in self.measures.items():
            button.setText(wording.measure_words(measure))
        for grouping, button in self.groups.items():
            button.setText(wording.grouping_words(grouping))
            button.setVisible(grouping in groupings(self.measure))
        self.groups[self.grouping].setChecked(True)
        self.table.setAccessibleName(self.tr("The figures as a table"))
        for button, icon, words in (
            (self.copy_button, "copy", self.tr("Copy")),
            (self.save_button, "save", self.tr("Save…")),
        ):
            button.setText(f" {words}")
            button.setIcon(icons.icon(icon, theme.current().accent))
        self._say_span()
        self._say_classes()
        self._say_figures()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The screen was gone to: the first choice takes the keys."""
        super().focusInEvent(event)
        self.measures[self.measure].setFocus()

    def _say_figures(self) -> None:
        statistics = self._statistics
        if statistics is None:
            self._empty.say("chart-column", "", self.tr("One moment, please."))
            return
        shown = figures(statistics, self.measure, self.grouping, self._only)
        self._figures = shown
        self._note.setText(wording.note_words(statistics, self.measure, self._only))
        self.chart.show_data(shown.chart)
        self._rows.show_table(shown.table)
        names_are_long = self.grouping is Grouping.BY_CLASS
        others = QHeaderView.ResizeMode.ResizeToContents if names_are_long else QHeaderView.ResizeMode.Stretch
        for column in range(1, len(shown.table.head)):
            self.table.horizontalHeader().setSectionResizeMode(column, others)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._say_empty(statistics)
        self._stack.setCurrentWidget(self._empty if shown.chart.is_empty else self._full)
        for button in (self.copy_button, self.save_button):
            button.setEnabled(not shown.chart.is_empty)

    def _say_empty(self, statistics: Statistics) -> None:
        if not statistics.classes:
            title, text = self.tr("No class yet"), self.tr("Classes arrive with the next update.")
        elif self.measure is Measure.SUBSIDY:
            title, text = self.tr("Nothing to estimate"), self.tr("No standard is known for these classes.")
        else:
            title, text = self.tr("No session was held"), self.tr("Choose other days, or another class.")
        self._empty.say("chart-column", title, text)

    def _say_span(self) -> None:
        words = self._span_words(self._span)
        self.span.setText(words)
        self.span.setAccessibleName(self.tr("Days: {span}").format(span=words))
        self.span.setToolTip(self.tr("Choose the days") + "  F2")
        menu = self.span.menu()
        menu.clear()
        for span in ("all", "year", "quarter", *_last_months(self._today())):
            action = menu.addAction(self._span_words(span), partial(self.choose_span, span))
            action.setCheckable(True)
            action.setChecked(span == self._span)

    def _span_words(self, span: str) -> str:
        known = {
            "all": self.tr("All days"),
            "year": self.tr("This year"),
            "quarter": self.tr("Last three months"),
        }
        return known.get(span, span)

    def _say_classes(self) -> None:
        every = self.tr("All classes")
        known = {one.class_id: one.name for one in (self._statistics.classes if self._statistics else ())}
        name = known.get(self._only, every) if self._only else every
        self.classes.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 300))
        self.classes.setAccessibleName(self.tr("Class: {name}").format(name=name))
        self.classes.setToolTip(self.tr("Choose the class") + "  F3")
        menu = self.classes.menu()
        menu.clear()
        for key, words in (("", every), *known.items()):
            action = menu.addAction(words, partial(self.choose_class, key))
            action.setCheckable(True)
            action.setChecked(key == (self._only or ""))

    def _today(self) -> date:
        return self._statistics.today if self._statistics else date.today()  # noqa: DTZ011  only until it was read

    def _tell(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _choose_file(self) -> None:
        kinds = (self.tr("Workbook (*.xlsx)"), self.tr("Text for spreadsheets (*.csv)"), self.tr("Picture (*.png)"))
        dialog = QFileDialog(self, self.tr("Save"), "", ";;".join(kinds))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{wording.measure_words(self.measure)} {self._today():%Y-%m-%d}")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kind.rpartition(".")[2].rstrip(")")))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _connect(self) -> None:
        for buttons in (self.measures.values(), self.groups.values()):
            group = QButtonGroup(self)
            for place, button in enumerate(buttons):
                button.setCheckable(True)
                button.setChecked(place == 0)
                group.addButton(button)
                button.clicked.connect(self._chosen)
        self._presenter.statistics.connect(self.show_statistics)
        self._presenter.saved.connect(lambda name: self._tell(self.tr("Saved: {name}").format(name=name)))
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self._choose_file)
        self.on_key(Qt.Key.Key_F2, self.span.showMenu)
        self.on_key(Qt.Key.Key_F3, self.classes.showMenu)
        self.on_key("Ctrl+C", self.copy)

    def _chosen(self) -> None:
        self._tell("")
        self.say()

    def _lay_out(self) -> None:
        for button in self.measures.values():
            self.bar.addWidget(button)
        self.bar.addStretch(1)
        for menu in (self.classes, self.span):
            self.bar.addWidget(menu)
        second = QHBoxLayout()
        second.setSpacing(2 * theme.GAP)
        for button in self.groups.values():
            second.addWidget(button)
        second.addWidget(self.said, 1)
        second.addStretch(1)
        for button in (self.copy_button, self.save_button):
            second.addWidget(button)
        panel = theme.styled(QFrame(), "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(*[2 * theme.GAP] * 4)
        inside.addWidget(self.chart)
        self._note.setWordWrap(True)
        self.table.setModel(self._rows)
        self.table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addWidget(panel, 5)
        column.addWidget(self.table, 4)
        self.said.hide()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        self.body.addLayout(second)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._note)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rows.word_again()


def _last_months(today: date) -> list[str]:
    """This month and those before it, as 2026-11."""
    found, first = [], today.replace(day=1)
    for _ in range(_MONTHS):
        found.append(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _days_of(span: str, today: date) -> tuple[date | None, date | None]:
    if span == "all":
        return None, None
    if span == "year":
        return today.replace(month=1, day=1), None
    if span == "quarter":
        return date.fromisoformat(f"{_last_months(today)[2]}-01"), None
    first = date.fromisoformat(f"{span}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
