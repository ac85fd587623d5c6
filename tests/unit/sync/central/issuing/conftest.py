"""The centre's interface in this process, asked by people in their roles."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from sync.central.app import make_app
from sync.central.askers.identity import Role
from sync.central.centre import Centre
from sync.central.door.front_door import FrontDoor
from sync.protocol.requests import PROBLEM
from tests.unit.sync.central.conftest import Town

OFFICER, MANAGER = "O-0001", "P-0003"


@dataclass(frozen=True)
class Caller:
    """Somebody who asks; nobody in particular without a token."""

    app: FrontDoor
    token: str | None = None

    def ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return asyncio.run(self._ask(method, path, body, headers))

    async def _ask(self, method: str, path: str, body: object, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://centre") as client:
            return await client.request(method, path, json=body, headers=headers)

    def done(self, method: str, path: str, body: object = None) -> Any:
        answer = self.ask(method, path, body)
        assert answer.is_success, answer.text
        return answer.json()

    def refused(self, method: str, path: str, body: object = None) -> str:
        """The problem's name."""
        answer = self.ask(method, path, body)
        assert answer.is_client_error, answer.text
        return str(answer.json()["type"]).removeprefix(PROBLEM)


@dataclass(frozen=True)
class Callers:
    """Everybody who may ask."""

    app: FrontDoor
    centre: Centre

    def __call__(self, role: Role, person: str) -> Caller:
        return Caller(self.app, self.centre.test_tokens.token_for(role, person))

    @property
    def officer(self) -> Caller:
        return self(Role.OFFICER, OFFICER)

    @property
    def manager(self) -> Caller:
        return self.staff_of(MANAGER)

    def holder(self, trainee: str) -> Caller:
        return self(Role.HOLDER, trainee)

    def staff_of(self, person: str) -> Caller:
        """A class manager."""
        return self(Role.CLASS_MANAGER, person)

    @property
    def nobody(self) -> Caller:
        return Caller(self.app)


@pytest.fixture
def callers(town: Town) -> Callers:
    return Callers(make_app(town.centre), town.centre)
