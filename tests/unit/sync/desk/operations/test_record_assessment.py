"""Results noted at the desk: the whole list or none of it, one fact a line."""

import pytest

from sync.desk.operations.desk import Desk
from sync.desk.operations.record_assessment import ResultLine, record_assessment
from sync.desk.store import facts, feed
from sync.domain.assessment import Result
from sync.domain.ids import ClassId, StaffId, VoucherNo
from sync.errors import InvalidInput, UnknownThing
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.facts import FactType
from tests.fakes.site import CLASS_A, MANAGER, PROJECT_A

ENROLLED = VoucherNo(1004)
CERTIFICATE = "S000031000001265000001"


def record(desk: Desk, *lines: ResultLine, class_id: ClassId = CLASS_A, operator: StaffId = MANAGER) -> int:
    return len(record_assessment(desk, lines, class_id=class_id, operator=operator))


def written(desk: Desk) -> list[dict[str, object]]:
    with desk.store.read() as tx:
        all_facts = facts.unsettled(tx, 100)
    return [fact.payload for fact in all_facts if fact.header.type == FactType.ASSESSMENT_RECORDED]


def test_each_line_is_a_fact(desk: Desk) -> None:
    lines = (
        ResultLine(ENROLLED, Result(1, 50, None)),
        ResultLine(ENROLLED, Result(2, 80, 80, CERTIFICATE)),
    )
    assert record(desk, *lines) == 2
    assert [(one["attempt"], one["theory"], one["practical"], one["certificate_no"]) for one in written(desk)] == [
        (1, 50, None, None),
        (2, 80, 80, CERTIFICATE),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (ResultLine(VoucherNo(9999), Result(1, 80, 80)), "line 2: nobody of this class"),
        (ResultLine(ENROLLED, Result(1, 101, 80)), "line 2: a score is from 0 to 100"),
        (ResultLine(ENROLLED, Result(3, 80, 80)), "line 2: there is no such attempt"),
        (ResultLine(ENROLLED, Result(1, 59, 80, CERTIFICATE)), "line 2: the certificate"),
        (ResultLine(ENROLLED, Result(1, 80, 80, "S1")), "line 2: the certificate"),
    ],
)
def test_one_line_that_cannot_be_stops_them_all(desk: Desk, line: ResultLine, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        record(desk, ResultLine(ENROLLED, Result(1, 80, 80)), line)
    assert written(desk) == []


def test_a_class_or_a_person_that_is_not_here_and_a_class_that_is_cancelled(desk: Desk) -> None:
    good = ResultLine(ENROLLED, Result(1, 80, 80))
    with pytest.raises(UnknownThing, match="class"):
        record(desk, good, class_id=ClassId("class-x"))
    with pytest.raises(UnknownThing, match="operator"):
        record(desk, good, operator=StaffId("nobody"))
    body = {"name": "A", "project": PROJECT_A, "project_name": "焊工", "capacity": 8, "required_hours": 80}
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.CLASS, CLASS_A, body | {"state": "cancelled"})], "next")
    with pytest.raises(InvalidInput, match="cancelled"):
        record(desk, good)
    assert written(desk) == []
