"""A deadline for a whole request. httpx has limits per step only: a line that drips a byte a second keeps all of them.

The sockets below httpx are wrapped; each of their steps may take what is left. Closing wakes whoever waits at one.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

_until: ContextVar[float | None] = ContextVar("until", default=None)
_PIECE_BYTES = 64 * 1024


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What this thread asks in this block, over a line of `keep_deadlines`, ends after `seconds`, be it in failure."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


def keep_deadlines(client: httpx.Client) -> httpx.Client:
    """`client`, with lines that know of `within`. httpx takes no other kind of socket, so its pools are set."""
    for transport in (client._transport, *client._mounts.values()):
        pool: Any = getattr(transport, "_pool", None)
        if pool is not None:
            assert hasattr(pool, "_network_backend")  # noqa: S101  another httpcore must not lose the deadline unseen
            pool._network_backend = _Backend()
    return client


def _left(timeout: float | None, late: type[httpcore.TimeoutException]) -> float | None:
    """What of `timeout` may be used. Raises `late` when nothing is left."""
    until = _until.get()
    if until is None:
        return timeout
    left = until - time.monotonic()
    if left <= 0:
        raise late
    return left if timeout is None else min(left, timeout)


class _Backend(httpcore.NetworkBackend):
    """Opens lines that keep the deadline."""

    def __init__(self) -> None:
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Line(self._sockets.connect_tcp(host, port, left, local_address, socket_options))


class _Line(httpcore.NetworkStream):
    """One socket."""

    def __init__(self, line: httpcore.NetworkStream) -> None:
        self._line = line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._line.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE_BYTES):
            self._line.write(buffer[start : start + _PIECE_BYTES], _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        end = self._line.get_extra_info("socket")
        if isinstance(end, socket.socket):
            with suppress(OSError):
                socket.socket.shutdown(end, socket.SHUT_RDWR)  # the socket's own: TLS's would pull the line from under
        self._line.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Line(self._line.start_tls(ssl_context, server_hostname, _left(timeout, httpcore.ConnectTimeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._line.get_extra_info(info)
