"""A bar that says how far this PC's clock is off, what the time is, and how to set it. Work and records go on."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop import theme
from desktop.widgets import icons, site_time

if TYPE_CHECKING:  # the window paints before the record's libraries are loaded
    from sync.desk.operations.show_desk_state import DeskState

_WINDOWS_SETTINGS = QUrl("ms-settings:dateandtime")
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class ClockBanner(QFrame):
    """Shown while the wall clock stands apart from trusted time; goes by itself once it has been set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clockBanner")
        self._state: DeskState | None = None
        self._picture, self._words = QLabel(), QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.set_clock = theme.styled(QPushButton(), "plain")
        self.set_clock.clicked.connect(self._open_settings)
        self.set_clock.setVisible(sys.platform == "win32")
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * theme.GAP, 2 * theme.GAP, 4 * theme.GAP, 2 * theme.GAP)
        row.setSpacing(3 * theme.GAP)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self.set_clock)
        self.hide()

    def show_state(self, state: DeskState) -> None:
        """Say how the clock stands, or nothing."""
        self._state = state
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        state = self._state
        error = state.clock_error if state else None
        if state is None or error is None:
            self.hide()
            return
        zone = ZoneInfo(state.site_zone)
        shown = site_time.day_and_clock(state.now + error, zone, state.now)
        off = self._amount(abs(error))
        ahead = self.tr("This PC's clock is {amount} fast: it shows {shown}, but it is {right}.")
        behind = self.tr("This PC's clock is {amount} slow: it shows {shown}, but it is {right}.")
        said = (ahead if error > timedelta() else behind).format(
            amount=off, shown=shown, right=site_time.clock(state.now, zone)
        )
        calm = self.tr("Go on working: records carry the right time.")
        remedy = self.tr("Please set it to network time.")
        self._words.setText(f"{said} {calm} {remedy}")
        self._words.setToolTip("" if sys.platform == "win32" else "timedatectl set-ntp true")
        self.setAccessibleName(self._words.text())
        self.set_clock.setText(self.tr("Set the clock…"))
        self._picture.setPixmap(icons.pixmap("clock", 24, theme.current().on_to_confirm_soft))
        self._picture.setFixedSize(QSize(24, 24))
        self.show()

    def _amount(self, off: timedelta) -> str:
        """2 years are said in days: nobody needs them exact."""
        if off >= _DAY:
            return self.tr("{days} day(s)").format(days=off // _DAY)
        if off >= _HOUR:
            hours, minutes = off // _HOUR, off % _HOUR // timedelta(minutes=1)
            return self.tr("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
        return self.tr("{minutes} min").format(minutes=round(off / timedelta(minutes=1)))

    @staticmethod
    def _open_settings() -> None:
        QDesktopServices.openUrl(_WINDOWS_SETTINGS)
