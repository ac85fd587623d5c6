"""A snapshot: all that a site's feed tells at one moment, for a desk whose cursor is gone or which has diverged.

The lines of its things (`sync.protocol.changes`), one below the other, make one gzip stream, cut into parts of at most
1 MiB. The manifest names each part by size and SHA-256, and is signed by the key that signs the centre's answers, so
that parts may be fetched in any order, at any time, through any cache, and what is there already is not fetched again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sync.errors import MalformedMessage
from sync.protocol import cbor
from sync.protocol.changes import DIGEST_BYTES, LONGEST_CURSOR
from sync.protocol.signing import SigningKey, VerifyKey, sign1, verified_payload

MAX_PART_BYTES = 1 << 20
MAX_PARTS = 4096
LONGEST_LINE = 32 << 20
"""A status list of millions fits; nothing longer is read."""
_KIND = "voucherdesk-snapshot"
_KID = b"answers"
_LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the stream: its size in bytes and its SHA-256."""

    size: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot consists of. The feed goes on behind `cursor`; `digest` is that of all the `things` in it."""

    id: str
    scope: str
    made_at: datetime
    cursor: str
    things: int
    digest: bytes
    parts: tuple[Part, ...]

    def sign(self, key: SigningKey) -> bytes:
        """As it travels and is kept."""
        parts = [[part.size, part.digest] for part in self.parts]
        made_at = int(self.made_at.timestamp())
        values = [_KIND, 1, self.id, self.scope, made_at, self.cursor, self.things, self.digest, parts]
        return sign1(key, _KID, cbor.encode(values))

    @classmethod
    def open(cls, data: bytes, key: VerifyKey) -> Manifest:
        """Verify and read. Raises MalformedMessage or ForgedMessage."""
        match cbor.decode(verified_payload(data, {_KID: key})):
            case [kind, 1, str(id_), str(scope), made_at, str(cursor), things, bytes(digest), list(parts)] if (
                kind == _KIND
                and 0 < len(id_) <= _LONGEST_ID
                and cbor.is_whole(made_at)
                and len(cursor) <= LONGEST_CURSOR
                and cbor.is_whole(things)
                and len(digest) == DIGEST_BYTES
                and 0 < len(parts) <= MAX_PARTS
            ):
                made = datetime.fromtimestamp(made_at, UTC)
                return cls(id_, scope, made, cursor, things, digest, tuple(_part(part) for part in parts))
        raise MalformedMessage("not the manifest of a snapshot")


def _part(values: Any) -> Part:
    match values:
        case [size, bytes(digest)] if cbor.is_whole(size, 1, MAX_PART_BYTES) and len(digest) == DIGEST_BYTES:
            return Part(size, digest)
    raise MalformedMessage("not a part of a snapshot")
