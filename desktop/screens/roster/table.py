"""The roster as a table: number, name, ID number, phone, state, class hours. Everything personal arrives masked."""

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desktop import theme
from sync.desk.operations.show_roster import RosterLine, RosterState
from sync.protocol.receipts import ReceiptCode

_STATE_TONE = {
    RosterState.EXPECTED: "quiet",
    RosterState.ENROLLED: "on_accepted_soft",
    RosterState.PENDING: "quiet",
    RosterState.TO_CONFIRM: "on_to_confirm_soft",
    RosterState.CONFLICT: "on_refused_soft",
    RosterState.REJECTED: "on_refused_soft",
}
translate = QCoreApplication.translate
NUMBER, NAME, ID_NUMBER, PHONE, STATE, HOURS = range(6)
_COLUMNS = 6
_RIGHT = (NUMBER, HOURS)
SORT = Qt.ItemDataRole.UserRole
"""What a column is sorted by."""
_STATES = tuple(RosterState)


class RosterTable(QAbstractTableModel):
    """Rows of RosterLine, in the roster's own order until somebody sorts them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[RosterLine, ...] = ()

    def show_lines(self, lines: tuple[RosterLine, ...]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (
            self.tr("No."),
            self.tr("Name"),
            self.tr("ID number"),
            self.tr("Phone"),
            self.tr("State"),
            self.tr("Class hours"),
        )
        return titles[section]

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | QColor | Qt.AlignmentFlag | None:
        line = self._lines[index.row()]
        if role == SORT:
            return self._order(index.row(), line)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), line)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == STATE:
            return QColor(getattr(theme.current(), _STATE_TONE[line.state]))
        return None

    def line(self, row: int) -> RosterLine:
        """Who stands in a row."""
        return self._lines[row]

    def _order(self, row: int, line: RosterLine) -> tuple[str | int, ...]:
        return (row, line.name, line.id_number, line.phone, _STATES.index(line.state), line.hours_done)

    def word_again(self) -> None:
        """The language has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _COLUMNS - 1)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, _COLUMNS - 1))

    def _text(self, row: int, line: RosterLine) -> tuple[str, ...]:
        hours = f"{line.hours_done} / {line.hours_required}"
        return (str(row + 1), line.name, line.id_number or "–", line.phone or "–", state_words(line), hours)


def state_words(line: RosterLine) -> str:
    """The state with its sign, so that colour is never alone."""
    sign = {
        RosterState.EXPECTED: "○",
        RosterState.ENROLLED: "✓",
        RosterState.PENDING: "…",
        RosterState.TO_CONFIRM: "?",
        RosterState.CONFLICT: "⚑",
        RosterState.REJECTED: "✕",
    }[line.state]
    why = why_not(line.code, line.state)
    if why:
        return f"{sign} {_words_before_a_reason(line.state)}: {why}"
    words = {
        RosterState.EXPECTED: translate("Roster", "Announced, no voucher read yet"),
        RosterState.ENROLLED: translate("Roster", "Enrolled"),
        RosterState.PENDING: translate("Roster", "Enrolled here, waiting for the centre"),
        RosterState.TO_CONFIRM: translate("Roster", "To be confirmed by the centre"),
        RosterState.CONFLICT: translate("Roster", "Conflict"),
        RosterState.REJECTED: translate("Roster", "Not granted by the centre"),
    }[line.state]
    return f"{sign} {words}"


def _words_before_a_reason(state: RosterState) -> str:
    """Short, so that the reason is not cut: both have to fit beside the other columns."""
    return {
        RosterState.EXPECTED: translate("Roster", "Announced"),
        RosterState.ENROLLED: translate("Roster", "Enrolled"),
        RosterState.PENDING: translate("Roster", "Waiting"),
        RosterState.TO_CONFIRM: translate("Roster", "To be confirmed"),
        RosterState.CONFLICT: translate("Roster", "Conflict"),
        RosterState.REJECTED: translate("Roster", "Not granted"),
    }[state]


def why_not(code: ReceiptCode | None, state: RosterState) -> str:
    """Why the centre did not grant an enrolment, or not yet, in plain words; empty where there is nothing to add."""
    if code is ReceiptCode.CODE_UNRESOLVED and state is not RosterState.REJECTED:
        return translate("Roster", "the issuer has not answered yet")
    nobodys = translate("Roster", "nobody's voucher")
    words = {
        ReceiptCode.VOUCHER_IN_USE_ELSEWHERE: translate("Roster", "the voucher is used elsewhere"),
        ReceiptCode.CLASS_FULL: translate("Roster", "the class is full"),
        ReceiptCode.CLASS_CANCELLED: translate("Roster", "the class is cancelled"),
        ReceiptCode.CLASS_CLOSED: translate("Roster", "the class is closed"),
        ReceiptCode.INSTITUTION_SUSPENDED: translate("Roster", "the institution is suspended"),
        ReceiptCode.FUNCTION_CLOSED: translate("Roster", "not open to this institution"),
        ReceiptCode.OTHER_INSTITUTION: translate("Roster", "valid at other institutions only"),
        ReceiptCode.VOUCHER_VOID: translate("Roster", "the voucher is void"),
        ReceiptCode.OTHER_PROJECT: translate("Roster", "the voucher is for another project"),
        ReceiptCode.SIGN_IN_ONLY: translate("Roster", "the voucher is for signing in only"),
        ReceiptCode.VOUCHER_UNKNOWN: nobodys,
        ReceiptCode.CODE_UNRESOLVED: nobodys,
        ReceiptCode.CODE_INVALID: nobodys,
    }
    return words.get(code, "") if code else ""
