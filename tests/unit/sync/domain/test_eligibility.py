"""Who is eligible: each clause at its edges, what is unknown, and the laws that hold for every predicate."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.eligibility import (
    AgeBetween,
    All,
    Any,
    Applicant,
    AtLeast,
    AtMost,
    AttributeIn,
    AttributeIs,
    Not,
    Predicate,
    Unmet,
    Value,
    age_on,
)
from sync.domain.predicate_form import MAX_DEPTH, MAX_PARTS, predicate_from_map, predicate_to_map
from sync.errors import MalformedMessage

DAY = date(2026, 11, 23)
NAMES = ("employment", "insured_months", "graduate")


def applicant(birth: date | None = date(1990, 5, 1), **attributes: Value) -> Applicant:
    return Applicant(birth, DAY, attributes)


def fits(predicate: Predicate, person: Applicant) -> bool:
    return predicate.unmet(person) == ()


CLAUSES: st.SearchStrategy[Predicate] = st.one_of(
    st.builds(lambda ends: AgeBetween(min(ends), max(ends)), st.tuples(st.integers(0, 99), st.integers(0, 99))),
    st.builds(AttributeIs, st.sampled_from(NAMES), st.sampled_from(["employed", 1, True])),
    st.builds(AttributeIn, st.sampled_from(NAMES), st.lists(st.integers(0, 3), min_size=1, max_size=3).map(tuple)),
    st.builds(AtLeast, st.sampled_from(NAMES), st.integers(-3, 3)),
    st.builds(AtMost, st.sampled_from(NAMES), st.integers(-3, 3)),
)
PARTS = st.lists(CLAUSES, min_size=1, max_size=3).map(tuple)
SHALLOW: st.SearchStrategy[Predicate] = st.one_of(
    CLAUSES, st.builds(All, PARTS), st.builds(Any, PARTS), CLAUSES.map(Not)
)
DEEPER = st.lists(SHALLOW, min_size=1, max_size=3).map(tuple)
PREDICATES: st.SearchStrategy[Predicate] = st.one_of(
    SHALLOW, st.builds(All, DEEPER), st.builds(Any, DEEPER), SHALLOW.map(Not)
)
PEOPLE = st.builds(
    Applicant,
    st.none() | st.dates(date(1930, 1, 1), DAY),
    st.just(DAY),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["employed", 0, 1, 2, True, False])),
)


@pytest.mark.parametrize(
    ("clause", "person", "so"),
    [
        (AgeBetween(16, 59), applicant(date(2010, 11, 23)), True),
        (AgeBetween(16, 59), applicant(date(2010, 11, 24)), False),
        (AgeBetween(16, 59), applicant(date(1966, 11, 24)), True),
        (AgeBetween(16, 59), applicant(date(1966, 11, 23)), False),
        (AgeBetween(0, 150), applicant(None), False),
        (AgeBetween(0, 150), applicant(date(2027, 1, 1)), False),
        (AttributeIs("graduate", True), applicant(graduate=True), True),
        (AttributeIs("graduate", True), applicant(graduate=1), False),
        (AttributeIn("employment", ("unemployed", "rural")), applicant(employment="rural"), True),
        (AttributeIn("employment", ("unemployed", "rural")), applicant(employment="employed"), False),
        (AtLeast("insured_months", 12), applicant(insured_months=12), True),
        (AtLeast("insured_months", 12), applicant(insured_months=11), False),
        (AtLeast("insured_months", 1), applicant(insured_months=True), False),
        (AtMost("insured_months", 12), applicant(insured_months=12), True),
        (AtMost("insured_months", 12), applicant(insured_months="12"), False),
    ],
)
def test_each_clause_at_its_edges(clause: Predicate, person: Applicant, so: bool) -> None:
    assert fits(clause, person) is so


def test_the_age_of_somebody_born_on_a_leap_day() -> None:
    born = date(2004, 2, 29)
    assert [age_on(born, day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29))] == [21, 22, 24]


def test_what_nobody_knows_fails_its_clause_also_under_not() -> None:
    employed = AttributeIs("employment", "employed")
    assert not fits(employed, applicant())
    assert not fits(Not(employed), applicant())
    assert not fits(Not(Not(employed)), applicant())
    assert fits(Any((employed, AgeBetween(16, 59))), applicant())


def test_men_and_women_may_have_limits_of_their_own() -> None:
    men, women = AttributeIs("sex", "male"), AttributeIs("sex", "female")
    of_working_age = Any((All((men, AgeBetween(16, 62))), All((women, AgeBetween(16, 57)))))
    sixty = date(1966, 1, 1)
    assert fits(of_working_age, applicant(sixty, sex="male"))
    assert not fits(of_working_age, applicant(sixty, sex="female"))


def test_every_clause_that_fails_is_explained_and_the_person_is_not() -> None:
    wanted = All((AttributeIs("employment", "unemployed"), Not(AttributeIs("graduate", True)), AgeBetween(16, 30)))
    unmet = wanted.unmet(applicant(graduate=True, employment="employed"))
    assert unmet == (
        Unmet("is", "employment", ("unemployed",)),
        Unmet("is", "graduate", (True,), negated=True),
        Unmet("age_between", "age", (16, 30)),
    )
    assert [one.code for one in unmet] == ["is.employment", "not.is.graduate", "age_between.age"]
    assert wanted.unmet(applicant(None))[0].unknown


@given(PREDICATES, PEOPLE)
def test_nobody_fits_both_a_predicate_and_its_negation(predicate: Predicate, person: Applicant) -> None:
    assert not (fits(predicate, person) and fits(Not(predicate), person))
    assert fits(Not(Not(predicate)), person) is fits(predicate, person)


@given(st.lists(SHALLOW, min_size=1, max_size=3).map(tuple), PEOPLE)
def test_all_and_any_are_each_others_mirror(parts: tuple[Predicate, ...], person: Applicant) -> None:
    assert fits(Not(All(parts)), person) is fits(Any(tuple(map(Not, parts))), person)
    assert fits(All(parts), person) is all(fits(part, person) for part in parts)
    assert fits(Any(parts), person) is any(fits(part, person) for part in parts)


@given(PREDICATES, PEOPLE)
def test_knowing_less_never_makes_anybody_fit(predicate: Predicate, person: Applicant) -> None:
    if not fits(predicate, person):
        assert not fits(predicate, Applicant(None, DAY, {}))
        for name in person.attributes:
            rest = {other: value for other, value in person.attributes.items() if other != name}
            assert not fits(predicate, Applicant(person.birth, DAY, rest))


@given(PREDICATES)
def test_a_predicate_comes_back_as_it_was(predicate: Predicate) -> None:
    assert predicate_from_map(predicate_to_map(predicate), "here") == predicate


def nested(depth: int) -> object:
    written: object = {"is": ["graduate", True]}
    for _ in range(depth - 1):
        written = {"not": written}
    return written


def test_depth_and_size_are_bounded() -> None:
    predicate_from_map(nested(MAX_DEPTH), "here")
    with pytest.raises(MalformedMessage, match="here"):
        predicate_from_map(nested(MAX_DEPTH + 1), "here")
    clause = {"is": ["graduate", True]}
    predicate_from_map({"all": [clause] * (MAX_PARTS - 1)}, "here")
    with pytest.raises(MalformedMessage, match="here"):
        predicate_from_map({"all": [clause] * MAX_PARTS}, "here")


@pytest.mark.parametrize(
    "written",
    [
        None,
        "all",
        [],
        {},
        {"all": []},
        {"any": {}},
        {"not": None},
        {"is": ["graduate", True], "in": ["graduate", [True]]},
        {"eval": ["graduate", True]},
        {7: ["graduate", True]},
        {"is": ["graduate"]},
        {"is": ["Graduate", True]},
        {"is": ["graduate", None]},
        {"is": ["graduate", 1.5]},
        {"is": ["graduate", "x" * 101]},
        {"is": ["graduate", "x\n"]},
        {"in": ["graduate", []]},
        {"in": ["graduate", [[]]]},
        {"in": ["graduate", [1] * 201]},
        {"at_least": ["months", True]},
        {"at_least": ["months", 2**53]},
        {"at_most": ["months", "12"]},
        {"age_between": [60, 16]},
        {"age_between": [False, 16]},
        {"age_between": [0, 151]},
        {"age_between": ["age", 16]},
    ],
)
def test_what_is_no_predicate(written: object) -> None:
    with pytest.raises(MalformedMessage, match="here"):
        predicate_from_map(written, "here")
