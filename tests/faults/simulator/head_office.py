"""The centre in the simulated world: its process, which may die and starts again, and what people do there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Connection, func, select

from sync.central.acting.act import Act
from sync.central.app import describe
from sync.central.askers.devices import find_device
from sync.central.askers.identity import Principal, Role
from sync.central.centre import Centre
from sync.central.codes.resolver import set_test_resolver
from sync.central.door.counts import Counts
from sync.central.door.front_door import FrontDoor
from sync.central.intake.settle_waiting import settle_waiting
from sync.central.intake.take_facts import take_facts
from sync.central.intake.take_queue import take_queue
from sync.central.move_voucher import Occasion
from sync.central.news.tombstones import prune
from sync.central.settlement.void_vouchers import void_vouchers
from sync.central.store.engine import reading, writing
from sync.central.store.tables import attendance_accounts, receipts, resolver_outages, roster_entries
from sync.central.store.tables import sessions as sessions_table
from sync.central.teaching.cancel_class import cancel_class
from sync.central.teaching.suspend_institution import Suspension, set_suspension
from sync.domain.ids import DeviceId, InstitutionId, SiteId, VoucherNo
from sync.domain.vouchers import VoidReason
from tests.faults.simulator.line import Office
from tests.faults.simulator.mortality import CentreDeath, Fuse
from tests.faults.simulator.world_file import INSTITUTIONS, NO_LIMITS

_OFFICER = "officer:O-0001"


@dataclass(frozen=True)
class Deed:
    """Something done at the centre when it had given `receipts` receipts: void, cancel."""

    receipts: int
    kind: str
    about: str


class HeadOffice:
    """The centre over `db`, and the office where it answers."""

    def __init__(self, db: Path, now: Callable[[], datetime], loop: asyncio.AbstractEventLoop, app: FastAPI) -> None:
        self._url = f"sqlite:///{db}"
        self._now = now
        self._app = app
        self.fuse = Fuse(CentreDeath)
        self.deeds: list[Deed] = []
        self.office = Office(loop)
        self.office.time = lambda: now().isoformat()
        self.office.restart = self.restart
        self.centre = self._start()

    def close(self) -> None:
        """The end."""
        self.centre.close()

    def restart(self) -> None:
        """The process dies and starts again: what it remembered between requests is gone."""
        self.fuse.put_out()
        self.centre.close()
        self.centre = self._start()

    def void(self, voucher: int) -> None:
        """作废 one voucher."""
        with writing(self.centre.store) as connection:
            numbers = [VoucherNo(voucher)]
            void_vouchers(connection, self.centre.keys, numbers, VoidReason.REVOKED, self._occasion(connection))
            self._note(connection, "void", str(voucher))

    def cancel(self, class_id: str, site: str) -> None:
        """A class manager gives a class up."""
        asker = Principal(Role.CLASS_MANAGER, "P-0003", InstitutionId(INSTITUTIONS[site]), SiteId(site))
        with writing(self.centre.store) as connection:
            lists = self.centre.lists(connection)
            cancel_class(connection, Act(asker, self._now(), lists.policy, lists.rules), class_id, "too few came")
            self._note(connection, "cancel", class_id)

    def suspend(self, site: str, step: Suspension) -> None:
        """封网, or its end."""
        with writing(self.centre.store) as connection:
            set_suspension(connection, INSTITUTIONS[site], step, "as told", self._occasion(connection))

    def let_resolver_answer(self, *, answers: bool) -> None:
        """Whoever reads opaque codes answers, or does not."""
        with writing(self.centre.store) as connection:
            connection.execute(resolver_outages.delete())
            set_test_resolver(connection, self._now(), answers=answers)

    def settle_waiting(self) -> None:
        """The nightly run."""
        settle_waiting(self.centre)

    def prune(self) -> None:
        """Forget all deletions: who has not read of them by now gets a snapshot."""
        with writing(self.centre.store) as connection:
            prune(connection, self._now(), self._now())

    def take(self, device: DeviceId, batch: bytes) -> list[str]:
        """What somebody brings by hand, in whatever order; the receipts."""
        with reading(self.centre.store) as connection:
            sender = find_device(connection, device)
        return take_facts(self.centre, sender, batch)

    def take_stick(self, queue: Path, reply: Path) -> str:
        """A queue file arrives, perhaps once more."""
        return take_queue(self.centre, queue, reply).fate.value

    def roster(self) -> tuple[dict[int, str], dict[tuple[str, int], int]]:
        """Who is in which class, and their hours there by the accounts of attendance."""
        accounts, sessions = attendance_accounts.c, sessions_table.c
        attended = select(sessions.class_id, accounts.voucher_no, func.sum(accounts.hours)).where(
            accounts.session_id == sessions.id
        )
        with reading(self.centre.store) as connection:
            places = {row.voucher_no: row.class_id for row in connection.execute(select(roster_entries))}
            rows = connection.execute(attended.group_by(sessions.class_id, accounts.voucher_no))
            return places, {(row[0], row[1]): int(row[2]) for row in rows}

    def _start(self) -> Centre:
        centre = Centre.open(self._url, self._now, may_found=False)
        self.fuse.watch(centre.store)
        self._app.state.centre, self._app.state.counts = centre, Counts()
        self.office.door = FrontDoor(self._app, centre, self._app.state.counts, NO_LIMITS)
        self.office.key = centre.keys.answers
        return centre

    def _occasion(self, connection: Connection) -> Occasion:
        return Occasion(_OFFICER, self._now(), self.centre.lists(connection).policy.version)

    def _note(self, connection: Connection, kind: str, about: str) -> None:
        given = connection.scalar(select(func.coalesce(func.max(receipts.c.position), 0)))
        self.deeds.append(Deed(int(given or 0), kind, about))


def make_application() -> FastAPI:
    """The routes, made once for all seeds."""
    return describe()
