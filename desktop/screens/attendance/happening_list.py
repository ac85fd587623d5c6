"""What happened at one place: each correction and leave with who, when and why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets import site_time
from desktop.widgets.attendance_words import leave_word, mark_word
from sync.desk.operations.show_attendance import Happening
from sync.domain.attendance import CorrectionState, Decision

translate = QCoreApplication.translate


class HappeningList(QWidget):
    """`decided` carries a Happening and a Decision; `ended` a leave that stands no longer."""

    decided = Signal(object, object)
    ended = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * theme.GAP)

    def show_happenings(self, happenings: tuple[Happening, ...], zone: ZoneInfo, *, by_manager: bool) -> None:
        """The oldest on top. `by_manager`: whoever looks may approve what others asked for."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in happenings:
            self._column.addWidget(self._box(one, zone, by_manager=by_manager))
        self.setVisible(bool(happenings))

    def _box(self, one: Happening, zone: ZoneInfo, *, by_manager: bool) -> QFrame:
        box = theme.styled(QFrame(), "side")
        what, why = theme.styled(QLabel(_what(one)), "strong"), QLabel(one.reason)
        who = " · ".join(filter(None, (one.operator, site_time.whole(one.at, zone), _state_words(one))))
        told = theme.styled(QLabel(who), "quiet")
        column = QVBoxLayout(box)
        column.setContentsMargins(*[3 * theme.GAP] * 4)
        column.setSpacing(theme.GAP)
        for label in (what, why, told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.GAP)
        for words, act in self._acts(one, by_manager=by_manager):
            button = QPushButton(words)
            button.setAccessibleDescription(_what(one))
            button.clicked.connect(lambda _=False, act=act: act())
            buttons.addWidget(button)
        if buttons.count():
            buttons.addStretch(1)
            column.addLayout(buttons)
        box.setAccessibleName(" ".join((_what(one), one.reason, who)))
        return box

    def _acts(self, one: Happening, *, by_manager: bool) -> list[tuple[str, Callable[[], object]]]:
        acts: list[tuple[str, Callable[[], object]]] = []
        stands = one.state is CorrectionState.STANDING
        if one.leave is not None:
            if stands and (one.own or by_manager):
                acts.append((translate("Attendance", "End the leave"), lambda: self.ended.emit(one)))
            return acts
        if one.state is CorrectionState.WAITING and by_manager and not one.own:
            acts.append((translate("Attendance", "Approve"), lambda: self.decided.emit(one, Decision.APPROVE)))
            acts.append((translate("Attendance", "Decline"), lambda: self.decided.emit(one, Decision.DECLINE)))
        if one.own and (stands or one.state is CorrectionState.WAITING):
            acts.append((translate("Attendance", "Withdraw"), lambda: self.decided.emit(one, Decision.WITHDRAW)))
        return acts


def _what(one: Happening) -> str:
    if one.leave is not None:
        return leave_word(one.leave)
    assert one.mark is not None  # noqa: S101  a correction has one
    words = translate("Attendance", "Correction to {sign} {mark}")
    return words.format(sign=one.mark.sign, mark=mark_word(one.mark))


def _state_words(one: Happening) -> str:
    if one.leave is not None:
        return "" if one.state is CorrectionState.STANDING else translate("Attendance", "ended")
    if one.state is CorrectionState.STANDING and one.decided_by:
        return translate("Attendance", "approved by {name}").format(name=one.decided_by)
    return {
        CorrectionState.WAITING: translate("Attendance", "waits for another class manager"),
        CorrectionState.STANDING: translate("Attendance", "stands"),
        CorrectionState.DECLINED: translate("Attendance", "declined"),
        CorrectionState.WITHDRAWN: translate("Attendance", "withdrawn"),
    }[one.state]
