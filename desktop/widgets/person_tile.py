"""People to choose from: large tiles with name and role, one of them chosen; the arrows lead from one to another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.elided_label import ElidedLabel
from sync.desk.operations.sign_in import SignInCard
from sync.domain.ids import StaffId
from sync.domain.staff import StaffRole

_HEIGHT, _PICTURE = 76, 44


def role_words(role: StaffRole) -> str:
    """The role as people at a site say it."""
    return {
        StaffRole.CLERK: QCoreApplication.translate("Staff", "Front desk"),
        StaffRole.CLASS_MANAGER: QCoreApplication.translate("Staff", "Class manager"),
        StaffRole.IT: QCoreApplication.translate("Staff", "IT"),
    }[role]


class PersonTile(QPushButton):
    """One person; checked while chosen. Somebody without a password is shown, and cannot be chosen."""

    def __init__(self, card: SignInCard, *, enabled: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self.setObjectName("person")
        self.setCheckable(True)
        self.setEnabled(enabled)
        self.setFixedHeight(_HEIGHT)
        picture, self._name = QLabel(card.name[:1]), theme.styled(ElidedLabel(card.name), "personName")
        self._role = theme.styled(QLabel(), "personRole")
        theme.styled(picture, "personPicture").setFixedSize(_PICTURE, _PICTURE)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._role)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * theme.GAP, 2 * theme.GAP, 4 * theme.GAP, 2 * theme.GAP)
        row.setSpacing(3 * theme.GAP)
        row.addWidget(picture)
        row.addLayout(words, 1)
        for label in (picture, self._name, self._role):
            label.setProperty("able", enabled)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.say()

    def say(self) -> None:
        """Word it anew."""
        role = role_words(self.card.role)
        if not self.isEnabled():
            role = QCoreApplication.translate("Staff", "{role} · no password yet").format(role=role)
        self._role.setText(role)
        self.setAccessibleName(f"{self.card.name}, {role}")
        self.setToolTip(self.card.name)

    def sizeHint(self) -> QSize:
        return QSize(60 * theme.GAP, _HEIGHT)


class PeopleTiles(QWidget):
    """`chosen` carries a StaffId, `moved` the tile the keyboard went to. Arrows go round, Enter and Space choose."""

    chosen = Signal(str)
    moved = Signal(QWidget)

    def __init__(self, columns: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3 * theme.GAP)
        self.tiles: list[PersonTile] = []
        self.now: StaffId | None = None

    def show_people(self, cards: Sequence[SignInCard], *, all_may: bool = False) -> None:
        """Everybody to choose from; who was chosen stays so while they are there."""
        if [tile.card for tile in self.tiles] == list(cards):
            return
        focused = any(tile.hasFocus() for tile in self.tiles)
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.deleteLater()
        self.tiles = [PersonTile(card, enabled=all_may or card.has_password) for card in cards]
        columns = max(1, min(self._columns, len(cards)))
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
            tile.clicked.connect(lambda _=False, card=tile.card: self.choose(card.id))
        if self.card is None:
            self.now = None
        self._mark()
        if focused:
            self.take_keys()

    def height_of(self, rows: int) -> int:
        """How high so many rows of tiles are, or those there are."""
        there = -(-len(self.tiles) // self._columns)
        return min(rows, there) * (_HEIGHT + 3 * theme.GAP)

    @property
    def card(self) -> SignInCard | None:
        """Who is chosen."""
        return next((tile.card for tile in self.tiles if tile.card.id == self.now and tile.isEnabled()), None)

    def choose(self, staff: StaffId | None) -> None:
        """Mark this person, and tell."""
        self.now = staff
        self._mark()
        if self.card is not None:
            self.chosen.emit(self.now)

    def take_keys(self) -> None:
        """The keyboard goes to who is chosen, else to the first."""
        able = [tile for tile in self.tiles if tile.isEnabled()]
        wanted = next((tile for tile in able if tile.isChecked()), able[0] if able else None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
        }
        able = [tile for tile in self.tiles if tile.isEnabled()]
        at = next((place for place, tile in enumerate(able) if tile.hasFocus()), None)
        if event.key() in steps and at is not None:
            there = able[(at + steps[Qt.Key(event.key())]) % len(able)]
            there.setFocus(Qt.FocusReason.TabFocusReason)
            self.moved.emit(there)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at is not None:
            self.choose(able[at].card.id)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for tile in self.tiles:
                tile.say()

    def _mark(self) -> None:
        for tile in self.tiles:
            tile.setChecked(tile.card.id == self.now)
