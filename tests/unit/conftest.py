"""A desk at twenty past eight, on a real record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.desk.operations.desk import Desk
from tests.fakes.clock import SetClock
from tests.fakes.site import NOW, SiteKeys, make_desk


@pytest.fixture
def clock() -> SetClock:
    """The desk's clock, to be set by the test."""
    return SetClock(NOW)


@pytest.fixture
def site(tmp_path: Path, clock: SetClock) -> Iterator[tuple[Desk, SiteKeys]]:
    """A joined desk and all the keys of its world."""
    desk, keys = make_desk(tmp_path, clock=clock)
    yield desk, keys
    desk.close()


@pytest.fixture
def desk(site: tuple[Desk, SiteKeys]) -> Desk:
    """The desk."""
    return site[0]


@pytest.fixture
def keys(site: tuple[Desk, SiteKeys]) -> SiteKeys:
    """The keys."""
    return site[1]
