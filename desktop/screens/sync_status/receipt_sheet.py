"""One record in full, to be read out: what it was, where it stands in the chain, every receipt as it came."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QWidget

from desktop import theme
from desktop.screens.sync_status import wording
from desktop.screens.sync_status.receipt_table import in_groups
from desktop.widgets import site_time
from desktop.widgets.act_words import act_of
from desktop.widgets.receipt_words import words_of_code
from desktop.widgets.sheet import Sheet
from sync.desk.operations.show_receipts import ReceiptSheet


class ReceiptDetail(Sheet):
    """The main button copies what is shown; nothing of it names anybody."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=520)
        self._sheet: ReceiptSheet | None = None
        self._rows = [(theme.styled(QLabel(), "quiet"), QLabel()) for _ in range(8)]
        self._documents = QPlainTextEdit()
        self._documents.setReadOnly(True)
        self._documents.setTabChangesFocus(True)
        self._documents.setMinimumHeight(48 * theme.GAP)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * theme.GAP)
        grid.setVerticalSpacing(2 * theme.GAP)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(self._rows):
            value.setWordWrap(True)
            grid.addWidget(name, place, 0)
            grid.addWidget(value, place, 1)
        self.content.addLayout(grid)
        self.content.addWidget(self._documents)
        self.cancel.hide()
        self.accepted.connect(self._copy)

    def show_sheet(self, sheet: ReceiptSheet) -> None:
        """Open it with this record."""
        self._sheet = sheet
        self.say()
        self.open()

    def say(self) -> None:
        """Word it in the language now spoken."""
        sheet = self._sheet
        if sheet is None:
            return
        self.title.setText(act_of(sheet.line.type))
        self.hint.setText(self._what_next(sheet))
        self.main.setText(self.tr("Copy"))
        self._documents.setAccessibleName(self.tr("The centre's receipts"))
        self._documents.setPlainText("\n\n".join(sheet.documents))
        self._documents.setVisible(bool(sheet.documents))
        for (name, value), (word, text) in zip(self._rows, self._facts(sheet), strict=True):
            name.setText(word)
            value.setText(text)
            name.setVisible(bool(text))
            value.setVisible(bool(text))

    def _what_next(self, sheet: ReceiptSheet) -> str:
        words = wording.outcome_words(sheet.line)[0]
        return words if sheet.line.code is None else f"{words}\n{words_of_code(sheet.line.code).next_step}"

    def _facts(self, sheet: ReceiptSheet) -> list[tuple[str, str]]:
        line = sheet.line
        answered = "" if line.answered_at is None else site_time.whole(line.answered_at, sheet.zone)
        return [
            (self.tr("Person"), line.name or ""),
            (self.tr("Class"), sheet.class_name or ""),
            (self.tr("Recorded here"), site_time.whole(line.at, sheet.zone)),
            (self.tr("Answered"), answered),
            (self.tr("Operator"), sheet.operator or ""),
            (self.tr("PC"), sheet.device),
            (self.tr("Place in the chain"), f"{sheet.epoch} / {sheet.seq}"),
            (self.tr("Record no."), in_groups(line.fact_id)),
        ]

    def _copy(self) -> None:
        if self._sheet is not None:
            rows = [f"{word}: {text}" for word, text in self._facts(self._sheet) if text]
            words = [self.title.text(), self.hint.text(), *rows, self._documents.toPlainText()]
            QGuiApplication.clipboard().setText("\n".join(words))
        self.close_sheet()
