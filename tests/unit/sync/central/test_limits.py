"""How much anybody may ask, on a clock of the test's."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sync.central.door.limits import TokenBuckets


class Seconds:
    """A clock that is told how late it is."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_burst_goes_through_then_the_rate_holds() -> None:
    clock = Seconds()
    buckets = TokenBuckets(2.0, 5.0, clock)
    assert [buckets.take("a") for _ in range(5)] == [None] * 5
    assert buckets.take("a") == timedelta(seconds=0.5)
    clock.at = 0.5
    assert buckets.take("a") is None
    assert buckets.take("a") is not None
    assert buckets.take("b") is None


@given(st.lists(st.floats(min_value=0, max_value=3), max_size=60))
def test_never_more_than_burst_and_rate_allow(pauses: list[float]) -> None:
    clock = Seconds()
    buckets = TokenBuckets(2.0, 5.0, clock)
    passed = 0
    for pause in pauses:
        clock.at += pause
        passed += buckets.take("a") is None
        assert passed <= 5.0 + clock.at * 2.0 + 1e-6


@given(st.floats(min_value=0, max_value=10))
def test_who_waits_as_long_as_told_goes_through(pause: float) -> None:
    clock = Seconds()
    buckets = TokenBuckets(2.0, 3.0, clock)
    for _ in range(3):
        buckets.take("a")
    clock.at += pause
    wait = buckets.take("a")
    if wait is not None:
        clock.at += wait.total_seconds() + 1e-6
        assert buckets.take("a") is None


def test_those_quiet_longest_are_forgotten() -> None:
    buckets = TokenBuckets(0.001, 1.0, Seconds(), most=2)
    assert buckets.take("a") is None
    assert buckets.take("a") is not None
    for key in ("b", "c"):
        buckets.take(key)
    assert buckets.take("a") is None
