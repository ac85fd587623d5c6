"""PCs at the sites: how one joins, which of them a request comes from, and how one is withdrawn.

A withdrawn PC is heard once more: it hands in what it has recorded, and says that the personal data on it is gone. It
learns nothing any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from sync.central.askers.enrolment_codes import find_code, lock_code
from sync.central.keys import Keys
from sync.central.problems import Problem, ProblemKind
from sync.central.store import tables
from sync.central.store.engine import writing
from sync.central.store.locks import lock_named
from sync.domain.ids import DeviceId, InstitutionId, SiteId, uuid7
from sync.protocol.joining import Welcome, code_digest
from sync.protocol.signing import VerifyKey

_NOTED_EVERY = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled PC. `revoked_at`: since when it is withdrawn; `last_contact`: see `note_contact`."""

    id: DeviceId
    site: SiteId
    key: VerifyKey
    revoked_at: datetime | None = None
    last_contact: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A PC that wants to join: its public key, and what IT calls it."""

    key: VerifyKey
    name: str


def find_device(connection: Connection, device: DeviceId) -> Device:
    """Withdrawn ones too. Raises Problem when it is unknown."""
    row = connection.execute(select(tables.devices).where(tables.devices.c.id == device)).one_or_none()
    if row is None:
        raise Problem(ProblemKind.DEVICE_UNKNOWN)
    revoked_at = row.revoked_at or row.enrolled_at if row.revoked else None
    key = VerifyKey.from_bytes(row.public_key)
    return Device(DeviceId(row.id), SiteId(row.site), key, revoked_at, row.last_contact)


def note_contact(store: Engine, device: Device, now: datetime) -> None:
    """That it was heard of, to the quarter of an hour: a request must not cost a flush of its own."""
    if device.last_contact is None or now - device.last_contact > _NOTED_EVERY:
        with writing(store) as connection:
            connection.execute(update(tables.devices).where(tables.devices.c.id == device.id).values(last_contact=now))


def revoke_device(connection: Connection, device: DeviceId, reason: str, now: datetime) -> datetime:
    """Withdraw it from now on; since when it is. Once more changes nothing. Raises Problem when it is unknown."""
    lock_named(connection, f"device:{device}")
    before = find_device(connection, device).revoked_at
    if before is None:
        values = {"revoked": True, "revoked_at": now, "revoked_why": reason}
        connection.execute(update(tables.devices).where(tables.devices.c.id == device).values(values))
    return before or now


def note_wiped(connection: Connection, device: Device, now: datetime) -> datetime:
    """The withdrawn PC says that the personal data is gone; when it first said so. Raises Problem for one in use."""
    if device.revoked_at is None:
        raise Problem(ProblemKind.DEVICE_IN_USE)
    lock_named(connection, f"device:{device.id}")
    row = tables.devices.c.id == device.id
    before: datetime | None = connection.scalar(select(tables.devices.c.wiped_at).where(row))
    if before is None:
        connection.execute(update(tables.devices).where(row).values(wiped_at=now))
    return before or now


def join_site(connection: Connection, keys: Keys, code: str, pc: NewDevice, now: datetime) -> Welcome:
    """Make `pc` a device of the site that `code` was made for. Raises Problem.

    The same PC with the same code gets the same welcome again: its first answer may have been lost.
    """
    digest = code_digest(code)
    lock_code(connection, digest)
    found = find_code(connection, digest)
    if found is None:
        raise Problem(ProblemKind.CODE_UNKNOWN)
    by_it = (tables.devices.c.enrolment_code == digest) & (tables.devices.c.public_key == pc.key.to_bytes())
    joined = connection.execute(select(tables.devices.c.id, tables.devices.c.revoked).where(by_it)).one_or_none()
    if joined is not None:
        if joined.revoked:
            raise Problem(ProblemKind.DEVICE_REVOKED)
        return _welcome(connection, keys, joined.id)
    if found.used >= found.uses:
        raise Problem(ProblemKind.CODE_USED)
    if not found.is_open(now):
        raise Problem(ProblemKind.CODE_UNKNOWN, "expired or revoked; ask for a new one")
    device = DeviceId(f"D-{uuid7().hex}")
    fresh = {"id": device, "site": found.site, "name": pc.name, "public_key": pc.key.to_bytes()}
    came = {"enrolled_at": now, "last_contact": now, "enrolment_code": digest}
    connection.execute(insert(tables.devices).values(**fresh, **came))
    return _welcome(connection, keys, device)


def _welcome(connection: Connection, keys: Keys, device: DeviceId) -> Welcome:
    row: Any = connection.execute(
        select(
            tables.sites.c.id,
            tables.sites.c.name,
            tables.institutions.c.id.label("institution"),
            tables.institutions.c.name.label("institution_name"),
        )
        .join(tables.devices, tables.devices.c.site == tables.sites.c.id)
        .join(tables.institutions, tables.institutions.c.id == tables.sites.c.institution)
        .where(tables.devices.c.id == device)
    ).one()
    return Welcome(
        device,
        SiteId(row.id),
        row.name,
        InstitutionId(row.institution),
        row.institution_name,
        keys.answers.public(),
        keys.roots,
        keys.box.box(),
    )
