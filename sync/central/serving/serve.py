"""Run the centre: loopback unless told otherwise, ready when it says so, gone when told to."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import uvicorn
from starlette.types import ASGIApp

from sync.central.app import make_app
from sync.central.centre import Centre
from sync.central.news.documents import refresh_status_list
from sync.central.serving.workers import Workers
from sync.central.store.engine import is_shared, writing
from sync.errors import InvalidInput

STATUS_LIST_EVERY = timedelta(hours=12)
_PIPE_BYTES = 4096
_KEEP_ALIVE_SECONDS, _GRACE_SECONDS = 30, 10
_MAX_HEAD = 32 * 1024
_GARBAGE_AFTER = 50_000
_LOOK_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen (port 0: any free one), by how many `workers`; what each of several does first, if anything."""

    host: str
    port: int
    workers: int = 1
    prepare: Callable[[], None] | None = None


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


def serve(centre: Centre, where: Place, announce: Callable[[str], None]) -> None:
    """Answer requests until SIGINT or SIGTERM; `announce` gets the address.

    Raises InvalidInput when the address cannot be listened at, or when several workers should share a file.
    """
    if where.workers > 1 and not is_shared(centre.store):
        raise InvalidInput("several workers need a PostgreSQL server (--db postgresql://…); a SQLite file has one")
    with listen_at(where.host, where.port) as listener:
        address = f"http://{_in_address(where.host)}:{listener.getsockname()[1]}"
        if where.workers == 1:
            _answer(centre, listener, lambda: announce(address))
            return
        url = centre.store.url.render_as_string(hide_password=False)
        Workers(where.workers, partial(_work, where.prepare), url, listener).run(lambda: announce(address))


def _work(prepare: Callable[[], None] | None, url: str, listener: socket.socket, ready: Callable[[], None]) -> None:
    """What one of several workers does."""
    if prepare is not None:
        prepare()
    centre = Centre.open(url)
    try:
        _answer(centre, listener, ready)
    finally:
        centre.close()


def _answer(centre: Centre, listener: socket.socket, ready: Callable[[], None]) -> None:
    server = AnnouncingServer(make_app(centre), ready)
    _collect_garbage_seldom()
    # uvicorn ends politely, then raises the signal again: to be told to stop is no failure here.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    asyncio.run(_run(centre, server, listener))


def _collect_garbage_seldom() -> None:
    """A batch makes many things, hardly any of them in circles: looking for those takes a tenth of its time."""
    gc.collect()
    gc.freeze()  # what stands now stays until the end
    gc.set_threshold(_GARBAGE_AFTER)


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
