"""What the centre should have come to, reckoned again by other means: one receipt after the other, in their order.

Who is in which class (the first commit wins), which punches stand, and so who was there for how many hours. It knows
nothing of batches, replays, cursors or clocks; what it says must be what the centre's tables say.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from sync.central.store import tables as central
from sync.central.store.engine import reading
from sync.domain.attendance import Evidence, Punch, account_for
from sync.domain.classes import Session
from sync.protocol.facts import FactType, open_payload
from sync.protocol.receipts import Outcome
from tests.faults.simulator.head_office import Deed
from tests.faults.simulator.pc import Broken
from tests.faults.simulator.world import World
from tests.faults.simulator.world_file import CLASSES, SESSIONS, SMALL_CLASS

_CAPACITY = {"K-0001": 40, SMALL_CLASS: 3, "K-0004": 20}
_STANDS = (Outcome.RECORDED, Outcome.MERGED, Outcome.PROVISIONAL)
_CLASS_OF = {"K-0001-03": "K-0001", "K-0005-01": SMALL_CLASS, "K-0004-01": "K-0004"}


def check_against_oracle(world: World) -> None:
    """Raises Broken."""
    with reading(world.head_office.centre.store) as connection:
        reckoning = Reckoning.begin(world)
        reckoning.follow(_judged(connection), world.head_office.deeds)
        roster = {row.voucher_no: row.class_id for row in connection.execute(select(central.roster_entries))}
        ours = {number: place.class_id for number, place in reckoning.places.items()}
        if roster != ours:
            raise Broken(f"roster: the centre has {_only(roster, ours)}, its receipts give {_only(ours, roster)}")
        _check_attendance(world, connection, reckoning)


@dataclass(frozen=True)
class Judged:
    """One settled fact with its receipt, in the centre's order."""

    position: int
    id: str
    device: str
    site: str
    type: str
    said: dict[str, Any]
    receipt: dict[str, Any]

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        return Outcome(self.receipt["outcome"])

    @property
    def voucher(self) -> int:
        """Whose it is; 0 where nobody can tell."""
        return int(self.receipt.get("voucher_no") or self.said.get("voucher_no") or 0)


@dataclass(frozen=True)
class PlaceTaken:
    """Where a voucher's holder is, and by which fact."""

    class_id: str
    by: str


@dataclass
class Reckoning:
    """The state, as it goes along."""

    groups: dict[int, str]
    places: dict[int, PlaceTaken]
    merged: list[tuple[str, int, str]] = field(default_factory=list)
    punches: dict[str, tuple[str, int]] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    undone: set[tuple[str, str]] = field(default_factory=set)
    void: set[int] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)
    _ways: dict[str, str] = field(default_factory=dict)

    @classmethod
    def begin(cls, world: World) -> Reckoning:
        """As the world's file has it."""
        groups = {phone.voucher_no: phone.group for phone in world.file.phones}
        return cls(groups, {number: PlaceTaken(class_id, "") for number, class_id in world.first_roster.items()})

    def follow(self, judged: list[Judged], deeds: list[Deed]) -> None:
        """One after the other; what was done at the centre comes in where it happened."""
        waiting = list(deeds)
        for one in judged:
            while waiting and waiting[0].receipts < one.position:
                self._deed(waiting.pop(0))
            self._fact(one)
        for deed in waiting:
            self._deed(deed)

    def _deed(self, deed: Deed) -> None:
        if deed.kind == "void":
            self.void.add(int(deed.about))
        else:
            self.cancelled.add(deed.about)
            self.places = {number: place for number, place in self.places.items() if place.class_id != deed.about}
            self.merged = [one for one in self.merged if one[2] != deed.about]

    def _fact(self, one: Judged) -> None:
        self.taken.add((one.device, one.id))
        if (one.device, one.id) in self.undone:
            self._expect(one, Outcome.RECORDED)
            return
        rule = _RULES.get(one.type)
        if rule is not None:
            rule(self, one)

    def _enrol(self, one: Judged) -> None:
        """The first that is committed wins."""
        number, class_id = one.voucher, one.said["class_id"]
        place = self.places.get(number)
        if one.outcome is Outcome.REJECTED:  # void: unless the desk could not know it
            self._expect(one, *((Outcome.REJECTED,) if self._is_void(number) else ()))
        elif place is not None and place.class_id == class_id:
            self._expect(one, Outcome.MERGED)
            self.merged.append((one.id, number, class_id))
        elif place is not None or class_id in self.cancelled or self._is_full(class_id):
            self._expect(one, Outcome.CONFLICT)
        else:
            self._expect(one, Outcome.RECORDED, Outcome.PROVISIONAL)
            self.places[number] = PlaceTaken(class_id, one.id)

    def _withdraw(self, one: Judged) -> None:
        number, place = one.voucher, self.places.get(one.voucher)
        if place is None or place.class_id != one.said["class_id"]:
            self._expect(one, Outcome.REJECTED)
            return
        self._expect(one, Outcome.RECORDED)
        self.merged = [other for other in self.merged if other[1] != number]
        del self.places[number]

    def _transfer(self, one: Judged) -> None:
        number, place, there = one.voucher, self.places.get(one.voucher), one.said["to_class"]
        here = one.said["from_class"]
        foreign = {here, there} - set(CLASSES[one.site])
        if foreign or place is None or place.class_id not in (here, there):
            self._expect(one, Outcome.REJECTED)
        elif place.class_id == there:
            self._expect(one, Outcome.MERGED)
        elif self._is_void(number):
            self._expect(one, Outcome.REJECTED)
        elif there in self.cancelled or self._is_full(there):
            self._expect(one, Outcome.CONFLICT)
        else:
            self._expect(one, Outcome.RECORDED)
            self.places[number] = PlaceTaken(there, one.id)

    def _punch(self, one: Judged) -> None:
        """Of one person at one session the first is recorded, the others are merged with it."""
        number, session = one.voucher, one.said["session_id"]
        if one.outcome not in _STANDS:
            if self._must_come(number, session):
                raise Broken(f"{number} belongs to {session} and was {one.outcome}: {one.receipt.get('code')}")
            return
        direction = one.said.get("direction") or "in"
        place = (session, number, direction)
        others = [id_ for id_, (at, who) in self.punches.items() if (at, who, self._ways[id_]) == place]
        self._expect(one, *((Outcome.MERGED,) if others else (Outcome.RECORDED, Outcome.PROVISIONAL)))
        self.punches[one.id] = (session, number)
        self._ways[one.id] = direction

    def _undo(self, one: Judged) -> None:
        """Before or after what it undoes."""
        target = one.said["undone_fact"]
        self._expect(one, Outcome.RECORDED)
        if (one.device, target) in self.undone:
            return
        self.undone.add((one.device, target))
        self.punches.pop(target, None)
        self.merged = [other for other in self.merged if other[0] != target]
        for number, place in list(self.places.items()):
            if place.by == target:
                self._give_up(number, place)

    def _give_up(self, number: int, place: PlaceTaken) -> None:
        """The next who asked for this very place gets it."""
        heir = next((one for one in self.merged if one[1:] == (number, place.class_id)), None)
        if heir is None:
            del self.places[number]
        else:
            self.merged.remove(heir)
            self.places[number] = PlaceTaken(place.class_id, heir[0])

    def _is_void(self, number: int) -> bool:
        return number in self.void or self.groups.get(number) == "revoked"

    def _must_come(self, number: int, session: str) -> bool:
        place = self.places.get(number)
        return place is not None and place.class_id == _CLASS_OF.get(session) and not self._is_void(number)

    def _is_full(self, class_id: str) -> bool:
        return sum(place.class_id == class_id for place in self.places.values()) >= _CAPACITY.get(class_id, 0)

    def _expect(self, one: Judged, *outcomes: Outcome) -> None:
        if one.outcome not in outcomes:
            wanted = " or ".join(outcomes)
            raise Broken(f"a {one.type} of {one.voucher} was {one.outcome} ({one.receipt.get('code')}), not {wanted}")


