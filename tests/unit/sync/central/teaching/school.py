"""A class manager's work through the interface: one more class at the sample's first institution."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from sync.central.store.engine import reading
from sync.central.store.tables import registrations, roster_entries, voucher_history
from sync.domain.vouchers import VoucherKind, VoucherState
from tests.unit.sync.central.conftest import Sender, Town
from tests.unit.sync.central.issuing.conftest import Callers

SITE, ELSEWHERE, INSTITUTION, OTHERS = "S-0001", "S-0002", "I-0001", "I-0002"
CLASS, ROOM, TEACHER = "K-0101", "R-0101", "L-0101"
WELDING = 1
WHY = {"reason": "抽查"}
_DAY, _LESSON = timedelta(days=1), timedelta(hours=3)


@dataclass(frozen=True)
class School:
    """`at` is where the class stands in the interface."""

    town: Town
    callers: Callers
    at: str = field(default=f"/v1/classes/{CLASS}")

    def furnish(self) -> None:
        """A room and a teacher."""
        room = {"name": "实训室", "latitude": 31.2, "longitude": 121.5, "coordinate_system": "wgs84"}
        self.callers.officer.done("PUT", f"/v1/sites/{SITE}/rooms/{ROOM}", room)
        self.callers.manager.done("PUT", f"/v1/institutions/{INSTITUTION}/teachers/{TEACHER}", {"name": "沈试良"})

    def plan(self, **other: object) -> dict[str, object]:
        """A class for twelve that takes four class hours."""
        return {"site": SITE, "name": "焊工试班", "project": WELDING, "capacity": 12, "required_hours": 4, **other}

    def session(self, number: int = 1, days: float = 10, **other: object) -> dict[str, object]:
        """A lesson so many days from now."""
        starts = self.town.time() + days * _DAY
        return {
            "id": f"{CLASS}-{number:02d}",
            "starts": starts.isoformat(),
            "ends": (starts + _LESSON).isoformat(),
            "hours": 4,
            "room": ROOM,
            "teacher": TEACHER,
            **other,
        }

    def open(self, **other: object) -> dict[str, Any]:
        """The class, without a session."""
        done: dict[str, Any] = self.callers.manager.done("PUT", self.at, self.plan(**other))
        return done

    def teach(self, *planned: dict[str, object]) -> dict[str, Any]:
        """Set these sessions."""
        wanted = {"sessions": list(planned) or [self.session()]}
        done: dict[str, Any] = self.callers.manager.done("PUT", f"{self.at}/sessions", wanted)
        return done

    def refuse_sessions(self, *planned: dict[str, object]) -> str:
        """Why they cannot be set."""
        return self.callers.manager.refused("PUT", f"{self.at}/sessions", {"sessions": list(planned)})

    def ready(self) -> School:
        """Furnished, with one lesson in ten days."""
        self.furnish()
        self.open()
        self.teach()
        return self

    def candidate(self, place: int = 0) -> int:
        """Somebody with a voucher for welding, claimed and not used yet."""
        return self.town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, WELDING, place)

    def enrol(self, desk: Sender, place: int = 0, at: datetime | None = None) -> int:
        """Somebody is enrolled by a desk at `at`."""
        number = self.candidate(place)
        request = self.town.request(self.town.code(number), CLASS)
        (receipt,) = desk.hand_in(desk.chain.write(request, at=at or self.town.time()))
        assert receipt.outcome == "recorded", receipt
        return number

    def report(self) -> dict[str, Any]:
        """Online, by the class manager."""
        done: dict[str, Any] = self.callers.manager.done("PUT", f"{self.at}/opening-report")
        return done

    def roster(self, class_id: str = CLASS) -> list[int]:
        """Voucher numbers, by number."""
        entries = roster_entries.c
        wanted = select(entries.voucher_no).where(entries.class_id == class_id).order_by(entries.voucher_no)
        with reading(self.town.centre.store) as connection:
            return list(connection.scalars(wanted))

    def registered(self, class_id: str = CLASS) -> dict[int, bool]:
        """Who is registered, and whether in time."""
        wanted = select(registrations).where(registrations.c.class_id == class_id)
        with reading(self.town.centre.store) as connection:
            return {row.voucher_no: row.in_time for row in connection.execute(wanted)}

    def moves(self, number: int) -> list[tuple[str | None, str, str]]:
        """The voucher's history: from, to, by which move."""
        wanted = select(voucher_history).where(voucher_history.c.voucher_no == number).order_by(voucher_history.c.step)
        with reading(self.town.centre.store) as connection:
            return [(row.from_state, row.to_state, row.reason) for row in connection.execute(wanted)]
