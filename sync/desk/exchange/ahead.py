"""Reads the feed page by page; while one of a long feed is being written, the next one is on its way.

The only place of the exchange where a thread is made for it. A short feed, as on any ordinary day, is read without one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor

from sync.errors import MalformedMessage
from sync.protocol.changes import Page

WORTH_IT = 1000
"""Changes in a page: writing fewer takes no longer than asking for the next page."""


def pages(fetch: Callable[[str], Page], cursor: str) -> Generator[Page, None, None]:
    """Each page behind `cursor` up to the feed's end; close it when it is not read to its end.

    Raises as `fetch`, and MalformedMessage for a feed that does not move on.
    """
    with ThreadPoolExecutor(1, "next page") as one:
        page = _moved_on(fetch(cursor), cursor)
        while page.more:
            if len(page.changes) < WORTH_IT:
                yield page
                page = _moved_on(fetch(page.cursor), page.cursor)
            else:
                following = one.submit(fetch, page.cursor)
                yield page
                page = _moved_on(following.result(), page.cursor)
        yield page


def _moved_on(page: Page, cursor: str) -> Page:
    if page.more and (page.cursor == cursor or not (page.changes or page.unreadable)):
        raise MalformedMessage("the feed does not move on")
    return page
