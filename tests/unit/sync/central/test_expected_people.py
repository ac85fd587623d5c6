"""People announced: told to the whole site once, followed into the class and out of it, never twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from sync.central.forget import forget
from sync.central.store.engine import reading, writing
from sync.central.store.tables import classes, expected_people, trainees, vouchers
from sync.domain.classes import ClassState
from sync.domain.ids import StaffId
from sync.domain.policy import Policy
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.payloads import (
    EnrolmentTransferred,
    EnrolmentWithdrawn,
    ExpectationWithdrawn,
    TraineeExpected,
)
from sync.protocol.receipts import Outcome, ReceiptCode
from tests.unit.sync.central.conftest import CARERS, ELSEWHERE, WELDERS, Sender, Town, undo
from tests.unit.sync.central.test_assessment_facts import RECORDED, said

WANG = TraineeExpected(WELDERS, "王小明", "citizen_id", "11010519491231002X", "19900000001", "某厂", None)


@pytest.fixture
def newcomer(town: Town) -> tuple[int, TraineeExpected]:
    """Somebody with a voucher for welding, not in a class yet."""
    number = town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, project=1)
    wanted = select(trainees).join(vouchers, vouchers.c.trainee == trainees.c.id).where(vouchers.c.no == number)
    with reading(town.centre.store) as connection:
        row = connection.execute(wanted).one()
    return number, replace(WANG, name=row.name, id_number=row.id_number, document_kind=row.document_kind)


def told(desk: Sender, fact_id: str) -> tuple[object, object]:
    body = desk.news()["expected", fact_id]
    assert body is not None
    return body["state"], body["voucher_no"]


def test_the_whole_site_hears_of_somebody_announced(town: Town, desk: Sender, colleague: Sender) -> None:
    fact = desk.chain.write(WANG, at=town.time())
    assert said(desk, fact) == said(desk, fact) == [RECORDED]
    assert colleague.news()["expected", fact.header.id] == {
        "class_id": WELDERS,
        "name": "王小明",
        "document_kind": "citizen_id",
        "id_number": "11010519491231002X",
        "phone": "19900000001",
        "employer": "某厂",
        "remark": None,
        "voucher_no": None,
        "state": "expected",
    }


def test_the_same_person_twice_is_merged_by_the_number_alone(town: Town, desk: Sender, colleague: Sender) -> None:
    first = desk.chain.write(WANG, at=town.time())
    again = desk.chain.write(replace(WANG, name="王晓明", id_number="11010519491231002x"), at=town.time())
    elsewhere = desk.chain.write(replace(WANG, class_id=CARERS), at=town.time())
    assert said(desk, first, again, elsewhere) == [RECORDED, (Outcome.MERGED, ReceiptCode.SAME_PERSON), RECORDED]
    other = colleague.chain.write(WANG, at=town.time())
    assert said(colleague, other) == [(Outcome.MERGED, ReceiptCode.SAME_PERSON)]


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (replace(WANG, class_id="K-9999"), ReceiptCode.CLASS_UNKNOWN),
        (replace(WANG, class_id=ELSEWHERE), ReceiptCode.CLASS_UNKNOWN),
        (replace(WANG, id_number="110105194912310020"), ReceiptCode.PERSON_MALFORMED),
        (replace(WANG, document_kind="residence_permit"), ReceiptCode.PERSON_MALFORMED),
        (replace(WANG, name=" "), ReceiptCode.PERSON_MALFORMED),
        (replace(WANG, phone="none"), ReceiptCode.PERSON_MALFORMED),
    ],
)
def test_what_cannot_be_is_refused(town: Town, desk: Sender, person: TraineeExpected, code: ReceiptCode) -> None:
    assert said(desk, desk.chain.write(person, at=town.time())) == [(Outcome.REJECTED, code)]


@pytest.mark.parametrize(
    ("state", "code"),
    [(ClassState.CANCELLED, ReceiptCode.CLASS_CANCELLED), (ClassState.CLOSED, ReceiptCode.CLASS_CLOSED)],
)
def test_nobody_is_announced_for_a_class_that_has_ended(
    town: Town, desk: Sender, state: ClassState, code: ReceiptCode
) -> None:
    with writing(town.centre.store) as connection:
        connection.execute(update(classes).where(classes.c.id == WELDERS).values(state=state))
    assert said(desk, desk.chain.write(WANG, at=town.time())) == [(Outcome.REJECTED, code)]


def test_only_staff_of_the_institution_announce(town: Town, desk: Sender) -> None:
    first = desk.chain.write(WANG, at=town.time())
    assert said(desk, first) == [RECORDED]
    desk.chain.operator = StaffId("P-9999")
    facts = (replace(WANG, class_id=CARERS), ExpectationWithdrawn(first.header.id, "found work"))
    refused = [(Outcome.REJECTED, ReceiptCode.OPERATOR_NOT_ALLOWED)] * 2
    assert said(desk, *(desk.chain.write(fact, at=town.time()) for fact in facts)) == refused


def test_who_gets_a_place_is_expected_no_more_and_again_when_it_is_undone(
    town: Town, desk: Sender, newcomer: tuple[int, TraineeExpected]
) -> None:
    number, person = newcomer
    announced = desk.chain.write(person, at=town.time())
    enrolled = desk.chain.write(town.request(town.code(number)), at=town.time())
    assert said(desk, announced, enrolled) == [RECORDED, RECORDED]
    assert told(desk, announced.header.id) == ("enrolled", number)
    again = desk.chain.write(ExpectationWithdrawn(announced.header.id, "a mistake"), at=town.time())
    assert said(desk, again) == [(Outcome.REJECTED, ReceiptCode.SAME_ENROLMENT)]
    assert said(desk, desk.chain.write(undo(enrolled), at=town.time())) == [RECORDED]
    assert told(desk, announced.header.id) == ("expected", None)


def test_leaving_and_changing_class_are_followed(
    town: Town, desk: Sender, newcomer: tuple[int, TraineeExpected]
) -> None:
    number, person = newcomer
    with writing(town.centre.store) as connection:  # a second class of the same project
        project = select(classes.c.project).where(classes.c.id == WELDERS).scalar_subquery()
        connection.execute(update(classes).where(classes.c.id == CARERS).values(project=project))
    here = desk.chain.write(person, at=town.time())
    there = desk.chain.write(replace(person, class_id=CARERS), at=town.time())
    enrolled = desk.chain.write(town.request(town.code(number)), at=town.time())
    moved = desk.chain.write(EnrolmentTransferred(WELDERS, CARERS, number, "evenings"), at=town.time())
    assert said(desk, here, there, enrolled, moved) == [RECORDED] * 4
    assert told(desk, here.header.id) == ("expected", None)
    assert told(desk, there.header.id) == ("enrolled", number)
    assert said(desk, desk.chain.write(EnrolmentWithdrawn(CARERS, number, "moved away"), at=town.time())) == [RECORDED]
    assert told(desk, there.header.id) == ("expected", None)


def test_who_is_in_the_class_already_is_not_announced(
    town: Town, desk: Sender, newcomer: tuple[int, TraineeExpected]
) -> None:
    number, person = newcomer
    enrolled = desk.chain.write(town.request(town.code(number)), at=town.time())
    announced = desk.chain.write(person, at=town.time())
    assert said(desk, enrolled, announced) == [RECORDED, (Outcome.MERGED, ReceiptCode.SAME_ENROLMENT)]


def test_who_will_not_come_is_withdrawn_once_and_may_be_announced_again(
    town: Town, desk: Sender, colleague: Sender, far_desk: Sender
) -> None:
    announced = desk.chain.write(WANG, at=town.time())
    assert said(desk, announced) == [RECORDED]
    withdrawn = ExpectationWithdrawn(announced.header.id, "found work")
    far = far_desk.chain.write(withdrawn, at=town.time())
    assert said(far_desk, far) == [(Outcome.REJECTED, ReceiptCode.FACT_UNKNOWN)]
    twice = [colleague.chain.write(withdrawn, at=town.time()) for _ in range(2)]
    assert said(colleague, *twice) == [RECORDED, (Outcome.MERGED, ReceiptCode.DECIDED_BEFORE)]
    assert told(desk, announced.header.id) == ("withdrawn", None)
    again = desk.chain.write(WANG, at=town.time())
    assert said(desk, again) == [RECORDED]
    assert told(desk, again.header.id) == ("expected", None)


def test_announcements_are_forgotten_with_the_record(town: Town, desk: Sender) -> None:
    announced = desk.chain.write(WANG, at=town.time())
    assert said(desk, announced) == [RECORDED]
    long_after = town.time() + timedelta(days=Policy().record_days + 1)
    with writing(town.centre.store) as connection:
        assert forget(connection, Policy(), long_after).announced == 1
    with reading(town.centre.store) as connection:
        assert connection.execute(select(expected_people)).all() == []
    assert desk.news().get(("expected", announced.header.id)) is None
