"""A region's rules as a pack writes them: they come back as they were, and nothing else is taken."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.eligibility import AtLeast, AttributeIs, Not, Predicate
from sync.domain.predicate_form import is_attribute_name
from sync.domain.region_rules import (
    Condition,
    Function,
    InstitutionKind,
    PayeeKind,
    ProjectType,
    Ratio,
    RegionRules,
    Rounding,
    Source,
    Standard,
)
from sync.domain.rules_form import LARGEST_STANDARD_FEN, RULES, rules_from_map, rules_to_map
from sync.errors import MalformedMessage

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
DAYS = st.frozensets(st.dates(date(2000, 1, 1), date(2199, 12, 31)), max_size=3)
PREDICATES: st.SearchStrategy[Predicate] = st.one_of(
    st.builds(AttributeIs, NAMES, st.booleans()), st.builds(AtLeast, NAMES, st.integers(0, 9)).map(Not)
)
STANDARDS = st.builds(
    Standard,
    st.integers(0, LARGEST_STANDARD_FEN),
    st.none() | st.sampled_from(ProjectType),
    st.none() | st.integers(1, 5),
    st.none() | st.integers(1, 65_535),
)
ALL_RULES = st.builds(
    RegionRules,
    region=st.just("上海市"),
    holidays=DAYS,
    extra_workdays=DAYS,
    standards=st.lists(STANDARDS, max_size=3).map(tuple),
    ratios=st.lists(st.builds(Ratio, NAMES, PREDICATES, st.integers(0, 100)), max_size=3).map(tuple),
    rounding=st.sampled_from(Rounding),
    payees=st.dictionaries(st.sampled_from(ProjectType), st.sampled_from(PayeeKind)),
    functions=st.dictionaries(st.sampled_from(InstitutionKind), st.frozensets(st.sampled_from(Function))),
    eligible=st.dictionaries(NAMES, PREDICATES, max_size=3),
    conditions=st.lists(st.sampled_from(Condition), unique=True).map(tuple),
    sources=st.dictionaries(NAMES, st.builds(Source, st.sampled_from("SIU"), st.just("words")), max_size=3),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(ALL_RULES)
def test_rules_come_back_as_they_were(rules: RegionRules) -> None:
    assert rules_from_map(rules_to_map(rules)) == rules


def test_a_pack_that_says_nothing_decides_nothing() -> None:
    assert rules_from_map({}) == RegionRules()


@given(st.dictionaries(st.sampled_from(sorted(RULES)), JSON, max_size=3) | JSON)
def test_whatever_is_written_is_read_or_refused_in_one_line(written: object) -> None:
    detail = refusal_of(written)
    if detail is None:
        rules = rules_from_map(written)
        assert rules_from_map(rules_to_map(rules)) == rules
    else:
        assert detail.startswith("policy ")
        assert "\n" not in detail
        assert len(detail) < 200


def refusal_of(written: object) -> str | None:
    try:
        rules_from_map(written)
    except MalformedMessage as error:
        return error.detail
    return None


@given(st.text())
def test_a_name_is_short_and_plain(name: str) -> None:
    if is_attribute_name(name):
        assert name.isascii()
        assert name.islower()
        assert len(name) <= 40


@pytest.mark.parametrize(
    ("kind", "function", "so"),
    [
        (InstitutionKind.ENTERPRISE, Function.ISSUE, True),
        (InstitutionKind.ENTERPRISE, Function.SIGN_IN, False),
        (InstitutionKind.SOCIAL_TRAINING, Function.ISSUE, False),
    ],
)
def test_what_is_open_to_whom(kind: InstitutionKind, function: Function, so: bool) -> None:
    rules = rules_from_map({"functions": {"enterprise": ["issue"]}})
    assert rules.allows(kind, function) is so


def test_the_standard_of_a_project_of_its_own_wins() -> None:
    rules = rules_from_map(
        {
            "standards": [
                {"skill_level": 5, "amount_fen": 1},
                {"project_type": "apprenticeship", "amount_fen": 2},
                {"project": 7, "amount_fen": 3},
            ]
        }
    )
    asked = (
        (7, ProjectType.SKILL_UPGRADE, 5),
        (8, ProjectType.SKILL_UPGRADE, 5),
        (8, ProjectType.APPRENTICESHIP, 4),
        (8, ProjectType.SKILL_UPGRADE, 4),
    )
    assert [rules.standard_for(*one) for one in asked] == [3, 1, 2, None]
