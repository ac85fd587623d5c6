"""The holder's record: everything that is the holder's own, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from sync.central.store.engine import reading, writing
from sync.central.store.tables import evaluations, trainees, vouchers
from sync.domain.vouchers import VoucherKind, VoucherState
from tests.unit.sync.central.conftest import ON_NOW, WELDERS, Sender
from tests.unit.sync.central.holder_record.conftest import CERTIFICATE
from tests.unit.sync.central.issuing.conftest import Caller
from tests.unit.sync.central.teaching.school import CLASS, School


def holder_of(school: School, number: int) -> Caller:
    with reading(school.town.centre.store) as connection:
        return school.callers.holder(str(connection.scalar(select(vouchers.c.trainee).where(vouchers.c.no == number))))


def record_of(school: School, number: int) -> Any:
    return holder_of(school, number).done("GET", "/v1/holder/record")


def test_the_record_of_somebody_who_passed(school: School, graduate: int) -> None:
    record = record_of(school, graduate)
    (voucher,) = record["vouchers"]
    assert [move["to_state"] for move in voucher["history"]] == ["ISSUED", "CLAIMED", "IN_USE", "USED"]
    assert voucher["history"][0]["from_state"] is None
    assert (voucher["check"]["eligible"], voucher["check"]["unmet"]) == (True, [])
    assert voucher["payment"]["amount_fen"] == voucher["check"]["amount_fen"] > 0
    (attended,) = record["classes"]
    assert (attended["class_id"], attended["course"], attended["attended"]) == (CLASS, "C-1", True)
    assert (attended["hours"], attended["registered_in_time"]) == (4, True)
    assert [result["passed"] for result in attended["results"]] == [True]
    assert [(one["certificate_no"], one["occupation_name"]) for one in record["certificates"]] == [
        (CERTIFICATE, "焊工")
    ]


def test_who_left_keeps_what_was_attended(school: School, desk: Sender) -> None:
    school.ready()
    number = school.enrol(desk)
    school.town.time.go_on(timedelta(days=10))
    punch = school.town.punch(school.town.code(number), session=f"{CLASS}-01")
    desk.hand_in(desk.chain.write(punch, at=school.town.time()))
    school.callers.manager.done("POST", f"{school.at}/cancel", {"reason": "x"})
    (left,) = record_of(school, number)["classes"]
    assert (left["state"], left["attended"], left["hours"]) == ("cancelled", True, 4)


def test_somebody_without_anything(school: School) -> None:
    nobody_yet = school.candidate()
    record = record_of(school, nobody_yet)
    assert (record["classes"], record["certificates"], len(record["vouchers"])) == ([], [], 1)
    assert (record["vouchers"][0]["check"], record["vouchers"][0]["payment"]) == (None, None)


def test_an_evaluation_is_one_and_changeable_and_its_numbers_are_public(school: School, graduate: int) -> None:
    holder, path = holder_of(school, graduate), f"/v1/holder/classes/{CLASS}/evaluation"
    holder.done("PUT", path, {"stars": 2, "comment": "教室太冷"})
    assert holder.done("PUT", path, {"stars": 4})["stars"] == 4
    shown = school.callers.nobody.ask("GET", "/v1/courses/C-1")
    assert (shown.json()["evaluations"], shown.json()["mean_stars"]) == (1, None)  # else it told what one person said
    assert "教室太冷" not in shown.text
    assert record_of(school, graduate)["classes"][0]["evaluation"]["stars"] == 4


def test_a_mean_is_shown_once_nobody_can_be_told_from_it(school: School, graduate: int) -> None:
    holder_of(school, graduate).done("PUT", f"/v1/holder/classes/{CLASS}/evaluation", {"stars": 4})
    with writing(school.town.centre.store) as connection:
        others = connection.scalars(select(trainees.c.id).where(trainees.c.id.like("T-1%")).limit(4)).all()
        said = {"class_id": CLASS, "stars": 5, "comment": "", "at": school.town.time()}
        connection.execute(insert(evaluations), [{"trainee": who, **said} for who in others])
    shown = school.callers.nobody.ask("GET", "/v1/courses/C-1").json()
    assert (shown["evaluations"], shown["mean_stars"]) == (5, 4.8)


def test_who_signs_in_from_elsewhere_did_not_come(school: School) -> None:
    guest = school.town.voucher(VoucherKind.SIGN_IN_ONLY, VoucherState.CLAIMED)
    fix = {"latitude": 10.0, "longitude": 20.0, "accuracy_m": 5.0, "coordinate_system": "wgs84"}
    holder = holder_of(school, guest)
    done = holder.done("POST", "/v1/holder/sign-ins", {"id": "s", "session": ON_NOW, **fix})
    assert done["standing"] != "inside"
    path = f"/v1/holder/classes/{WELDERS}/evaluation"
    assert holder.refused("PUT", path, {"stars": 1}) == "not-attended"
    (known,) = record_of(school, guest)["classes"]
    assert (known["class_id"], known["attended"], known["hours"]) == (WELDERS, False, 0)


def test_only_who_came_says_how_it_was(school: School, graduate: int) -> None:
    stranger = holder_of(school, school.candidate())
    body = {"stars": 5}
    for class_id in (CLASS, "none"):
        assert stranger.refused("PUT", f"/v1/holder/classes/{class_id}/evaluation", body) == "not-found"


def test_who_never_came_cannot_say(school: School, desk: Sender) -> None:
    school.ready()
    absent = holder_of(school, school.enrol(desk))
    assert absent.refused("PUT", f"/v1/holder/classes/{CLASS}/evaluation", {"stars": 5}) == "not-attended"


@pytest.mark.parametrize("body", [{"stars": 0}, {"stars": 6}, {"stars": "5"}, {"stars": 5, "comment": "x" * 2001}, {}])
def test_what_no_evaluation_is_like(school: School, graduate: int, body: dict[str, object]) -> None:
    path = f"/v1/holder/classes/{CLASS}/evaluation"
    assert holder_of(school, graduate).refused("PUT", path, body) == "malformed"
