"""PCs at the sites: how one joins, and which of them a request comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sync.central.askers.enrolment_codes import code_digest
from sync.central.keys import Keys
from sync.central.problems import Problem, ProblemKind
from sync.central.store import tables
from sync.domain.ids import DeviceId, InstitutionId, SiteId, uuid7
from sync.protocol.joining import Welcome
from sync.protocol.signing import VerifyKey


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled PC."""

    id: DeviceId
    site: SiteId
    key: VerifyKey


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A PC that wants to join: its public key, and what IT calls it."""

    key: VerifyKey
    name: str


def find_device(connection: Connection, device: DeviceId) -> Device:
    """Raises Problem when it is unknown or revoked."""
    row = connection.execute(select(tables.devices).where(tables.devices.c.id == device)).one_or_none()
    if row is None:
        raise Problem(ProblemKind.DEVICE_UNKNOWN)
    if row.revoked:
        raise Problem(ProblemKind.DEVICE_REVOKED)
    return Device(DeviceId(row.id), SiteId(row.site), VerifyKey.from_bytes(row.public_key))


def join_site(connection: Connection, keys: Keys, code: str, pc: NewDevice, now: datetime) -> Welcome:
    """Make `pc` a device of the site that `code` was made for. Raises Problem.

    The same PC with the same code gets the same welcome again: its first answer may have been lost.
    """
    codes = tables.enrolment_codes
    row = connection.execute(select(codes).where(codes.c.digest == code_digest(code))).one_or_none()
    if row is None:
        raise Problem(ProblemKind.CODE_UNKNOWN)
    if row.device is not None:
        if find_device(connection, row.device).key.to_bytes() != pc.key.to_bytes():
            raise Problem(ProblemKind.CODE_USED)
        return _welcome(connection, keys, row.device)
    if row.expires <= now:
        raise Problem(ProblemKind.CODE_UNKNOWN, "expired; ask for a new one")
    device = DeviceId(f"D-{uuid7().hex}")
    fresh = {"id": device, "site": row.site, "name": pc.name, "public_key": pc.key.to_bytes(), "enrolled_at": now}
    connection.execute(insert(tables.devices).values(fresh))
    connection.execute(update(codes).where(codes.c.digest == row.digest).values(device=device))
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
