"""The frame: header, rail, the screens, the bar for messages and the status line. What happens in it is elsewhere."""

from __future__ import annotations

from collections.abc import Collection
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
from shiboken6 import isValid

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

_RAIL = 108
_SCREEN_WORDS = {
    "check_in": QT_TRANSLATE_NOOP("MainWindow", "Check-in"),
    "enrolment": QT_TRANSLATE_NOOP("MainWindow", "Enrolment"),
    "roster": QT_TRANSLATE_NOOP("MainWindow", "Roster"),
    "attendance": QT_TRANSLATE_NOOP("MainWindow", "Attendance"),
    "classes": QT_TRANSLATE_NOOP("MainWindow", "Classes"),
    "statistics": QT_TRANSLATE_NOOP("MainWindow", "Statistics"),
    "attention": QT_TRANSLATE_NOOP("MainWindow", "Attention"),
    "sync_status": QT_TRANSLATE_NOOP("MainWindow", "Readiness"),
    "set_up": QT_TRANSLATE_NOOP("MainWindow", "This PC"),
}
_SCREEN_ICONS = {
    "check_in": "scan-qr-code",
    "enrolment": "user-plus",
    "roster": "users-round",
    "attendance": "calendar-check",
    "classes": "school",
    "statistics": "chart-column",
    "attention": "flag",
    "sync_status": "shield-check",
    "set_up": "settings",
}


