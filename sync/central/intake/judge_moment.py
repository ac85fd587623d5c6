"""Whether a time is to be believed. A record is never refused for its clock, but a clock may claim what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sync.central.intake.ledger import Ledger
from sync.domain.classes import Session
from sync.domain.trusted_time import TOLERANCE, Moment
from sync.protocol.facts import Header

_FAR = timedelta(hours=12)
"""A sign-in further than this from its session is looked at by a person (an assumption)."""


def believed(header: Header, ledger: Ledger) -> Header:
    """`header` with a moment between the day its PC joined and now: as it is, or by the wall clock, or else now.

    A moment that had to be changed is doubtful.
    """
    moment = header.moment
    if _could_be(moment.best, ledger) and (moment.anchor is None or _could_be(moment.anchor.server_time, ledger)):
        return header
    at = moment.wall if _could_be(moment.wall, ledger) else ledger.now
    return replace(header, moment=Moment(at, moment.steady, moment.boot, anchor=None))


def is_far_from(session: Session, at: datetime) -> bool:
    """Whether nobody would be at `session` at that time."""
    return session.starts - at > _FAR or at - session.ends > _FAR


def _could_be(at: datetime, ledger: Ledger) -> bool:
    return ledger.joined - TOLERANCE <= at <= ledger.now + TOLERANCE
