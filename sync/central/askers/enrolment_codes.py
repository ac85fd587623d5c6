"""Codes that let PCs join a site: twelve clear characters, good for one PC and a day unless it is said otherwise.

Only a code's digest is kept; people call it by `code_name`. Who came by a code stands with the device.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from sync.central.store.locks import lock_named
from sync.central.store.tables import devices, enrolment_codes, sites
from sync.domain.ids import SiteId
from sync.errors import InvalidInput
from sync.protocol.joining import code_digest, code_name

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
LIFE = timedelta(hours=24)
MOST_USES, MOST_DAYS = 1000, 90
"""A code that lies in a file on many PCs is no secret for long: it ends by itself."""


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """A code as it stands; `used`: how many PCs have come by it, withdrawn ones too."""

    name: str
    site: SiteId
    uses: int
    used: int
    expires: datetime
    revoked_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether one more PC may come by it."""
        return self.revoked_at is None and now < self.expires and self.used < self.uses


def make_enrolment_code(
    connection: Connection, site: SiteId, now: datetime, *, uses: int = 1, life: timedelta = LIFE
) -> str:
    """A fresh code that lets `uses` PCs join `site`. Raises InvalidInput when there is no such site."""
    if connection.scalar(select(sites.c.id).where(sites.c.id == site)) is None:
        raise InvalidInput("no such site")
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    row = {"digest": code_digest(code), "site": site, "expires": now + life, "uses": uses}
    connection.execute(insert(enrolment_codes).values(row))
    return code


def list_enrolment_codes(connection: Connection, site: SiteId | None = None) -> list[EnrolmentCode]:
    """All that were made for `site` or, without one, at all; the one that ends last comes first."""
    wanted = select(enrolment_codes).order_by(enrolment_codes.c.expires.desc(), enrolment_codes.c.digest)
    if site is not None:
        wanted = wanted.where(enrolment_codes.c.site == site)
    counted = select(devices.c.enrolment_code, func.count()).group_by(devices.c.enrolment_code)
    used = {row[0]: int(row[1]) for row in connection.execute(counted)}
    return [_told(row, used.get(row.digest, 0)) for row in connection.execute(wanted)]


def revoke_enrolment_code(connection: Connection, name: str, now: datetime) -> EnrolmentCode:
    """Nobody joins by it from now on; those who have stay. Once more changes nothing. Raises InvalidInput."""
    rows = connection.execute(select(enrolment_codes.c.digest)).scalars()
    digest = next((found for found in rows if code_name(found) == name), None)
    if digest is None:
        raise InvalidInput("no such enrolment code")
    lock_code(connection, digest)
    open_still = (enrolment_codes.c.digest == digest) & enrolment_codes.c.revoked_at.is_(None)
    connection.execute(update(enrolment_codes).where(open_still).values(revoked_at=now))
    return next(code for code in list_enrolment_codes(connection) if code.name == name)


def find_code(connection: Connection, digest: bytes) -> EnrolmentCode | None:
    """The code of that digest, for whoever holds its lock."""
    row = connection.execute(select(enrolment_codes).where(enrolment_codes.c.digest == digest)).one_or_none()
    came_by_it = select(func.count()).select_from(devices).where(devices.c.enrolment_code == digest)
    return None if row is None else _told(row, int(connection.scalar(came_by_it) or 0))


def lock_code(connection: Connection, digest: bytes) -> None:
    """Of two PCs that show it at once, one comes after the other."""
    lock_named(connection, f"enrolment-code:{digest.hex()}")


def _told(row: Row[Any], used: int) -> EnrolmentCode:
    return EnrolmentCode(code_name(row.digest), SiteId(row.site), row.uses, used, row.expires, row.revoked_at)
