"""A short queue at the real window on a real X server, by real keys alone: reader, search, sign-in by hand, undo."""

from __future__ import annotations

import time

from tests.end_to_end import test_handheld_reader
from tests.end_to_end.test_handheld_reader import Counter, counter, session

__all__ = ["counter", "session"]
pytestmark = test_handheld_reader.pytestmark

PERSONS_PAUSE_S = 0.25  # keys that follow sooner are a reader's, and belong to its code


def tap(counter: Counter, key: str) -> None:
    """A person's key."""
    time.sleep(PERSONS_PAUSE_S)
    counter.keyboard.tap(key)


def test_a_short_queue_by_keys_alone(counter: Counter) -> None:
    for nth, number in enumerate((1001, 1002), start=1):
        counter.keyboard.type(counter.code(number) + "\n", 3)
        counter.until_scans(nth)
    tap(counter, "F2")
    assert counter.until(lambda told: bool(told["searching"]))["searching"]
    counter.keyboard.type("1003", 120)  # the tail of a phone: one finger at a time
    assert counter.until(lambda told: told["search"] == "1003")["search"] == "1003"
    counter.until(lambda told: told["found"] == 1)
    tap(counter, "Down")
    tap(counter, "Return")
    told = counter.until_scans(3)
    assert sorted(told["scans"]) == sorted([["王*明", "signed_in"], ["李*", "signed_in"], ["欧**娜", "signed_in"]])
    assert counter.until(lambda told: not told["search"])["search"] == ""
    counter.keyboard.type(counter.code(2001) + "\n", 3)
    assert sorted(reason for _, reason in counter.until_scans(4)["scans"])[0] == "other_class"
    tap(counter, "F4")
    assert counter.until(lambda told: bool(told["listed"]))["group"]
    tap(counter, "space")  # the first of those who are missing
    tap(counter, "Return")
    told = counter.until_scans(5)
    assert sum(reason == "signed_in" for _, reason in told["scans"]) == 4
    tap(counter, "Escape")
    assert not counter.until(lambda told: not told["group"])["group"]
