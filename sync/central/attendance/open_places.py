"""The book for one request of a person: its site and vouchers locked, then everything written and told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, bindparam, update

from sync.central.attendance.book import Book
from sync.central.attendance.load_book import load_book, load_sessions
from sync.central.attendance.write_book import write_book
from sync.central.move_voucher import lock_vouchers
from sync.central.news import feed
from sync.central.news.rosters import publish_roster_lines
from sync.central.store.tables import roster_entries
from sync.domain.classes import Session
from sync.domain.ids import ClassId, SiteId, VoucherNo
from sync.domain.policy import Policy

_MORE_HOURS = (
    update(roster_entries)
    .where(roster_entries.c.voucher_no == bindparam("voucher"), roster_entries.c.class_id == bindparam("class"))
    .values(hours_done=roster_entries.c.hours_done + bindparam("more"))
)


@contextmanager
def open_places(
    connection: Connection,
    site: SiteId,
    session_ids: Collection[str],
    voucher_nos: Collection[int],
    policy: Policy,
) -> Iterator[Book]:
    """What is known of each voucher at each session, all of one site. The site is locked by the caller.

    Left without an error, what changed is in the record, in the sums of the rosters and in the feed.
    """
    moved: Counter[tuple[ClassId, int]] = Counter()

    def hours_moved(session: Session, voucher_no: int, hours: int) -> None:
        moved[session.class_id, voucher_no] += hours

    lock_vouchers(connection, [VoucherNo(number) for number in voucher_nos])
    book = Book(policy, hours_moved)
    load_sessions(connection, book, session_ids)
    load_book(connection, book, session_ids, voucher_nos)
    yield book
    write_book(connection, book)
    news = sorted((class_id, voucher, hours) for (class_id, voucher), hours in moved.items() if hours)
    if news:
        rows = [{"class": class_id, "voucher": voucher, "more": hours} for class_id, voucher, hours in news]
        connection.execute(_MORE_HOURS, rows)
    feed.publish(connection, feed.site_scope(site), book.news)
    publish_roster_lines(connection, [VoucherNo(voucher) for _, voucher, _ in news])
