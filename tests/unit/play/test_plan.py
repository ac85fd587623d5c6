"""A term is the same for the same seed, and every rule has somebody to bite."""

import pytest

from tests.play.fates import Bystander, Fate
from tests.play.faults import FAULTS, Fault, plant
from tests.play.plan import SCALES, TERM, Scale, make_plan
from tests.play.sitting import slots_of


def test_the_same_seed_gives_the_same_plan() -> None:
    assert make_plan(7, TERM) == make_plan(7, TERM)
    assert make_plan(7, TERM) != make_plan(8, TERM)


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
@pytest.mark.parametrize("seed", range(8))
def test_every_fate_befalls_somebody(scale: Scale, seed: int) -> None:
    plan = make_plan(seed, scale)
    assert {trainee.fate for trainee in plan.trainees} == set(Fate)
    assert {kind for _, kind in plan.bystanders} == set(Bystander)
    assert len({person.id_number for person in plan.people}) == len(plan.people)


def test_a_term_has_twelve_classes_and_three_hundred_people() -> None:
    plan = make_plan(7, TERM)
    assert (len(plan.classes), len(plan.people)) == (12, 300)


def test_nobody_sits_in_two_classes_at_a_time() -> None:
    plan = make_plan(7, TERM)
    for day in range(4):
        for slot in slots_of(plan, day):
            places = {(seat.trainee.person.number, seat.class_.id) for seat in slot.seats}
            assert len({person for person, _ in places}) == len(places)


@pytest.mark.parametrize("where", ["sync.domain.subsidy:no_such_rule", "sync.domain.vouchers:Move.no_such_rule"])
def test_a_fault_that_breaks_nothing_is_no_fault(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FAULTS, "mistaken", Fault("none", where, lambda sound: sound))
    with pytest.raises(LookupError):
        plant("mistaken", "centre")
