"""Which person asks: the interface that the card platform's and the staff's sign-in would fill, and a test stand-in."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sync.domain.ids import InstitutionId, SiteId


class Role(StrEnum):
    """In what part somebody asks. Staff roles are those of `sync.domain.staff.StaffRole`."""

    HOLDER = "holder"
    CLERK = "clerk"
    CLASS_MANAGER = "class_manager"
    IT = "it"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who has signed in; `id` is a trainee's, a staff member's or an officer's."""

    role: Role
    id: str


@dataclass(frozen=True, slots=True)
class Principal:
    """A person who has signed in; `institution` and `site` are those of staff, else None."""

    role: Role
    id: str
    institution: InstitutionId | None = None
    site: SiteId | None = None

    @property
    def actor(self) -> str:
        """As histories name the person."""
        return f"{self.role}:{self.id}"


class IdentityProvider(Protocol):
    """Tells people by the token their app presents."""

    def identity_of(self, token: str) -> Identity | None:
        """The person behind `token`; None for a token that is nobody's."""
        ...


class TestIdentityProvider:
    """FOR TESTS AND DEMONSTRATIONS ONLY: tokens sealed by the centre itself stand for a real sign-in."""

    __test__ = False  # not a class of tests

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token_for(self, role: Role, person: str) -> str:
        """The token that stands for `person` in `role`."""
        named = f"{role}.{person}"
        return f"{named}.{self._seal(named)}"

    def identity_of(self, token: str) -> Identity | None:
        """As `IdentityProvider` says."""
        named, _, seal = token.rpartition(".")
        if not hmac.compare_digest(seal.encode(), self._seal(named).encode()):
            return None
        role, _, person = named.partition(".")
        return Identity(Role(role), person)

    def _seal(self, named: str) -> str:
        return hmac.digest(self._secret, named.encode(), "sha256").hex()[:32]
