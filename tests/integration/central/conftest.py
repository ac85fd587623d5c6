"""A seeded centre in this process, and somebody in every role who asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.example.seed import seed_example
from tests.fakes.askers import Askers


@pytest.fixture(scope="module")
def askers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Askers]:
    """One centre for a module whose tests change nothing."""
    folder: Path = tmp_path_factory.mktemp("centre")
    centre = Centre.open(f"sqlite:///{folder / 'centre.db'}")
    yield Askers.at(centre, example=seed_example(centre))
    centre.close()
