"""Who is still missing of those announced for the class; or, while somebody is searched for, who was found."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.elided_label import ElidedLabel
from sync.desk.operations.look_for_enrolment import FoundPerson
from sync.desk.operations.show_enrolment import ExpectedLine

_ROW = 60


class PeopleList(QListWidget):
    """`chosen` carries a FoundPerson."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tasks")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemActivated.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._say()

    def show_missing(self, lines: Sequence[ExpectedLine], class_name: str) -> None:
        """In the order given."""
        self.clear()
        for line in lines:
            person = FoundPerson(
                line.name, line.id_number, line.phone, line.class_id, class_name, line.announcement
            )
            self._add(person, line.employer or line.id_number)
        if not lines:
            self._tell(self.tr("Nobody is missing."))

    def show_found(self, found: Sequence[FoundPerson]) -> None:
        """In the order given."""
        self.clear()
        for person in found:
            state = "" if person.announcement else self.tr("enrolled in ")
            self._add(person, state + person.class_name)
        if not found:
            self._tell(self.tr("Nobody found."))
        elif self.count():
            self.setCurrentRow(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("People announced"))

    def _tell(self, words: str) -> None:
        item = QListWidgetItem(words, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(self.palette().placeholderText())

    def _add(self, person: FoundPerson, detail: str) -> None:
        item = QListWidgetItem(self)
        item.setSizeHint(QSize(0, _ROW))
        item.setData(Qt.ItemDataRole.UserRole, person)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{person.name} {detail}")
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(3 * theme.GAP, theme.GAP, 3 * theme.GAP, theme.GAP)
        column.setSpacing(0)
        column.addWidget(theme.styled(ElidedLabel(person.name), "strong"))
        column.addWidget(theme.styled(ElidedLabel(detail), "quiet"))
        self.setItemWidget(item, widget)
