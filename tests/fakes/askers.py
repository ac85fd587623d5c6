"""Somebody in each role who asks a centre in this very process: real keys, real tokens, the whole application."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import select

from sync.central.app import make_app
from sync.central.askers.devices import NewDevice, join_site
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.askers.identity import Role
from sync.central.centre import Centre
from sync.central.door.authenticate import DEVICE
from sync.central.door.front_door import FrontDoor
from sync.central.door.limits import Limits
from sync.central.store.engine import reading, writing
from sync.central.store.tables import devices, officers, staff, trainees
from sync.domain.ids import DeviceId, SiteId
from sync.protocol.requests import assert_request
from sync.protocol.signing import SigningKey

NOBODY = "none"
ROLES = (NOBODY, DEVICE, *(role.value for role in Role))
UNLIMITED = Limits(per_address=1e9, per_asker=1e9)


@dataclass
class Askers:
    """One of each role; staff are of site S-0001, which the device belongs to as well."""

    centre: Centre
    door: FrontDoor
    ids: dict[str, str]
    key: SigningKey = field(repr=False)
    example: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def at(cls, centre: Centre, limits: Limits = UNLIMITED, example: dict[str, Any] | None = None) -> Askers:
        """Somebody in every role at a seeded centre; `example` is what the seed printed."""
        key = SigningKey.generate()
        now = centre.now()
        with writing(centre.store) as connection:
            code = make_enrolment_code(connection, SiteId("S-0001"), now)
            device = join_site(connection, centre.keys, code, NewDevice(key.public(), "PC"), now).device
            connection.execute(devices.update().values(enrolled_at=now - timedelta(days=30)))
            if connection.scalar(select(staff.c.id).where(staff.c.role == Role.IT)) is None:
                row = {"id": "P-it", "site": "S-0001", "name": "技试", "role": Role.IT}
                connection.execute(staff.insert().values(row))
        with reading(centre.store) as connection:
            at_home = select(staff.c.role, staff.c.id).where(staff.c.site == "S-0001").order_by(staff.c.id.desc())
            ids = {str(role): str(person) for role, person in connection.execute(at_home)}
            ids[Role.HOLDER] = str(connection.scalar(select(trainees.c.id).order_by(trainees.c.id)))
            ids[Role.OFFICER] = str(connection.scalar(select(officers.c.id).order_by(officers.c.id)))
        return cls(centre, make_app(centre, limits), {**ids, DEVICE: device}, key, example or {})

    @property
    def device(self) -> DeviceId:
        """The device that asks."""
        return DeviceId(self.ids[DEVICE])

    def token_of(self, role: str) -> str:
        """The bearer token of the person in `role`."""
        return self.centre.test_tokens.token_for(Role(role), self.ids[role])

    def authorization(self, role: str, method: str, target: str, body: bytes) -> dict[str, str]:
        """The header by which `role` makes this very request."""
        if role == NOBODY:
            return {}
        if role != DEVICE:
            return {"Authorization": f"Bearer {self.token_of(role)}"}
        now, nonce = self.centre.now(), secrets.token_hex(16)
        assertion = assert_request(self.device, self.key, method, target, body=body, time=now, nonce=nonce)
        return {"Authorization": assertion.to_header()}

    def ask(self, role: str, method: str, target: str, body: bytes = b"", **headers: str) -> httpx.Response:
        """The answer to one request; `headers` with `_` for `-`."""
        sent = {"Content-Type": "application/json"} if body else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask_as_is(method, target, body, {**self.authorization(role, method, target, body), **sent})

    def ask_as_is(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        """The answer to one request, nothing added."""
        return asyncio.run(self._send(method, target, body, headers))

    async def _send(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self.door, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://centre") as client:
            raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
            return await client.request(method, target, content=body, headers=raw)

    @property
    def description(self) -> dict[str, Any]:
        """The interface's description, as served."""
        described: dict[str, Any] = self.ask(NOBODY, "GET", "/openapi.json").json()
        return described
