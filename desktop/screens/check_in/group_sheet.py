"""团体签到: the session's people with a box each; whoever is there already is shown so and cannot be chosen."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from desktop import theme
from desktop.screens.check_in.group import GroupPresenter, GroupResult
from desktop.widgets import site_time
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.sheet import Sheet
from sync.desk.operations.show_agenda import SessionCard
from sync.desk.operations.show_session_people import SessionPerson
from sync.domain.ids import VoucherNo

_WIDTH, _ROW = 560, 40
_NUMBER = Qt.ItemDataRole.UserRole


class GroupSheet(Sheet):
    """Opened for a session; stays until it is closed, so that a second group can follow the first."""

    def __init__(self, parent: QWidget, presenter: GroupPresenter) -> None:
        self._presenter = presenter
        self._session: SessionCard | None = None
        self._zone = ZoneInfo("UTC")
        self._people: tuple[SessionPerson, ...] = ()
        self._chosen: set[VoucherNo] = set()
        self._told: Callable[[], str] = str
        self.filter, self.list = _FilterBox(), QListWidget()
        self.everyone, self.undo = QPushButton(), QPushButton()
        self.progress, self.told = ProgressStrip(), QLabel()
        super().__init__(parent, width=_WIDTH)
        self._fill()
        self._connect()

    def open_for(self, session: SessionCard, zone: ZoneInfo) -> None:
        """Show the session's people."""
        self._session, self._zone, self._chosen = session, zone, set()
        self._told = str
        self.filter.clear()
        self._presenter.look(session)
        self.open()

    def show_people(self, people: tuple[SessionPerson, ...]) -> None:
        """Those who are missing first; what was chosen stays chosen, but for those who have come meanwhile."""
        self._people = tuple(sorted(people, key=lambda person: person.is_present))
        self._chosen &= {person.voucher_no for person in people if not person.is_present}
        self._list()

    def show_result(self, result: GroupResult) -> None:
        """How many came in, and whether it can be taken back."""
        self.progress.end()
        self._told = lambda: self._words_of(result)
        self.undo.setVisible(result.signed_in > 0)
        self._look_again()

    def show_undone(self, count: int) -> None:
        """What the last group did is taken back."""
        self._told = lambda: self.tr("Taken back: {n}").format(n=count)
        self.undo.hide()
        self._look_again()

    def _look_again(self) -> None:
        self._say()
        if self._session is not None:
            self._presenter.look(self._session)

    def _words_of(self, result: GroupResult) -> str:
        words = [self.tr("Signed in: {n}").format(n=result.signed_in)]
        if result.refused:
            words.append(self.tr("refused: {n}").format(n=result.refused))
        if result.was_stopped:
            words.append(self.tr("stopped before the end"))
        return " · ".join(words)

    def _list(self) -> None:
        """Those the filter means."""
        self.list.blockSignals(True)
        self.list.clear()
        for person in self._people:
            if person.is_meant(self.filter.text()):
                self._add(person)
        self.list.blockSignals(False)
        if self.list.count():
            self.list.setCurrentRow(0)
        self._say()

    def _add(self, person: SessionPerson) -> None:
        there = self.tr("present")
        words = f"{person.name}   {person.tail}"
        item = QListWidgetItem(f"✓ {there}   {words}" if person.is_present else words, self.list)
        item.setSizeHint(QSize(0, _ROW))
        item.setData(_NUMBER, int(person.voucher_no))
        if person.is_present:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setForeground(self.palette().placeholderText())
        else:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_ticked(person.voucher_no in self._chosen))

    def _ticked(self, item: QListWidgetItem) -> None:
        number = VoucherNo(item.data(_NUMBER))
        if item.checkState() is Qt.CheckState.Checked:
            self._chosen.add(number)
        else:
            self._chosen.discard(number)
        self._say()

    def _turn_current(self) -> None:
        """Space in the filter's list, or a click on the row: the box turns."""
        item = self.list.currentItem()
        if self.list.count() and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            item.setCheckState(_ticked(item.checkState() is not Qt.CheckState.Checked))

    def _choose_all(self) -> None:
        """Everybody in the list; once more: nobody of them."""
        boxes = [self.list.item(row) for row in range(self.list.count())]
        boxes = [box for box in boxes if box.flags() & Qt.ItemFlag.ItemIsUserCheckable]
        wanted = any(box.checkState() is not Qt.CheckState.Checked for box in boxes)
        for box in boxes:
            box.setCheckState(_ticked(wanted))

    def _sign_in(self) -> None:
        if self._session is None or not self._chosen:
            return
        self._told = str
        self.undo.hide()
        self.progress.begin(self.tr("Signing in…"))
        self.main.setEnabled(False)
        there = [person.voucher_no for person in self._people if person.voucher_no in self._chosen]
        self._presenter.sign_in(self._session, there)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.people.connect(self.show_people)
        presenter.progressed.connect(self.progress.show_progress)
        presenter.ended.connect(self.show_result)
        presenter.undone.connect(self.show_undone)
        self.progress.stopped.connect(presenter.stop)
        self.accepted.connect(self._sign_in)
        self.filter.textChanged.connect(lambda _: self._list())
        self.filter.turned.connect(self._turn_current)
        self.filter.moved.connect(self._move)
        self.list.itemChanged.connect(self._ticked)
        self.everyone.clicked.connect(self._choose_all)
        self.undo.clicked.connect(presenter.undo)

    def _move(self, rows: int) -> None:
        if self.list.count():
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + rows)))

    def _say(self) -> None:
        super()._say()
        self.title.setText(self.tr("Sign in a group"))
        session = self._session
        where = f"{session.class_name} · {site_time.span(session, self._zone)}" if session else ""
        self.hint.setText(where)
        self.filter.setPlaceholderText(self.tr("Filter: pinyin, name, tail of ID"))
        self.filter.setAccessibleName(self.tr("Filter the list"))
        self.list.setAccessibleName(self.tr("People of the session"))
        self.everyone.setText(self.tr("All in the list"))
        self.undo.setText(self.tr("Undo"))
        self.main.setText(self.tr("Sign in: {n}").format(n=len(self._chosen)))
        self.main.setEnabled(bool(self._chosen))
        self.cancel.setText(self.tr("Done"))
        self.told.setText(self._told())
        self.told.setVisible(bool(self.told.text()))
        if not self._people:
            self.show_trouble(self.tr("Nobody is enrolled in this class yet.") if session else "")
        else:
            self.show_trouble("")

    def _fill(self) -> None:
        theme.styled(self.told, "strong")
        theme.styled(self.list, "boxes")
        self.list.setMinimumHeight(60 * theme.GAP)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.undo.hide()
        first, last = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.filter, 1)
        first.addWidget(self.everyone)
        last.addWidget(self.told, 1)
        last.addWidget(self.undo)
        self.content.setAlignment(Qt.AlignmentFlag(0))
        self.content.addLayout(first)
        self.content.addWidget(self.list, 1)
        self.content.addWidget(self.progress)
        self.content.addLayout(last)


class _FilterBox(QLineEdit):
    """Arrow keys move in the list below and Space turns the box there, so that a hand never leaves the field.

    A name has no space at its beginning: nothing that can be searched for is lost.
    """

    turned = Signal()
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key == Qt.Key.Key_Space:
            self.turned.emit()
        else:
            super().keyPressEvent(event)


def _ticked(chosen: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
