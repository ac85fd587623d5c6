"""One-time codes that let a PC join a site: twelve clear characters, good once, for a day, kept as digests."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from sync.central.store import tables
from sync.domain.ids import SiteId
from sync.errors import InvalidInput

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
LIFE = timedelta(hours=24)


def make_enrolment_code(connection: Connection, site: SiteId, now: datetime) -> str:
    """A fresh code for `site`. Raises InvalidInput when there is no such site."""
    if connection.scalar(select(tables.sites.c.id).where(tables.sites.c.id == site)) is None:
        raise InvalidInput("no such site")
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    row = {"digest": code_digest(code), "site": site, "expires": now + LIFE}
    connection.execute(insert(tables.enrolment_codes).values(row))
    return code


def code_digest(code: str) -> bytes:
    """What is kept of a code; spaces, dashes and lower case as people type them make no difference."""
    return sha256("".join(code.split()).replace("-", "").upper().encode()).digest()
