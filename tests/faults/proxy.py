"""A proxy of real sockets that does one bad thing to one request: the network a site may have.

It runs an event loop on a thread of its own. HTTP/1.1, one request a connection; what it is not told to spoil goes
through as it is.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

_HTML = b"<html><title>Welcome to the hotel</title><form>Room number</form></html>"
_LARGE = 33 * 1024 * 1024
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_PIECE = 64


class Fault(StrEnum):
    """What is done to the request or its answer."""

    BEFORE_SEND = "before send"
    AFTER_COMMIT = "after commit"
    TRUNCATED = "truncated"
    DOUBLED = "doubled"
    REORDERED = "reordered"
    SERVER_ERROR = "5xx"
    TOO_MANY = "429 with Retry-After"
    PORTAL = "captive-portal HTML"
    RESET = "reset"
    SLOW = "slow drip"
    OVERSIZED = "oversized"
    WRONG_SIGNATURE = "wrong signature"
    OLD_ANSWER = "old answer"


@dataclass(frozen=True)
class Message:
    """A request or an answer: its head with the empty line, and its body."""

    head: bytes
    body: bytes

    @property
    def first_line(self) -> str:
        """Method and address, or the status."""
        return self.head.split(b"\r\n", 1)[0].decode("latin-1")


class FaultProxy:
    """Between a desk and the centre at `upstream`. `arm` it, and the next request that fits suffers."""

    def __init__(self, upstream: str) -> None:
        parts = urlsplit(upstream)
        self._upstream = parts.hostname or "", parts.port or 0
        self._fault: Fault | None = None
        self._where = re.compile("")
        self._late: list[Message] = []
        self._old: list[tuple[str, Message]] = []
        self.struck = 0
        self.url = ""

    def arm(self, fault: Fault, where: str) -> None:
        """The next request whose first line `where` is found in suffers `fault`."""
        self._where, self._fault = re.compile(where), fault

    def disarm(self) -> None:
        """All is well from now on."""
        self._fault = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            request = await _read(reader)
            await self._handle(request, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # somebody hung up; so does the proxy
        finally:
            writer.close()

    async def _handle(self, request: Message, writer: asyncio.StreamWriter) -> None:
        fault = self._fault if self._fault and self._where.search(request.first_line) else None
        if fault is not None:
            self._fault = None
            self.struck += 1
        match fault:
            case Fault.BEFORE_SEND:
                return
            case Fault.REORDERED:
                self._late.append(request)
                return
            case Fault.SERVER_ERROR | Fault.TOO_MANY | Fault.PORTAL | Fault.OVERSIZED | Fault.OLD_ANSWER:
                writer.write(self._answer_of_another(fault, request))
                await writer.drain()
                return
        answer = await self._ask(request)
        for late in self._late[:]:
            self._late.remove(late)
            await self._ask(late)
        if fault is None:
            self._old.append((_address(request), answer))
        await self._give(fault, request, answer, writer)

    async def _give(
        self, fault: Fault | None, request: Message, answer: Message, writer: asyncio.StreamWriter
    ) -> None:
        match fault:
            case Fault.AFTER_COMMIT:
                return
            case Fault.RESET:
                writer.transport.abort()
                return
            case Fault.TRUNCATED:
                writer.write(answer.head + answer.body[: len(answer.body) // 2])
            case Fault.DOUBLED:
                again = await self._ask(request)
                writer.write(again.head + again.body)
            case Fault.WRONG_SIGNATURE:
                writer.write(re.sub(rb"(?i)(voucherdesk-signature: *)....", rb"\1AAAA", answer.head) + answer.body)
            case Fault.SLOW:
                for at in range(0, len(answer.head + answer.body), _PIECE):
                    writer.write((answer.head + answer.body)[at : at + _PIECE])
                    await writer.drain()
                    await asyncio.sleep(0.001)
            case _:
                writer.write(answer.head + answer.body)
        await writer.drain()

    def _answer_of_another(self, fault: Fault, request: Message) -> bytes:
        old = [answer for address, answer in self._old if address == _address(request)]
        match fault:
            case Fault.SERVER_ERROR:
                return _plain("502 Bad Gateway", _HTML)
            case Fault.TOO_MANY:
                return _plain("429 Too Many Requests", b"{}", "Retry-After: 1\r\n")
            case Fault.OVERSIZED:
                return _plain("200 OK", b" " * _LARGE)
            case Fault.OLD_ANSWER if old:
                return old[-1].head + old[-1].body
        return _plain("200 OK", _HTML)

    async def _ask(self, request: Message) -> Message:
        reader, writer = await asyncio.open_connection(*self._upstream)
        try:
            head = re.sub(rb"(?i)\r\nconnection: [^\r]*", b"", request.head)
            writer.write(head.replace(b"\r\n", b"\r\nConnection: close\r\n", 1) + request.body)
            await writer.drain()
            return await _read(reader)
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Message:
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return Message(head, await reader.readexactly(int(length[1])) if length else b"")


def _address(request: Message) -> str:
    return request.first_line.split("?", 1)[0]


def _plain(status: str, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n{more}"
    return f"{head}Connection: close\r\n\r\n".encode() + body


@contextmanager
def proxying(upstream: str) -> Iterator[FaultProxy]:
    """A proxy on a free port of this machine."""
    proxy, loop = FaultProxy(upstream), asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(proxy.serve, "127.0.0.1", 0, limit=1 << 20))
    proxy.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, name="proxy")
    thread.start()
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
