"""鉴定成绩单 as a table to fill in: what is entered stays until it is saved, whatever is read anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from desktop import theme
from desktop.screens.classes import wording
from desktop.screens.classes.result_entry import (
    Entry,
    EntryFault,
    Key,
    entry_of,
    fault_of,
    key_of,
    result_of,
    tidy,
    tidy_certificate,
)
from sync.desk.operations.record_assessment import ResultLine
from sync.desk.operations.show_results import ResultSheet, SheetLine

NUMBER, NAME, ID_NUMBER, ATTEMPT, THEORY, PRACTICAL, OUTCOME, CERTIFICATE, STATE = range(9)
SCORES = (THEORY, PRACTICAL)
_COLUMNS = 9
_RIGHT = (NUMBER, THEORY, PRACTICAL)
_TONES = {"accepted": "on_accepted_soft", "refused": "on_refused_soft", "to_confirm": "on_to_confirm_soft"}
Index = QModelIndex | QPersistentModelIndex
translate = QCoreApplication.translate


class ResultsModel(QAbstractTableModel):
    """Rows of SheetLine with what was entered over them; `edited` after every change of an entry."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sheet: ResultSheet | None = None
        self.lines: tuple[SheetLine, ...] = ()
        self._entries: dict[Key, Entry] = {}

    def show_sheet(self, sheet: ResultSheet) -> None:
        """Replace the rows; entries stay where their line can still be entered and says something else."""
        same = self._sheet is not None and self._sheet.class_id == sheet.class_id
        if same and self.lines == sheet.lines and self._sheet == sheet:
            return
        self.beginResetModel()
        self._sheet, self.lines = sheet, sheet.lines
        open_lines = {key_of(line): line for line in sheet.lines if line.takes_certificate}
        self._entries = {
            key: entry
            for key, entry in (self._entries if same else {}).items()
            if key in open_lines and entry != entry_of(open_lines[key])
        }
        self.endResetModel()
        self.edited.emit()

    def may_edit(self, row: int, column: int) -> bool:
        """Whether the cell takes something."""
        sheet, line = self._sheet, self.lines[row]
        if sheet is None or not sheet.over or not sheet.by_manager:
            return False
        return line.takes_scores if column in SCORES else column == CERTIFICATE and line.takes_certificate

    def ready(self) -> list[ResultLine]:
        """The lines that can be saved."""
        return [
            ResultLine(line.voucher_no, result_of(self._entries[key_of(line)], line))
            for line in self.lines
            if key_of(line) in self._entries and self.fault(line) is None
        ]

    def faults(self) -> list[tuple[int, EntryFault]]:
        """Rows that cannot be saved yet, and why."""
        found = ((row, self.fault(line)) for row, line in enumerate(self.lines))
        return [(row, fault) for row, fault in found if fault is not None]

    def fault(self, line: SheetLine) -> EntryFault | None:
        """What is wrong with what was entered into a line."""
        entry = self._entries.get(key_of(line))
        if entry is None or self._sheet is None:
            return None
        twice = Counter(other.certificate for other in self._entries.values() if other.certificate)
        wrong = fault_of(entry, line, self._sheet)
        return wrong or (EntryFault.CERTIFICATE_TWICE if twice[entry.certificate] > 1 else None)

    def forget(self) -> None:
        """Everything that was entered and not saved."""
        self._entries = {}
        self._tell_all()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if self.may_edit(index.row(), index.column()) else usual

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = index.row(), index.column()
        if role != Qt.ItemDataRole.EditRole or not self.may_edit(row, column):
            return False
        line = self.lines[row]
        text = str(value)
        before = self._entry(line)
        named = {
            THEORY: replace(before, theory=tidy(text)),
            PRACTICAL: replace(before, practical=tidy(text)),
            CERTIFICATE: replace(before, certificate=tidy_certificate(text)),
        }
        entry = named[column]
        self._entries.pop(key_of(line), None)
        if entry != entry_of(line) and not (entry.blank and line.takes_scores):
            self._entries[key_of(line)] = entry
        self._tell_all()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("No."),
            self.tr("Name"),
            self.tr("ID number"),
            self.tr("Attempt"),
            self.tr("Theory"),
            self.tr("Practice"),
            self.tr("Result"),
            self.tr("Certificate no."),
            self.tr("State"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QColor | Qt.AlignmentFlag | None:
        row, column = index.row(), index.column()
        line = self.lines[row]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(row, line)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.BackgroundRole and self.may_edit(row, column):
            wrong = self.fault(line) is not None
            return QColor(theme.current().refused_soft if wrong else theme.current().accent_soft)
        if role == Qt.ItemDataRole.ToolTipRole and column == STATE:
            return wording.refusal(line.code) if line.code else self._text(row, line)[STATE]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(line, row, column)
        return None

    def word_again(self) -> None:
        """The language or the palette has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _COLUMNS - 1)
        self._tell_all()

    def _tell_all(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, _COLUMNS - 1))
        self.edited.emit()

    def _entry(self, line: SheetLine) -> Entry:
        return self._entries.get(key_of(line), entry_of(line))

    def _colour(self, line: SheetLine, row: int, column: int) -> QColor | None:
        palette = theme.current()
        if column == STATE:
            tone = "refused" if self.fault(line) else wording.result_mark(line)[1]
            return QColor(getattr(palette, _TONES[tone])) if tone in _TONES else None
        if self.may_edit(row, column):
            return QColor(palette.on_refused_soft if self.fault(line) else palette.on_accent_soft)
        return QColor(palette.quiet) if column == ID_NUMBER else None

    def _text(self, row: int, line: SheetLine) -> tuple[str, ...]:
        entry = self._entry(line)
        first = row == 0 or self.lines[row - 1].voucher_no != line.voucher_no
        place = sum(1 for at in range(row + 1) if at == 0 or self.lines[at].voucher_no != self.lines[at - 1].voucher_no)
        person = (str(place), line.name, line.id_number) if first else ("", "", "")
        attempt = self.tr("First") if line.result.attempt == 1 else self.tr("Resit {n}")
        return (
            *person,
            attempt.format(n=line.result.attempt - 1),
            entry.theory,
            entry.practical,
            self._outcome(entry, line),
            entry.certificate,
            self._state(line),
        )

    def _outcome(self, entry: Entry, line: SheetLine) -> str:
        passed = line.passed
        if self._sheet is not None and key_of(line) in self._entries:
            passed = result_of(entry, line).passes(self._sheet.policy) if self.fault(line) is None else None
        if passed is None:
            return ""
        return "✓ " + self.tr("Passed") if passed else "✕ " + self.tr("Failed")

    def _state(self, line: SheetLine) -> str:
        fault = self.fault(line)
        if fault is not None:
            return "! " + fault_words(fault)
        if key_of(line) in self._entries:
            return "✎ " + self.tr("Not saved yet")
        return wording.result_mark(line)[0]


def fault_words(fault: EntryFault) -> str:
    """What is wrong with an entry, in a few words."""
    return {
        EntryFault.NO_SCORE: translate("ResultsModel", "A score is a whole number, or – for absent"),
        EntryFault.OUT_OF_RANGE: translate("ResultsModel", "Scores go from 0 to 100"),
        EntryFault.OTHER_PART_MISSING: translate("ResultsModel", "Both scores are needed, – for absent"),
        EntryFault.NOT_PASSED: translate("ResultsModel", "No certificate without a pass"),
        EntryFault.CERTIFICATE_MALFORMED: translate("ResultsModel", "S or Y and 21 digits, as on the certificate"),
        EntryFault.CERTIFICATE_OF_ANOTHER_LEVEL: translate("ResultsModel", "The certificate is of another level"),
        EntryFault.CERTIFICATE_TWICE: translate("ResultsModel", "The same number stands twice"),
    }[fault]


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
