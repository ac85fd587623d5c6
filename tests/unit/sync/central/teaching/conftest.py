"""A class manager and an officer at the sample centre."""

from __future__ import annotations

import pytest

from sync.central.app import make_app
from tests.fakes.askers import UNLIMITED
from tests.unit.sync.central.conftest import Town
from tests.unit.sync.central.issuing.conftest import Callers
from tests.unit.sync.central.teaching.school import School


@pytest.fixture
def school(town: Town) -> School:
    return School(town, Callers(make_app(town.centre, UNLIMITED), town.centre))
