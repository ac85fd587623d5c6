"""鉴定成绩单 as the feed tells it: say anew what each line is, after it was recorded or its certificate noted."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from sync.central.news import feed, published
from sync.central.store.tables import assessments, classes
from sync.domain.ids import SiteId
from sync.protocol.changes import Change


def publish_results(connection: Connection, about: Iterable[tuple[str, int]]) -> None:
    """Tell the sites of the classes; `about`: class and voucher of those whose results are another."""
    wanted: dict[str, set[int]] = {}
    for class_id, voucher_no in about:
        wanted.setdefault(class_id, set()).add(voucher_no)
    for class_id in sorted(wanted):
        site = SiteId(connection.scalars(select(classes.c.site).where(classes.c.id == class_id)).one())
        feed.publish(connection, feed.site_scope(site), _lines(connection, class_id, wanted[class_id]))


def publish_results_of_site(connection: Connection, site: str) -> None:
    """Everything on record there, for desks that were told nothing of it by an older program."""
    results = assessments.c
    known = select(results.class_id, results.voucher_no).join(classes, classes.c.id == results.class_id).distinct()
    rows = connection.execute(known.where(classes.c.site == site)).all()
    publish_results(connection, [(row.class_id, row.voucher_no) for row in rows])


def _lines(connection: Connection, class_id: str, numbers: set[int]) -> list[Change]:
    results = assessments.c
    of_class = select(assessments).where(results.class_id == class_id).order_by(results.voucher_no, results.attempt)
    return [published.result_change(row) for row in connection.execute(of_class) if row.voucher_no in numbers]
