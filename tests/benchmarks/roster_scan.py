"""From a code to its verdict at a large site: 200,000 on its rosters, 200,000 scans before, 1,000,000 vouchers revoked.

Ours is the whole check-in: verify, look up, judge, record, commit. Beside it stands the least that any desk does with
the same picture: read it, and write 4 K into the same kind of encrypted record, durably.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import segno
import zxingcpp
from sqlalchemy import insert, text

from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.store import feed, kept, tables
from sync.desk.store.engine import open_engine, writing
from sync.desk.store.store import Transaction
from sync.domain.ids import SessionId, VoucherNo
from sync.domain.verdicts import Reason
from sync.protocol import status_list
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.status_list import StatusList
from tests.benchmarks.rounds import Pair, alternate, percentile, spread, timed
from tests.benchmarks.table import Row
from tests.fakes.site import FRONT_DESK, NOW, PROJECT_A, ROOT_KID, STORE_KEY, SiteKeys, document, make_desk

_ROSTER, _BEFORE, _REVOKED, _SCANS = 200_000, 200_000, 1_000_000, 300
_CLASS_SIZE, _FIRST = 40, 1_000_000
_ELSEWHERE = range(10_000_000, 50_000_000)
"""The numbers of the vouchers revoked: none of ours."""
_BUSY_CLASSES = 100
"""Whose were the scans before; among those scanned now there are people of theirs."""
_PAGE = bytes(4096)
_FIRST_HOW = "reads the signed list, once for each list and start"
_MODULE = 4
"""Pixels: an easy picture, so that reading it hides as little as it may."""


@dataclass(frozen=True, slots=True)
class _Presented:
    """A code as text and as a picture, and the session it is shown for."""

    text: str
    picture: Any
    session: SessionId


def run() -> list[Row]:
    """With and without the reading of the picture, the middle and the slowest of a hundred, and the first of all."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name, _large_site(Path(name)) as (desk, shown):
        first = timed(lambda: _scan(desk, next(shown)))
        with _bare_record(Path(name)) as commit:
            judged = alternate(_SCANS, lambda: _timed(desk, next(shown)), lambda: timed(commit))
            seen = alternate(
                _SCANS, lambda: _timed_with_picture(desk, next(shown)), lambda: _timed_bare(commit, next(shown))
            )
    what = f"scan to verdict, {_ROSTER:,} on the roster, {_BEFORE:,} scans before, {_REVOKED:,} revoked"
    return [
        *_rows(what, "4 K encrypted insert + commit", judged),
        *_rows(f"{what}, picture read as well", "bare decode + the same commit", seen),
        Row("the first", f"{first * 1e3:.3g} ms", "a later one", first / median(judged.ours), "told", _FIRST_HOW),
    ]


def _rows(what: str, beside: str, pair: Pair) -> list[Row]:
    how = f"{_SCANS} of each in turns"
    slow, slow_bare = percentile(pair.ours, 99), percentile(pair.beside, 99)
    middle = f"{beside} {spread(pair.beside)}"
    slowest = f"{beside} {slow_bare * 1e3:.3g} ms"
    return [
        Row(what, spread(pair.ours), middle, pair.ratio, "told", how),
        Row("the same, slowest of a hundred", f"{slow * 1e3:.3g} ms", slowest, slow / slow_bare, "told", how),
    ]


def _timed(desk: Desk, presented: _Presented) -> float:
    return timed(lambda: _scan(desk, presented))


def _timed_with_picture(desk: Desk, presented: _Presented) -> float:
    return timed(lambda: _scan(desk, presented, read=True))


def _timed_bare(commit: Callable[[], None], presented: _Presented) -> float:
    def work() -> None:
        _read(presented)
        commit()

    return timed(work)


def _scan(desk: Desk, presented: _Presented, *, read: bool = False) -> None:
    shown = _read(presented) if read else presented.text
    answer = check_in(desk, shown, session_id=presented.session, operator=FRONT_DESK)
    if answer.reason is not Reason.SIGNED_IN:
        raise RuntimeError(f"a scan to be measured was answered {answer.reason}")


def _read(presented: _Presented) -> str:
    found = zxingcpp.read_barcode(presented.picture)
    if found is None:
        raise RuntimeError("a picture to be measured does not read")
    return found.text


