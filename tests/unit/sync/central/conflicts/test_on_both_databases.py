"""The same on SQLite and PostgreSQL: opened, reviewed, answered, settled."""

from __future__ import annotations

import pytest

from sync.domain.attention import AttentionDecision, ConflictState
from tests.unit.sync.central.conflicts.conftest import DoubleUse


@pytest.fixture
def town_url(store_url: str) -> str:
    """On both databases."""
    return store_url


def test_a_double_use_from_the_start_to_its_end(twice: DoubleUse) -> None:
    assert twice.stands() == (ConflictState.OPEN, True, True)
    twice.say(twice.far, AttentionDecision.SEEN)
    twice.say(twice.near, AttentionDecision.REVIEW, "学员没去过")
    assert twice.stands() == (ConflictState.REVIEW, False, False)
    twice.answer()
    assert twice.stands() == (ConflictState.ANSWERED, True, True)
    twice.say(twice.near, AttentionDecision.ACCEPT)
    assert twice.stands() == (ConflictState.ACCEPTED, False, False)
