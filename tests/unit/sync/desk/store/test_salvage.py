"""What is read of a damaged record without the database: rows by their shape, facts by their hash, losses by name."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from sync.desk.operations.authorship import authorship
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.store import facts, receipts, tables
from sync.desk.store.page_reader import PAGE
from sync.desk.store.salvage import OURS, salvage
from sync.protocol.payloads import VoucherSeen
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.site import CLASS_A, FRONT_DESK, NOW, SESSION_A, STORE_KEY, SiteKeys, make_desk

LONG_CODE = "https://e.example/" + "A" * 9000
"""A text so long that its fact needs pages of its own."""


@dataclass
class Old:
    """A record as a desk left it: `folder` holds it, closed; with the log when the desk was killed."""

    folder: Path
    truth: dict[str, list[dict[str, object]]]

    @property
    def path(self) -> Path:
        return self.folder / "record.db"

    def pages(self) -> int:
        return self.path.stat().st_size // PAGE


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Old:
    return _work(tmp_path_factory.mktemp("closed"), killed=False)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Old:
    return _work(tmp_path_factory.mktemp("killed"), killed=True)


def _work(folder: Path, *, killed: bool) -> Old:
    desk, keys = make_desk(folder / "working")
    _some_acts(desk, keys)
    truth = _rows(desk)
    if killed:
        shutil.copytree(folder / "working", folder / "old")
        desk.close()
    else:
        desk.close()
        shutil.copytree(folder / "working", folder / "old")
    return Old(folder / "old", truth)


def _some_acts(desk: Desk, keys: SiteKeys) -> None:
    """Scans of every kind, one undone, one stranger, receipts for half of them, a new epoch, and some more."""
    scans = [
        check_in(desk, keys.code_for(1001 + number % 9), session_id=SESSION_A, operator=FRONT_DESK)
        for number in range(40)
    ]
    first = scans[0].fact_id
    assert first is not None
    undo_scan(desk, first, operator=FRONT_DESK)
    check_in(desk, "a stranger's code", session_id=SESSION_A, operator=FRONT_DESK)
    with desk.store.write() as tx:
        author = authorship(tx, desk, FRONT_DESK, desk.clock.read(), desk.lists.read(tx))
        facts.append(tx, author, VoucherSeen(SESSION_A, CLASS_A, None, LONG_CODE, "refused", "malformed_code"))
    ids = [scan.fact_id for scan in scans[:20] if scan.fact_id is not None]
    with desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, Outcome.RECORDED, None, NOW) for fact_id in ids[:-1]])
        receipts.append(tx, [Receipt(ids[-1], Outcome.REJECTED, ReceiptCode.VOUCHER_VOID, NOW)])
        facts.begin_new_epoch(tx)
        tx.execute(insert(tables.lost_facts).values(epoch=7, seq=1, type="leave_taken", fact_id="f" * 32, found_at=1))
        tx.execute(insert(tables.decisions).values(about=ids[-1], decision="let it rest", fact_id="e" * 32, at=1))
        tx.execute(insert(tables.exports).values(id="a" * 32, made_at=1, reply_key=bytes(32), facts=3))
    for number in range(10):
        check_in(desk, keys.code_for(1001 + number), session_id=SESSION_A, operator=FRONT_DESK)


def _rows(desk: Desk) -> dict[str, list[dict[str, object]]]:
    with desk.store.read() as tx:
        return {table.name: [dict(row._mapping) for row in tx.execute(select(table))] for table in OURS}


def _in_order(rows: Sequence[object]) -> list[str]:
    return sorted(map(repr, rows))


@pytest.mark.parametrize("which", ["closed", "killed"])
def test_of_a_whole_record_every_row_comes_out_and_nothing_is_lost(
    which: str, request: pytest.FixtureRequest
) -> None:
    old: Old = request.getfixturevalue(which)
    salvaged = salvage(old.path, STORE_KEY)
    for table in OURS:
        assert old.truth[table.name], table.name
        assert _in_order(salvaged.rows(table)) == _in_order(old.truth[table.name]), table.name
    assert salvaged.lost == []
    assert salvaged.pages_bad == ()
    assert salvaged.proven


def test_whatever_page_is_zeroed_what_is_missing_is_named(closed: Old, tmp_path: Path) -> None:
    expected = {(row["epoch"], row["seq"]): row for row in closed.truth["facts"]}
    taken, named = 0, 0
    for number in range(1, closed.pages() + 1):
        spoiled = _copy(closed, tmp_path / str(number))
        _overwrite(spoiled, (number - 1) * PAGE, bytes(PAGE))
        salvaged = salvage(spoiled, STORE_KEY)
        assert number in salvaged.pages_bad
        found = {(row["epoch"], row["seq"]) for row in salvaged.facts}
        gone = [row for place, row in expected.items() if place not in found]
        missing = {(row["epoch"], row["seq"], row["type"], row["id"]) for row in gone}
        assert {(lost.epoch, lost.seq, lost.type, lost.id) for lost in salvaged.lost} == missing
        assert all(row in closed.truth["facts"] for row in salvaged.facts)
        taken += bool(missing)
        named += len(missing)
        shutil.rmtree(spoiled.parent)
    assert taken >= 5
    assert named >= len(expected)


def test_a_lost_fact_that_the_centre_has_is_told_as_such(closed: Old, tmp_path: Path) -> None:
    settled = {row["fact_id"] for row in closed.truth["receipts"]}
    seen: set[bool] = set()
    for number in range(2, closed.pages() + 1):
        spoiled = _copy(closed, tmp_path / str(number))
        _overwrite(spoiled, (number - 1) * PAGE, bytes(PAGE))
        lost = salvage(spoiled, STORE_KEY).lost
        assert all(each.settled == (each.id in settled) for each in lost)
        seen |= {each.settled for each in lost}
        shutil.rmtree(spoiled.parent)
    assert seen == {True, False}


def test_without_its_salt_a_record_is_read_and_its_rows_prove_themselves(closed: Old, tmp_path: Path) -> None:
    spoiled = _copy(closed, tmp_path / "spoiled")
    _overwrite(spoiled, 0, bytes(PAGE))
    salvaged = salvage(spoiled, STORE_KEY)
    assert not salvaged.proven
    assert _in_order(salvaged.facts) == _in_order(closed.truth["facts"])
    assert _in_order(salvaged.rows(tables.kept)) == _in_order(closed.truth["kept"])


@pytest.mark.parametrize("at", [5, 700, 9 * PAGE + 2000, 20 * PAGE - 90, 30 * PAGE - 3])
def test_a_flipped_bit_is_put_back_and_nothing_is_lost(closed: Old, tmp_path: Path, at: int) -> None:
    """In the salt, on the first page, on another, in what a page begins with for the cipher, in its proof."""
    spoiled = _copy(closed, tmp_path / "spoiled")
    data = bytearray(spoiled.read_bytes())
    data[at] ^= 32
    spoiled.write_bytes(data)
    salvaged = salvage(spoiled, STORE_KEY)
    assert salvaged.proven
    assert salvaged.pages_bad == (at // PAGE + 1,)
    assert salvaged.lost == []
    for table in OURS:
        assert _in_order(salvaged.rows(table)) == _in_order(closed.truth[table.name]), table.name


@pytest.mark.parametrize("part", ["header", "first frame", "middle", "last frame"])
def test_behind_a_flipped_bit_in_the_log_nothing_acknowledged_is_passed_over(
    killed: Old, tmp_path: Path, part: str
) -> None:
    spoiled = _copy(killed, tmp_path / "spoiled")
    log = spoiled.with_name("record.db-wal")
    size = log.stat().st_size
    frame = 24 + PAGE
    at = {"header": 17, "first frame": 32 + 20, "middle": 32 + frame * (size // frame // 2) + 9, "last frame": size - 9}
    data = bytearray(log.read_bytes())
    data[at[part]] ^= 4
    log.write_bytes(data)
    salvaged = salvage(spoiled, STORE_KEY)
    expected = {row["id"] for row in killed.truth["facts"]}
    assert {row["id"] for row in salvaged.facts} | {lost.id for lost in salvaged.lost} == expected
    assert len(salvaged.lost) <= 1


def test_a_record_cut_short_gives_what_is_left(closed: Old, tmp_path: Path) -> None:
    whole = {row["id"]: row for row in closed.truth["facts"]}
    for pages in range(0, closed.pages(), 7):
        spoiled = _copy(closed, tmp_path / str(pages))
        spoiled.write_bytes(spoiled.read_bytes()[: pages * PAGE + 100])
        salvaged = salvage(spoiled, STORE_KEY)
        assert all(whole[row["id"]] == row for row in salvaged.facts)
        places = {(lost.epoch, lost.seq) for lost in salvaged.lost}
        assert not places & {(row["epoch"], row["seq"]) for row in salvaged.facts}


def test_of_another_key_or_no_record_nothing_comes_out(closed: Old, tmp_path: Path) -> None:
    assert not salvage(closed.path, bytes(32)).facts
    for name, content in {"empty": b"", "text": b"not a record " * 2000, "short": b"x"}.items():
        (tmp_path / name).write_bytes(content)
        salvaged = salvage(tmp_path / name, STORE_KEY)
        assert not any(salvaged.rows(table) for table in OURS)
    assert not salvage(tmp_path / "nowhere", STORE_KEY).facts


def _copy(old: Old, folder: Path) -> Path:
    shutil.copytree(old.folder, folder)
    return folder / "record.db"


def _overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)
