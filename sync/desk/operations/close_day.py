"""日结: the day is done at this PC, with the figures as they stand. Closing it anew replaces the earlier close."""

from __future__ import annotations

from datetime import date

from sync.desk.operations.authorship import authorship
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_day import DaySheet, show_day
from sync.desk.store import closed_days, facts
from sync.domain.attention import LONGEST_NOTE
from sync.domain.ids import FactId, StaffId
from sync.domain.names import is_line
from sync.errors import InvalidInput
from sync.protocol.payloads import CLOSABLE, DayClosed


def close_day(desk: Desk, day: date, *, note: str = "", operator: StaffId) -> FactId:
    """Write the close; the fact that says so. Sessions may still be on: what comes later is told as after the close.

    Raises UnknownThing (operator), InvalidInput (note, a day still to come or not in `CLOSABLE`) or the StoreError
    tree; nothing is recorded then.
    """
    words = note.strip()
    if not is_line(words, LONGEST_NOTE):
        raise InvalidInput(f"a note is one line of at most {LONGEST_NOTE} characters")
    if not CLOSABLE[0] <= day <= CLOSABLE[1]:
        raise InvalidInput("no day of the vouchers")
    sheet = show_day(desk, day)
    if day > sheet.now.astimezone(sheet.zone).date():
        raise InvalidInput("the day has not begun")
    moment = desk.clock.read()
    with desk.writing() as tx:
        author = authorship(tx, desk, operator, moment, desk.lists.read(tx))
        said = _said(sheet, words or None)
        fact = facts.append(tx, author, said)
        closed_days.put(tx, fact.header.id, said, operator, moment.best)
    return fact.header.id


def _said(sheet: DaySheet, note: str | None) -> DayClosed:
    whole = sheet.sessions
    return DayClosed(
        sheet.day.isoformat(),
        len(whole),
        sum(one.expected for one in whole),
        sum(one.present for one in whole),
        sum(one.late for one in whole),
        sum(one.absent for one in whole),
        sum(one.leave for one in whole),
        sheet.waiting,
        note,
    )
