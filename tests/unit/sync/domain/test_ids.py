"""Ids that order themselves by the time they were made, and tell nothing else."""

import time
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from sync.domain.ids import new_fact_id, uuid7


@given(st.integers(0, (1 << 48) - 1))
def test_an_id_has_version_7_the_variant_and_the_time(at_ms: int) -> None:
    made = uuid7(at_ms)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == at_ms


@given(st.integers(0, (1 << 48) - 2))
def test_a_later_id_sorts_behind(at_ms: int) -> None:
    assert uuid7(at_ms).hex < uuid7(at_ms + 1).hex


def test_the_random_bits_differ() -> None:
    assert len({uuid7(1) for _ in range(1000)}) == 1000


def test_a_fact_id_is_32_hexadecimal_digits_of_now() -> None:
    before = time.time_ns() // 1_000_000
    fact_id = new_fact_id()
    assert len(fact_id) == 32
    assert before <= UUID(fact_id).int >> 80 <= time.time_ns() // 1_000_000
