"""Find a person when a code does not read: pinyin, name, or the tail of an ID or phone number."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets import icons
from sync.desk.operations.find_trainee import FoundTrainee

_PAUSE_MS = 120
_ROW = 56  # two lines with room to breathe
_LONG = 13  # characters: more than anyone types into a search, fewer than any code has


class SearchBox(QLineEdit):
    """Emits `asked` when typing pauses, `left` when nothing is searched any more, `down` to go to what was found.

    A text that may be a code, being long and all there at once or ended by Enter, is handed over by `came` instead.
    """

    asked = Signal(str)
    came = Signal(str)
    left = Signal()
    down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self._known = 0
        self.textChanged.connect(self._typed)
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self._entered)
        self.setMinimumHeight(11 * theme.GAP)
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.clearFocus()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._glass.setIcon(icons.icon("search", theme.current().quiet))

    def _edited(self, text: str) -> None:
        if len(text) - self._known >= _LONG:
            QTimer.singleShot(0, self, self._hand_over)  # the line edit is not done with it yet

    def _entered(self) -> None:
        if len(self.text()) >= _LONG:
            self._hand_over()
        else:
            self.down.emit()

    def _hand_over(self) -> None:
        text = self.text()
        self.clear()
        self.came.emit(text)

    def _typed(self, text: str) -> None:
        self._known = len(text)
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.left.emit()

    def _say(self) -> None:
        self._glass.setIcon(icons.icon("search", theme.current().quiet))
        self.setPlaceholderText(self.tr("Name, pinyin, digits   F2"))
        self.setAccessibleName(self.tr("Find a person"))


class FoundList(QListWidget):
    """Who was found; Enter or a double click signs the person in. `chosen` carries the trainee's id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._found: tuple[FoundTrainee, ...] = ()
        self.itemActivated.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._say()

    def show_found(self, found: tuple[FoundTrainee, ...]) -> None:
        """In the order given, the first one chosen."""
        self._found = found
        self.clear()
        for person in found:
            there = self.tr("signed in already") if person.is_present else ""
            row, said = _person_row(person, there), (person.name, person.class_name, there)
            item = QListWidgetItem(self)
            item.setSizeHint(QSize(0, _ROW))
            item.setData(Qt.ItemDataRole.UserRole, str(person.voucher_no))
            if person.voucher_no is None:  # nothing to sign in with yet
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, " ".join(filter(None, said)))
            self.setItemWidget(item, row)
        if found:
            self.setCurrentRow(0)
        else:
            nobody = QListWidgetItem(self.tr("Nobody found. Try two letters of pinyin or four digits."), self)
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            nobody.setForeground(self.palette().placeholderText())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.show_found(self._found)

    def _say(self) -> None:
        self.setAccessibleName(self.tr("People found"))


def _person_row(person: FoundTrainee, there: str) -> QWidget:
    """`there` says that the person is signed in already; empty: not yet."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(2 * theme.GAP, theme.GAP, 2 * theme.GAP, theme.GAP)
    column.setSpacing(0)
    for text, name in (
        (f"{person.name}   ✓ {there}" if there else f"{person.name}   {person.class_name}", ""),
        (f"{person.id_number}   {person.phone}", "quiet"),
    ):
        label = theme.styled(QLabel(text), name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(label)
    return widget
