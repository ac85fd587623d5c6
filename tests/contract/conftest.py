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

MakeDoor = Callable[[str], AskingAs]


@pytest.fixture
def door_for(tmp_path: Path) -> Iterator[MakeDoor]:
    """A fresh centre as somebody in a role meets it."""
    with ExitStack() as closing:

        def make(role: str) -> AskingAs:
            centre = Centre.open(f"sqlite:///{tmp_path / role}.db")
            closing.callback(centre.close)
            seed_example(centre)
            return AskingAs(Askers.at(centre), role)

        yield make
