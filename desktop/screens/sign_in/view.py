"""登录, 锁定, 换人: who works at this PC. The same page for the three; it says which of them it is."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop import theme
from desktop.screens.sign_in.presenter import SignInPresenter
from desktop.widgets import icons
from desktop.widgets.page import Page
from desktop.widgets.person_tile import PeopleTiles
from desktop.widgets.secret_entry import SecretEntry
from sync.desk.operations.sign_in import People, Tried
from sync.domain.ids import StaffId

_WIDTH, _FIELD, _PICTURE, _ROWS = 800, 400, 56, 3


class Occasion(StrEnum):
    """Why somebody signs in."""

    BEGIN = "begin"
    LOCKED = "locked"
    CHANGE_OVER = "change_over"


class SignInView(Page):
    """`left`: nobody else takes over after all (Escape, or the button); only when changing over."""

    left = Signal()

    def __init__(self, presenter: SignInPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.occasion = Occasion.BEGIN
        self._picture = QLabel()
        self._title, self._note = theme.styled(QLabel(), "large"), theme.styled(QLabel(), "note")
        self.people, self.secret = PeopleTiles(), SecretEntry()
        self.enter, self.back = theme.styled(QPushButton(), "main"), QPushButton()
        self._scroll = theme.styled(QScrollArea(), "sheetScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(theme.styled(self.people, "sheetBody"))
        self._lay_out()
        self.people.moved.connect(self._scroll.ensureWidgetVisible)
        self.people.chosen.connect(self._chosen)
        self.secret.entered.connect(self._try)
        self.enter.clicked.connect(self._try)
        self.back.clicked.connect(self._leave)
        self.on_key(Qt.Key.Key_F2, self.people.take_keys)
        presenter.people.connect(self.show_people)
        presenter.tried.connect(self._show_tried)
        presenter.failed.connect(lambda _: self.enter.setEnabled(True))
        self.say()

    def begin(self, occasion: Occasion, staff: StaffId | None) -> None:
        """`staff`: who most likely signs in."""
        self.occasion = occasion
        self.secret.line.clear()
        self.people.choose(staff)
        self._show_entry()
        self.say()

    def show_people(self, people: People) -> None:
        """Who works here; what is half typed stays."""
        before = self.people.card
        self.people.show_people(people.cards)
        self._scroll.setFixedHeight(self.people.height_of(_ROWS))
        if (before is None) != (self.people.card is None):
            self._show_entry()

    def take_keys(self) -> None:
        """The keyboard goes to what comes next."""
        if self.people.card is None:
            self.people.take_keys()
        else:
            self.secret.line.setFocus()

    def say(self) -> None:
        title, note, picture = {
            Occasion.BEGIN: (
                self.tr("Who is working?"),
                self.tr("Choose yourself and type your password. This works without network, too."),
                "log-in",
            ),
            Occasion.LOCKED: (
                self.tr("Locked"),
                self.tr("Everything is as it was left. Scans are not taken until somebody signs in."),
                "lock",
            ),
            Occasion.CHANGE_OVER: (
                self.tr("Who takes over?"),
                self.tr("What is half done stays where it is."),
                "arrow-right-left",
            ),
        }[self.occasion]
        self._picture.setPixmap(icons.pixmap(picture, _PICTURE, theme.current().accent))
        self._title.setText(title)
        self._note.setText(note)
        self.enter.setText(self.tr("Unlock") if self.occasion is Occasion.LOCKED else self.tr("Sign in"))
        self.back.setText(self.tr("Back"))
        self.back.setVisible(self.occasion is Occasion.CHANGE_OVER)
        self.people.setAccessibleName(self.tr("People at this site"))
        self.setAccessibleName(f"{title} {note}")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.take_keys()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.enter.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _chosen(self, _: str) -> None:
        self._show_entry()
        self.secret.line.setFocus()

    def _show_entry(self) -> None:
        card = self.people.card
        self.secret.setVisible(card is not None)
        self.enter.setVisible(card is not None)
        if card is not None:
            self.secret.ask(card)

    def _try(self) -> None:
        card, secret = self.people.card, self.secret.line.text()
        if card is None or self.secret.waits:
            return
        if not secret:
            self.secret.line.setFocus()
            return
        self.enter.setEnabled(False)
        self._presenter.attempt(card.id, secret, self.secret.proof)
        self.secret.line.clear()

    def _show_tried(self, tried: Tried) -> None:
        self.enter.setEnabled(True)
        self.secret.show_tried(tried)

    def _leave(self) -> None:
        if self.occasion is Occasion.CHANGE_OVER:
            self.left.emit()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GAP)
        for label in (self._picture, self._title, self._note):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is self._note)
            column.addWidget(label)
        column.addSpacing(5 * theme.GAP)
        column.addWidget(self._scroll)
        column.addSpacing(3 * theme.GAP)
        entry = QWidget()
        entry.setFixedWidth(_FIELD)
        below = QVBoxLayout(entry)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(3 * theme.GAP)
        for widget in (self.secret, self.enter, self.back):
            below.addWidget(widget)
        self.enter.setMinimumHeight(12 * theme.GAP)
        middle = QHBoxLayout()  # an alignment would take away the room for a second line of words
        middle.addStretch(1)
        middle.addWidget(entry)
        middle.addStretch(1)
        column.addLayout(middle)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inside, 8)
        row.addStretch(1)
        self.body.addStretch(2)
        self.body.addLayout(row)
        self.body.addStretch(3)
