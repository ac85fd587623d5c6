"""Which holder asks: the interface that the card platform's sign-in would fill, and a test stand-in."""

from __future__ import annotations

import hmac
from typing import Protocol

from sync.domain.ids import TraineeId


class IdentityProvider(Protocol):
    """Tells holders by the token their app presents."""

    def trainee_of(self, token: str) -> TraineeId | None:
        """The holder behind `token`; None for a token that is nobody's."""
        ...


class TestIdentityProvider:
    """FOR TESTS AND DEMONSTRATIONS ONLY: tokens signed by the centre itself stand for a real sign-in."""

    __test__ = False  # not a class of tests

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token_for(self, trainee: TraineeId) -> str:
        """The token that stands for `trainee`."""
        return f"{trainee}.{self._seal(trainee)}"

    def trainee_of(self, token: str) -> TraineeId | None:
        """As `IdentityProvider` says."""
        trainee, _, seal = token.rpartition(".")
        genuine = hmac.compare_digest(seal.encode(), self._seal(trainee).encode())
        return TraineeId(trainee) if genuine else None

    def _seal(self, trainee: str) -> str:
        return hmac.digest(self._secret, trainee.encode(), "sha256").hex()[:32]
