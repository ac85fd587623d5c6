"""Every answer carries the centre's time and, when the request carried a nonce, the centre's signature. Errors too.

One ASGI layer around the whole application. It reads requests whole (they are small, and their size is bounded
here) and holds answers back until they are complete, because the signature covers the body that is sent.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.central.problems import MEDIA_TYPE, Problem, ProblemKind
from sync.errors import MalformedMessage
from sync.protocol.batches import CONTENT_TYPE, MAX_BYTES
from sync.protocol.requests import NONCE_HEADER, SIGNATURE_HEADER, TIME_HEADER, Assertion, sign_answer
from sync.protocol.signing import SigningKey

MAX_JSON_BYTES = 64 * 1024
_MAX_NONCE = 200
_log = logging.getLogger(__name__)


class SignedAnswers:
    """Wraps `app`; `key` signs the answers, `now` is the centre's clock."""

    def __init__(self, app: ASGIApp, key: SigningKey, now: Callable[[], datetime]) -> None:
        self._app = app
        self._key = key
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything but HTTP passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        body = await _read(receive, MAX_BYTES if headers.get("content-type") == CONTENT_TYPE else MAX_JSON_BYTES)
        answer = _refusal(ProblemKind.TOO_LARGE) if body is None else await self._answer(scope, body)
        self._sign(answer, _nonce(headers))
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers.raw})
        await send({"type": "http.response.body", "body": bytes(answer.body)})

    async def _answer(self, scope: Scope, body: bytes) -> _Answer:
        answer = _Answer()
        try:
            await self._app(scope, _given(body), answer.take)
        except Exception as error:  # noqa: BLE001  whatever went wrong, the desk gets a signed answer
            # Where, but not the message: it may hold what somebody sent.
            _log.error("%s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
            return _refusal(ProblemKind.INTERNAL)
        return answer

    def _sign(self, answer: _Answer, nonce: str | None) -> None:
        time = self._now().isoformat()
        answer.headers[TIME_HEADER] = time
        if nonce is not None:
            answer.headers[SIGNATURE_HEADER] = sign_answer(
                self._key, nonce=nonce, status=answer.status, time=time, body=bytes(answer.body)
            )


@dataclass
class _Answer:
    """An answer held back until it is complete."""

    status: int = 500
    headers: MutableHeaders = field(default_factory=MutableHeaders)
    body: bytearray = field(default_factory=bytearray)

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = MutableHeaders(raw=list(message.get("headers", ())))
        else:
            self.body += message.get("body", b"")


def _refusal(kind: ProblemKind) -> _Answer:
    problem = Problem(kind)
    body = problem.to_json()
    headers = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), **problem.headers}
    return _Answer(kind.status, MutableHeaders(headers), bytearray(body))


def _nonce(headers: Headers) -> str | None:
    nonce = headers.get(NONCE_HEADER)
    try:
        if "authorization" in headers:
            nonce = Assertion.from_header(headers["authorization"]).nonce
    except MalformedMessage:
        pass
    return nonce if nonce and len(nonce) <= _MAX_NONCE else None


async def _read(receive: Receive, limit: int) -> bytes | None:
    """The request's body; None when it is larger than `limit`."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _given(body: bytes) -> Receive:
    """`body` as an application receives it, then silence."""
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive
