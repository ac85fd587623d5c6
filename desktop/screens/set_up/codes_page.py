"""Every code the program tells: what it means and what to do, by the code or by a word of what was said."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop import theme
from desktop.notices import ErrorWords, all_codes
from desktop.widgets.data_table import DataTable
from desktop.widgets.field import Field

_WIDTHS = {0: 96, 1: 420}
_LONGEST = 40


class CodesPage(QWidget):
    """`code` is the field; `found` says the one code that is left, or that is chosen in `table`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[ErrorWords] = []
        self.code, self.found, self.table = QLineEdit(), QLabel(), DataTable()
        self._field, self._title = Field(self.code), theme.styled(QLabel(), "title")
        self._model = QStandardItemModel(0, 3, self)
        self.table.show_model(self._model, _WIDTHS, 2)
        self.code.setMaxLength(_LONGEST)
        self.code.setClearButtonEnabled(True)
        self.code.textChanged.connect(self._fill)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        for label in (self._title, self.found):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        panel = theme.styled(QFrame(), "panel")
        look_up, column = QVBoxLayout(panel), QVBoxLayout(self)
        look_up.setContentsMargins(*[5 * theme.GAP] * 4)
        for widget in (self._field, self._title, self.found):
            look_up.addWidget(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        column.addWidget(panel)
        column.addWidget(self.table, 1)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self._field.say(self.tr("A code that the program told, such as N01, or a word of what it said"))
        self.table.setAccessibleName(self.tr("Codes"))
        heads = (self.tr("Code"), self.tr("What happened"), self.tr("What to do"))
        self._model.setHorizontalHeaderLabels(list(heads))
        self._fill()

    def _fill(self) -> None:
        """The codes that are meant; the only one is said at once."""
        text = self.code.text().strip().casefold()
        said = all_codes()
        exactly = [words for words in said if words.code.casefold() == text]
        self._shown = exactly or [words for words in said if text in _all_of(words).casefold()]
        self._model.setRowCount(0)
        for words in self._shown:
            row = [QStandardItem(each) for each in (words.code, words.title, words.remedy)]
            for item in row:
                item.setEditable(False)
                item.setToolTip(item.text())
            self._model.appendRow(row)
        if len(self._shown) == 1:
            self._tell(self._shown[0])
        else:
            remedy = self.tr("Every code is a letter and two digits.")
            self._tell(None if self._shown else ErrorWords("", self.tr("No such code"), remedy))

    def _choose(self, now: QModelIndex) -> None:
        if now.isValid():
            self._tell(self._shown[now.row()])

    def _tell(self, words: ErrorWords | None) -> None:
        self._title.setText("" if words is None else f"{words.code}  {words.title}".strip())
        self.found.setText("" if words is None else words.remedy)
        for label in (self._title, self.found):
            label.setVisible(bool(label.text()))


def _all_of(words: ErrorWords) -> str:
    return f"{words.code} {words.title} {words.remedy}"
