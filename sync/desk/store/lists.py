"""The signed lists in force, verified against the pinned roots and read once per version."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from sync.desk.store import documents
from sync.domain.policy import Policy
from sync.errors import MalformedMessage, OlderDocument, ProtocolError
from sync.protocol import policy_pack, status_list, trust_list
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.policy_pack import open_policy
from sync.protocol.requests import from_base64
from sync.protocol.signing import VerifyKey
from sync.protocol.status_list import StatusList
from sync.protocol.trust_list import TrustList

_ASSUMPTIONS = Policy()
_log = logging.getLogger(__name__)
_NO_TRUST = TrustList(0, datetime(1970, 1, 1, tzinfo=UTC), {})


@dataclass(frozen=True, slots=True)
class Lists:
    """Which keys sign, who is void, which figures hold. Before the first contact: nobody, unknown, the assumptions."""

    trust: TrustList = _NO_TRUST
    status: StatusList | None = None
    policy: Policy = _ASSUMPTIONS


class ListsInForce:
    """Hands out the lists the store holds; parses a list again only when its version has changed."""

    def __init__(self, roots: dict[bytes, VerifyKey]) -> None:
        self._roots = roots
        self._held: tuple[dict[str, int], Lists] = {}, Lists()
        """One thing, so that threads which read at once never mix two."""

    def read(self, tx: Connection) -> Lists:
        """Raises MalformedMessage or ForgedMessage when a list in the store does not hold."""
        versions = documents.versions(tx)
        known, lists = self._held
        if versions != known:
            lists = self._load(tx)
            self._held = versions, lists
        return lists

    def _load(self, tx: Connection) -> Lists:
        trust = documents.load(tx, trust_list.KIND)
        status = documents.load(tx, status_list.KIND)
        policy = documents.load(tx, policy_pack.KIND)
        return Lists(
            TrustList.open(trust, self._roots) if trust else _NO_TRUST,
            StatusList.open(status, self._roots) if status else None,
            self._policy(policy),
        )

    def _policy(self, data: bytes | None) -> Policy:
        """A pack that an earlier program took and this one would not must not stop the queue."""
        if data is None:
            return _ASSUMPTIONS
        try:
            return open_policy(data, self._roots)
        except MalformedMessage as error:
            _log.warning("%s: the policy held cannot be used, the assumptions are: %s", error.code, error.detail)
            return _ASSUMPTIONS


def check_successor(tx: Connection, roots: dict[bytes, VerifyKey], name: str, version: int, data: bytes) -> None:
    """Whether a list that arrives, said to be of `version`, may take the place of the one held.

    Raises MalformedMessage, ForgedMessage, or OlderDocument when it goes back behind the one held or is another one
    of the same version.
    """
    new = _open(name, data, roots)
    if new.version != version:
        raise MalformedMessage(f"{name} is of another version than the feed says")
    held = documents.load(tx, name)
    if isinstance(new, TrustList) and held:
        new.check_follows(TrustList.open(held, roots))
    held_version = documents.versions(tx).get(name, 0)
    if version < held_version or (version == held_version and data != held):
        raise OlderDocument(name)


@dataclass(frozen=True, slots=True)
class Judge:
    """Says which changes of the feed are written: signed lists must hold and follow the ones held; everything else is
    the centre's word. A bad list is told in the log and stops no other change.
    """

    roots: dict[bytes, VerifyKey]

    def __call__(self, tx: Connection, change: Change) -> bool:
        if change.kind != ChangeKind.DOCUMENT or change.body is None:
            return True
        try:
            match change.body:
                case {"name": str(name), "version": int(version), "data": str(data)}:
                    check_successor(tx, self.roots, name, version, from_base64(data))
                case _:
                    raise MalformedMessage("not a signed list")
        except ProtocolError as error:
            _log.warning("%s: a signed list was not taken: %s", error.code, error.detail)
            return False
        return True


def _open(name: str, data: bytes, roots: dict[bytes, VerifyKey]) -> TrustList | StatusList | Policy:
    match name:
        case trust_list.KIND:
            return TrustList.open(data, roots)
        case status_list.KIND:
            return StatusList.open(data, roots)
        case policy_pack.KIND:
            return open_policy(data, roots)
    raise MalformedMessage("a list of an unknown name")
