"""The roster as a table: number, name, ID number, phone, state, class hours. Everything personal arrives masked."""

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desktop import theme
from sync.desk.operations.show_roster import RosterLine, RosterState
from sync.protocol.receipts import ReceiptCode

_STATE_TONE = {
    RosterState.ENROLLED: "on_accepted_soft",
    RosterState.PENDING: "quiet",
    RosterState.TO_CONFIRM: "on_to_confirm_soft",
    RosterState.CONFLICT: "on_refused_soft",
    RosterState.REJECTED: "on_refused_soft",
}
translate = QCoreApplication.translate
NUMBER, NAME, ID_NUMBER, PHONE, STATE, HOURS = range(6)
_COLUMNS = 6


class RosterTable(QAbstractTableModel):
    """Rows of RosterLine. Sorting is the roster's own order: the feed first, then this desk's enrolments."""

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
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
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
    ) -> str | QColor | None:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), line)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == STATE:
            return QColor(getattr(theme.current(), _STATE_TONE[line.state]))
        return None

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
        RosterState.ENROLLED: "✓",
        RosterState.PENDING: "…",
        RosterState.TO_CONFIRM: "?",
        RosterState.CONFLICT: "⚑",
        RosterState.REJECTED: "✕",
    }[line.state]
    words = {
        RosterState.ENROLLED: translate("Roster", "Enrolled"),
        RosterState.PENDING: translate("Roster", "Enrolled here, waiting for the centre"),
        RosterState.TO_CONFIRM: translate("Roster", "To be confirmed by the centre"),
        RosterState.CONFLICT: translate("Roster", "Conflict"),
        RosterState.REJECTED: translate("Roster", "Not granted by the centre"),
    }[line.state]
    why = why_not(line.code)
    return f"{sign} {words}: {why}" if why else f"{sign} {words}"


def why_not(code: ReceiptCode | None) -> str:
    """Why the centre did not grant an enrolment, in plain words; empty where there is nothing to add."""
    match code:
        case ReceiptCode.VOUCHER_IN_USE_ELSEWHERE:
            return translate("Roster", "the voucher is used elsewhere")
        case ReceiptCode.CLASS_FULL:
            return translate("Roster", "the class is full")
        case ReceiptCode.CLASS_CANCELLED:
            return translate("Roster", "the class is cancelled")
        case ReceiptCode.CLASS_CLOSED:
            return translate("Roster", "the class is closed")
        case ReceiptCode.INSTITUTION_SUSPENDED:
            return translate("Roster", "the institution is suspended")
        case ReceiptCode.FUNCTION_CLOSED:
            return translate("Roster", "not open to this kind of institution")
        case ReceiptCode.VOUCHER_VOID:
            return translate("Roster", "the voucher is void")
        case ReceiptCode.OTHER_PROJECT:
            return translate("Roster", "the voucher is for another project")
        case ReceiptCode.SIGN_IN_ONLY:
            return translate("Roster", "the voucher is for signing in only")
        case ReceiptCode.VOUCHER_UNKNOWN | ReceiptCode.CODE_UNRESOLVED | ReceiptCode.CODE_INVALID:
            return translate("Roster", "nobody's voucher")
        case _:
            return ""
