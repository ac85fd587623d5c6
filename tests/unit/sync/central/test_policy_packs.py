"""Policy packs as people write them: Shanghai's with a source for every rule, and what a mistake is told by."""

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.central.policy_packs import SHANGHAI, read_policy_file
from sync.domain.eligibility import All, AttributeIn, Predicate
from sync.domain.policy import Policy
from sync.domain.predicate_form import MAX_DEPTH
from sync.domain.region_rules import (
    Condition,
    Function,
    InstitutionKind,
    PayeeKind,
    ProjectType,
    Ratio,
    RegionRules,
    Rounding,
)
from sync.domain.rules_form import MARKS, RULES
from sync.errors import InvalidInput, MalformedMessage
from sync.protocol.policy_pack import KIND, PolicyPack, open_pack, open_policy, sign_pack
from sync.protocol.signed_list import SignedList
from sync.protocol.signing import SigningKey

TEXT = SHANGHAI.read_text("utf-8")
ROOT = SigningKey.generate()


def test_shanghais_pack_says_what_the_authority_does() -> None:
    pack = read_policy_file(TEXT)
    rules = pack.rules
    assert pack.policy.opening_report_days == 3
    amounts = [rules.standard_for(1, ProjectType.SOCIAL_TRAINING, level) for level in (5, 4, 3, 2, None)]
    assert amounts == [150_000, 200_000, 250_000, None, None]
    assert [(ratio.name, ratio.percent) for ratio in rules.ratios] == [("unemployed", 100), ("employed", 80)]
    assert rules.rounding is Rounding.HALF_UP
    assert set(rules.payees) == set(ProjectType)
    assert set(rules.payees.values()) == set(PayeeKind)
    assert rules.functions[InstitutionKind.ENTERPRISE] == {Function.ISSUE}
    others = set(InstitutionKind) - {InstitutionKind.ENTERPRISE}
    assert all(rules.functions[kind] == set(Function) for kind in others)
    assert set(rules.conditions) == set(Condition)
    assert date(2026, 10, 1) in rules.holidays
    assert not rules.holidays & rules.extra_workdays
    assert all(day.weekday() >= 5 for day in rules.extra_workdays)


def test_every_figure_and_rule_of_shanghai_has_its_source() -> None:
    sources = read_policy_file(TEXT).rules.sources
    wanted = {field.name for field in fields(Policy)} - {"version"} | RULES - {"sources"}
    assert wanted <= set(sources)
    assert {source.mark for source in sources.values()} == set(MARKS)
    assert all(source.words for source in sources.values())


def test_a_pack_travels_as_it_was_written_and_a_desk_reads_its_figures() -> None:
    pack = read_policy_file(TEXT).with_version(4)
    data = sign_pack(pack, datetime(2026, 11, 23, tzinfo=UTC), ROOT, b"R1")
    assert open_pack(data, {b"R1": ROOT.public()}) == pack
    assert open_policy(data, {b"R1": ROOT.public()}) == pack.policy


def test_the_deepest_predicates_travel_too() -> None:
    deepest: Predicate = AttributeIn("employment", ("unemployed", "rural_surplus"))
    for _ in range(MAX_DEPTH - 1):
        deepest = All((deepest,))
    rules = RegionRules(ratios=(Ratio("all", deepest, 80),), eligible={"all": deepest})
    pack = PolicyPack(Policy(version=2), rules)
    data = sign_pack(pack, datetime(2026, 11, 23, tzinfo=UTC), ROOT, b"R1")
    assert open_pack(data, {b"R1": ROOT.public()}) == pack


FIGURES = sorted(field.name for field in fields(Policy))
ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.binary(), st.lists(st.integers(), max_size=2))


@given(st.dictionaries(st.sampled_from(FIGURES) | st.just("rules") | st.text(max_size=5), ODD, max_size=3))
def test_whatever_a_root_has_signed_is_read_or_refused(written: dict[str, object]) -> None:
    data = SignedList(KIND, 2, datetime(2026, 11, 23, tzinfo=UTC), written).sign(ROOT, b"R1")
    try:
        pack = open_pack(data, {b"R1": ROOT.public()})
    except MalformedMessage:
        return
    assert open_policy(data, {b"R1": ROOT.public()}) == pack.policy
    assert PolicyPack.from_map(pack.to_map()) == pack


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("=", "no TOML"),
        ("x = " + "[" * 5000, "TOML|deep"),
        ('lunch_minutes = 30\n[rules]\nregion = "x"', "lunch_minutes"),
        (changed("pass_mark = 60", "pass_mark = 101"), "pass_mark"),
        (changed('rounding = "half_up"', 'rounding = "up"'), "rounding holds up"),
        (changed('rounding = "half_up"', 'lottery = "half_up"'), "lottery"),
        (changed('"standard_known",', '"lucky",'), "conditions holds lucky"),
        (changed("amount_fen = 150_000", "amount_fen = 9223372036854775808"), r"standards\[0\] amount_fen"),
        (changed("amount_fen = 150_000", "amount_fen = 100_000_001"), r"standards\[0\] amount_fen"),
        (changed("amount_fen = 150_000", "amount_fen = -1"), r"standards\[0\] amount_fen"),
        (changed("amount_fen = 150_000", "amount_fen = 1500.0"), r"standards\[0\] amount_fen"),
        (changed("skill_level = 5", "skill_level = 6"), r"standards\[0\] skill_level"),
        (changed("skill_level = 5", "skill = 5"), r"standards\[0\] holds skill"),
        (changed("percent = 100", "percent = 101"), "ratio unemployed percent"),
        (changed("who = { in =", "who = { eval ="), "ratio unemployed has a clause nobody knows: eval"),
        (changed('skill_upgrade = "trainee"', 'skill_upgrade = "cousin"'), "payees holds cousin"),
        (changed('enterprise = ["issue"]', 'enterprise = ["issue", "pay"]'), "functions holds pay"),
        (changed('enterprise = ["issue"]', 'kindergarten = ["issue"]'), "functions holds kindergarten"),
        (changed('"2026-01-01"', '"2026-02-30"'), "holidays"),
        (changed('"2026-01-01"', "2026-01-01"), "holidays"),
        (changed("[16, 62]", "[62, 16]"), "eligible working_age asks age_between"),
        (changed('mark = "U"', 'mark = "X"'), "mark"),
        (changed("pass_mark = {", "luck = {"), "sources"),
    ],
)
def test_a_mistake_is_named(text: str, names: str) -> None:
    with pytest.raises(InvalidInput, match=names):
        read_policy_file(text)
