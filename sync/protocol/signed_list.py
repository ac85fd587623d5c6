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
            case [str(found), version, seconds, body] if (
                found == kind and cbor.is_whole(version, 1) and cbor.is_whole(seconds)
            ):
                return cls(kind, version, datetime.fromtimestamp(seconds, UTC), body)
        raise MalformedMessage(f"not a {kind}")
