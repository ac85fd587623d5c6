"""Signed, versioned documents of the scheme: one envelope for the trust list, the status list and the policy pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sync.errors import MalformedMessage
from sync.protocol import cbor
from sync.protocol.signing import SigningKey, VerifyKey, sign1, verified_payload


@dataclass(frozen=True, slots=True)
class SignedList:
    """`kind` says which list it is, `version` only ever grows, `as_of` is when the centre made it."""

    kind: str
    version: int
    as_of: datetime
    body: Any

    def sign(self, key: SigningKey, kid: bytes) -> bytes:
        """As it travels and is stored."""
        return sign1(key, kid, cbor.encode([self.kind, self.version, int(self.as_of.timestamp()), self.body]))

    @classmethod
    def open(cls, data: bytes, kind: str, keys: dict[bytes, VerifyKey]) -> SignedList:
        """Verify and read. `keys` by key id. Raises MalformedMessage or ForgedMessage."""
        match cbor.decode(verified_payload(data, keys)):
            case [str(found), int(version), int(seconds), body] if found == kind and version > 0:
                return cls(kind, version, _instant(seconds), body)
        raise MalformedMessage(f"not a {kind}")


def _instant(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise MalformedMessage("no such time") from error
