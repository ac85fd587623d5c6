"""When this PC last heard from the centre, and which later time has certainly come since.

A wall clock proves nothing: one that jumps years ahead must not lock a desk. What proves that time has passed is the
steady counter, within the boot in which the centre was last heard, and what the scheme itself has signed since: the
codes on phones, and replies that came by stick.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from sync.desk.store import kept
from sync.domain.trusted_time import Moment

_CONTACT, _PROVEN = "contact_at", "proven_at"
_STEP = timedelta(hours=12)
"""How far a proof must lead on to be worth a write."""


def note(tx: Connection, at: datetime) -> None:
    """The centre has been heard by stick; `at` is its time, signed."""
    _put_later(tx, _CONTACT, at)


def note_proof(tx: Connection, at: datetime) -> None:
    """The scheme has signed something at `at`: it is not earlier than that."""
    before = _get(tx, _PROVEN)
    if before is None or at >= before + _STEP:
        kept.put(tx, _PROVEN, at.isoformat())


def last(tx: Connection, moment: Moment) -> datetime | None:
    """When the centre was last heard, over the network or by stick; None: never since this PC joined."""
    anchors = (moment.anchor, kept.get_anchor(tx))
    heard = [anchor.server_time for anchor in anchors if anchor is not None]
    return max([*heard, *filter(None, [_get(tx, _CONTACT)])], default=None)


def certain_silence(tx: Connection, moment: Moment) -> timedelta:
    """How long the centre has certainly not been heard; nothing when there is no telling."""
    heard = last(tx, moment)
    anchor = moment.anchor
    counted = [moment.best] if anchor is not None and anchor.boot == moment.boot else []
    certain = max([*counted, *filter(None, [_get(tx, _PROVEN)])], default=None)
    if heard is None or certain is None:
        return timedelta()
    return max(certain - heard, timedelta())


def _get(tx: Connection, name: str) -> datetime | None:
    text = kept.get(tx, name)
    return None if text is None else datetime.fromisoformat(text)


def _put_later(tx: Connection, name: str, at: datetime) -> None:
    before = _get(tx, name)
    if before is None or at > before:
        kept.put(tx, name, at.isoformat())
