"""All classes of the site, one calm row each: what it is, when, how full, and how its opening report stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.classes import wording
from desktop.screens.classes.marks import mark
from desktop.widgets.elided_label import ElidedLabel
from sync.desk.operations.show_classes import Classes, ClassRow

_ROW = 80
_DATES, _PEOPLE, _STATE, _OPENING = 176, 120, 150, 270


class ClassList(QListWidget):
    """`opened` carries a ClassId, by a click or Enter."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Classes | None = None
        self._wanted = ""
        self.setObjectName("tasks")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._open)
        self._say()

    def show_classes(self, classes: Classes) -> None:
        """Fill anew; whichever was looked at stays so."""
        self._shown = classes
        self._fill()

    def filter(self, words: str) -> None:
        """Only classes with these words in their name or project."""
        self._wanted = words.strip().casefold()
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self._open(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Classes of this site"))

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))

    def _fill(self) -> None:
        if self._shown is None:
            return
        before = self.currentItem().data(Qt.ItemDataRole.UserRole) if self.currentRow() >= 0 else None
        self.clear()
        for row in self._shown.rows:
            if self._wanted in f"{row.name} {row.project_name}".casefold():
                self._add(row, self._shown)
        ids = [self.item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.count())]
        self.setCurrentRow(ids.index(before) if before in ids else 0)

    def _add(self, row: ClassRow, classes: Classes) -> None:
        item = QListWidgetItem(self)
        item.setSizeHint(QSize(0, _ROW))
        item.setData(Qt.ItemDataRole.UserRole, row.class_id)
        opening, state = wording.opening_mark(row.opening, classes.now), wording.class_mark(row, classes.now)
        said = (row.name, row.project_name, wording.days(row, classes.zone), wording.places(row), state[0])
        told = ", ".join((*said, self.tr("Opening report: {words}").format(words=opening[0])))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        item.setToolTip(row.name)
        self.setItemWidget(item, self._row(row, classes))

    def _row(self, row: ClassRow, classes: Classes) -> QWidget:
        name = theme.styled(ElidedLabel(row.name), "strong")
        project = theme.styled(ElidedLabel(row.project_name), "quiet")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(name)
        words.addWidget(project)
        words.addStretch(1)
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(4 * theme.GAP, 0, 4 * theme.GAP, 0)
        line.setSpacing(4 * theme.GAP)
        line.addLayout(words, 1)
        dates, people = QLabel(wording.days(row, classes.zone)), QLabel(wording.places(row))
        people.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label, width in ((dates, _DATES), (people, _PEOPLE)):
            label.setFixedWidth(width)
            line.addWidget(label)
        for said, width in (
            (wording.class_mark(row, classes.now), _STATE),
            (wording.opening_mark(row.opening, classes.now), _OPENING),
        ):
            holder = QHBoxLayout()
            holder.addWidget(mark(said), 0, Qt.AlignmentFlag.AlignVCenter)
            holder.addStretch(1)
            cell = QWidget()
            holder.setContentsMargins(0, 0, 0, 0)
            cell.setLayout(holder)
            cell.setFixedWidth(width)
            line.addWidget(cell)
        return widget
