"""A centre that knows many people and sessions, and a desk that was offline for long: made once, copied each time."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert

from sync.central.centre import Centre
from sync.central.example import plan
from sync.central.example.seed import seed_example
from sync.central.holders import claims_of, find_voucher
from sync.central.keys import NamedKey
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import Exchange
from sync.desk.exchange.join import join
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.desk.operations.join_site import device_key, take_up_site
from sync.desk.store import facts
from sync.desk.store.facts import Authorship
from sync.domain.classes import ClassState
from sync.domain.ids import StaffId, VoucherNo
from sync.domain.verdicts import Reason, Verdict
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.payloads import AttendancePunched, Method
from sync.protocol.signing import VerifyKey
from sync.protocol.voucher_code import sign_code

_PEOPLE = 250
_FIRST_VOUCHER = 50_001
_CLASS = "K-BENCH"
_OPERATOR = StaffId(plan.STAFF[0][1])
_PATIENCE_S = 30


@dataclass(frozen=True, slots=True)
class World:
    """`centre_db` and `desk_home` as they are before anything is sent; `count` facts wait at the desk.

    `texts`: the code of each; none where they were made by hand.
    """

    folder: Path
    count: int
    texts: tuple[str, ...]
    issuing: VerifyKey

    @property
    def centre_db(self) -> Path:
        """The centre's file."""
        return self.folder / "centre.db"

    @property
    def desk_home(self) -> Path:
        """The desk's folder."""
        return self.folder / "desk"

    def copy_to(self, folder: Path) -> World:
        """The same world anew."""
        shutil.copytree(self.folder, folder)
        return World(folder, self.count, self.texts, self.issuing)


def make_world(folder: Path, count: int, *, by_hand: bool = False) -> World:
    """`count` punches: everybody at every session, each with a code signed for that day, or looked up `by_hand`."""
    folder.mkdir()
    sessions = -(-count // _PEOPLE)
    centre = Centre.open(f"sqlite:///{folder / 'centre.db'}")
    code = seed_example(centre)["enrolment_code"]
    with writing(centre.store) as connection:
        _plant(connection, sessions, centre.now())
    shown = _shown(centre, sessions, by_hand=by_hand)[:count]
    texts = tuple(text for _, _, text in shown if text is not None)
    world = World(folder, len(shown), texts, centre.keys.issuing.key.public())
    centre.close()
    settings = Settings(world.desk_home, key_storage="file")
    with running(world) as url:
        take_up_site(settings, join(settings, url, code, device_key(settings), "bench"), url)
    _write_facts(settings, shown)
    return world


@contextmanager
def running(world: World) -> Iterator[str]:
    """The centre as a process of its own; its address."""
    command = [sys.executable, "-m", "sync.central", "serve", "--db", f"sqlite:///{world.centre_db}", "--port", "0"]
    with subprocess.Popen(
        [*command, "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # asked for above
        assert process.stdin is not None
        try:
            yield process.stdout.readline().removeprefix("listening on ").strip()
        finally:
            process.stdin.close()
            process.wait(_PATIENCE_S)


@contextmanager
def line_of(world: World, url: str) -> Iterator[tuple[Desk, Exchange]]:
    """The desk and its line to the centre at `url`."""
    settings = Settings(world.desk_home, central_url=url, key_storage="file")
    desk = Desk.open(settings)
    exchange = open_exchange(settings, desk)
    try:
        yield desk, exchange
    finally:
        exchange.connection.close()
        desk.close()


def _plant(connection: Connection, sessions: int, now: datetime) -> None:
    def put(table: Table, rows: list[dict[str, object]]) -> None:
        connection.execute(insert(table), rows)

    numbers = range(_FIRST_VOUCHER, _FIRST_VOUCHER + _PEOPLE)
    training_class: dict[str, object] = {
        "id": _CLASS,
        "site": plan.HOME.id,
        "name": "初级焊工大班",
        "project": plan.WELDING,
        "capacity": _PEOPLE,
        "required_hours": 400,
        "state": ClassState.OPEN,
    }
    put(tables.classes, [training_class])
    put(tables.sessions, [_session(number, now) for number in range(sessions)])
    put(tables.trainees, [_trainee(number) for number in numbers])
    put(tables.vouchers, [_voucher(number, now) for number in numbers])
    entries = [{"class_id": _CLASS, "voucher_no": number, "at": now, "hours_done": 0} for number in numbers]
    put(tables.roster_entries, [dict(entry) for entry in entries])


def _session(number: int, now: datetime) -> dict[str, object]:
    starts = now - timedelta(hours=number)
    return {"id": f"B-{number}", "class_id": _CLASS, "starts": starts, "ends": starts + timedelta(hours=3), "hours": 4}


def _trainee(number: int) -> dict[str, object]:
    return {"id": f"T-{number}", "name": "孙试", "id_number": f"9900001990010{number}", "phone": f"199000{number}"}


def _voucher(number: int, now: datetime) -> dict[str, object]:
    return {
        "no": number,
        "trainee": f"T-{number}",
        "kind": VoucherKind.SUBSIDY,
        "state": VoucherState.IN_USE,
        "void_reason": None,
        "project": plan.WELDING,
        "ratio_percent": 80,
        "valid_from": now.date() - timedelta(days=30),
        "valid_until": now.date() + timedelta(days=300),
    }


def _shown(centre: Centre, sessions: int, *, by_hand: bool) -> list[tuple[str, int, str | None]]:
    """Session, voucher and the code shown there, another one each time; None `by_hand`."""
    issuing: NamedKey = centre.keys.issuing

    def code(row: Any, at: datetime) -> str | None:
        return None if by_hand else sign_code(claims_of(row, at), issuing.key, issuing.kid)

    with reading(centre.store) as connection:
        people = [find_voucher(connection, VoucherNo(_FIRST_VOUCHER + number)) for number in range(_PEOPLE)]
    at = datetime.now(UTC)
    return [
        (f"B-{session}", row.no, code(row, at - timedelta(seconds=session)))
        for session in range(sessions)
        for row in people
        if row is not None
    ]


def _write_facts(settings: Settings, shown: list[tuple[str, int, str | None]]) -> None:
    desk = Desk.open(settings)
    desk.clock.anchor_at(datetime.now(UTC), desk.clock.steady())
    signature = Authorship(desk.welcome.device, _OPERATOR, desk.clock.read(), None)
    with desk.store.write() as tx:
        for session, number, text in shown:
            said = Verdict.ACCEPTED.value, Reason.SIGNED_IN.value
            method = Method.BY_HAND if text is None else Method.CODE
            facts.append(tx, signature, AttendancePunched(session, _CLASS, number, text, method.value, *said))
    desk.close()
