"""The world at its beginning, made once and copied for every seed: a centre with sample data, desks that know it.

    S-0001  K-0001 welders (session on now), K-0005 welders, three places (session on now), K-0002 carers, K-0003 cooks
            desks A and B
    S-0002  K-0004 welders (session on now)
            desks C and D
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert, select

from sync.central.app import make_app
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.centre import Centre
from sync.central.codes.resolver import register_test_codes
from sync.central.door.limits import Limits
from sync.central.example import plan
from sync.central.example.seed import seed_example
from sync.central.holders import VOUCHER_AND_HOLDER, claims_of
from sync.central.news import feed, published
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.desk.device.clock import Clock
from sync.desk.device.settings import Settings
from sync.desk.exchange.connection import Caller, Connection
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.desk.operations.join_site import device_key, take_up_site
from sync.domain.ids import SiteId, VoucherNo
from sync.protocol.joining import Welcome
from sync.protocol.requests import NEW_DEVICE, to_base64
from sync.protocol.signing import SigningKey
from sync.protocol.voucher_code import sign_code
from tests.faults.simulator.line import Line, Office, without_threads
from tests.faults.simulator.told_clock import Hardware, ToldClock

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
URL = "http://127.0.0.1:9"
NO_LIMITS = Limits(per_address=1e9, per_asker=1e9)
SITE_OF = {"A": "S-0001", "B": "S-0001", "C": "S-0002", "D": "S-0002"}
INSTITUTIONS = {"S-0001": "I-0001", "S-0002": "I-0002"}
SMALL_CLASS, SMALL_SESSION = "K-0005", "K-0005-01"
SESSIONS = {"S-0001": ("K-0001-03", SMALL_SESSION), "S-0002": ("K-0004-01",)}
"""Those on now."""
CLASSES = {"S-0001": ("K-0001", SMALL_CLASS), "S-0002": ("K-0004",)}
"""Those that welders can be enrolled into."""
_SMALL = plan.PlannedClass(SMALL_CLASS, plan.HOME, "焊工小班", plan.WELDING, 3, 80, ())
_OPAQUE = 24


@dataclass(frozen=True)
class Phone:
    """What a holder's phone shows; the code is signed, or one that only its issuer can read."""

    text: str
    voucher_no: int
    group: str
    opaque: bool


@dataclass(frozen=True)
class WorldFile:
    """A folder with centre.db, one folder for each desk, and phones.json."""

    folder: Path

    @property
    def phones(self) -> list[Phone]:
        """Everybody who may come."""
        return [Phone(**row) for row in json.loads((self.folder / "phones.json").read_text("utf-8"))]

    def settings(self, name: str) -> Settings:
        """Of the desk of that name."""
        return Settings(self.folder / name, key_storage="file")


def make_world_file(folder: Path) -> WorldFile:
    """Found the centre, let the desks join and read the feed once."""
    file = WorldFile(folder)
    centre = Centre.open(f"sqlite:///{folder / 'centre.db'}", lambda: START)
    seed_example(centre)
    _plant_small_class(centre)
    phones = _phones(centre)
    (folder / "phones.json").write_text(json.dumps([vars(phone) for phone in phones]), "utf-8")
    loop = asyncio.new_event_loop()
    office = Office(loop)
    office.door = make_app(centre, NO_LIMITS)
    with without_threads():
        for name, site in SITE_OF.items():
            _join(file.settings(name), centre, office, SiteId(site))
    loop.close()
    centre.close()
    return file


def _join(settings: Settings, centre: Centre, office: Office, site: SiteId) -> None:
    with writing(centre.store) as connection:
        code = make_enrolment_code(connection, site, START)
    key = device_key(settings)
    line = Line(office, Random(0))
    take_up_site(settings, _ask_to_join(settings, key, code, line), URL)
    desk = Desk.open(settings)
    desk.clock = ToldClock(Hardware(lambda: START, START), None)
    exchange = open_exchange(settings, desk, line)
    result = exchange.run_cycle()
    assert result.error is None, result.error
    exchange.connection.close()
    desk.close()


def _ask_to_join(settings: Settings, key: SigningKey, code: str, line: Line) -> Welcome:
    connection = Connection(settings, URL, Caller(NEW_DEVICE, key, None), Clock(), line)
    body = {"code": code, "public_key": to_base64(key.public().to_bytes()), "name": "PC"}
    try:
        return Welcome.from_map(connection.post_json("/v1/devices", body))
    finally:
        connection.close()


def _plant_small_class(centre: Centre) -> None:
    """A second class of the same project at the same site, with three places."""
    starts = START - timedelta(minutes=plan.MINUTES_IN)
    row = {
        "id": _SMALL.id,
        "site": _SMALL.site.id,
        "name": _SMALL.name,
        "project": _SMALL.project,
        "capacity": _SMALL.capacity,
        "required_hours": _SMALL.required_hours,
        "state": "open",
    }
    session = {"id": SMALL_SESSION, "class_id": _SMALL.id, "starts": starts, "hours": plan.SESSION_HOURS}
    classes, sessions = tables.classes, tables.sessions
    with writing(centre.store) as connection:
        connection.execute(insert(classes).values(row))
        connection.execute(insert(sessions).values(session | {"ends": starts + plan.SESSION_LENGTH}))
        planted = connection.execute(select(classes).where(classes.c.id == _SMALL.id)).one()
        begun = connection.execute(select(sessions).where(sessions.c.id == SMALL_SESSION)).one()
        told = [
            published.class_change(planted, plan.PROJECTS[_SMALL.project]),
            published.session_change(begun),
        ]
        feed.publish(connection, feed.site_scope(SiteId(_SMALL.site.id)), told)


def _phones(centre: Centre) -> list[Phone]:
    """By voucher, in the order in which they were numbered; a few of them show opaque codes as well."""
    groups = [name for name, group in plan.GROUPS.items() for _ in range(group.count)]
    issuing, opaque = centre.keys.issuing, {}
    with reading(centre.store) as connection:
        rows = connection.execute(VOUCHER_AND_HOLDER.order_by(tables.vouchers.c.no)).all()
    phones = []
    for place, row in enumerate(rows):
        group = groups[place]
        if group not in ("welders", "elsewhere", "claimed", "sign_in_only", "revoked", "carers"):
            continue
        text = sign_code(claims_of(row, START), issuing.key, issuing.kid)
        phones.append(Phone(text, row.no, group, opaque=False))
        if group in ("welders", "claimed") and row.no % 3 == 0:
            code = f"{row.no:0{_OPAQUE}d}"
            opaque[code] = VoucherNo(row.no)
            phones.append(Phone(code, row.no, group, opaque=True))
    with writing(centre.store) as connection:
        register_test_codes(connection, opaque)
    return phones