class MainWindow(QMainWindow):
    """`operator_chosen` carries a StaffId, `screen_shown` a screen's name; `closing` comes before the window goes.

    `lock_asked`, `sign_out_asked` and `pin_asked` come from the operator's menu.
    """

    screen_shown = Signal(str)
    operator_chosen = Signal(str)
    lock_asked = Signal()
    sign_out_asked = Signal()
    pin_asked = Signal()
    practice_asked = Signal()
    language_switched = Signal()
    muted = Signal(bool)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.notices, self.status, self.blank = Notices(), StatusLine(), BlankPage()
        self.clock_banner = ClockBanner()
        self._stack, self._rail = QStackedWidget(), theme.styled(QFrame(), "rail")
        self._screens: list[tuple[str, RailButton, QWidget]] = []
        self._allowed: Collection[str] | None = None
        self._cover: QWidget | None = None
        self._focus_before: QWidget | None = None
        self._signs_in = False
        self._menu_shows: object = None
        self.shown = ""
        self._site_name = ""
        self._staff: tuple[StaffCard, ...] = ()
        self._operator: StaffId | None = None
        self._product, self._site = theme.styled(QLabel(), "product"), theme.styled(QLabel(), "site")
        self._operator_button = MenuButton("menu")
        self._language = theme.styled(QPushButton(), "plain")
        self._mute = theme.styled(QPushButton(), "plain")
        self.practice = theme.styled(QPushButton(), "plain")
        self.practice.setIconSize(QSize(20, 20))
        self.practice.clicked.connect(self.practice_asked)
        self.practice.hide()
        self._mute.setCheckable(True)
        self._mute.setIconSize(QSize(20, 20))
        self._operator_button.setIconSize(QSize(20, 20))
        self._language.clicked.connect(self.language_switched)
        self._mute.toggled.connect(self._toggle_tones)
        self._lay_out()
        self._stack.addWidget(self.blank)
        self.status.asked.connect(self._lead)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock_asked.emit)
        self.resize(1280, 720)
        self.setMinimumSize(1180, 680)
        self._say()

    def add_screen(self, name: str, screen: QWidget) -> None:
        """Put a screen on the rail; its number is its shortcut."""
        button = RailButton(_RAIL - 4 * theme.GAP)
        button.clicked.connect(lambda: self.show_screen(name))
        layout = self._rail.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101  made so below
        layout.insertWidget(len(self._screens), button)
        if self._screens:  # Tab goes down the rail in one piece, and from its end into the screen
            self.setTabOrder(self._screens[-1][1], button)
        self._stack.addWidget(screen)
        self._screens.append((name, button, screen))
        place = len(self._screens)
        QShortcut(QKeySequence(f"Ctrl+{place}"), self, lambda: self._go_to(place))
        self._say()

    def show_screen(self, name: str) -> None:
        """Go to a screen that was added."""
        for known, button, screen in self._screens:
            button.setChecked(known == (name if self._may_see(name) else self.shown))
            if known == name and self._may_see(name):
                self.shown = name
                self.status.show()
                if self._cover is not None:  # it is there when the cover is taken away
                    self._stack.setCurrentWidget(self._cover)
                    continue
                self._rail.show()
                self._stack.setCurrentWidget(screen)
                screen.setFocus()
                self.screen_shown.emit(name)

    def allow(self, names: Collection[str] | None) -> None:
        """Only these screens can be gone to; None: all of them. Whoever looks at another one sees the first of them."""
        self._allowed = names
        for name, button, _ in self._screens:
            button.setVisible(self._may_see(name))
        self._say()
        self.notices.let_look_up(allowed=self._may_see("set_up"))
        if self.shown and not self._may_see(self.shown):
            self.show_screen(next((name for name, _, _ in self._screens if self._may_see(name)), ""))

    def cover(self, page: QWidget) -> None:
        """Nothing but `page` is seen until `uncover`; what lies below stays as it is."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        if self._cover is None:
            self._focus_before = self.focusWidget()
        self._cover = page
        self.practice.setEnabled(False)  # what covers the window does not make room for it
        self._rail.hide()
        if self._stack.currentWidget() is not self.blank:
            self._stack.setCurrentWidget(page)
            page.setFocus()

    @property
    def is_covered(self) -> bool:
        """Whether anything hides the screens."""
        return self._cover is not None or self._stack.currentWidget() is self.blank

    def uncover(self, page: QWidget | None = None) -> None:
        """Back to the screen, and to the field the keyboard was in; with `page`, only from under that one."""
        if self._cover is None or page not in (None, self._cover):
            return
        self._cover, before = None, self._focus_before
        self._focus_before = None
        self.practice.setEnabled(True)
        if self._stack.currentWidget() is self.blank:
            return
        self.show_screen(self.shown)
        if before is not None and isValid(before) and before.isVisible():  # a line of a list may be gone by now
            before.setFocus()

    def _may_see(self, name: str) -> bool:
        return self._allowed is None or name in self._allowed

    def _go_to(self, place: int) -> None:
        """A person's wish: a page without work to do has no way past it."""
        names = [name for name, _, _ in self._screens if self._may_see(name)]
        if not self._rail.isHidden() and place <= len(names):
            self.show_screen(names[place - 1])

    def _lead(self, words: str, name: str) -> None:
        """What a part of the status line means, on the screen that shows more of it."""
        if not self._rail.isHidden():
            self.show_screen(name)
        self.notices.tell(words)

    def show_number(self, name: str, number: int) -> None:
        """How many things somebody must act on at a screen that was added."""
        for known, button, _ in self._screens:
            if known == name:
                button.show_number(number)

    def show_opening(self) -> None:
        """While the record is being opened."""
        self.blank.say("database", "", self.tr("Opening the record…"))
        self.show_blank()

    def show_page(self, page: QWidget) -> None:
        """`page` alone, in place of the blank one and of the screens, until `remove_page`."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._rail.hide()
        self.status.hide()
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def remove_page(self, page: QWidget) -> None:
        """Back to the screen that was shown before, if any was."""
        seen = self._stack.currentWidget() is page
        self._stack.removeWidget(page)
        page.deleteLater()
        if seen and self.shown:
            self.show_screen(self.shown)
        elif seen:
            self.show_opening()

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

    def show_staff(
        self, staff: tuple[StaffCard, ...], operator: StaffId | None, *, signs_in: bool = False
    ) -> None:
        """Who may be the operator, and who is. `signs_in`: they have to prove it."""
        self._staff, self._operator, self._signs_in = staff, operator, signs_in
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
        self._say_practice()
        self._say_tones()
        self._say_operator()
        seen = [name for name, _, _ in self._screens if self._may_see(name)]
        for name, button, _ in self._screens:
            word = QCoreApplication.translate("MainWindow", str(_SCREEN_WORDS[name]))
            button.setText(word)
            button.setToolTip(f"{word}  Ctrl+{seen.index(name) + 1}" if name in seen else word)
            button.setIcon(icons.icon(_SCREEN_ICONS[name], palette.on_rail_chosen))
            button.show_number(button.number)

    def _say_practice(self) -> None:
        self.practice.setIcon(icons.icon("graduation-cap", theme.current().accent))
        self.practice.setToolTip(self.tr("Practise with sample vouchers"))
        self.practice.setAccessibleName(self.tr("Practise with sample vouchers"))

    def _say_tones(self) -> None:
        muted = self._mute.isChecked()
        self._mute.setIcon(icons.icon("volume-x" if muted else "volume-2", theme.current().accent))
        words = self.tr("Tones are off") if muted else self.tr("Tones are on")
        self._mute.setToolTip(words)
        self._mute.setAccessibleName(words)

    def _say_operator(self) -> None:
        palette = theme.current()
        operator = next((card for card in self._staff if card.id == self._operator), None)
        self._operator_button.setVisible(bool(self._staff) and (operator is not None or not self._signs_in))
        self._operator_button.setIcon(icons.icon("user-round", palette.accent))
        name = operator.name if operator else self.tr("Choose operator")
        self._operator_button.setText(f" {name}")
        self._operator_button.setAccessibleName(self.tr("Operator: {name}").format(name=name))
        self._say_operator_menu()

    def _say_operator_menu(self) -> None:
        """Made anew only when it says something else: news may come while it is open."""
        shows = (self._staff, self._operator, self._signs_in, self.tr("Lock"))
        if shows == self._menu_shows:
            return
        self._menu_shows = shows
        menu = self._operator_button.menu()
        menu.clear()
        for card in self._staff:
            action = menu.addAction(card.name, partial(self.operator_chosen.emit, card.id))
            action.setCheckable(True)
            action.setChecked(card.id == self._operator)
            action.setEnabled(not self._signs_in or card.id != self._operator)
        if self._signs_in:
            menu.addSeparator()
            menu.addAction(self.tr("Set a PIN…"), self.pin_asked.emit)
            menu.addAction(self.tr("Lock") + "\tCtrl+L", self.lock_asked.emit)
            menu.addAction(self.tr("Sign out"), self.sign_out_asked.emit)

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
        for button in (self._operator_button, self.practice, self._mute, self._language):
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
