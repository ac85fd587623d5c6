"""When the line is tried again, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sync.desk.exchange.cycle import CycleResult
from sync.desk.exchange.line import LineStatus
from sync.desk.exchange.push import BatchSize
from sync.desk.exchange.retry import Backoff
from sync.errors import CentreBusy, Offline


def test_failures_in_a_row_wait_longer_and_not_all_alike() -> None:
    def waits() -> list[float]:
        backoff = Backoff()
        return [backoff.after_failure() for _ in range(14)]

    runs = [waits() for _ in range(300)]
    for place in range(14):
        bound = min(2.0**place, 300.0)
        found = [run[place] for run in runs]
        assert all(0 <= wait <= bound for wait in found)
        assert max(found) > 0.8 * bound
        assert min(found) < 0.2 * bound


def test_success_begins_anew_and_the_centres_wish_wins() -> None:
    backoff = Backoff()
    for _ in range(10):
        backoff.after_failure()
    backoff.succeeded()
    assert backoff.after_failure() <= 1
    assert backoff.after_failure(17) == 17
    assert backoff.after_failure(99999) == 300


def test_batches_grow_on_a_good_line_and_shrink_on_a_bad_one() -> None:
    size = BatchSize()
    sizes = [size.now]
    for _ in range(5):
        size.went_well()
        sizes.append(size.now)
    assert sizes == [50, 100, 200, 400, 500, 500]
    for _ in range(6):
        size.went_wrong()
    assert size.now == 50


def result(error: CentreBusy | Offline | None) -> CycleResult:
    """A round that ended so."""
    return CycleResult(0, 0, 0, 0, 0, "", error is None, error)


def test_the_line_keeps_since_when() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    later = at + timedelta(hours=1)
    status = LineStatus().after(result(Offline()), at)
    assert status == LineStatus(online=False, since=at, error_code="N01")
    busy = result(CentreBusy(retry_after=5))
    assert busy.retry_after == 5
    assert status.after(busy, later) == LineStatus(online=False, since=at, error_code="N04")
    assert status.after(result(None), later) == LineStatus(online=True, since=later)
    assert result(Offline()).retry_after is None
