"""A centre on PostgreSQL with several sites, a desk at each with facts to send: made once, copied each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, insert

from sync.central.askers.devices import NewDevice, join_site
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.centre import Centre
from sync.central.example import plan
from sync.central.example.seed import seed_example
from sync.central.holders import claims_of, find_voucher
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.domain.classes import ClassState
from sync.domain.ids import SiteId, VoucherNo
from sync.domain.verdicts import Reason, Verdict
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol import batches
from sync.protocol.payloads import AttendancePunched, Method
from sync.protocol.signing import SigningKey
from sync.protocol.voucher_code import sign_code
from tests.fakes.scripted_desk import Chain

_PEOPLE = 250
_FIRST_VOUCHER = 50_000
_SESSIONS_A_BATCH = batches.MAX_FACTS // _PEOPLE
Rows = dict[str, list[tuple[Any, ...]]]
"""Of each table, as the driver has them."""


@dataclass(frozen=True, slots=True)
class DeskJob:
    """A desk and its batches; plain values, so that a process of its own can be given them."""

    key: bytes
    welcome: dict[str, Any]
    batches: tuple[bytes, ...]


def make_world(url: str, desks: int, batches_each: int) -> list[DeskJob]:
    """Plant `desks` sites into the empty database at `url`; at each, everybody comes to every session."""
    centre = Centre.open(url)
    seed_example(centre)
    with writing(centre.store) as connection:
        for desk in range(desks):
            _plant(connection, desk, batches_each * _SESSIONS_A_BATCH, centre)
    jobs = [_job(centre, desk, batches_each) for desk in range(desks)]
    centre.close()
    return jobs


def rows_of(url: str) -> Rows:
    """Everything that the database holds, in an order in which it can be put into an empty one."""
    with psycopg.connect(url) as connection:
        return {
            table.name: connection.execute(SQL("SELECT * FROM {}").format(Identifier(table.name))).fetchall()
            for table in tables.metadata.sorted_tables
        }


def added(before: Rows, after: Rows) -> Rows:
    """The rows of `after` with keys that `before` has not."""
    found: Rows = {}
    for table in tables.metadata.sorted_tables:
        places = [place for place, column in enumerate(table.columns) if column.primary_key]
        known = {tuple(row[place] for place in places) for row in before[table.name]}
        fresh = [row for row in after[table.name] if tuple(row[place] for place in places) not in known]
        if fresh and places:
            found[table.name] = fresh
    return found


def _plant(connection: Connection, desk: int, sessions: int, centre: Centre) -> None:
    now = centre.now()
    class_id, site = f"K-BENCH-{desk}", f"S-BENCH-{desk}"
    people = [{"id": f"T-{no}", "name": "孙试", "id_number": f"B{no}", "phone": "199"} for no in _numbers(desk)]
    training_class = {
        "id": class_id,
        "site": site,
        "name": "初级焊工大班",
        "project": plan.WELDING,
        "capacity": _PEOPLE,
        "required_hours": 400,
        "state": ClassState.OPEN,
    }
    held = [
        {"id": f"B-{desk}-{number}", "class_id": class_id, "starts": starts, "ends": starts + timedelta(hours=3)}
        for number, starts in enumerate(now - timedelta(minutes=10 * number) for number in range(sessions))
    ]
    entries = [{"class_id": class_id, "voucher_no": no, "at": now, "hours_done": 0} for no in _numbers(desk)]
    connection.execute(insert(tables.sites).values(id=site, institution=plan.HOME.institution, name="基准教学点"))
    connection.execute(insert(tables.classes).values(training_class))
    connection.execute(insert(tables.sessions), [{**session, "hours": 4} for session in held])
    connection.execute(insert(tables.trainees), people)
    connection.execute(insert(tables.vouchers), [_voucher(no, centre) for no in _numbers(desk)])
    connection.execute(insert(tables.roster_entries), entries)


def _numbers(desk: int) -> range:
    return range(_FIRST_VOUCHER + desk * _PEOPLE, _FIRST_VOUCHER + (desk + 1) * _PEOPLE)


def _voucher(number: int, centre: Centre) -> dict[str, object]:
    today = centre.now().date()
    return {
        "no": number,
        "trainee": f"T-{number}",
        "kind": VoucherKind.SUBSIDY,
        "state": VoucherState.IN_USE,
        "project": plan.WELDING,
        "ratio_percent": 80,
        "valid_from": today - timedelta(days=30),
        "valid_until": today + timedelta(days=300),
    }


def _job(centre: Centre, desk: int, batches_each: int) -> DeskJob:
    key = SigningKey.generate()
    with writing(centre.store) as connection:
        code = make_enrolment_code(connection, SiteId(f"S-BENCH-{desk}"), centre.now())
        welcome = join_site(connection, centre.keys, code, NewDevice(key.public(), "bench"), centre.now())
    chain, said = Chain(welcome.device), list(_said(centre, desk, batches_each))
    packed = []
    for first in range(0, len(said), batches.MAX_FACTS):
        facts = [chain.write(punched) for punched in said[first : first + batches.MAX_FACTS]]
        packed.append(batches.pack(facts, chain.head, key))
    return DeskJob(key.to_bytes(), welcome.to_map(), tuple(packed))


def _said(centre: Centre, desk: int, batches_each: int) -> Iterator[AttendancePunched]:
    """Each with a code signed for that session."""
    issuing = centre.keys.issuing
    with reading(centre.store) as connection:
        people = [find_voucher(connection, VoucherNo(number)) for number in _numbers(desk)]
    for session in range(batches_each * _SESSIONS_A_BATCH):
        signed_at = centre.now() - timedelta(seconds=session)
        for row in people:
            if row is not None:
                code = sign_code(claims_of(row, signed_at), issuing.key, issuing.kid)
                verdict, reason = Verdict.ACCEPTED.value, Reason.SIGNED_IN.value
                session_id, class_id = f"B-{desk}-{session}", f"K-BENCH-{desk}"
                yield AttendancePunched(session_id, class_id, row.no, code, Method.CODE.value, verdict, reason)
