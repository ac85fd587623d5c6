"""A seeded centre and a desk that has joined it, made once; each storm works on a copy."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.example import plan
from sync.central.example.seed import seed_example
from sync.central.holders import claims_of, find_voucher
from sync.central.news import feed
from sync.central.news.tombstones import prune
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.desk.exchange.join import join
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.desk import Desk
from sync.desk.operations.join_site import device_key, take_up_site
from sync.domain.ids import SiteId, VoucherNo
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.voucher_code import sign_code
from tests.faults.kill_processes import Processes
from tests.faults.kill_work import Playing, answer


def make_world(folder: Path, processes: Processes) -> Playing:
    """`centre.db` and `desk` in `folder`; the desk has joined and read the feed once."""
    database = f"sqlite:///{folder / 'centre.db'}"
    centre = Centre.open(database)
    code = seed_example(centre)["enrolment_code"]
    codes = _codes(centre)
    _tell_and_clear_away(centre)
    centre.close()
    on_now = [name for name in map(plan.session_in_progress, (plan.WELDERS, plan.CARERS)) if name]
    playing = Playing(
        folder / "desk", tuple(codes.values()), tuple(codes), tuple(on_now), plan.WELDERS.id, plan.STAFF[0][1]
    )
    with processes.started(answer, database) as serving:
        _, url = serving.said()
        settings = playing.settings(url)
        take_up_site(settings, join(settings, url, code, device_key(settings), "storm"), url)
        with closing(Desk.open(settings)) as desk:
            exchange = open_exchange(settings, desk)
            result = exchange.run_cycle()
            exchange.connection.close()
    assert result.error is None
    return playing


def copy_world(playing: Playing, folder: Path) -> Playing:
    """The same world anew, in `folder`."""
    shutil.copytree(playing.home.parent, folder)
    return replace(playing, home=folder / "desk")


def _tell_and_clear_away(centre: Centre) -> None:
    """Somebody came and went, and that is no longer told: whoever begins at the beginning is sent a snapshot."""
    scope = feed.site_scope(SiteId(plan.HOME.id))
    now = centre.now()
    with writing(centre.store) as connection:
        feed.publish(connection, scope, [Change(ChangeKind.STAFF, "P-9", {"name": "孙试", "role": "clerk"})])
    with writing(centre.store) as connection:
        feed.publish(connection, scope, [Change(ChangeKind.STAFF, "P-9", None)])
    with writing(centre.store) as connection:
        assert prune(connection, now + timedelta(days=1), now) > 0


def _codes(centre: Centre) -> dict[int, str]:
    """A code of every voucher, whatever its state, signed an hour ago."""
    key = centre.keys.issuing
    at = datetime.now(UTC) - timedelta(hours=1)
    with reading(centre.store) as connection:
        numbers = [VoucherNo(number) for number in connection.scalars(select(tables.vouchers.c.no))]
        rows = [row for number in numbers if (row := find_voucher(connection, number)) is not None]
    return {row.no: sign_code(claims_of(row, at), key.key, key.kid) for row in rows}
