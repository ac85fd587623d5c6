"""Yuan as people and banks read it, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.money import in_fen, in_yuan
from sync.domain.subsidy import MAX_FEN
from sync.errors import InvalidInput


@given(st.integers(0, MAX_FEN))
def test_there_and_back(fen: int) -> None:
    assert in_fen(in_yuan(fen)) == fen


def test_how_it_looks() -> None:
    assert [in_yuan(fen) for fen in (0, 5, 50, 120_000)] == ["0.00", "0.05", "0.50", "1200.00"]


def test_nothing_else_is_an_amount() -> None:
    for text in ("", "1200", "1200.0", "-1.00", "+1.00", "1,200.00", "1e3", "\uff11.00", "1200.00 ", "1" * 15 + ".00"):
        with pytest.raises(InvalidInput):
            in_fen(text)
    with pytest.raises(InvalidInput):
        in_yuan(-1)
