"""Seeded centres for the battery: one for each test, since it writes whatever it is let in to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.example.seed import seed_example
from tests.contract.playing import AskingAs
from tests.fakes.askers import Askers
from tests.fakes.postgres import PostgresServer

MakeDoor = Callable[[str], AskingAs]


@pytest.fixture
def door_for(tmp_path: Path) -> Iterator[MakeDoor]:
    """A fresh centre on a file, as somebody in a role meets it."""
    with ExitStack() as closing:
        yield lambda role: _door(f"sqlite:///{tmp_path / role}.db", role, closing)


@pytest.fixture
def postgres_door_for(postgres: PostgresServer) -> Iterator[MakeDoor]:
    """The same on PostgreSQL."""
    with ExitStack() as closing:
        yield lambda role: _door(postgres.fresh_database(), role, closing)


def _door(url: str, role: str, closing: ExitStack) -> AskingAs:
    centre = Centre.open(url)
    closing.callback(centre.close)
    seed_example(centre)
    return AskingAs(Askers.at(centre), role)
