"""Times of day as the wall clock of the training site shows them; everything below the window is in UTC."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:  # the window paints before the record's libraries are loaded
    from sync.desk.operations.show_agenda import SessionCard


def clock(at: datetime, zone: ZoneInfo) -> str:
    """08:21"""
    return at.astimezone(zone).strftime("%H:%M")


def day_and_clock(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """08:21 where it is today, 11-22 08:21 where it is not."""
    local = at.astimezone(zone)
    return local.strftime("%H:%M" if local.date() == now.astimezone(zone).date() else "%m-%d %H:%M")


def whole(at: datetime, zone: ZoneInfo) -> str:
    """11-22 08:21: for what is told from one site to another, where "today" would mislead."""
    return at.astimezone(zone).strftime("%m-%d %H:%M")


def span(session: SessionCard, zone: ZoneInfo) -> str:
    """08:30–11:30"""
    return f"{clock(session.starts, zone)}–{clock(session.ends, zone)}"
