"""Take a batch of facts in: one transaction, one receipt per record, in the order sent.

A record that came before gets its first receipt again, byte for byte (unless it was only held). A place in the device's
chain that is taken by other bytes means that two PCs share one identity: the batch is refused before anything is taken.

What a withdrawn PC has recorded is judged as ever; what it recorded after it was withdrawn, or at a time that cannot be
relied upon, stands provisionally only: it may be an honest morning without network, or a thief.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, select

from sync.central.askers.devices import Device
from sync.central.centre import Centre
from sync.central.codes.resolutions import keep_resolutions
from sync.central.intake.arrivals import Arrival, read_arrival
from sync.central.intake.change_class import in_parts
from sync.central.intake.check_chain import check_chain
from sync.central.intake.judge_moment import believed, load_passed
from sync.central.intake.judge_voucher import load_lists_seen
from sync.central.intake.ledger import Ledger
from sync.central.intake.load_ledger import load_ledger
from sync.central.intake.lock_places import lock_places
from sync.central.intake.read_codes import code_to_read, codes_shown, read_codes, resolve_codes
from sync.central.intake.rules import RULES
from sync.central.intake.ruling import Ruling, rejected
from sync.central.intake.write_ledger import write_ledger
from sync.central.store import tables
from sync.central.store.among import among
from sync.central.store.bulk import Row, insert_many
from sync.central.store.engine import reading, writing
from sync.central.store.tables import micros
from sync.domain.ids import DeviceId, FactId, InstitutionId, SiteId
from sync.domain.trusted_time import Grade
from sync.errors import ForgedMessage
from sync.protocol.batches import ChainHead, unpack
from sync.protocol.facts import Fact, read_fact
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode

_log = logging.getLogger(__name__)
_FACT_COLUMNS = tuple(column.name for column in tables.facts.columns)
_RECEIPT_COLUMNS = ("fact_id", "outcome", "body")
_UNREADABLE = rejected(ReceiptCode.UNREADABLE)
_HELD = Ruling(Outcome.HELD, ReceiptCode.UNSUPPORTED_VERSION)
_NOT_READ_YET = Ruling(Outcome.HELD, ReceiptCode.CODE_UNRESOLVED)


def take_facts(centre: Centre, device: Device, batch: bytes) -> list[str]:
    """The receipts as JSON texts. Raises MalformedMessage, ForgedMessage or Problem; then nothing was taken."""
    head, rows = unpack(batch, device.key)
    if head.device != device.id:
        raise ForgedMessage("a batch of another device")
    arrivals = [read_arrival(header, payload, device.id) for header, payload in rows]
    return take_arrivals(centre, device.id, device.site, arrivals, head)


def take_arrivals(
    centre: Centre, device: DeviceId, site: SiteId, arrivals: Sequence[Arrival], head: ChainHead | None = None
) -> list[str]:
    """The receipts for facts of one device, in their order; `head` where it has just sent them."""
    with reading(centre.store) as connection:  # signatures take time: check them before the lock is taken
        lists = centre.lists(connection)
        shown = codes_shown(arrivals)
        resolved = resolve_codes(connection, device, shown, centre.resolver)
        codes = read_codes(shown, resolved, lists.trust, centre.codes)
    with writing(centre.store) as connection:
        lock_places(connection, site, (arrival.payload for arrival in arrivals))
        if head is not None:
            check_chain(connection, device, head, arrivals)
        sender = _sender(connection, device)
        answers: list[str] = []
        for part in in_parts(arrivals):
            joined, suspended, now = sender.joined, sender.suspended, centre.now()
            ledger = Ledger(site, device, joined, suspended, now, lists.policy, codes, lists.rules, sender.kind)
            ledger.institution = sender.institution
            ledger.unasked, ledger.carry_out = resolved.unasked, partial(_carry_out, connection)
            intake = Intake(ledger, sender.withdrawn_at)
            intake.load(connection, part)
            load_passed(connection, ledger, part)
            load_lists_seen(connection, ledger, part)
            answers += [intake.answer(arrival) for arrival in part]
            intake.write(connection)
            found = {text: number for text, number in resolved.now.items() if number in ledger.vouchers}
            keep_resolutions(connection, device, found, {text: shown[text].best for text in found})
    return answers


class Known(NamedTuple):
    """A record taken before, or earlier in this batch."""

    header_bytes: bytes
    receipt: str
    held: bool

    def is_same_as(self, fact: Fact) -> bool:
        """Whether `fact` is the same record, perhaps chained anew after its PC was restored."""
        if fact.header_bytes == self.header_bytes:
            return True
        mine, its = read_fact(self.header_bytes, None).header, fact.header
        return (mine.device, mine.type, mine.payload_digest) == (its.device, its.type, its.payload_digest)


@dataclass
class Intake:
    """One batch on its way into the record."""

    ledger: Ledger
    withdrawn_at: datetime | None = None
    known: dict[FactId, Known] = field(default_factory=dict)
    new_facts: list[Fact] = field(default_factory=list)
    new_receipts: list[Row] = field(default_factory=list)

    def load(self, connection: Connection, arrivals: Sequence[Arrival]) -> None:
        """Fetch everything the batch touches."""
        facts, receipts = tables.facts, tables.receipts
        ids = {arrival.id for arrival in arrivals if arrival.fact}
        taken = (
            select(facts.c.id, facts.c.header, receipts.c.outcome, receipts.c.body)
            .join(receipts, receipts.c.fact_id == facts.c.id)
            .where(among(facts.c.id, ids))
            .order_by(receipts.c.position)  # of a record that was held at first, the last receipt stands
        )
        for row in connection.execute(taken):
            self.known[row.id] = Known(row.header, row.body, row.outcome == Outcome.HELD)
        fresh = (arrival for arrival in arrivals if arrival.fact and not self._is_settled(arrival.id))
        load_ledger(connection, self.ledger, [(arrival.id, arrival.payload) for arrival in fresh])

    def answer(self, arrival: Arrival) -> str:
        """The receipt for one record."""
        known = self.known.get(arrival.id)
        if arrival.fact is None or (known and not known.is_same_as(arrival.fact)):
            return self._receipt(arrival.id, _UNREADABLE)
        if known and not known.held:
            return known.receipt
        ruling = self._doubted(arrival.fact, self._judge(arrival, arrival.fact))
        if known and ruling.outcome is Outcome.HELD:
            return known.receipt
        return self._note(arrival.fact, ruling, is_new=known is None)

    def write(self, connection: Connection) -> None:
        """Facts, receipts, and what came of them."""
        insert_many(connection, tables.facts, _FACT_COLUMNS, [self._fact_row(fact) for fact in self.new_facts])
        insert_many(connection, tables.receipts, _RECEIPT_COLUMNS, self.new_receipts)
        write_ledger(connection, self.ledger)

    def _is_settled(self, fact_id: FactId) -> bool:
        known = self.known.get(fact_id)
        return known is not None and not known.held

    def _judge(self, arrival: Arrival, fact: Fact) -> Ruling:
        if arrival.unsupported:
            return _HELD
        if fact.header.id in self.ledger.undone:
            return Ruling(Outcome.RECORDED)
        if arrival.payload is None:
            return _UNREADABLE
        if code_to_read(arrival.payload) in self.ledger.unasked:
            return _NOT_READ_YET
        try:
            return RULES[type(arrival.payload)](self.ledger, fact, arrival.payload)
        except Exception as error:  # noqa: BLE001  one record that the rules fail at must never stop the others
            _log.error("a record of type %s could not be judged: %s", fact.header.type, type(error).__name__)
            return _UNREADABLE

    def _doubted(self, fact: Fact, ruling: Ruling) -> Ruling:
        if self.withdrawn_at is None or ruling.outcome is not Outcome.RECORDED:
            return ruling
        moment = believed(fact.header, self.ledger).moment
        if moment.grade is Grade.TRUSTED and moment.best < self.withdrawn_at:
            return ruling
        return ruling._replace(outcome=Outcome.PROVISIONAL, code=ReceiptCode.DEVICE_REVOKED)

    def _note(self, fact: Fact, ruling: Ruling, *, is_new: bool) -> str:
        fact_id = fact.header.id
        body = self._receipt(fact_id, ruling)
        self.known[fact_id] = Known(fact.header_bytes, body, ruling.outcome is Outcome.HELD)
        self.ledger.facts_known.add(fact_id)
        self.new_receipts.append((fact_id, ruling.outcome, body))
        if is_new:
            self.new_facts.append(fact)
        return body

    def _receipt(self, fact_id: FactId, ruling: Ruling) -> str:
        outcome, code = ruling.outcome, ruling.code
        return Receipt(fact_id, outcome, code, self.ledger.now, ruling.winner, ruling.voucher_no).to_json()

    def _fact_row(self, fact: Fact) -> Row:
        header = fact.header
        return (
            header.id,
            header.device,
            header.epoch,
            header.seq,
            header.type,
            fact.header_bytes,
            fact.payload_bytes,
            fact.hash,
            header.previous,
            micros(self.ledger.now),
        )


class _Sender(NamedTuple):
    """When the device joined, of whom it is, since when it is withdrawn."""

    joined: datetime
    suspended: bool
    kind: str
    institution: InstitutionId
    withdrawn_at: datetime | None


def _sender(connection: Connection, device: DeviceId) -> _Sender:
    institutions, sites, devices = tables.institutions.c, tables.sites.c, tables.devices.c
    wanted = select(
        devices.enrolled_at, institutions.suspended, institutions.kind, institutions.id, devices.revoked_at
    ).where(devices.id == device, sites.id == devices.site, institutions.id == sites.institution)
    return _Sender(*connection.execute(wanted).one())


def _carry_out(connection: Connection, verb: Callable[[Connection], None]) -> None:
    with connection.begin_nested():
        verb(connection)
