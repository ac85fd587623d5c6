"""The chain of this PC's facts: append, read, see which still wait for a receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, insert, null, select, tuple_, union_all, update

from sync.desk.store import kept
from sync.desk.store.tables import facts, left_places, lost_facts
from sync.domain.ids import DeviceId, FactId, StaffId, new_fact_id
from sync.domain.trusted_time import Moment
from sync.errors import ProtocolError
from sync.protocol.batches import ChainHead
from sync.protocol.facts import GENESIS, Fact, Header, digest, read_fact, read_links, seal_payload, write_fact
from sync.protocol.payloads import Payload

_ROWS = 1000
_ALL = -1
"""No limit, to SQLite."""


@dataclass(frozen=True, slots=True)
class Authorship:
    """Under whose name a fact is written: which PC, which member of staff, when, knowing which status list."""

    device: DeviceId
    operator: StaffId
    moment: Moment
    status_list_version: int | None


class Queued(NamedTuple):
    """A fact as it waits to be sent: its place, and the bytes that were written, not taken apart."""

    id: FactId
    epoch: int
    seq: int
    header_bytes: bytes
    payload_bytes: bytes | None
    hash: bytes

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands: epoch and seq."""
        return self.epoch, self.seq

    @property
    def is_whole(self) -> bool:
        """Whether these are the bytes that were written: the header ends with the payload's digest."""
        if sha256(self.header_bytes).digest() != self.hash:
            return False
        return self.payload_bytes is None or self.header_bytes.endswith(digest(self.payload_bytes))


def append(tx: Connection, author: Authorship, payload: Payload) -> Fact:
    """Write the next fact of the chain. Durable when the caller's transaction is."""
    epoch = kept.get_epoch(tx)
    seq, previous = _end_of_chain(tx, epoch)
    sealed = seal_payload(payload.to_map())
    header = Header(
        id=new_fact_id(),
        device=author.device,
        epoch=epoch,
        seq=seq + 1,
        type=payload.type,
        type_version=payload.version,
        moment=author.moment,
        operator=author.operator,
        status_list_version=author.status_list_version,
        previous=previous,
        payload_digest=digest(sealed),
    )
    fact = write_fact(header, sealed)
    _insert(tx, fact)
    return fact


def _insert(tx: Connection, fact: Fact) -> None:
    header = fact.header
    tx.execute(
        insert(facts).values(
            id=header.id,
            epoch=header.epoch,
            seq=header.seq,
            type=header.type,
            header=fact.header_bytes,
            payload=fact.payload_bytes,
            hash=fact.hash,
        )
    )


def unsettled(tx: Connection, limit: int, after: tuple[int, int] = (0, 0)) -> list[Fact]:
    """Facts without a settling receipt, in the order of the chain, behind place `after` (epoch, seq)."""
    return [read_fact(one.header_bytes, one.payload_bytes) for one in queued(tx, limit, after)]


def queued(tx: Connection, limit: int, after: tuple[int, int] = (0, 0)) -> list[Queued]:
    """The same as they are sent."""
    behind = tuple_(facts.c.epoch, facts.c.seq) > tuple_(*after)
    rows = tx.execute(
        select(facts.c.id, facts.c.epoch, facts.c.seq, facts.c.header, facts.c.payload, facts.c.hash)
        .where(behind, facts.c.settled_by.is_(None))
        .order_by(facts.c.epoch, facts.c.seq)
        .limit(limit)
    )
    return [Queued(*row) for row in rows.all()]


def count_unsettled(tx: Connection) -> int:
    """How many facts wait for a settling receipt."""
    waiting = select(func.count()).select_from(facts).where(facts.c.settled_by.is_(None))
    return int(tx.execute(waiting).scalar_one())


def is_settled(tx: Connection, fact_id: FactId) -> bool:
    """Whether the centre has given its last word on a fact."""
    return tx.execute(select(facts.c.settled_by).where(facts.c.id == fact_id)).scalar() is not None


def count(tx: Connection) -> int:
    """How many facts there are."""
    return int(tx.execute(select(func.count()).select_from(facts)).scalar_one())


def count_by_type(tx: Connection) -> dict[str, int]:
    """How many facts there are of each type."""
    rows = tx.execute(select(facts.c.type, func.count().label("times")).group_by(facts.c.type))
    return {row.type: row.times for row in rows}


def find(tx: Connection, fact_id: FactId) -> Fact | None:
    """One fact by its id."""
    row = tx.execute(select(facts.c.header, facts.c.payload).where(facts.c.id == fact_id)).one_or_none()
    return None if row is None else read_fact(row.header, row.payload)


def begin_new_epoch(tx: Connection) -> None:
    """This record is a copy: the centre holds other facts at its places. What is unsettled moves on to a new chain.

    A fact keeps its id, its payload and all it says; only its place is another one. The places it leaves keep their
    hashes, so that the former chain can still be checked.
    """
    moving = unsettled(tx, _ALL)
    epoch = kept.get_epoch(tx) + 1
    kept.put_epoch(tx, epoch)
    previous = GENESIS
    for seq, fact in enumerate(moving, start=1):
        old = fact.header
        tx.execute(insert(left_places).values(epoch=old.epoch, seq=old.seq, hash=fact.hash))
        moved = write_fact(replace(old, epoch=epoch, seq=seq, previous=previous), fact.payload_bytes)
        place = {"epoch": epoch, "seq": seq, "header": moved.header_bytes, "hash": moved.hash}
        tx.execute(update(facts).where(facts.c.id == old.id).values(**place))
        previous = moved.hash


def bring_in(tx: Connection, fact: Fact) -> None:
    """A fact of another copy of this record goes to the end of the chain: it keeps its id, its payload, all it says."""
    epoch = kept.get_epoch(tx)
    seq, previous = _end_of_chain(tx, epoch)
    moved = write_fact(replace(fact.header, epoch=epoch, seq=seq + 1, previous=previous), fact.payload_bytes)
    _insert(tx, moved)


def chain_head(tx: Connection, device: DeviceId) -> ChainHead:
    """Where the chain of the present epoch stands."""
    epoch = kept.get_epoch(tx)
    seq, last = _end_of_chain(tx, epoch)
    return ChainHead(device, epoch, seq, last)


def broken_links(tx: Connection, going_on: Callable[[], object] = lambda: None) -> Sequence[tuple[int, int]]:
    """Places (epoch, seq) where the chain does not hold: a changed fact, a gap, another predecessor or payload.

    A loss that was written down is none: the chain goes on over it, and what follows names a predecessor unseen.
    `going_on` is called every thousand facts and may raise.
    """
    broken = []
    epoch, seq = 0, 0
    previous: bytes | None = GENESIS
    named = (facts.c.id, facts.c.type)
    standing = select(facts.c.epoch, facts.c.seq, *named, facts.c.header, facts.c.payload, facts.c.hash)
    nothing = (null(),) * 4
    left = select(left_places.c.epoch, left_places.c.seq, *nothing, left_places.c.hash)
    lost = select(lost_facts.c.epoch, lost_facts.c.seq, *nothing, null())
    rows = tx.execute(union_all(standing, left, lost).order_by("epoch", "seq").execution_options(yield_per=_ROWS))
    for number, row in enumerate(rows):
        if number % _ROWS == 0:
            going_on()
        if row.epoch != epoch:
            epoch, seq, previous = row.epoch, 0, GENESIS
        holds = row.seq == seq + 1 and (row.header is None or _links(row, previous))
        if not holds:
            broken.append((row.epoch, row.seq))
        seq, previous = row.seq, row.hash
    return broken


def known_losses(tx: Connection) -> list[tuple[int, int, str | None]]:
    """What a repair wrote down as lost: epoch, place, and the type where anything told of it."""
    rows = tx.execute(select(lost_facts).order_by(lost_facts.c.epoch, lost_facts.c.seq))
    return [(row.epoch, row.seq, row.type) for row in rows]


def _links(row: Row[Any], previous: bytes | None) -> bool:
    """Whether the fact is the one its hash names, where and what its row says, behind `previous` (None: unseen).

    Of the header only what makes the chain is taken apart: records of a million facts are followed link by link.
    """
    if sha256(row.header).digest() != row.hash:
        return False
    try:
        links = read_links(row.header)
    except ProtocolError:
        return False
    fits = (links.epoch, links.seq, links.id, links.type) == (row.epoch, row.seq, row.id, row.type)
    whole = row.payload is None or digest(row.payload) == links.payload_digest
    return fits and whole and previous in (None, links.previous)


def _end_of_chain(tx: Connection, epoch: int) -> tuple[int, bytes]:
    row = tx.execute(
        select(facts.c.seq, facts.c.hash).where(facts.c.epoch == epoch).order_by(facts.c.seq.desc()).limit(1)
    ).one_or_none()
    return (row.seq, row.hash) if row else (0, GENESIS)
