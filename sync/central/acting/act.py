"""By whom, when and under which rules something is done: what every verb of a class manager is handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sync.central.askers.identity import Principal
from sync.central.centre import Centre
from sync.central.move_voucher import Occasion
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules


@dataclass(frozen=True, slots=True)
class Act:
    """One request of `asker` at the centre's time `now`."""

    asker: Principal
    now: datetime
    policy: Policy
    rules: RegionRules

    @property
    def occasion(self) -> Occasion:
        """As histories keep it."""
        return Occasion(self.asker.actor, self.now, self.policy.version)


def act_of(centre: Centre, connection: Connection, asker: Principal) -> Act:
    """Under the pack that is in force now."""
    lists = centre.lists(connection)
    return Act(asker, centre.now(), lists.policy, lists.rules)
