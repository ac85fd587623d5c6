"""The scheme's signed lists: each new version is signed by the active root, kept, and published to every desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select

from sync.central.keys import Keys
from sync.central.news import feed, published
from sync.central.news.projects import publish_projects
from sync.central.news.tombstones import set_mark
from sync.central.problems import Problem, ProblemKind
from sync.central.store import tables
from sync.central.store.locks import lock_named
from sync.domain.ids import VoucherNo
from sync.domain.policy import Policy
from sync.domain.region_rules import RegionRules
from sync.domain.vouchers import VoidReason, VoucherState
from sync.errors import ForgedMessage, MalformedMessage
from sync.protocol import policy_pack, status_list, trust_list
from sync.protocol.policy_pack import PolicyPack, open_pack, sign_pack
from sync.protocol.status_list import StatusList
from sync.protocol.trust_list import IssuingKey, TrustList

ISSUING_KEY_LIFE = timedelta(days=730)
_BACKDATED = timedelta(days=30)
"""Codes of vouchers issued just before the first list was made are good too."""


@dataclass(frozen=True, slots=True)
class ListsInForce:
    """The newest lists the centre itself goes by; compare `versions` to know whether they are still the newest."""

    versions: tuple[int, int]
    trust: TrustList
    policy: Policy
    rules: RegionRules


def publish_trust_list(connection: Connection, keys: Keys, now: datetime) -> int:
    """A new version with the issuing key in force; returns its number."""
    version = _next_version(connection, trust_list.KIND)
    issuing = IssuingKey(
        keys.issuing.kid,
        keys.issuing.key.public(),
        frozenset(),
        (now - _BACKDATED).date(),
        (now + ISSUING_KEY_LIFE).date(),
    )
    data = TrustList(version, now, {issuing.kid: issuing}).sign(keys.root.key, keys.root.kid)
    _publish(connection, trust_list.KIND, version, now, data)
    return version


def publish_status_list(connection: Connection, keys: Keys, now: datetime) -> int:
    """A new version that names every void voucher; returns its number.

    Vouchers void because they expired are left out: the code itself says until when it is valid; the list stays small.
    """
    version = _next_version(connection, status_list.KIND)
    void = select(tables.vouchers.c.no).where(
        tables.vouchers.c.state == VoucherState.VOID, tables.vouchers.c.void_reason != VoidReason.EXPIRED
    )
    numbers = [VoucherNo(number) for number in connection.scalars(void)]
    data = StatusList.of(version, now, numbers).sign(keys.root.key, keys.root.kid)
    _publish(connection, status_list.KIND, version, now, data)
    return version


def publish_policy(
    connection: Connection, keys: Keys, policy: Policy, now: datetime, rules: RegionRules | None = None
) -> None:
    """`policy` and `rules` in force from now on; the version must be the next one (`next_policy_version`)."""
    pack = PolicyPack(policy, rules or RegionRules())
    data = sign_pack(pack, now, keys.root.key, keys.root.kid)
    _publish(connection, policy_pack.KIND, policy.version, now, data)
    publish_projects(connection, pack.rules)


def publish_signed_policy(connection: Connection, keys: Keys, data: bytes, now: datetime) -> PolicyPack:
    """A pack that a root signed elsewhere, in force from now on.

    Raises Problem: not signed by a root, not readable as a whole, or its version is not the next one.
    """
    pack = _own_pack(data, keys)
    lock_named(connection, f"document:{policy_pack.KIND}")
    following = next_policy_version(connection)
    if pack.policy.version != following:
        raise Problem(ProblemKind.POLICY_NOT_NEXT, f"this is {pack.policy.version}, the next one is {following}")
    _publish(connection, policy_pack.KIND, pack.policy.version, now, data)
    publish_projects(connection, pack.rules)
    return pack


def next_policy_version(connection: Connection) -> int:
    """The number the next policy pack must have."""
    return _next_version(connection, policy_pack.KIND)


def signed_policy(connection: Connection, version: int | None = None) -> Any | None:
    """The row of `documents` with the pack of that version, of the newest one by default; None: there never was one."""
    documents = tables.documents
    packs = select(documents).where(documents.c.name == policy_pack.KIND).order_by(documents.c.version.desc()).limit(1)
    if version is not None:
        packs = packs.where(documents.c.version == version)
    return connection.execute(packs).one_or_none()


def refresh_status_list(connection: Connection, keys: Keys, now: datetime, older_than: timedelta) -> bool:
    """Publish the list anew when it is older than that, so that no desk's list ages for lack of news.

    Of several workers that look at the same time one does it.
    """
    lock_named(connection, f"document:{status_list.KIND}")
    newest = select(func.max(tables.documents.c.as_of)).where(tables.documents.c.name == status_list.KIND)
    as_of = connection.scalar(newest)
    if as_of is not None and now - as_of < older_than:
        return False
    publish_status_list(connection, keys, now)
    return True


def lists_in_force(connection: Connection, keys: Keys, held: ListsInForce | None) -> ListsInForce:
    """The newest trust list and policy; `held` itself when it still is."""
    versions = (_version(connection, trust_list.KIND), _version(connection, policy_pack.KIND))
    if held is not None and held.versions == versions:
        return held
    trust = TrustList.open(_data(connection, trust_list.KIND, versions[0]), keys.roots)
    pack = open_pack(_data(connection, policy_pack.KIND, versions[1]), keys.roots)
    return ListsInForce(versions, trust, pack.policy, pack.rules)


def _own_pack(data: bytes, keys: Keys) -> PolicyPack:
    try:
        return open_pack(data, keys.roots)
    except ForgedMessage as error:
        raise Problem(ProblemKind.POLICY_FORGED) from error
    except MalformedMessage as error:
        raise Problem(ProblemKind.POLICY_UNREADABLE, error.detail) from error


def _publish(connection: Connection, name: str, version: int, as_of: datetime, data: bytes) -> None:
    connection.execute(insert(tables.documents).values(name=name, version=version, as_of=as_of, data=data))
    feed.publish(connection, feed.SCHEME, [published.document_change(name, version, data)])
    set_mark(connection, as_of)


def _version(connection: Connection, name: str) -> int:
    newest = select(func.max(tables.documents.c.version)).where(tables.documents.c.name == name)
    return connection.scalar(newest) or 0


def _next_version(connection: Connection, name: str) -> int:
    return _version(connection, name) + 1


def _data(connection: Connection, name: str, version: int) -> bytes:
    documents = tables.documents.c
    row = select(documents.data).where(documents.name == name, documents.version == version)
    data: bytes = connection.execute(row).scalar_one()
    return data
