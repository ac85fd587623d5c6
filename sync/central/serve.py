"""Run the centre: one process, loopback unless told otherwise, ready when it says so, gone when told to."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import uvicorn
from starlette.types import ASGIApp

from sync.central.app import make_app
from sync.central.centre import Centre
from sync.central.documents import refresh_status_list
from sync.central.store.engine import writing
from sync.errors import InvalidInput

STATUS_LIST_EVERY = timedelta(hours=12)
_PIPE_BYTES = 4096
_KEEP_ALIVE_SECONDS, _GRACE_SECONDS = 30, 10
_MAX_HEAD = 32 * 1024
_LOOK_EVERY = timedelta(minutes=10)


class AnnouncingServer(uvicorn.Server):
    """Says where it listens as soon as it does."""

    def __init__(self, app: ASGIApp, announce: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="off",
                access_log=False,  # an address may hold a holder's token; `request_log.py` writes lines of our own
                log_config=None,
                log_level="warning",
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=_GRACE_SECONDS,
                h11_max_incomplete_event_size=_MAX_HEAD,
            )
        )
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does it, then the announcement."""
        await super().startup(sockets)
        self._announce()


def listen_at(host: str, port: int) -> socket.socket:
    """A listening socket; port 0: any free one. Raises InvalidInput when the address cannot be listened at."""
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise InvalidInput(f"cannot listen at {host} port {port}") from error
    # asyncio does this only for sockets that were made with the protocol named; without it each answer waits 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def serve(centre: Centre, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Answer requests until SIGINT or SIGTERM; `announce` gets the address. Port 0: any free one.

    Raises InvalidInput when the address cannot be listened at.
    """
    with listen_at(host, port) as listener:
        bound = listener.getsockname()[1]
        server = AnnouncingServer(make_app(centre), lambda: announce(f"http://{_in_address(host)}:{bound}"))
        # uvicorn ends politely, then raises the signal again: to be told to stop is no failure here.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        asyncio.run(_run(centre, server, listener))


def stop_when_stdin_closes() -> None:
    """Tell this process to stop once its standard input has ended: a killed parent closes the pipe too."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), _PIPE_BYTES):
            pass
        signal.raise_signal(signal.SIGTERM)

    threading.Thread(target=wait, name="stdin", daemon=True).start()


async def _run(centre: Centre, server: uvicorn.Server, listener: socket.socket) -> None:
    async with _fresh_status_lists(centre):
        await server.serve([listener])


@asynccontextmanager
async def _fresh_status_lists(centre: Centre) -> AsyncIterator[None]:
    """Publish the status list anew twice a day: a desk may believe it for some days only."""
    task = asyncio.create_task(_keep_fresh(centre))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_fresh(centre: Centre) -> None:
    while True:
        await asyncio.to_thread(_refresh, centre)
        await asyncio.sleep(_LOOK_EVERY.total_seconds())


def _refresh(centre: Centre) -> None:
    with writing(centre.store) as connection:
        refresh_status_list(connection, centre.keys, centre.now(), STATUS_LIST_EVERY)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
