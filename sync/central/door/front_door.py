"""One ASGI layer around the whole application: what holds for every request and every answer, errors too.

Requests are bounded and read whole, answers are held back until they are complete, given the centre's time, the
request's id and, when the request carried a nonce, the centre's signature. Each is logged and counted.
"""

from __future__ import annotations

import asyncio
import secrets
from hashlib import sha256
from time import perf_counter
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from sync.central.centre import Centre
from sync.central.door.compress import compress, is_worth_it
from sync.central.door.counts import Counts
from sync.central.door.held_answer import HeldAnswer, refusal
from sync.central.door.limits import Limits, TokenBuckets
from sync.central.door.operations import MAX_JSON_BYTES, Addresses, Operation
from sync.central.door.request_form import check_head, check_json, method_of
from sync.central.door.request_log import note_failure, note_request
from sync.central.problems import Problem, ProblemKind
from sync.errors import MalformedMessage
from sync.protocol.requests import NONCE_HEADER, SIGNATURE_HEADER, TIME_HEADER, Assertion, sign_answer

REQUEST_HEADER = "VoucherDesk-Request"
"""The request's id, as the log has it."""
_MAX_NONCE = 200
_NOWHERE = "(none)"


class FrontDoor:
    """Wraps `app`, which answers for `centre`."""

    def __init__(self, app: FastAPI, centre: Centre, counts: Counts, limits: Limits) -> None:
        self._app = app
        self._centre = centre
        self._counts = counts
        self._limits = limits
        self._addresses = Addresses(app)
        self._by_address = TokenBuckets(limits.per_address, limits.per_address * limits.burst_seconds)
        self._by_asker = TokenBuckets(limits.per_asker, limits.per_asker * limits.burst_seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything but HTTP passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, request_id = perf_counter(), secrets.token_hex(8)
        operation = self._addresses.find(scope["method"], scope["path"])
        headers = Headers(scope=scope)
        answer = await self._answer(scope, receive, operation, request_id)
        if answer.status == ProblemKind.METHOD_NOT_ALLOWED.status:
            answer.headers["Allow"] = ", ".join(self._addresses.methods_at(scope["path"]))
        self._sign(answer, _nonce(headers))
        answer.headers[REQUEST_HEADER] = request_id
        if is_worth_it(headers, answer):
            await run_in_threadpool(compress, answer)
        await answer.give(send)
        self._note(scope, operation, answer.status, perf_counter() - started, request_id)

    def _note(self, scope: Scope, operation: Operation | None, status: int, seconds: float, request_id: str) -> None:
        route, method = operation.template if operation else _NOWHERE, method_of(scope)
        self._counts.note_request(route, method, status, seconds)
        role, ms = scope.get("state", {}).get("role", "none"), round(seconds * 1000, 1)
        note_request(id=request_id, route=route, method=method, status=status, ms=ms, role=role)

    async def _answer(self, scope: Scope, receive: Receive, operation: Operation | None, request_id: str) -> HeldAnswer:
        answer = HeldAnswer()
        try:
            self._check_rate(scope)
            body = await self._checked_body(scope, receive, operation)
            await self._app(scope, _given(body), answer.take)
        except Problem as problem:
            return refusal(problem)
        except Exception as error:  # noqa: BLE001  whatever went wrong, the desk gets a signed answer
            note_failure(error, request_id)
            return refusal(Problem(ProblemKind.INTERNAL))
        return answer

    def _check_rate(self, scope: Scope) -> None:
        address = str((scope.get("client") or ("",))[0])
        wait = self._by_address.take(address)
        asker = _asker(Headers(scope=scope))
        if wait is None and asker is not None:
            wait = self._by_asker.take(f"{address} {asker}")
        if wait is not None:
            raise Problem(ProblemKind.TOO_MANY_REQUESTS, retry_after=wait)

    async def _checked_body(self, scope: Scope, receive: Receive, operation: Operation | None) -> bytes:
        check_head(scope, self._limits.head_bytes)
        try:
            async with asyncio.timeout(self._limits.body_within.total_seconds()):
                body = await _read(receive, operation.max_bytes if operation else MAX_JSON_BYTES)
        except TimeoutError as error:
            raise Problem(ProblemKind.TIMED_OUT) from error
        check_json(Headers(scope=scope), body, self._limits.json_depth)
        return body

    def _sign(self, answer: HeldAnswer, nonce: str | None) -> None:
        time = self._centre.now().isoformat()
        answer.headers[TIME_HEADER] = time
        if nonce is not None:
            answer.headers[SIGNATURE_HEADER] = sign_answer(
                self._centre.keys.answers, nonce=nonce, status=answer.status, time=time, body=bytes(answer.body)
            )


def _asker(headers: Headers) -> str | None:
    """Who says to be asking, and only from this address: nobody can use up another's rate from elsewhere."""
    said = headers.get("authorization")
    if said is None:
        return None
    try:
        return Assertion.from_header(said).device
    except MalformedMessage:
        return sha256(said.encode()).hexdigest()


def _nonce(headers: Headers) -> str | None:
    nonce = headers.get(NONCE_HEADER)
    try:
        if "authorization" in headers:
            nonce = Assertion.from_header(headers["authorization"]).nonce
    except MalformedMessage:
        pass
    return nonce if nonce and len(nonce) <= _MAX_NONCE else None


async def _read(receive: Receive, limit: int) -> bytes:
    """The request's body. Raises Problem when it is larger than `limit`."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > limit:
            raise Problem(ProblemKind.TOO_LARGE)
        if not message.get("more_body", False):
            return bytes(body)


def _given(body: bytes) -> Receive:
    """`body` as an application receives it, then silence."""
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive
