"""A policy pack comes into force by its signature and number; those before stay as they were."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sync.central.__main__ import main
from sync.central.centre import Centre
from sync.central.policy_packs import SHANGHAI, read_policy_file
from sync.central.store.engine import reading
from sync.central.store.tables import voucher_history, vouchers
from sync.domain.eligibility import AttributeIs
from sync.protocol.policy_pack import KIND, PolicyPack, sign_pack
from sync.protocol.requests import to_base64
from sync.protocol.signed_list import SignedList
from sync.protocol.signing import SigningKey
from tests.unit.sync.central.conftest import Town
from tests.unit.sync.central.issuing.acts import claim, enter, open_campaign, person
from tests.unit.sync.central.issuing.conftest import Callers


def signed(town: Town, pack: PolicyPack, version: int, key: SigningKey | None = None) -> dict[str, str]:
    root = town.centre.keys.root
    return {"pack": to_base64(sign_pack(pack.with_version(version), town.time(), key or root.key, root.kid))}


def stricter() -> PolicyPack:
    pack = read_policy_file(SHANGHAI.read_text("utf-8"))
    return replace(pack, policy=replace(pack.policy, pass_mark=70))


def test_everybody_may_read_the_rules(callers: Callers) -> None:
    shown = callers.nobody.done("GET", "/v1/policy")
    assert (shown["version"], shown["in_force"]) == (2, True)
    assert shown["contents"]["rules"]["standards"][0] == {"amount_fen": 150_000, "skill_level": 5}
    assert callers.nobody.done("GET", "/v1/policy/1")["in_force"] is False
    assert callers.nobody.refused("GET", "/v1/policy/3") == "policy-unknown"
    assert callers.nobody.refused("GET", "/v1/policy/0") == "malformed"


def test_an_officer_puts_the_next_pack_in_force_and_the_one_before_stays(callers: Callers, town: Town) -> None:
    before = callers.nobody.done("GET", "/v1/policy")
    shown = callers.officer.done("POST", "/v1/policy", signed(town, stricter(), 3))
    assert (shown["version"], shown["in_force"], shown["contents"]["pass_mark"]) == (3, True, 70)
    assert before["contents"]["pass_mark"] == 60
    assert callers.nobody.done("GET", "/v1/policy/2") == before | {"in_force": False}
    with reading(town.centre.store) as connection:
        assert town.centre.lists(connection).policy.pass_mark == 70


def test_each_pack_that_cannot_be_taken_is_refused_by_name(callers: Callers, town: Town) -> None:
    root = town.centre.keys.root
    unknown = SignedList(KIND, 3, town.time(), {"rules": {"lottery": 1}}).sign(root.key, root.kid)
    refusals: dict[str, list[dict[str, Any]]] = {
        "policy-not-next": [signed(town, stricter(), version) for version in (1, 2, 4)],
        "policy-forged": [signed(town, stricter(), 3, SigningKey.generate())],
        "policy-unreadable": [{"pack": to_base64(unknown)}, {"pack": to_base64(b"no pack")}],
        "malformed": [{"pack": "\u00e9"}, {"pack": ""}, {}, {"pack": 7}, {**signed(town, stricter(), 3), "more": 1}],
    }
    for problem, bodies in refusals.items():
        assert {callers.officer.refused("POST", "/v1/policy", body) for body in bodies} == {problem}
    answer = callers.officer.ask("POST", "/v1/policy", {"pack": to_base64(unknown)})
    assert "lottery" in answer.json()["detail"]
    assert callers.nobody.done("GET", "/v1/policy")["version"] == 2


def test_others_learn_nothing(callers: Callers, town: Town) -> None:
    body = signed(town, stricter(), 3)
    assert callers.nobody.refused("POST", "/v1/policy", body) == "person-unknown"
    for caller in (callers.manager, callers.holder("T-1001")):
        assert caller.refused("POST", "/v1/policy", body) == "role-forbidden"


@pytest.fixture
def db(tmp_path: Path) -> str:
    """A centre that was just founded."""
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    Centre.open(url).close()
    return url


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_from_a_file_to_rules_in_force(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = str(tmp_path / "pack")
    def told(*arguments: str) -> Any:
        status, out, err = run(capsys, "policy", *arguments, "--db", db, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    assert told("sign", str(SHANGHAI), "--out", pack)["version"] == 2
    assert told("publish", pack) == {"version": 2, "region": "上海市 Shanghai"}
    refusals = {
        "not the next": ("publish", pack),
        "cannot be read": ("publish", str(tmp_path / "none")),
        "cannot keep": ("publish", str(SHANGHAI)),
        "no TOML": ("sign", pack + ".toml", "--out", pack),
        "lunch": ("sign", pack + ".lunch", "--out", pack),
        "written": ("sign", str(SHANGHAI), "--out", str(tmp_path / "no" / "where")),
    }
    Path(pack + ".toml").write_text("=", "utf-8")
    Path(pack + ".lunch").write_text("lunch = 1", "utf-8")
    for words, arguments in refusals.items():
        status, out, err = run(capsys, "policy", *arguments, "--db", db)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert words in err


def test_a_changed_pack_never_changes_what_was_decided_before(callers: Callers, town: Town) -> None:
    """The voucher before keeps its ratio and version; the one after has those of its day."""
    open_campaign(callers, town, eligible="working_age")
    early, late = enter(callers, person(1), person(2))
    before = claim(callers, early)["voucher_no"]
    pack = stricter()
    halved = tuple(replace(ratio, percent=50) for ratio in pack.rules.ratios)
    fewer = {"working_age": AttributeIs("employment", "unemployed")}
    changed = replace(pack, rules=replace(pack.rules, ratios=halved, eligible=fewer))
    callers.officer.done("POST", "/v1/policy", signed(town, changed, 3))
    after = claim(callers, late)["voucher_no"]
    with reading(town.centre.store) as connection:
        kept = (vouchers.c.no, vouchers.c.ratio_percent, voucher_history.c.policy_version)
        rows = connection.execute(select(*kept).join(voucher_history).where(vouchers.c.campaign == "C-1")).all()
    assert {tuple(row) for row in rows} == {(before, 100, 2), (after, 50, 3)}


def test_a_campaign_whose_rule_is_gone_gives_nothing(callers: Callers, town: Town) -> None:
    open_campaign(callers, town)
    (welder,) = enter(callers, person(1))
    pack = stricter()
    callers.officer.done("POST", "/v1/policy", signed(town, replace(pack, rules=replace(pack.rules, eligible={})), 3))
    answer = callers.holder(welder).ask("POST", "/v1/holder/campaigns/C-1/claim").json()
    assert answer["unmet"] == [{"code": "rule_gone"}]
