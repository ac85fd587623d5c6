"""A real centre over real HTTP: uvicorn in a thread, a free port, a SQLite file with the sample data."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sync.central.app import make_app
from sync.central.centre import Centre
from sync.central.example.seed import seed_example
from sync.central.serving.serve import AnnouncingServer, listen_at
from tests.fakes.scripted_desk import ScriptedDesk


@dataclass(frozen=True)
class RunningCentre:
    """`url` to talk to, `db` the file, `example` what the seed printed, `behind` the centre itself, to reach into."""

    url: str
    db: Path
    example: dict[str, Any]
    behind: Centre


@contextmanager
def answering(behind: Centre) -> Iterator[str]:
    """The centre's address on loopback while it answers there; it is closed at the end."""
    ready = threading.Event()
    with listen_at("127.0.0.1", 0) as listener:
        server = AnnouncingServer(make_app(behind), ready.set)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert ready.wait(10)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
            behind.close()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    """A seeded centre that answers on loopback."""
    db = tmp_path / "centre.db"
    behind = Centre.open(f"sqlite:///{db}")
    example = seed_example(behind)
    with answering(behind) as url:
        yield RunningCentre(url, db, example, behind)


@pytest.fixture
def scripted_desk(centre: RunningCentre) -> Iterator[ScriptedDesk]:
    """A device at the home site that does what the test says."""
    desk = ScriptedDesk.join(centre.url, centre.example["enrolment_code"])
    yield desk
    desk.close()
