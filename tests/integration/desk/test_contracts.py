"""Programs and centres of other ages: the old are told once and may always drain, the future is passed over."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest
from sqlalchemy import delete, text

from sync.central.news.terms import Terms
from sync.central.store.engine import writing
from sync.central.store.tables import changes
from sync.desk.operations.check_in import check_in
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.store import feed_digest
from sync.errors import ProgramTooOld
from sync.protocol.changes import Change
from sync.protocol.requests import CONTRACT_HEADER
from tests.fakes.scripted_desk import ScriptedDesk
from tests.integration.central.test_joining import problem
from tests.integration.conftest import RunningCentre
from tests.integration.desk.conftest import JoinedDesk
from tests.integration.desk.test_snapshots import clear_tombstones, publish, staff_of


def test_a_program_too_old_for_the_news_still_hands_in_its_records(joined: JoinedDesk) -> None:
    behind = joined.centre.behind
    behind.terms = Terms(oldest_contract=2, newest_contract=3)
    for round_ in (1, 2):
        check_in(joined.desk, joined.codes("enrolled")[round_], session_id=joined.session, operator=joined.operator)
        result = joined.exchange.run_cycle()
        assert isinstance(result.error, ProgramTooOld)
        assert (result.online, result.settled, result.pulled) == (True, 1, 0)
    assert show_desk_state(joined.desk).pending == 0
    health = joined.exchange.connection.get("/v1/health", {})
    assert (health["oldest_contract"], health["newest_contract"]) == (2, 3)
    behind.terms = Terms()
    assert joined.run_cycle().pulled > 0


@pytest.mark.parametrize(
    ("method", "target", "body"),
    [
        ("GET", "/v1/changes?scope={scope}", b""),
        ("GET", "/v1/digest?scope={scope}", b""),
        ("POST", "/v1/snapshots", b"{json}"),
        ("GET", "/v1/snapshots/N-1/parts/0", b""),
    ],
)
def test_all_news_are_refused_alike(
    centre: RunningCentre, scripted_desk: ScriptedDesk, method: str, target: str, body: bytes
) -> None:
    """The scripted desk names no contract: that is the first one."""
    centre.behind.terms = replace(centre.behind.terms, oldest_contract=2)
    scope = f"site:{scripted_desk.welcome.site}"
    content = json.dumps({"scope": scope}).encode() if body else b""
    answer = scripted_desk.ask(method, target.format(scope=scope), content)
    assert (answer.status_code, problem(answer)) == (426, "contract-too-old")
    assert answer.headers["Upgrade"]
    scripted_desk.client.headers[CONTRACT_HEADER] = "2"
    allowed = scripted_desk.ask(method, target.format(scope=scope), content)
    assert allowed.status_code in (200, 404)


def test_what_a_later_centre_tells_is_noted_once_and_passed_over(
    joined: JoinedDesk, caplog: pytest.LogCaptureFixture
) -> None:
    staff = Change("staff", "P-7", {"name": "吴试", "role": "clerk", "of_a_later_program": {"x": [1]}})
    with caplog.at_level(logging.WARNING):
        for day in ("monday", "tuesday"):
            publish(joined.centre, Change("weather", day, {"sunny": True}), staff)
            joined.run_cycle()
    assert caplog.text.count("weather") == 1
    assert "P-7" in staff_of(joined)
    with joined.desk.store.read() as tx:
        assert feed_digest.is_kind_held(tx, "weather")


def test_who_reads_from_the_beginning_after_a_clearing_takes_a_snapshot(
    centre: RunningCentre, scripted_desk: ScriptedDesk
) -> None:
    """Nobody can tell a beginning from a cursor that is lost."""
    publish(centre, Change("staff", "P-7", {"name": "x", "role": "it"}))
    publish(centre, Change("staff", "P-7", None))
    before = scripted_desk.pull().cursor
    assert clear_tombstones(centre) == 1
    answers = [
        scripted_desk.ask("GET", f"/v1/changes?scope=site:{scripted_desk.welcome.site}&cursor={cursor}")
        for cursor in ("", before)
    ]
    assert [answer.status_code for answer in answers] == [410, 200]
    assert problem(answers[0]) == "cursor-gone"


def test_after_the_centre_went_back_to_an_older_copy_the_desk_reads_anew(joined: JoinedDesk) -> None:
    """What it tells next stands before the cursor that it gave this desk earlier."""
    publish(joined.centre, Change("staff", "P-7", {"name": "x", "role": "it"}))
    joined.run_cycle()
    with writing(joined.centre.behind.store) as connection:
        connection.execute(delete(changes).where(changes.c.key == "P-7"))
        connection.execute(text("UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'changes'"))
    assert joined.run_cycle().pulled > 0
    assert "P-7" not in staff_of(joined)
    publish(joined.centre, Change("staff", "P-8", {"name": "x", "role": "it"}))
    joined.run_cycle()
    assert "P-8" in staff_of(joined)
