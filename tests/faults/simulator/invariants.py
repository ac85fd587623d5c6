"""What must be true. The cheap things at every step, all of them when everything has healed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from sync.central.news import feed as central_feed
from sync.central.store import tables as central
from sync.central.store.engine import reading
from sync.desk.exchange.cycle import CycleResult
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.show_roster import RosterState, show_roster
from sync.desk.store import facts, feed_digest, scans
from sync.desk.store import tables as desk
from sync.desk.store.store import Transaction
from sync.domain.ids import ClassId, SessionId, SiteId, VoucherNo
from sync.protocol.facts import FactType, open_payload
from sync.protocol.receipts import Outcome
from sync.protocol.requests import from_base64
from tests.faults.simulator.oracle import check_against_oracle
from tests.faults.simulator.pc import PC, Broken
from tests.faults.simulator.world import World
from tests.faults.simulator.world_file import CLASSES, SESSIONS

_SHOWN = (FactType.ATTENDANCE_PUNCHED, FactType.ENROLMENT_REQUESTED, FactType.VOUCHER_SEEN)
_REFUSED = (Outcome.CONFLICT, Outcome.REJECTED)


def check_cycle(world: World, pc: PC, result: CycleResult) -> None:
    """After each round: the cursor goes forward, and nobody who signed in here vanishes from this desk."""
    place = _place_of(result.cursor)
    if place < pc.furthest:
        raise Broken(f"{pc.name}: the cursor went back from {pc.furthest} to {place}")
    pc.furthest = place
    check_view(world, pc)


def check_view(world: World, pc: PC) -> None:
    """Who signed in here is present here, before, while and after the centre speaks for it."""
    with reading(world.head_office.centre.store) as connection:
        undone = set(connection.scalars(select(central.undos.c.fact_id)))
        refused = set(
            connection.scalars(select(central.receipts.c.fact_id).where(central.receipts.c.outcome.in_(_REFUSED)))
        )
        idle = set(
            connection.scalars(
                select(central.sessions.c.id)
                .join(central.classes, central.classes.c.id == central.sessions.c.class_id)
                .where(central.classes.c.state != "open")
            )
        )
    own = select(desk.scans.c.fact_id, desk.scans.c.session_id, desk.scans.c.voucher_no).where(
        desk.scans.c.kind == "punch", desk.scans.c.undone_by.is_(None)
    )
    named = select(desk.receipts.c.fact_id, desk.receipts.c.voucher_no).where(desk.receipts.c.voucher_no.is_not(None))
    with pc.desk.store.read() as tx:
        told = {row.fact_id: row.voucher_no for row in tx.execute(named)}
        for fact_id, session, voucher in tx.execute(own).all():
            if fact_id in undone | refused or session in idle:
                continue
            if not _is_there(tx, SessionId(session), voucher or told.get(fact_id), fact_id):
                raise Broken(f"{pc.name}: somebody signed in at {session} and is not there")


def _is_there(tx: Transaction, session: SessionId, voucher: int | None, fact_id: str) -> bool:
    """By number, or by the sign-in itself where only the centre can tell who it was."""
    if voucher is not None:
        return scans.is_present(tx, session, VoucherNo(voucher))
    return fact_id in {who for who, _, _ in scans.present(tx, session)}


def check_at_the_end(world: World) -> None:
    """Everything has healed and is quiet."""
    record = _Record(world)
    for pc in world.pcs:
        _check_facts(record, pc)
        _check_record(pc)
        _check_feed(record, pc)
        _check_screens(record, pc)
        check_view(world, pc)
    _check_nothing_invented(record, world)
    _check_receipts(record)
    _check_chains(record, world)
    check_against_oracle(world)


class _Record:
    """What the centre holds, read once."""

    def __init__(self, world: World) -> None:
        with reading(world.head_office.centre.store) as connection:
            self.facts = {row.id: row for row in connection.execute(select(central.facts))}
            self.receipts: dict[str, list[Any]] = {}
            for row in connection.execute(select(central.receipts).order_by(central.receipts.c.position)):
                self.receipts.setdefault(row.fact_id, []).append(row)
            self.roster = connection.execute(select(central.roster_entries)).all()
            self.feeds = {site: _live(connection, site) for site in CLASSES}
            self.present = _present(connection)
            newest = select(central.documents.c.name, func.max(central.documents.c.version))
            self.documents = {(row[0], row[1]) for row in connection.execute(newest.group_by(central.documents.c.name))}
            self.digests = {site: _digest(connection, site) for site in CLASSES}

    def settling(self, fact_id: str) -> Any | None:
        """The receipt that settles a fact."""
        return next((row for row in self.receipts.get(fact_id, ()) if row.outcome != Outcome.HELD), None)


def _check_facts(record: _Record, pc: PC) -> None:
    """Everything acknowledged is at the centre, the same bytes, with the same receipt."""
    with pc.desk.store.read() as tx:
        rows = tx.execute(select(desk.receipts).where(desk.receipts.c.settles)).all()
    given = {row.fact_id: json.loads(row.document) for row in rows}
    for fact_id, payload in pc.acknowledged.items():
        taken, receipt = record.facts.get(fact_id), record.settling(fact_id)
        if taken is None:
            raise Broken(f"{pc.name}: an acknowledged fact never came to the centre")
        if taken.payload != payload:
            raise Broken(f"{pc.name}: a fact has another payload at the centre")
        if receipt is None or fact_id not in given:
            held = [json.loads(row.body).get("code") for row in record.receipts.get(fact_id, ())]
            raise Broken(f"{pc.name}: a {taken.type} is not settled after all has healed ({held})")
        if json.loads(receipt.body) != given[fact_id]:
            raise Broken(f"{pc.name}: another receipt here than at the centre")


def _check_record(pc: PC) -> None:
    with pc.desk.store.read() as tx:
        broken = facts.broken_links(tx)
    if broken:
        raise Broken(f"{pc.name}: the chain does not hold at {broken}")
    if show_desk_state(pc.desk).pending:
        raise Broken(f"{pc.name}: facts are pending")
    with pc.desk.store.read() as tx:
        shown = set(tx.execute(select(desk.scans.c.fact_id)).scalars())
        wanted = set(tx.execute(select(desk.facts.c.id).where(desk.facts.c.type.in_(_SHOWN))).scalars())
        standing = set(tx.execute(select(desk.scans.c.fact_id).where(desk.scans.c.undone_by.is_(None))).scalars())
    undone = [fact for fact in pc.facts() if fact.header.type == FactType.SCAN_UNDONE and fact.payload_bytes]
    if standing & {open_payload(fact.payload_bytes or b"")["undone_fact"] for fact in undone}:
        raise Broken(f"{pc.name}: what was undone stands on the screens")
    if wanted - shown:
        raise Broken(f"{pc.name}: a fact that no screen knows of")
    if shown - pc.acknowledged.keys():
        raise Broken(f"{pc.name}: the screens know of something that is not recorded")


def _check_feed(record: _Record, pc: PC) -> None:
    """The desk holds what the feed says, thing by thing."""
    told = record.feeds[pc.site]
    with pc.desk.store.read() as tx:
        roster = {(row.id, row.hours_done, row.state) for row in tx.execute(select(desk.roster_entries))}
        attended = {row.id for row in tx.execute(select(desk.attendance.c.id))}
        states = {(row.id, row.state) for row in tx.execute(select(desk.classes.c.id, desk.classes.c.state))}
    wanted = {(key, body["hours_done"], body["state"]) for (kind, key), body in told.items() if kind == "roster_entry"}
    _same(pc, "roster", roster, wanted)
    with pc.desk.store.read() as tx:
        held = {(row.name, row.version) for row in tx.execute(select(desk.documents))}
        digest = feed_digest.digest_held(tx)
    _same(pc, "signed lists", held, record.documents)
    if digest != record.digests[pc.site]:
        raise Broken(f"{pc.name}: what is held differs from the centre's digest")
    _same(pc, "attendance", attended, {key for kind, key in told if kind == "attendance"})
    _same(pc, "classes", states, {(key, body["state"]) for (kind, key), body in told.items() if kind == "class"})


def _check_screens(record: _Record, pc: PC) -> None:
    """The screens show what the centre has: nothing is pending any more."""
    for class_id in CLASSES[pc.site]:
        lines = show_roster(pc.desk, ClassId(class_id))
        shown = {(line.voucher_no, line.hours_done) for line in lines if line.state is RosterState.ENROLLED}
        there = {(row.voucher_no, row.hours_done) for row in record.roster if row.class_id == class_id}
        _same(pc, f"screen of {class_id}", shown, there)
        waiting = [line.state for line in lines if line.state in (RosterState.PENDING, RosterState.TO_CONFIRM)]
        if waiting:
            raise Broken(f"{pc.name}: {class_id} shows somebody as {waiting}")
    for session in SESSIONS[pc.site]:
        with pc.desk.store.read() as tx:
            people = {who for who, _, _ in scans.present(tx, SessionId(session))}
        _same(pc, f"present at {session}", people, {number for at, number in record.present if at == session})


def _check_nothing_invented(record: _Record, world: World) -> None:
    written = {fact_id for pc in world.pcs for fact_id in pc.ever}
    invented = record.facts.keys() - written
    if invented:
        raise Broken(f"the centre has {len(invented)} facts that nobody acknowledged")


def _check_receipts(record: _Record) -> None:
    for fact_id, rows in record.receipts.items():
        if fact_id not in record.facts:
            raise Broken("the centre has a receipt without its fact")
        settling = [row for row in rows if row.outcome != Outcome.HELD]
        if len(settling) > 1 or (settling and settling[0] is not rows[-1]) or len(rows) - len(settling) > 1:
            raise Broken(f"the centre gave one fact the receipts {[row.outcome for row in rows]}")
    if record.facts.keys() - record.receipts.keys():
        raise Broken("the centre has a fact without a receipt")


def _check_chains(record: _Record, world: World) -> None:
    """Links that lie side by side at the centre fit; a place that is missing was once written on."""
    links = {(row.device, row.epoch, row.seq): row for row in record.facts.values()}
    written = {place for pc in world.pcs for place in pc.places}
    for (device, epoch, seq), row in links.items():
        before = links.get((device, epoch, seq - 1))
        if before is not None and before.hash != row.previous:
            raise Broken(f"the centre's chain breaks before {epoch}/{seq}")
        if before is None and seq > 1 and (device, epoch, seq - 1) not in written:
            raise Broken(f"the centre's chain lacks {epoch}/{seq - 1}, where nobody ever wrote")


def _live(connection: Any, site: str) -> dict[tuple[str, str], dict[str, Any]]:
    changes = central.changes
    rows = connection.execute(select(changes).where(changes.c.scope == central_feed.site_scope(SiteId(site))))
    return {(row.kind, row.key): json.loads(row.body) for row in rows if row.body is not None}


def _digest(connection: Any, site: str) -> bytes | None:
    scope = central_feed.site_scope(SiteId(site))
    return central_feed.digest_at(connection, scope, central_feed.end_of(connection, scope))


def _present(connection: Any) -> set[tuple[str, int]]:
    """Whoever has an account that says so."""
    accounts = central.attendance_accounts.c
    rows = connection.execute(select(accounts.session_id, accounts.voucher_no, accounts.mark))
    return {(row.session_id, row.voucher_no) for row in rows if row.mark not in ("absent", "leave")}


def _same(pc: PC, what: str, here: Iterable[Any], there: Iterable[Any]) -> None:
    here, there = set(here), set(there)
    if here != there:
        own, missing = sorted(here - there, key=str), sorted(there - here, key=str)
        raise Broken(f"{pc.name}: {what}: only here {own}, only at the centre {missing}")


def _place_of(cursor: str) -> int:
    """The number in a cursor of the embedded database; nobody but a test looks into one."""
    return int(from_base64(cursor).rpartition(b":")[2]) if cursor else 0


