"""A Python process of its own, and the pipe to it: JSON both ways. A fork server has done the imports before."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from sync.errors import SyncError

_IMPORTED_BEFORE = [
    "tests.play.centre_process",
    "tests.play.desk_process",
    # What the two take in only when they need it: once for all processes.
    *("alembic.command", "alembic.runtime.migration", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql"),
    *("psycopg", "sqlcipher3", "pypinyin", "anyio._backends._asyncio", "uvicorn.protocols.http.h11_impl"),
]
_PATIENCE_S = 20
Handlers = Mapping[str, Callable[..., Any]]


class ProcessFailed(Exception):
    """The process at the other end of the pipe gave up; says what it said last."""


class Peer:
    """A process started with `run(pipe, *arguments)`, which answers with `answer_all`. Close it, or it ends with us."""

    def __init__(self, name: str, run: Callable[..., None], *arguments: object) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload(_IMPORTED_BEFORE)
        self.name = name
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(run, theirs, *arguments), name=name, daemon=True)
        self._process.start()
        theirs.close()

    def tell(self, acts: list[dict[str, Any]]) -> None:
        """Let it do these things, one after the other; `hear` has the answers."""
        with suppress(BrokenPipeError):  # it has ended; `hear` says why
            self._pipe.send_bytes(json.dumps(acts, default=str).encode())

    def hear(self) -> list[Any]:
        """The answers to what was told. Raises ProcessFailed."""
        try:
            answers = json.loads(self._pipe.recv_bytes())
        except (EOFError, ConnectionResetError) as error:
            raise ProcessFailed(f"{self.name} ended") from error
        if isinstance(answers, str):
            raise ProcessFailed(f"{self.name}: {answers}")
        return list(answers)

    def ask(self, do: str, **how: object) -> Any:
        """One thing done, one answer. Raises ProcessFailed."""
        self.tell([{"do": do, **how}])
        return self.hear()[0]

    def close(self) -> None:
        """End it, politely first."""
        self._pipe.close()
        self._process.join(_PATIENCE_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


def answer_all(pipe: Connection, handlers: Handlers) -> None:
    """Do what the parent tells until it closes the pipe."""
    while True:
        try:
            acts = json.loads(pipe.recv_bytes())
        except (EOFError, ConnectionResetError):
            return
        answers = [handlers[act.pop("do")](**act) for act in acts]
        pipe.send_bytes(json.dumps(answers, default=str).encode())


def _run(run: Callable[..., None], pipe: Connection, *arguments: object) -> None:
    """In the process itself: whatever is raised is told to the parent, who decides what it means."""
    try:
        run(pipe, *arguments)
    except SyncError as error:
        pipe.send_bytes(json.dumps(str(error)).encode())
    except Exception:  # noqa: BLE001  told, not hidden
        pipe.send_bytes(json.dumps(traceback.format_exc()).encode())
