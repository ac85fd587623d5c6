"""An answer held back until it is complete: the signature in its head covers its body."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from sync.central.problems import MEDIA_TYPE, Problem


@dataclass
class HeldAnswer:
    """What the application said so far."""

    status: int = 500
    headers: MutableHeaders = field(default_factory=MutableHeaders)
    body: bytearray = field(default_factory=bytearray)

    async def take(self, message: Message) -> None:
        """One message of the application."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = MutableHeaders(raw=list(message.get("headers", ())))
        else:
            self.body += message.get("body", b"")

    async def give(self, send: Send) -> None:
        """Let it go."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers.raw})
        await send({"type": "http.response.body", "body": bytes(self.body)})


def refusal(problem: Problem) -> HeldAnswer:
    """`problem` as an answer."""
    body = problem.to_json()
    headers = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), **problem.headers}
    return HeldAnswer(problem.kind.status, MutableHeaders(headers), bytearray(body))
