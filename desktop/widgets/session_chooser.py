"""The session the desk is on: chosen by the clock, changeable by hand."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from desktop import theme
from desktop.widgets import site_time
from desktop.widgets.menu_button import MenuButton
from sync.desk.operations.show_agenda import Agenda, SessionCard


class SessionChooser(MenuButton):
    """Shows class and hours; its menu holds today's sessions. `chosen`: a SessionCard, or None for the clock's."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("chooser", parent)
        self._agenda: Agenda | None = None
        self._session: SessionCard | None = None
        self._by_hand = False
        self._zone = ZoneInfo("UTC")
        self.setMinimumHeight(13 * theme.GAP)
        self._say()

    def show_agenda(self, agenda: Agenda, session: SessionCard | None, zone: ZoneInfo, *, by_hand: bool) -> None:
        """Today's sessions and the one the desk is on."""
        self._agenda, self._session, self._zone, self._by_hand = agenda, session, zone, by_hand
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        text = self._words(self._session) if self._session else self.tr("No session now")
        self.setText(text)
        self.setAccessibleName(self.tr("Session: {session}").format(session=text))
        self.setToolTip(self.tr("Change the session (F3)"))
        if self._agenda is not None:
            self._fill_menu(self._agenda)

    def _fill_menu(self, agenda: Agenda) -> None:
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        by_clock = menu.addAction(self.tr("By the clock"), lambda: self.chosen.emit(None))
        by_clock.setCheckable(True)
        by_clock.setChecked(not self._by_hand)
        group.addAction(by_clock)
        menu.addSeparator()
        for session in agenda.today:
            action = menu.addAction(self._words(session), partial(self.chosen.emit, session))
            action.setCheckable(True)
            action.setChecked(self._by_hand and session == self._session)
            group.addAction(action)

    def _words(self, session: SessionCard) -> str:
        return f"{site_time.span(session, self._zone)}  {session.class_name}"
