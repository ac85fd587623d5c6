"""The frame: header, rail, the screens, the bar for messages and the status line. What happens in it is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.notices import Notices
from desktop.widgets import icons
from desktop.widgets.blank_page import BlankPage
from desktop.widgets.clock_banner import ClockBanner
from desktop.widgets.language import Language
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.rail_button import RailButton
from desktop.widgets.status_line import StatusLine
from sync.desk.device.settings import Settings
from sync.domain.ids import StaffId

if TYPE_CHECKING:  # the window paints before the record's libraries are loaded
    from sync.desk.operations.list_staff import StaffCard
    from sync.desk.operations.show_desk_state import DeskState

_RAIL = 96
_SCREEN_WORDS = {
    "check_in": QT_TRANSLATE_NOOP("MainWindow", "Check-in"),
    "roster": QT_TRANSLATE_NOOP("MainWindow", "Roster"),
    "attention": QT_TRANSLATE_NOOP("MainWindow", "Attention"),
}
_SCREEN_ICONS = {"check_in": "scan-qr-code", "roster": "users-round", "attention": "flag"}


class MainWindow(QMainWindow):
    """`operator_chosen` carries a StaffId; `closing` comes before the window goes."""

    operator_chosen = Signal(str)
    language_switched = Signal()
    muted = Signal(bool)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.notices, self.status, self.blank = Notices(), StatusLine(), BlankPage()
        self.clock_banner = ClockBanner()
        self._stack, self._rail = QStackedWidget(), theme.styled(QFrame(), "rail")
        self._screens: list[tuple[str, RailButton, QWidget]] = []
        self._site_name = ""
        self._staff: tuple[StaffCard, ...] = ()
        self._operator: StaffId | None = None
        self._product, self._site = theme.styled(QLabel(), "product"), theme.styled(QLabel(), "site")
        self._operator_button = MenuButton("menu")
        self._language = theme.styled(QPushButton(), "plain")
        self._mute = theme.styled(QPushButton(), "plain")
        self._mute.setCheckable(True)
        self._mute.setIconSize(QSize(20, 20))
        self._operator_button.setIconSize(QSize(20, 20))
        self._language.clicked.connect(self.language_switched)
        self._mute.toggled.connect(self._toggle_tones)
        self._lay_out()
        self._stack.addWidget(self.blank)
        self.status.asked.connect(self.notices.tell)
        self.resize(1280, 720)
        self.setMinimumSize(1180, 680)
        self._say()

    def add_screen(self, name: str, screen: QWidget) -> None:
        """Put a screen on the rail; its number is its shortcut."""
        self._stack.addWidget(screen)
        button = RailButton(_RAIL - 4 * theme.GAP)
        button.clicked.connect(lambda: self.show_screen(name))
        self._screens.append((name, button, screen))
        layout = self._rail.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101  made so below
        layout.insertWidget(len(self._screens) - 1, button)
        QShortcut(QKeySequence(f"Ctrl+{len(self._screens)}"), self, lambda: self._go_to(name))
        self._say()

    def show_screen(self, name: str) -> None:
        """Go to a screen that was added."""
        for known, button, screen in self._screens:
            if known == name:
                button.setChecked(True)
                self._rail.show()
                self.status.show()
                self._stack.setCurrentWidget(screen)
                screen.setFocus()

    def _go_to(self, name: str) -> None:
        """A person's wish: a page without work to do has no way past it."""
        if not self._rail.isHidden():
            self.show_screen(name)

    def show_number(self, name: str, number: int) -> None:
        """How many things somebody must act on at a screen that was added."""
        for known, button, _ in self._screens:
            if known == name:
                button.show_number(number)

    def show_opening(self) -> None:
        """While the record is being opened."""
        self.blank.say("database", "", self.tr("Opening the record…"))
        self.show_blank()

    def show_blank(self) -> None:
        """Show the page for a state without work; rail and status line have nothing true to say then."""
        self._rail.hide()
        self.status.hide()
        self._stack.setCurrentWidget(self.blank)
        self.blank.setFocus()

    def show_state(self, state: DeskState) -> None:
        """What the desk knows about its record, its lists and its clock."""
        self.show_site(state.site_name)
        self.status.show_state(state)
        self.show_number("attention", state.needs_attention)
        self.clock_banner.show_state(state)

    def show_site(self, name: str) -> None:
        """The site's name in the header."""
        self._site_name = name
        self._say()

    def show_staff(self, staff: tuple[StaffCard, ...], operator: StaffId | None) -> None:
        """Who may be the operator, and who is."""
        self._staff, self._operator = staff, operator
        self._say()

    def show_muted(self) -> None:
        """The tones are off, as they were left."""
        self._mute.setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _say(self) -> None:
        palette = theme.current()
        self._product.setText(self.tr("Voucher Desk"))
        self._site.setText(self._site_name)
        self.setWindowTitle(" · ".join(filter(None, (self.tr("Voucher Desk"), self._site_name))))
        # Names of languages stay in their own language, for whoever cannot read the present one.
        self._language.setText("中 / EN")
        self._language.setAccessibleName(self.tr("Change the language"))
        self._language.setToolTip(self.tr("Change the language"))
        self._say_tones()
        self._say_operator()
        for place, (name, button, _) in enumerate(self._screens, start=1):
            word = QCoreApplication.translate("MainWindow", str(_SCREEN_WORDS[name]))
            button.setText(word)
            button.setToolTip(f"{word}  Ctrl+{place}")
            button.setIcon(icons.icon(_SCREEN_ICONS[name], palette.on_rail_chosen))
            button.show_number(button.number)

    def _say_tones(self) -> None:
        muted = self._mute.isChecked()
        self._mute.setIcon(icons.icon("volume-x" if muted else "volume-2", theme.current().accent))
        words = self.tr("Tones are off") if muted else self.tr("Tones are on")
        self._mute.setToolTip(words)
        self._mute.setAccessibleName(words)

    def _say_operator(self) -> None:
        palette = theme.current()
        operator = next((card for card in self._staff if card.id == self._operator), None)
        self._operator_button.setVisible(bool(self._staff))
        self._operator_button.setIcon(icons.icon("user-round", palette.accent))
        name = operator.name if operator else self.tr("Choose operator")
        self._operator_button.setText(f" {name}")
        self._operator_button.setAccessibleName(self.tr("Operator: {name}").format(name=name))
        menu = self._operator_button.menu()
        menu.clear()
        for card in self._staff:
            action = menu.addAction(card.name, partial(self.operator_chosen.emit, card.id))
            action.setCheckable(True)
            action.setChecked(card.id == self._operator)

    def _toggle_tones(self, muted: bool) -> None:
        self._say_tones()
        self.muted.emit(muted)

    def _lay_out(self) -> None:
        rail = QVBoxLayout(self._rail)
        rail.setContentsMargins(*[2 * theme.GAP] * 4)
        rail.setSpacing(theme.GAP)
        rail.addStretch(1)
        self._rail.setFixedWidth(_RAIL)
        page = QVBoxLayout()
        page.setSpacing(0)
        page.addWidget(self.clock_banner)
        page.addWidget(self.notices)
        page.addWidget(self._stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._rail)
        middle.addLayout(page, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)

    def _header(self) -> QFrame:
        header = theme.styled(QFrame(), "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(5 * theme.GAP, theme.GAP, 3 * theme.GAP, theme.GAP)
        row.setSpacing(4 * theme.GAP)
        row.addWidget(self._product)
        row.addWidget(self._site, 1)
        for button in (self._operator_button, self._mute, self._language):
            row.addWidget(button)
        header.setFixedHeight(13 * theme.GAP)
        return header


@dataclass(frozen=True, slots=True)
class Frame:
    """The window, and the language it speaks."""

    window: MainWindow
    language: Language


def open_frame(qt: QApplication, settings: Settings) -> Frame:
    """The window in its look and language, saying that the record is being opened; not shown yet."""
    theme.follows_system(qt)
    language = Language(qt, settings.language)
    window = MainWindow()
    window.show_opening()
    return Frame(window, language)
