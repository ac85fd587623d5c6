"""A class that somebody attended and passed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.central.app import make_app
from tests.fakes.askers import UNLIMITED
from tests.unit.sync.central.conftest import Sender, Town
from tests.unit.sync.central.issuing.conftest import Callers
from tests.unit.sync.central.teaching.school import CLASS, School

COURSE = {"project": 1, "name": "初级焊工", "hours": 80, "price_fen": 180_000}
CERTIFICATE = "S000031000001265000001"


@pytest.fixture
def school(town: Town) -> School:
    return School(town, Callers(make_app(town.centre, UNLIMITED), town.centre))


@pytest.fixture
def graduate(school: School, desk: Sender) -> int:
    """The voucher of somebody who came, passed and was checked; the class was of course C-1."""
    manager, officer = school.callers.manager, school.callers.officer
    school.furnish()
    manager.done("PUT", "/v1/courses/C-1", COURSE)
    school.open(course="C-1")
    school.teach()
    number = school.enrol(desk)
    school.report()
    school.town.time.go_on(timedelta(days=10))
    punch = school.town.punch(school.town.code(number), session=f"{CLASS}-01")
    desk.hand_in(desk.chain.write(punch, at=school.town.time()))
    school.town.time.go_on(timedelta(days=1))
    line = {"voucher_no": number, "attempt": 1, "theory": 80, "practical": 75, "certificate_no": CERTIFICATE}
    manager.done("PUT", f"{school.at}/assessments/A-1", {"results": [line]})
    officer.done("POST", f"{school.at}/eligibility-checks")
    return number
