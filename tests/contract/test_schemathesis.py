"""The interface against its own description: documented answers only, nothing of the wrong form taken, never a 5xx."""

import threading
from collections import Counter

import pytest

from sync.central.app import describe
from sync.central.askers.identity import Role
from sync.central.door.operations import operations
from sync.central.serving.serve import AnnouncingServer, listen_at
from tests.contract.battery import Outcome, run_battery
from tests.contract.conftest import MakeDoor
from tests.fakes.askers import NOBODY, ROLES

CASES = 5_000
_NAMED = {role for operation in operations(describe()) for role in operation.roles}
LET_IN = [role for role in ROLES if role in _NAMED or role == NOBODY]
"""Everybody who is let in anywhere."""


def assert_clean(outcome: Outcome) -> None:
    assert outcome.errors == []
    assert not outcome.failures, "\n\n".join(f"{what}\n{how}" for what, how in outcome.failures.items())
    assert max(outcome.statuses) < 500


@pytest.mark.parametrize("role", LET_IN)
def test_a_sample_for_each_role_where_it_is_let_in(door_for: MakeDoor, role: str) -> None:
    outcome = run_battery(door_for(role), examples=3, own_only=True)
    assert_clean(outcome)
    assert outcome.cases["coverage"] > 10
    assert outcome.statuses[200] > 0


def test_a_little_over_http(door_for: MakeDoor) -> None:
    """Sockets, header lines and uvicorn are in between, as they are for a desk."""
    door = door_for(Role.CLERK)
    ready = threading.Event()
    with listen_at("127.0.0.1", 0) as listener:
        server = AnnouncingServer(door, ready.set)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert ready.wait(10)
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            assert_clean(run_battery(door, examples=1, own_only=True, url=url))
        finally:
            server.should_exit = True
            thread.join()


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_everything_for_every_role(door_for: MakeDoor) -> None:
    played: Counter[str] = Counter()
    for role in ROLES:
        outcome = run_battery(door_for(role), examples=20, own_only=False)
        assert_clean(outcome)
        played.update(outcome.cases)
    assert played.total() >= CASES
    assert played.keys() >= {"examples", "coverage", "fuzzing", "stateful"}


@pytest.mark.long
@pytest.mark.timeout(1000)
@pytest.mark.parametrize("role", LET_IN)
def test_on_postgresql(postgres_door_for: MakeDoor, role: str) -> None:
    """It minds what SQLite takes: a number's size, a NUL in a text, a type."""
    assert_clean(run_battery(postgres_door_for(role), examples=10, own_only=True))
