"""A list of results is taken whole or not at all, and the same list again changes nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.note_certificate import note_certificate
from sync.central.settlement.record_results import Line
from sync.central.store.engine import reading, writing
from sync.central.store.tables import assessments
from sync.domain.assessment import Result
from sync.domain.ids import VoucherNo
from tests.unit.sync.central.settlement.conftest import COOKS, OVER, WELDERS, Term, certificate


def recorded(term: Term) -> int:
    with reading(term.centre.store) as connection:
        return connection.scalar(select(func.count()).select_from(assessments)) or 0


def refusals(term: Term, *lines: Line) -> list[tuple[object, object]]:
    with pytest.raises(Problem) as refused:
        term.results("L-9", *lines)
    assert refused.value.kind is ProblemKind.RESULTS_REFUSED
    return [(one["line"], one["refusal"]) for one in refused.value.unmet]


def test_each_line_that_cannot_be_taken_is_named_and_nothing_is_taken(term: Term) -> None:
    good, stranger, absent = term.plant_voucher(), term.plant_voucher(class_id=COOKS), term.plant_voucher()
    lines = (
        Line(good, Result(1, 80, 80)),
        Line(stranger, Result(1, 80, 80)),
        Line(VoucherNo(99), Result(1, 80, 80)),
        Line(absent, Result(1, None, 101)),
        Line(good, Result(1, 80, 80)),
        Line(good, Result(2, 80, 80)),
    )
    assert refusals(term, *lines) == [
        (2, "not_in_class"),
        (3, "not_in_class"),
        (4, "score_out_of_range"),
        (5, "recorded_already"),
        (6, "passed_already"),
    ]
    assert recorded(term) == 0


def test_a_class_that_is_cancelled_or_not_over(term: Term) -> None:
    line = Line(term.plant_voucher(), Result(1, 80, 80))
    term.time.at = OVER - timedelta(minutes=1)
    assert refusals(term, line) == [(1, "class_not_over")]
    term.time.at = OVER
    term.change("classes", state="cancelled")
    assert refusals(term, line) == [(1, "class_cancelled")]


def test_a_third_attempt_and_one_after_passing(term: Term) -> None:
    number, other = term.plant_voucher(), term.plant_voucher()
    term.results("L-1", Line(number, Result(1, 50, 80)), Line(other, Result(1, 60, 60)))
    term.results("L-2", Line(number, Result(2, 59, 80)))
    assert refusals(term, Line(number, Result(3, 100, 100)), Line(other, Result(2, 100, 100))) == [
        (1, "no_attempt_left"),
        (2, "passed_already"),
    ]


def test_the_same_list_again_changes_nothing_and_another_is_refused(term: Term) -> None:
    line = Line(term.plant_voucher(), Result(1, 50, 80))
    term.results("L-1", line)
    term.results("L-1", line)
    assert recorded(term) == 1
    for other in ((Line(line.voucher_no, Result(1, 60, 80)),), (line, Line(VoucherNo(7), Result(1, 1, 1)))):
        with pytest.raises(Problem) as refused:
            term.results("L-1", *other)
        assert refused.value.kind is ProblemKind.ID_TAKEN
    assert recorded(term) == 1


def test_a_certificate_is_somebody_s_once(term: Term) -> None:
    one, two = term.plant_voucher(), term.plant_voucher()
    same = certificate(1)
    lines = (Line(one, Result(1, 80, 80, same)), Line(two, Result(1, 80, 80, same)))
    assert refusals(term, *lines) == [(2, "certificate_taken")]
    term.results("L-1", lines[0])
    assert refusals(term, lines[1]) == [(1, "certificate_taken")]


def test_a_certificate_is_noted_after_passing_only_and_once(term: Term) -> None:
    passed, failed, other = (term.plant_voucher() for _ in range(3))
    term.results(
        "L-1",
        Line(passed, Result(1, 80, 80)),
        Line(failed, Result(1, 10, 80)),
        Line(other, Result(1, 80, 80, certificate(9))),
    )

    def refusal(number: VoucherNo, text: str) -> object:
        with pytest.raises(Problem) as refused, writing(term.centre.store) as connection:
            note_certificate(connection, WELDERS, number, text)
        return refused.value.unmet[0]["refusal"]

    assert refusal(failed, certificate(1)) == "not_passed"
    assert refusal(VoucherNo(99), certificate(1)) == "not_passed"
    assert refusal(passed, "S1") == "certificate_malformed"
    assert refusal(passed, certificate(1, level=4)) == "certificate_of_another_level"
    assert refusal(passed, certificate(9)) == "certificate_taken"
    for _ in range(2):
        with writing(term.centre.store) as connection:
            note_certificate(connection, WELDERS, passed, certificate(1))
    assert refusal(passed, certificate(2)) == "certificate_taken"
    term.results(
        "L-1",
        Line(passed, Result(1, 80, 80)),
        Line(failed, Result(1, 10, 80)),
        Line(other, Result(1, 80, 80, certificate(9))),
    )