_RULES: dict[str, Callable[[Reckoning, Judged], None]] = {
    FactType.ENROLMENT_REQUESTED: Reckoning._enrol,
    FactType.ENROLMENT_WITHDRAWN: Reckoning._withdraw,
    FactType.ENROLMENT_TRANSFERRED: Reckoning._transfer,
    FactType.ATTENDANCE_PUNCHED: Reckoning._punch,
    FactType.SCAN_UNDONE: Reckoning._undo,
}


def _judged(connection: Any) -> list[Judged]:
    facts, receipts, devices = central.facts.c, central.receipts.c, central.devices.c
    rows = connection.execute(
        select(receipts.position, receipts.body, facts.id, facts.device, facts.type, facts.payload, devices.site)
        .join(central.facts, facts.id == receipts.fact_id)
        .join(central.devices, devices.id == facts.device)
        .where(receipts.outcome != Outcome.HELD)
        .order_by(receipts.position)
    )
    return [
        Judged(row.position, row.id, row.device, row.site, row.type, open_payload(row.payload), json.loads(row.body))
        for row in rows
    ]


def _check_attendance(world: World, connection: Any, reckoning: Reckoning) -> None:
    """The punches that stand are those the receipts say, each once, and the hours are theirs."""
    punches = central.punches.c
    today = [session for sessions in SESSIONS.values() for session in sessions]
    rows = connection.execute(select(central.punches).where(punches.session_id.in_(today), ~punches.undone)).all()
    there = {row.fact_id: (row.session_id, row.voucher_no) for row in rows}
    if there != reckoning.punches:
        raise Broken(
            f"punches: the centre has {sorted(set(there.values()) ^ set(reckoning.punches.values()))} otherwise, "
            f"{len(there)} stand there and {len(reckoning.punches)} by the receipts"
        )
    policy = world.head_office.centre.lists(connection).policy
    sessions = {
        row.id: Session(row.id, row.class_id, row.starts, row.ends, row.hours)
        for row in connection.execute(select(central.sessions).where(central.sessions.c.id.in_(today)))
    }
    evidence: dict[tuple[str, int], Evidence] = {}
    for row in rows:
        punch = Punch(row.fact_id, row.at, row.direction, row.doubtful)
        evidence.setdefault((row.session_id, row.voucher_no), Evidence()).punches.append(punch)
    hours = {place: account_for(sessions[place[0]], known, policy).hours for place, known in evidence.items()}
    for row in connection.execute(select(central.roster_entries)).all():
        session = next((at for at, class_id in _CLASS_OF.items() if class_id == row.class_id), "")
        before = world.first_hours.get((row.class_id, row.voucher_no), 0)
        due = before + hours.get((session, row.voucher_no), 0)
        if row.class_id in CLASSES["S-0001"] + CLASSES["S-0002"] and row.hours_done != due:
            raise Broken(f"{row.voucher_no} in {row.class_id}: {row.hours_done} hours, {due} by the punches")


def _only(one: dict[int, str], other: dict[int, str]) -> dict[int, str]:
    return {number: class_id for number, class_id in one.items() if other.get(number) != class_id}
