"""The line between a desk and the centre: an httpx transport that calls the centre's application in this process.

It does what bad lines do: gives nothing back, cuts answers short, delivers twice, late, or an old answer again, and
lets strangers answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Any

import anyio.to_thread
import httpx

from sync.central.door.front_door import FrontDoor
from sync.protocol.requests import SIGNATURE_HEADER, TIME_HEADER, Assertion, sign_answer
from sync.protocol.signing import SigningKey
from tests.faults.simulator.mortality import CentreDeath

HTML = b"<html><title>Welcome to the hotel</title></html>"
LOOKALIKE = b'{"changes": [], "cursor": "zzz", "more": false, "receipts": [], "status": "ok"}'
_MOST_KEPT = 8


class Fault(StrEnum):
    """What happens to a request and its answer."""

    NONE = "goes through"
    NO_WAY = "cannot be sent"
    LOST = "is taken, the answer is lost"
    RESET = "is reset under way"
    CUT = "is answered, the answer is cut short"
    FLIPPED = "is answered, a byte of the answer is another"
    TWICE = "is delivered twice"
    LATE = "is delivered later"
    OLD_ANSWER = "gets the answer to an earlier one"
    PORTAL = "is answered by a portal"
    LOOKALIKE = "is answered by something that talks like the centre"
    GATEWAY = "is answered by a broken gateway"
    FORGED = "is answered under another key"
    BUSY = "is answered: busy"
    TOO_MANY = "is answered: too many requests"


@dataclass(frozen=True)
class Answer:
    """As it goes over the line."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    def response(self, body: bytes | None = None) -> httpx.Response:
        """To httpx; with another `body`, as long as that."""
        headers = [(name, value) for name, value in self.headers if name.lower() != b"content-length"]
        return httpx.Response(self.status, headers=headers, content=self.body if body is None else body)


BAD = [fault for fault in Fault if fault is not Fault.NONE]
_BY_OTHERS = {
    Fault.OLD_ANSWER,
    Fault.PORTAL,
    Fault.GATEWAY,
    Fault.LOOKALIKE,
    Fault.FORGED,
    Fault.BUSY,
    Fault.TOO_MANY,
}


class Office:
    """Where the centre answers: its application, which may be another one after a restart, and its time."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.door: FrontDoor | None = None
        self.key: SigningKey | None = None
        self.restart: Callable[[], None] = lambda: None
        self.time: Callable[[], str] = str

    def take(self, request: httpx.Request) -> Answer:
        """The centre's answer. Raises httpx.ReadError when the centre dies over it; then it has been started again."""
        try:
            return self._loop.run_until_complete(self._ask(request))
        except CentreDeath as died:
            self.restart()
            raise httpx.ReadError("the centre died") from died

    async def _ask(self, request: httpx.Request) -> Answer:
        assert self.door is not None
        path, _, query = request.url.raw_path.partition(b"?")
        head: dict[str, Any] = {}
        body = bytearray()
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": path.decode(),
            "raw_path": path,
            "query_string": query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "state": {},
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": request.content, "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                head.update(message)
            else:
                body.extend(message.get("body", b""))

        await self.door(scope, receive, send)
        return Answer(head["status"], head["headers"], bytes(body))


@contextmanager
def without_threads() -> Iterator[None]:
    """One thing after another: the framework's worker threads would make a seed's story depend on the machine."""

    async def at_once(function: Callable[..., Any], *arguments: Any, **_options: Any) -> Any:
        return function(*arguments)

    threads = anyio.to_thread.run_sync
    anyio.to_thread.run_sync = at_once  # type: ignore[assignment]  # it keeps the one promise that is used
    try:
        yield
    finally:
        anyio.to_thread.run_sync = threads


