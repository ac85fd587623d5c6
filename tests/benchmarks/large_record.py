"""A record of many facts, written as the desk writes them: one chain, nearly all settled, a local view of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sync.desk.operations.desk import Desk
from sync.desk.store import kept
from sync.desk.store.instants import to_micros
from sync.domain.ids import new_fact_id
from sync.domain.trusted_time import Moment
from sync.protocol.facts import GENESIS, Header, digest, seal_payload, write_fact
from sync.protocol.payloads import AttendancePunched
from sync.protocol.receipts import Outcome, Receipt
from tests.fakes.clock import BOOT
from tests.fakes.site import DEVICE, FRONT_DESK, NOW, SiteKeys, make_desk

_PENDING = 200
_AT_ONCE = 5_000
_PEOPLE, _SESSIONS = 40, 30
_FACT = (
    "INSERT INTO facts (id, epoch, seq, type, header, payload, hash, settled_by) VALUES (?, 1, ?, ?, ?, ?, ?, ?)"
)
_RECEIPT = (
    "INSERT INTO receipts (number, fact_id, outcome, settles, at, voucher_no, document) "
    "VALUES (?, ?, 'recorded', 1, ?, ?, ?)"
)
_SCAN = (
    "INSERT INTO scans (fact_id, kind, session_id, class_id, voucher_no, name, reason, at) "
    "VALUES (?, 'punch', ?, ?, ?, ?, 'signed_in', ?)"
)


@dataclass(frozen=True, slots=True)
class _Act:
    fact: tuple[Any, ...]
    receipt: tuple[Any, ...]
    scan: tuple[Any, ...]


def make_large_record(folder: Path, count: int) -> tuple[Desk, SiteKeys]:
    """A desk whose record in `folder` holds `count` facts, the last few hundred of them waiting."""
    desk, keys = make_desk(folder)
    acts = _acts(count)
    while some := list(islice(acts, _AT_ONCE)):
        with desk.store.write() as tx:
            tx.exec_driver_sql(_RECEIPT, [act.receipt for act in some if act.receipt])
            tx.exec_driver_sql(_FACT, [act.fact for act in some])
            tx.exec_driver_sql(_SCAN, [act.scan for act in some])
        desk.store.tidy()
    with desk.store.write() as tx:
        kept.put_feed_end(tx, NOW, count - _PENDING)
    return desk, keys


def _acts(count: int) -> Iterator[_Act]:
    previous = GENESIS
    for seq in range(1, count + 1):
        at = NOW - timedelta(seconds=count - seq)
        group = seq // _PEOPLE // _SESSIONS
        session, class_id = f"term-{seq // _PEOPLE}", f"group-{group}"
        voucher = 10_000 + group * _PEOPLE + seq % _PEOPLE
        sealed = seal_payload(
            AttendancePunched(session, class_id, voucher, "VD1" + "x" * 180, "code", "accepted", "signed_in").to_map()
        )
        moment = Moment(at, float(seq), BOOT, None)
        header = Header(
            new_fact_id(), DEVICE, 1, seq, "attendance_punched", 1, moment, FRONT_DESK, 1, previous, digest(sealed)
        )
        fact = write_fact(header, sealed)
        settled = seq <= count - _PENDING
        answer = json.dumps(Receipt(header.id, Outcome.RECORDED, None, at.astimezone(UTC)).to_map())
        yield _Act(
            (header.id, seq, header.type, fact.header_bytes, sealed, fact.hash, seq if settled else None),
            (seq, header.id, at.isoformat(), voucher, answer) if settled else (),
            (header.id, session, class_id, voucher, "某某", to_micros(at)),
        )
        previous = fact.hash
