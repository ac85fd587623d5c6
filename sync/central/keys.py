"""The centre's keys: two roots (active, standby), one that issues, one that signs answers, the holders' secret, and the
key of the box that queue files from a stick are sealed for.

The reference centre keeps them in its database, a file only its owner may read. A real one keeps the standby root
offline and the others in a hardware module; nothing outside this file would change.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from sync.central.store import tables
from sync.protocol.sealing import BoxKey
from sync.protocol.signing import SigningKey, VerifyKey
from sync.protocol.trust_list import KID_BYTES

_ROOT_KID_BYTES = 4
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A private key and the key id it is known by."""

    kid: bytes
    key: SigningKey


@dataclass(frozen=True, slots=True)
class Keys:
    """All of them. `holder_secret` makes the tokens of the test identity provider."""

    root: NamedKey
    standby_root: NamedKey
    issuing: NamedKey
    answers: SigningKey
    holder_secret: bytes
    box: BoxKey

    @property
    def roots(self) -> dict[bytes, VerifyKey]:
        """What a desk pins when it joins."""
        return {named.kid: named.key.public() for named in (self.root, self.standby_root)}


def load_keys(connection: Connection) -> Keys | None:
    """The keys in the database, or None when it has none yet. A centre of an earlier release gets its box."""
    rows = {row.purpose: row for row in connection.execute(select(tables.keys))}
    if not rows:
        return None
    signs = {purpose: row for purpose, row in rows.items() if row.kid}
    named = {purpose: NamedKey(row.kid, SigningKey.from_bytes(row.secret)) for purpose, row in signs.items()}
    return Keys(
        named["root"],
        named["standby_root"],
        named["issuing"],
        named["answers"].key,
        rows["holder_secret"].secret,
        BoxKey.from_bytes(rows["box"].secret) if "box" in rows else _make_box(connection),
    )


def make_keys(connection: Connection) -> Keys:
    """Fresh keys, kept in the database."""
    keys = Keys(
        _named(_ROOT_KID_BYTES),
        _named(_ROOT_KID_BYTES),
        _named(KID_BYTES),
        SigningKey.generate(),
        os.urandom(_SECRET_BYTES),
        _make_box(connection),
    )
    rows = [
        _row("root", keys.root.kid, keys.root.key.to_bytes()),
        _row("standby_root", keys.standby_root.kid, keys.standby_root.key.to_bytes()),
        _row("issuing", keys.issuing.kid, keys.issuing.key.to_bytes()),
        _row("answers", b"answers", keys.answers.to_bytes()),
        _row("holder_secret", b"", keys.holder_secret),
    ]
    connection.execute(insert(tables.keys), rows)
    return keys


def _make_box(connection: Connection) -> BoxKey:
    box = BoxKey.generate()
    connection.execute(insert(tables.keys), [_row("box", b"", box.to_bytes())])
    return box


def _named(kid_bytes: int) -> NamedKey:
    key = SigningKey.generate()
    return NamedKey(sha256(key.public().to_bytes()).digest()[:kid_bytes], key)


def _row(purpose: str, kid: bytes, secret: bytes) -> dict[str, object]:
    return {"purpose": purpose, "kid": kid, "secret": secret}