class Line(httpx.BaseTransport):
    """One desk's way to the office. `meanwhile` is called during a request, `pass_point` before and after it."""

    def __init__(self, office: Office, random: Random) -> None:
        self._office = office
        self._random = random
        self.pass_point: Callable[[], None] = lambda: None
        self.cut = False
        self.badness = 0.0
        self.meanwhile: Callable[[], None] = lambda: None
        self.happened: list[str] = []
        self._late: list[httpx.Request] = []
        self._answers: list[tuple[str, Answer]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """As httpx asks for it."""
        request.read()
        self.pass_point()
        fault = self._choose()
        if fault is not Fault.NONE:
            self.happened.append(f"{request.method} {request.url.path.rsplit('/', 1)[-1]} {fault}")
        answer = self._befall(fault, request)
        self.pass_point()
        return answer

    def deliver_late(self) -> int:
        """What was held up arrives now, whoever sent it; how many requests that were."""
        late, self._late = self._late, []
        for request in late:
            self._deliver(request)
        return len(late)

    def _choose(self) -> Fault:
        if self.cut:
            return Fault.NO_WAY
        return self._random.choice(BAD) if self._random.random() < self.badness else Fault.NONE

    def _befall(self, fault: Fault, request: httpx.Request) -> httpx.Response:
        if fault is Fault.NO_WAY:
            raise httpx.ConnectError("no way")
        if fault is Fault.LATE:
            self._late.append(request)
            raise httpx.ReadTimeout("no answer")
        if fault in _BY_OTHERS:
            return self._answer_of_others(fault, request)
        return self._spoilt(fault, request, self._deliver(request))

    def _spoilt(self, fault: Fault, request: httpx.Request, answer: Answer) -> httpx.Response:
        """The centre has taken the request; what of its answer comes back."""
        match fault:
            case Fault.LOST:
                raise httpx.ReadTimeout("the answer is lost")
            case Fault.RESET:
                raise httpx.ReadError("reset")
            case Fault.CUT:
                return answer.response(answer.body[: self._random.randrange(len(answer.body) or 1)])
            case Fault.FLIPPED:
                return answer.response(self._flip(answer.body))
            case Fault.TWICE:
                answer = self._random.choice([answer, self._deliver(request)])
        return answer.response()

    def _answer_of_others(self, fault: Fault, request: httpx.Request) -> httpx.Response:
        """The request never came to the centre."""
        match fault:
            case Fault.OLD_ANSWER:
                return self._old_answer(request)
            case Fault.PORTAL | Fault.GATEWAY:
                status = 200 if fault is Fault.PORTAL else 502
                return httpx.Response(status, headers={"content-type": "text/html"}, content=HTML)
            case Fault.LOOKALIKE:
                return httpx.Response(200, headers={"content-type": "application/json"}, content=LOOKALIKE)
            case Fault.FORGED:
                return self._signed(request, SigningKey.generate(), 200, LOOKALIKE)
        assert self._office.key is not None  # busy: the centre itself says so
        return self._signed(request, self._office.key, 503 if fault is Fault.BUSY else 429, b"{}")

    def _deliver(self, request: httpx.Request) -> Answer:
        early = self._random.random() < 0.5
        if early:
            self.meanwhile()
        answer = self._office.take(request)
        if not early:
            self.meanwhile()
        self._answers = [*self._answers, (request.url.path, answer)][-_MOST_KEPT:]
        return answer

    def _old_answer(self, request: httpx.Request) -> httpx.Response:
        old = [answer for path, answer in self._answers if path == request.url.path]
        if not old:
            raise httpx.RemoteProtocolError("something else came")
        return self._random.choice(old).response()

    def _signed(self, request: httpx.Request, key: SigningKey, status: int, body: bytes) -> httpx.Response:
        nonce, time = Assertion.from_header(request.headers["authorization"]).nonce, self._office.time()
        signature = sign_answer(key, nonce=nonce, status=status, time=time, body=body)
        headers = {SIGNATURE_HEADER: signature, TIME_HEADER: time, "retry-after": "2"}
        return httpx.Response(status, headers=headers, content=body)

    def _flip(self, body: bytes) -> bytes:
        at = self._random.randrange(len(body) or 1)
        return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :] if body else body
