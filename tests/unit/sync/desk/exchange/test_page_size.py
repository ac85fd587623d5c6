"""Pages grow on a good line and shrink on a bad one; the feed is read page by page, ahead where it is long."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from sync.desk.exchange.ahead import WORTH_IT, pages
from sync.desk.exchange.page_size import PageSize
from sync.errors import MalformedMessage, Offline
from sync.protocol.changes import Change, Page


def test_full_pages_that_come_quickly_grow_to_a_bound_and_others_do_not() -> None:
    size = PageSize()
    size.took(0.1, 3)
    assert size.now == 500
    for _ in range(9):
        size.took(0.1, size.now)
    assert size.now == 5000
    size.took(5.0, 5000)
    assert size.now == 5000
    size.took(11.0, 5000)
    assert size.now == 2500
    for _ in range(9):
        size.went_wrong()
    assert size.now == 100


def test_a_centre_of_the_past_gives_smaller_pages_from_then_on() -> None:
    size = PageSize()
    assert not size.was_refused()  # it is not the size
    size = PageSize()
    size.took(0.1, 500)
    assert (size.now, size.was_refused(), size.now) == (1000, True, 500)
    size.took(0.1, 500)
    assert size.now == 500


def _feed(count: int) -> dict[str, Page]:
    changes = tuple(Change("class", str(number), None) for number in range(count))
    return {"": Page(changes, "1", True), "1": Page(changes, "2", True), "2": Page((), "2", False)}


@pytest.mark.parametrize("count", [3, WORTH_IT])
def test_the_feed_is_read_to_its_end_in_order(count: int) -> None:
    asked: list[str] = []
    feed = _feed(count)

    def fetch(cursor: str) -> Page:
        asked.append(cursor)
        return feed[cursor]

    with closing(pages(fetch, "")) as read:
        assert [page.cursor for page in read] == ["1", "2", "2"]
    assert asked == ["", "1", "2"]


def test_a_short_feed_is_read_without_a_thread_and_a_long_one_with_one() -> None:
    threads: list[str] = []

    def fetch(cursor: str) -> Page:
        threads.append(threading.current_thread().name)
        return feed[cursor]

    feed = _feed(3)
    list(pages(fetch, ""))
    here = threading.current_thread().name
    assert set(threads) == {here}
    feed = _feed(WORTH_IT)
    list(pages(fetch, ""))
    assert set(threads[3:]) > {here}


def test_what_goes_wrong_ahead_is_told_after_the_page_before_it() -> None:
    feed = _feed(WORTH_IT)

    def fetch(cursor: str) -> Page:
        if cursor:
            raise Offline
        return feed[cursor]

    with closing(pages(fetch, "")) as read:
        assert next(read).cursor == "1"
        with pytest.raises(Offline):
            next(read)


@pytest.mark.parametrize("stuck", [Page((Change("class", "1", None),), "", True), Page((), "1", True)])
def test_a_feed_that_does_not_move_on(stuck: Page) -> None:
    with pytest.raises(MalformedMessage):
        list(pages(lambda _: stuck, ""))
