"""The centre as one object: its record, its keys, its clock, and what it remembers between requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from sync.central.askers.identity import IdentityProvider, TestIdentityProvider
from sync.central.askers.nonces import Nonces, nonces_for
from sync.central.askers.wrong_tries import WrongTries, wrong_tries_for
from sync.central.codes.code_reader import CodeReader
from sync.central.codes.resolver import CodeResolver, TestResolver
from sync.central.keys import Keys, load_keys, make_keys
from sync.central.news.box import publish_box
from sync.central.news.documents import (
    ListsInForce,
    lists_in_force,
    publish_policy,
    publish_status_list,
    publish_trust_list,
)
from sync.central.news.feed import welcome_restored_rows
from sync.central.news.projects import tell_what_older_programs_did_not
from sync.central.news.terms import Terms
from sync.central.store.engine import holds_tables, open_store, writing
from sync.central.store.locks import lock_named
from sync.domain.policy import Policy
from sync.errors import InvalidInput


def utc_now() -> datetime:
    """The centre's clock; the only place that reads it."""
    return datetime.now(UTC)


@dataclass
class Centre:
    """Shared by all requests; every part of it may be used from several threads."""

    store: Engine
    keys: Keys
    now: Callable[[], datetime] = utc_now
    terms: Terms = field(default_factory=Terms)
    resolver: CodeResolver = field(default_factory=TestResolver)
    nonces: Nonces = field(init=False)
    wrong_tries: WrongTries = field(init=False)
    identity: IdentityProvider = field(init=False)
    codes: CodeReader = field(default_factory=CodeReader)
    _lists: ListsInForce | None = None

    def __post_init__(self) -> None:
        self.nonces = nonces_for(self.store, self.now)
        self.wrong_tries = wrong_tries_for(self.store, self.now)
        self.identity = self.test_tokens

    @property
    def test_tokens(self) -> TestIdentityProvider:
        """FOR TESTS AND DEMONSTRATIONS ONLY: who makes the tokens that stand for a sign-in."""
        return TestIdentityProvider(self.keys.holder_secret)

    @classmethod
    def open(
        cls, url: str, now: Callable[[], datetime] = utc_now, *, may_found: bool = True, terms: Terms | None = None
    ) -> Centre:
        """The centre in the database at `url`; a new one gets keys and first lists where `may_found`.

        Raises as `open_store`; InvalidInput where there is no centre and none may be founded: with a mistyped address a
        nightly run would found one and find nothing to do in it.
        """
        if not may_found and not holds_tables(url):
            raise InvalidInput("there is no centre at --db; `serve`, `seed` or `officer` founds one")
        store = open_store(url)
        with writing(store) as connection:
            lock_named(connection, "founding")  # of several workers that start together one makes the keys
            keys = load_keys(connection) or _found(connection, now())
            welcome_restored_rows(connection)
            publish_box(connection, keys)
            tell_what_older_programs_did_not(connection, lists_in_force(connection, keys, None).rules)
        return cls(store, keys, now, terms or Terms())

    def close(self) -> None:
        """Let go of the database."""
        self.store.dispose()

    def lists(self, connection: Connection) -> ListsInForce:
        """The newest trust list and policy."""
        self._lists = lists_in_force(connection, self.keys, self._lists)
        return self._lists


def _found(connection: Connection, now: datetime) -> Keys:
    keys = make_keys(connection)
    publish_trust_list(connection, keys, now)
    publish_status_list(connection, keys, now)
    publish_policy(connection, keys, Policy(version=1), now)
    return keys
