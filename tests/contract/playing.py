"""One role at the whole interface: requests come unsigned from the generator and get that role's authorization here."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.central.door.authenticate import DEVICE
from sync.central.door.operations import ANYONE
from tests.fakes.askers import NOBODY, Askers

_BY_LINK = "/holder/"


class AskingAs:
    """The centre as somebody in `role` meets it. Only the authorization is replaced; everything else goes through."""

    def __init__(self, askers: Askers, role: str) -> None:
        self._askers = askers
        self._role = role
        self._door: ASGIApp = askers.door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand one request on."""
        if scope["type"] != "http":
            await self._door(scope, receive, send)
            return
        body = await _whole(receive)
        scope = {**scope, **self._authorized(scope, body)}
        messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def given() -> Message:
            return messages.pop() if messages else {"type": "http.disconnect"}

        await self._door(scope, given, send)

    def may_ask(self, roles: Collection[str]) -> bool:
        """Whether an operation that is open to `roles` is meant for this one."""
        return self._role in roles or (self._role == NOBODY and ANYONE in roles)

    def _authorized(self, scope: Scope, body: bytes) -> dict[str, Any]:
        path, query = scope.get("raw_path") or str(scope["path"]).encode(), scope["query_string"]
        if str(scope["path"]).startswith(_BY_LINK) and self._role not in {NOBODY, DEVICE}:
            query = b"&".join(filter(None, (b"token=" + self._askers.token_of(self._role).encode(), query)))
        target = (path + b"?" + query if query else path).decode("latin-1")
        own = self._askers.authorization(self._role, scope["method"], target, body)
        others = [(name, value) for name, value in scope["headers"] if name.lower() != b"authorization"]
        headers = [*others, *((name.lower().encode(), value.encode()) for name, value in own.items())]
        return {"headers": headers, "query_string": query}


async def _whole(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)
