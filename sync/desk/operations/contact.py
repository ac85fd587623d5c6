"""Whether this PC may show and record people: not once it is withdrawn, nor after too long without the centre.

What waits for the centre is kept and can always be handed in; contact, over the network or by stick, opens it again.
"""

from __future__ import annotations

from datetime import timedelta

from sync.desk.store import contact, withdrawal
from sync.desk.store.lists import ListsInForce
from sync.desk.store.store import Transaction
from sync.domain.trusted_time import Moment
from sync.errors import ContactLapsed, StoreError, Withdrawn

_LEAST = timedelta(days=1)
"""No policy locks sooner; below it the lists need not be looked at."""


def why_closed(tx: Transaction, moment: Moment, lists: ListsInForce) -> StoreError | None:
    """What keeps people's data closed; None: nothing does."""
    if withdrawal.step(tx) is not None:
        return Withdrawn()
    silence = contact.certain_silence(tx, moment)
    if silence > _LEAST and silence > timedelta(days=lists.read(tx).policy.contact_days):
        return ContactLapsed(f"{silence.days} days")
    return None
