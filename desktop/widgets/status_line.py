"""The line at the foot: connection, what waits, camera, list, clock. Always true; a click tells more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop import theme
from desktop.notices import words_of
from desktop.widgets import site_time
from sync.desk.exchange.line import LineStatus
from sync.domain.trusted_time import Grade
from sync.errors import NotTheCentre

if TYPE_CHECKING:  # the window paints before the record's libraries are loaded
    from sync.desk.operations.show_desk_state import DeskState


class CameraState(StrEnum):
    """What the camera does."""

    STARTING = "starting"
    WORKING = "working"
    MISSING = "missing"
    TROUBLED = "troubled"


_SCREENS = ("sync_status", "sync_status", "check_in", "sync_status", "sync_status", "set_up")
_WAITING, _KEYS = 1, 5
_NOT_TRIED = LineStatus()


@dataclass(frozen=True, slots=True)
class _Situation:
    line: LineStatus = _NOT_TRIED
    camera: CameraState = CameraState.STARTING
    state: DeskState | None = None
    keys_lie_open: bool = False


class StatusLine(QFrame):
    """Six segments, the last, of the keys, only where they lie open.

    `asked` carries the words of the one that was clicked and the screen that shows more of it, `camera_shown` a
    CameraState.
    """

    asked = Signal(str, str)
    camera_shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._now = _Situation()
        self._segments = [QPushButton() for _ in _SCREENS]
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * theme.GAP, theme.GAP, 3 * theme.GAP, theme.GAP)
        row.setSpacing(2 * theme.GAP)
        for place, segment in enumerate(self._segments):
            segment.clicked.connect(partial(self._ask, place))
            row.addWidget(segment)
        row.addStretch(1)
        self._say()

    def show_line(self, line: LineStatus) -> None:
        """Online or not, since when."""
        self._now = replace(self._now, line=line)
        self._say()

    def show_camera(self, camera: CameraState) -> None:
        """What the camera does."""
        self._now = replace(self._now, camera=camera)
        self._say()
        self.camera_shown.emit(camera)

    def show_state(self, state: DeskState) -> None:
        """What the desk knows about its record, its lists and its clock."""
        self._now = replace(self._now, state=state)
        self._say()

    def show_keys(self, *, lie_open: bool) -> None:
        """Whether whoever copies a file of this PC can read its record."""
        self._now = replace(self._now, keys_lie_open=lie_open)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _ask(self, place: int) -> None:
        screen = _SCREENS[place]
        state = self._now.state
        if place == _WAITING and state is not None and state.needs_attention:
            screen = "attention"
        self.asked.emit(self._segments[place].toolTip(), screen)

    def _say(self) -> None:
        says = (self._line(), self._waiting(), self._camera(), self._list(), self._clock(), self._keys())
        self._segments[_KEYS].setVisible(self._now.keys_lie_open)
        for segment, (text, tip, tone) in zip(self._segments, says, strict=True):
            segment.setText(text)
            segment.setToolTip(tip)
            segment.setAccessibleDescription(tip)
            if segment.property("state") != tone:
                segment.setProperty("state", tone)
                segment.style().unpolish(segment)
                segment.style().polish(segment)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._now.state.site_zone if self._now.state else "UTC")

    def _at(self, at: datetime) -> str:
        return site_time.day_and_clock(at, self._zone, datetime.now(UTC))

    def _line(self) -> tuple[str, str, str]:
        line, state = self._now.line, self._now.state
        if line.online is None:
            return "○ " + self.tr("Connecting…"), self.tr("The centre has not answered yet."), ""
        if line.online and line.error_code:
            tip = self.tr("The centre answers, but did not take everything. Go on working and tell IT this code.")
            return "● " + self.tr("Online, but refused ({code})").format(code=line.error_code), tip, "warn"
        if line.online:
            return "● " + self.tr("Online"), self.tr("Records are sent as they are made."), "good"
        tip = self.tr("Go on working: everything is saved here and sent when the line is back.")
        if line.error_code == NotTheCentre.code:
            tip = words_of(NotTheCentre()).remedy
        if state and state.last_contact:
            contact = self.tr("Last contact with the centre: {time}").format(time=self._at(state.last_contact))
            tip = f"{tip} {contact}"
        if line.since is None:
            return "○ " + self.tr("Offline"), tip, "warn"
        return "○ " + self.tr("Offline since {time}").format(time=self._at(line.since)), tip, "warn"

    def _waiting(self) -> tuple[str, str, str]:
        state = self._now.state
        if state is None:
            return "", "", ""
        text = self.tr("Waiting to be sent: {n}").format(n=state.pending)
        if state.needs_attention:
            return (
                text + " · " + self.tr("Needs attention: {n}").format(n=state.needs_attention),
                self.tr("The centre did not simply take some records. They are listed under Attention."),
                "bad",
            )
        return text, self.tr("Records saved on this PC that the centre has not answered yet."), ""

    def _camera(self) -> tuple[str, str, str]:
        match self._now.camera:
            case CameraState.STARTING:
                return self.tr("Camera starting"), self.tr("The camera is being opened."), ""
            case CameraState.WORKING:
                return self.tr("Camera OK"), self.tr("The camera sends pictures."), ""
            case CameraState.MISSING:
                return self.tr("No camera"), self.tr("A handheld reader and the search still work."), "warn"
            case CameraState.TROUBLED:
                return self.tr("Camera sees nothing"), self.tr("What to do stands where its picture was."), "warn"

    def _list(self) -> tuple[str, str, str]:
        state = self._now.state
        if state is None:
            return "", "", ""
        if state.status_list_as_of is None:
            return self.tr("No list of void vouchers"), self.tr("Vouchers are recorded and confirmed later."), "warn"
        tip = self.tr("Vouchers are checked against the list of void vouchers of this time.")
        return self.tr("List of {time}").format(time=self._at(state.status_list_as_of)), tip, ""

    def _clock(self) -> tuple[str, str, str]:
        state = self._now.state
        if state is None:
            return "", "", ""
        if state.clock_error is not None:
            minutes = round(abs(state.clock_error) / timedelta(minutes=1))
            text = self.tr("Clock off by {minutes} min").format(minutes=minutes)
            return text, self.tr("Set this PC's clock to network time. Records keep the right time meanwhile."), "warn"
        if state.clock_grade is Grade.DOUBTFUL:
            return self.tr("Clock not confirmed"), self.tr("The centre confirms the time at the next contact."), "warn"
        return self.tr("Clock OK"), self.tr("This PC's clock agrees with the centre."), ""

    def _keys(self) -> tuple[str, str, str]:
        tip = self.tr("The record's key lies in a file: whoever can copy it can read the record. IT can change that.")
        return self.tr("Key not protected"), tip, "warn"
