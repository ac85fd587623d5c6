"""What desks hear of projects and ratios: once, again where a policy changes it, and from a newer program."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from sync.central.news import feed
from sync.central.news.documents import publish_policy
from sync.central.news.projects import tell_what_older_programs_did_not
from sync.central.store.engine import reading, writing
from sync.central.store.tables import changes, vouchers
from sync.domain.ids import SiteId
from sync.domain.region_rules import RegionRules, Standard
from sync.protocol.changes import canonical, digest_of_line, sum_of
from tests.unit.sync.central.conftest import Sender, Town

SITE = SiteId("S-0001")
Body = dict[str, Any]


@pytest.fixture
def town_url(store_url: str) -> str:
    return store_url


def test_the_projects_of_a_sites_classes_come_with_the_standard_in_force(town: Town, desk: Sender) -> None:
    told = _told(desk, "project")
    assert {key: body["standard_fen"] for key, body in told.items()} == {"1": 150_000, "2": 150_000, "3": 200_000}
    assert told["1"] == {
        "name": "焊工（五级/初级工）",
        "kind": "social_training",
        "occupation": "6-18-02-04",
        "level": 5,
        "standard_fen": 150_000,
    }


def test_a_policy_tells_only_what_it_changes(town: Town, desk: Sender) -> None:
    dearer = RegionRules(standards=(Standard(199_900, project=2), Standard(150_000, skill_level=5)))
    before = _positions(town)
    _in_force(town, dearer)
    assert {key: body["standard_fen"] for key, body in _told(desk, "project").items()} == {
        "1": 150_000,
        "2": 199_900,
        "3": None,
    }
    after = _positions(town)
    assert before["1"] == after["1"], "told again though nothing was new"
    assert before["2"] < after["2"]


def test_a_roster_line_says_what_part_of_the_standard_the_person_gets(town: Town, desk: Sender) -> None:
    with reading(town.centre.store) as connection:
        wanted = {row.no: row.ratio_percent for row in connection.execute(select(vouchers))}
    lines = _told(desk, "roster_entry").values()
    assert lines
    assert all(line["ratio_percent"] == wanted[line["voucher_no"]] for line in lines)


def test_a_sign_in_only_voucher_has_no_ratio(town: Town, desk: Sender) -> None:
    somebody = next(iter(_told(desk, "roster_entry").values()))["voucher_no"]
    with writing(town.centre.store) as connection:
        connection.execute(update(vouchers).where(vouchers.c.no == somebody).values(kind="SIGN_IN_ONLY"))
        _forget(connection)
        tell_what_older_programs_did_not(connection, RegionRules())
    told = {line["voucher_no"]: line["ratio_percent"] for line in _told(desk, "roster_entry").values()}
    assert told[somebody] is None


def test_a_newer_program_tells_once_what_an_older_one_did_not(town: Town, desk: Sender) -> None:
    before = desk.news()
    with writing(town.centre.store) as connection:
        rules = town.centre.lists(connection).rules
        _forget(connection)
        old_end = feed.end_of(connection, feed.site_scope(SITE))
        tell_what_older_programs_did_not(connection, rules)
    assert desk.news() == before
    with reading(town.centre.store) as connection:
        page = feed.read_page(connection, feed.site_scope(SITE), old_end, 10_000)
        assert {change.kind for change in page.changes} == {"project", "roster_entry"}
        end = feed.end_of(connection, feed.site_scope(SITE))
        lines = [digest_of_line(line) for line in feed.lines(connection, feed.site_scope(SITE))]
        assert feed.digest_at(connection, feed.site_scope(SITE), end) == sum_of(lines)
    with writing(town.centre.store) as connection:
        tell_what_older_programs_did_not(connection, rules)
    with reading(town.centre.store) as connection:
        assert not feed.read_page(connection, feed.site_scope(SITE), end, 10).changes


def _told(desk: Sender, kind: str) -> dict[str, Body]:
    return {key: body for (known, key), body in desk.news().items() if known == kind and body is not None}


def _positions(town: Town) -> dict[str, int]:
    of_projects = select(changes.c.key, changes.c.position).where(
        changes.c.scope == feed.site_scope(SITE), changes.c.kind == "project"
    )
    with reading(town.centre.store) as connection:
        return {row.key: row.position for row in connection.execute(of_projects)}


def _in_force(town: Town, rules: RegionRules) -> None:
    with writing(town.centre.store) as connection:
        policy = town.centre.lists(connection).policy
        newer = replace(policy, version=policy.version + 1)
        publish_policy(connection, town.centre.keys, newer, town.centre.now(), rules)


def _forget(connection: Any) -> None:
    """As an older program has left the feed."""
    connection.execute(delete(changes).where(changes.c.kind == "project"))
    lines = connection.execute(select(changes).where(changes.c.kind == "roster_entry")).all()
    for line in lines:
        body = json.loads(line.body)
        body.pop("ratio_percent")
        old = update(changes).where(changes.c.position == line.position)
        connection.execute(old.values(body=canonical(body), digest=None))
