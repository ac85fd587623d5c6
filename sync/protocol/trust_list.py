"""Which keys may sign voucher codes: a monotone list signed by one of two pinned roots (active and standby)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sync.domain.ids import ProjectNo
from sync.errors import ForgedMessage, MalformedMessage, OlderDocument
from sync.protocol import cbor
from sync.protocol.signed_list import SignedList
from sync.protocol.signing import SigningKey, VerifyKey

KIND = "trust-list"
KID_BYTES = 2


@dataclass(frozen=True, slots=True)
class IssuingKey:
    """One key that signs codes: for which projects (empty: all) and in which period; `revoked` is for ever."""

    kid: bytes
    key: VerifyKey
    projects: frozenset[ProjectNo]
    valid_from: date
    valid_until: date
    revoked: bool = False

    def allows(self, project: ProjectNo, on: date) -> bool:
        """Whether this key may vouch for `project` with a signature made on the day `on`."""
        return self.valid_from <= on <= self.valid_until and (not self.projects or project in self.projects)


@dataclass(frozen=True, slots=True)
class TrustList:
    """The issuing keys in force."""

    version: int
    as_of: datetime
    keys: dict[bytes, IssuingKey]

    def sign(self, root: SigningKey, root_kid: bytes) -> bytes:
        """As it travels."""
        body = [
            [
                entry.kid,
                entry.key.to_bytes(),
                sorted(entry.projects),
                entry.valid_from.isoformat(),
                entry.valid_until.isoformat(),
                entry.revoked,
            ]
            for entry in sorted(self.keys.values(), key=lambda entry: entry.kid)
        ]
        return SignedList(KIND, self.version, self.as_of, body).sign(root, root_kid)

    @classmethod
    def open(cls, data: bytes, roots: dict[bytes, VerifyKey]) -> TrustList:
        """Verify against the pinned roots and read. Raises MalformedMessage or ForgedMessage."""
        envelope = SignedList.open(data, KIND, roots)
        if not isinstance(envelope.body, list):
            raise MalformedMessage("not a trust list")
        entries = [_entry(row) for row in envelope.body]
        return cls(envelope.version, envelope.as_of, {entry.kid: entry for entry in entries})

    def check_follows(self, held: TrustList) -> None:
        """Raises OlderDocument when this list is older than `held`, ForgedMessage when it frees a revoked key.

        A revoked key may not be left out either: the list after the next could bring it back unnoticed.
        """
        if self.version < held.version:
            raise OlderDocument("trust list")
        for kid, entry in held.keys.items():
            successor = self.keys.get(kid)
            if entry.revoked and (successor is None or not successor.revoked):
                raise ForgedMessage("a revoked key must stay revoked")


def _entry(row: Any) -> IssuingKey:
    match row:
        case [bytes(kid), bytes(key), list(projects), str(valid_from), str(valid_until), bool(revoked)] if (
            len(kid) == KID_BYTES and all(cbor.is_whole(project) for project in projects)
        ):
            return IssuingKey(
                kid, VerifyKey.from_bytes(key), frozenset(projects), _day(valid_from), _day(valid_until), revoked
            )
    raise MalformedMessage("not a trust list entry")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MalformedMessage("no such day") from error