@contextmanager
def _bare_record(folder: Path) -> Iterator[Callable[[], None]]:
    """Writes 4 K into an encrypted file of its own, with the settings of the record, and commits."""
    engine = open_engine(folder / "bare.db", STORE_KEY)
    with writing(engine) as tx:
        tx.execute(text("CREATE TABLE pages (data BLOB)"))

    def commit() -> None:
        with writing(engine) as tx:
            tx.exec_driver_sql("INSERT INTO pages VALUES (?)", (_PAGE,))

    try:
        yield commit
    finally:
        engine.dispose()


@contextmanager
def _large_site(folder: Path) -> Iterator[tuple[Desk, Iterator[_Presented]]]:
    """The desk, and people of all its classes one after the other, each once."""
    desk, keys = make_desk(folder)
    classes = _ROSTER // _CLASS_SIZE
    with desk.store.write() as tx:
        feed.apply(tx, [change for number in range(classes) for change in _class(number)], "2")
        tx.execute(insert(tables.roster_entries), [_entry(number) for number in range(_ROSTER)])
        feed.apply(tx, [_revoked(keys)], "3")
        _add_earlier_scans(tx)
    numbers = random.Random(7).sample(range(_BUSY_CLASSES * _CLASS_SIZE), 1 + 3 * (_SCANS + 1))
    try:
        yield desk, iter([_presented(keys, number) for number in numbers])
    finally:
        desk.close()


def _add_earlier_scans(tx: Transaction) -> None:
    """Sign-ins of other days, settled long ago: rows of the right size, whose chain nobody checks here."""
    people = range(_BEFORE)
    tx.execute(insert(tables.facts), [_fact(number) for number in people])
    tx.execute(insert(tables.scans), [_earlier(number) for number in people])
    tx.exec_driver_sql(
        "INSERT INTO receipts (fact_id, outcome, settles, at, document)"
        " SELECT id, 'recorded', 1, '2026-01-01T00:00:00+00:00', '{}' FROM facts"
    )
    kept.put_feed_end(tx, NOW, _BEFORE)


def _fact(number: int) -> dict[str, object]:
    place = {"id": f"{number:032x}", "epoch": 1, "seq": number + 1, "type": "attendance_punched"}
    return {**place, "header": bytes(180), "payload": bytes(150), "hash": bytes(32)}


def _earlier(number: int) -> dict[str, object]:
    return {
        "fact_id": f"{number:032x}",
        "kind": "punch",
        "session_id": f"earlier-{number // _CLASS_SIZE}",
        "class_id": f"large-{number % _BUSY_CLASSES}",
        "voucher_no": _FIRST + number % _BUSY_CLASSES * _CLASS_SIZE + number // _BUSY_CLASSES % _CLASS_SIZE,
        "name": "孙试",
        "reason": "signed_in",
        "at": number,
    }


def _class(number: int) -> list[Change]:
    named = {"name": f"初级焊工 {number} 班", "project": PROJECT_A, "project_name": "初级焊工"}
    body = {**named, "capacity": _CLASS_SIZE, "required_hours": 80, "state": "open"}
    starts = NOW + timedelta(minutes=10)
    times = {"starts": starts.isoformat(), "ends": (starts + timedelta(hours=3)).isoformat(), "hours": 4}
    return [
        Change(ChangeKind.CLASS, f"large-{number}", body),
        Change(ChangeKind.SESSION, f"large-{number}", {"class_id": f"large-{number}", **times}),
    ]


def _entry(number: int) -> dict[str, object]:
    return {
        "id": f"large-{number // _CLASS_SIZE}/{_FIRST + number}",
        "class_id": f"large-{number // _CLASS_SIZE}",
        "trainee_id": f"T-{number}",
        "voucher_no": _FIRST + number,
        "state": "in_use",
        "name": "孙试",
        "id_number": f"990000199001{number:06d}",
        "phone": f"199{number:08d}",
        "hours_done": 36,
    }


def _revoked(keys: SiteKeys) -> Change:
    numbers = [VoucherNo(number) for number in random.Random(7).sample(_ELSEWHERE, _REVOKED)]
    signed = StatusList.of(2, NOW, numbers).sign(keys.root, ROOT_KID)
    return document(status_list.KIND, 2, signed)


def _presented(keys: SiteKeys, number: int) -> _Presented:
    code = keys.code_for(_FIRST + number, project=PROJECT_A)
    modules = np.array([*segno.make_qr(code, error="q").matrix_iter(border=4)], dtype=np.uint8)
    picture = np.kron(255 * (1 - modules), np.ones((_MODULE, _MODULE), dtype=np.uint8)).astype(np.uint8)
    return _Presented(code, picture, SessionId(f"large-{number // _CLASS_SIZE}"))
