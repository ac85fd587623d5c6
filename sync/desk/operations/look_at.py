"""What can be said about a text without recording anything: before this PC has joined a site, or between sessions."""

from __future__ import annotations

from sync.desk.device.clock import Clock
from sync.desk.operations.desk import Desk
from sync.desk.operations.recognise import recognise
from sync.desk.store.lists import Lists
from sync.domain.verdicts import Reason


def look_at(desk: Desk | None, text: str) -> Reason | None:
    """What stands against `text`; None when it is a sound voucher that only lacks a session to be used for."""
    if desk is None:
        seen = recognise(text, Lists(), Clock().read(), None)
    else:
        with desk.store.read() as tx:
            seen = recognise(text, desk.lists.read(tx), desk.clock.read(), None)
    return seen.stands_against or seen.doubt
