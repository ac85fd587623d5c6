"""Whether a time is to be believed. A record is never refused for its clock, but a clock may claim what cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from sync.central.intake.arrivals import Arrival
from sync.central.intake.ledger import Ledger, Passed
from sync.central.store.tables import facts
from sync.domain.classes import Session
from sync.domain.ids import DeviceId
from sync.domain.trusted_time import TOLERANCE, Grade, Moment
from sync.protocol.facts import Header, read_fact

_FAR = timedelta(hours=12)
"""A sign-in further than this from its session is looked at by a person (an assumption)."""
_LOOKED_BACK = 5
"""So many places of the chain are asked how late it was: one of them may have had no trusted clock."""


def load_passed(connection: Connection, ledger: Ledger, arrivals: Sequence[Arrival]) -> None:
    """How late it was, by the device's own chain, just before what has arrived."""
    first: dict[int, int] = {}
    for arrival in arrivals:
        if arrival.fact is not None:
            header = arrival.fact.header
            first[header.epoch] = min(header.seq, first.get(header.epoch, header.seq))
    for epoch, seq in first.items():
        ledger.passed[epoch] = _passed_before(connection, ledger.device, epoch, seq)


def believed(header: Header, ledger: Ledger, *, shown_after: datetime | None = None) -> Header:
    """`header` with a moment that can be: as it is, or by the wall clock, or else now. `shown_after`: a code shown in
    the act was signed then.

    Time goes on along a chain: nothing was done before what stands before it was done, by a clock that was trusted
    both times. So within an epoch nobody who invents a word of the centre's about the time can date a record back; a
    new epoch begins with what a copied PC offers again, and may begin earlier. A moment that had to be changed is
    doubtful.
    """
    moment, best = header.moment, header.moment.best
    since = max(_since(header, ledger), shown_after or ledger.joined)
    if _could_be(best, since, ledger) and (
        moment.anchor is None or _could_be(moment.anchor.server_time, ledger.joined, ledger)
    ):
        if moment.grade is Grade.TRUSTED:
            _go_on(header, best, ledger)
        return header
    at = moment.wall if _could_be(moment.wall, ledger.joined, ledger) else ledger.now
    return replace(header, moment=Moment(at, moment.steady, moment.boot, anchor=None))


def is_far_from(session: Session, at: datetime) -> bool:
    """Whether nobody would be at `session` at that time."""
    return session.starts - at > _FAR or at - session.ends > _FAR


def _could_be(at: datetime, since: datetime, ledger: Ledger) -> bool:
    return since - TOLERANCE <= at <= ledger.now + TOLERANCE


def _since(header: Header, ledger: Ledger) -> datetime:
    """Not what stands behind it: a stick may bring the older part of a chain later."""
    passed = ledger.passed.get(header.epoch)
    if passed is None or passed.seq >= header.seq or header.moment.grade is Grade.DOUBTFUL:
        return ledger.joined
    return max(passed.at, ledger.joined)


def _go_on(header: Header, at: datetime, ledger: Ledger) -> None:
    passed = ledger.passed.get(header.epoch)
    if passed is None or passed.seq < header.seq:
        ledger.passed[header.epoch] = Passed(header.seq, max(at, passed.at) if passed else at)


def _passed_before(connection: Connection, device: DeviceId, epoch: int, seq: int) -> Passed | None:
    before = (
        select(facts.c.header, facts.c.taken_at)
        .where(facts.c.device == device, facts.c.epoch == epoch, facts.c.seq < seq)
        .order_by(facts.c.seq.desc())
        .limit(_LOOKED_BACK)
    )
    found = [(read_fact(row.header, None).header, row.taken_at) for row in connection.execute(before)]
    trusted = [min(header.moment.best, taken) for header, taken in found if header.moment.grade is Grade.TRUSTED]
    return Passed(seq - 1, max(trusted)) if trusted else None
