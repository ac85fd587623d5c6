"""Rot: pages zeroed, bits flipped, files cut short, over a record that real operations wrote.

Whatever is damaged, nothing is taken for whole that is not: a flip that changes data is found; after the repair every
lost fact is named, and the centre takes what waited. Beside it, what SQLite's own check finds in a plain file.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, create_engine, insert, select

from sync.central.centre import Centre
from sync.central.intake.take_queue import take_queue
from sync.desk.device.key_vault import open_vault
from sync.desk.operations.desk import Desk
from sync.desk.operations.import_receipts import import_receipts
from sync.desk.operations.repair_record import Repaired, repair_record
from sync.desk.store import facts, tables
from sync.desk.store.page_reader import PAGE
from sync.desk.store.rebuild import is_whole
from sync.desk.store.store import Store
from sync.errors import SyncError
from tests.faults import figures
from tests.faults.spoiled_desk import Place, SpoiledDesk, places_of, worked

SAMPLE_PAGES, SAMPLE_FLIPS, SAMPLE_ACTS, SAMPLE_LOG_FLIPS = 2, 30, 40, 4
FLIPS = int(os.environ.get("VOUCHERDESK_FLIPS", "3000"))
LOG_FLIPS = FLIPS // 15
ACTS = int(os.environ.get("VOUCHERDESK_ACTS", "150"))
SEED = int(os.environ.get("VOUCHERDESK_SEED", "7"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[SpoiledDesk, SpoiledDesk]:
    return worked(tmp_path_factory.mktemp("small"), SAMPLE_ACTS)


@pytest.fixture(scope="module")
def sample(small: tuple[SpoiledDesk, SpoiledDesk]) -> SpoiledDesk:
    """A small record, closed."""
    return small[0]


@pytest.fixture(scope="module")
def left(small: tuple[SpoiledDesk, SpoiledDesk]) -> SpoiledDesk:
    """The same as a killed desk leaves it."""
    return small[1]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> SpoiledDesk:
    return worked(tmp_path_factory.mktemp("whole"), ACTS)[0]


def test_after_any_of_a_few_zeroed_pages_the_centre_has_all_but_what_is_named(
    sample: SpoiledDesk, tmp_path: Path
) -> None:
    pages = [1, *random.Random(SEED).sample(range(2, sample.pages + 1), SAMPLE_PAGES)]
    zero_one_by_one(sample, pages, tmp_path)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_after_any_zeroed_page_the_centre_has_all_but_what_is_named(whole: SpoiledDesk, tmp_path: Path) -> None:
    lost = zero_one_by_one(whole, range(1, whole.pages + 1), tmp_path)
    figures.note("pages zeroed one by one, repaired and taken by the centre", whole.pages, f"= {whole.pages}")
    figures.note("  facts lost with them that the repair did not name", 0, "0")
    figures.note("  facts that it named", lost, "> 0")


def zero_one_by_one(desk: SpoiledDesk, pages: Sequence[int], folder: Path) -> int:
    """How many facts were lost; each case with its own copy of the desk and of the centre."""
    lost = 0
    for page in pages:
        spoiled = desk.copy(folder / "spoiled")
        spoiled.zero([page])
        lost += len(repaired_and_taken(spoiled, f"page {page}").lost)
    return lost


def repaired_and_taken(spoiled: SpoiledDesk, case: str) -> Repaired:
    """Repair, compare with the truth, and let a real centre take what waited."""
    repaired = repair_record(spoiled.settings, open_vault(spoiled.settings))
    now = {place[3] for place in places_of(spoiled.settings)}
    gone = {place[:3] for place in spoiled.places if place[3] not in now}
    assert {(loss.epoch, loss.seq, loss.type) for loss in repaired.lost} == gone, case
    assert repaired.unplaced == 0, case
    assert now <= ids(spoiled.places), case
    if not repaired.was_whole:
        assert repaired.queue_file is not None, case
        assert repaired.exported == repaired.pending > 0, case
    result = spoiled.sync()
    assert result.error is None, (case, result.error)
    assert spoiled.at_centre() >= now, case
    with closing(Desk.open(spoiled.settings)) as desk, desk.store.read() as tx:
        assert facts.count_unsettled(tx) == 0, case
        assert facts.broken_links(tx) == [], case
    return repaired


def ids(places: set[Place]) -> set[str]:
    return {place[3] for place in places}


def test_wherever_a_record_is_cut_short_nothing_false_comes_out(sample: SpoiledDesk, tmp_path: Path) -> None:
    cut_short(sample, [0, 20 * PAGE + 99, (sample.pages - 1) * PAGE], tmp_path)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_cut_short_at_every_page(whole: SpoiledDesk, tmp_path: Path) -> None:
    lengths = [page * PAGE + random.Random(SEED + page).randrange(PAGE) for page in range(whole.pages)]
    cut_short(whole, lengths, tmp_path)
    figures.note("records cut short, repaired and taken by the centre", len(lengths), f"= {whole.pages}")


def cut_short(desk: SpoiledDesk, lengths: Sequence[int], folder: Path) -> None:
    """What nothing tells of any more cannot be named, so less is asked: nothing false, the rest taken, work goes on."""
    for length in lengths:
        spoiled = desk.copy(folder / "spoiled")
        os.truncate(spoiled.record, length)
        repaired = repair_record(spoiled.settings, open_vault(spoiled.settings))
        now = ids(places_of(spoiled.settings))
        gone = {place[:2]: place[2] for place in spoiled.places if place[3] not in now}
        assert now <= ids(spoiled.places), length
        for loss in repaired.lost:
            assert (loss.epoch, loss.seq) in gone, length
            assert loss.type in (None, gone[loss.epoch, loss.seq]), length
        assert spoiled.sync().error is None, length
        assert spoiled.at_centre() >= now, length


def test_a_few_flips_are_found(sample: SpoiledDesk, tmp_path: Path) -> None:
    changed, found = flip(sample, tmp_path, SAMPLE_FLIPS)
    assert found == changed > 0


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_every_flip_that_changes_data_is_found(whole: SpoiledDesk, tmp_path: Path) -> None:
    changed, found = flip(whole, tmp_path, FLIPS)
    figures.note(f"of {FLIPS} flipped bits, those that change data or keep it from being read", changed, "> 0")
    figures.note("  found at opening or by verify-store", found, f"= {changed}")


def flip(desk: SpoiledDesk, folder: Path, times: int) -> tuple[int, int]:
    """How many of `times` flipped bits change what is read, or that it can be, and how many of these are found."""
    spoiled = desk.copy(folder / "flipped")
    truth = everything(spoiled.record, spoiled.store_key)
    pristine = spoiled.record.read_bytes()
    chance, changed, found = random.Random(SEED), 0, 0
    for _ in range(times):
        bit = chance.randrange(len(pristine) * 8)
        flipped = bytearray(pristine)
        flipped[bit // 8] ^= 1 << bit % 8
        spoiled.record.write_bytes(flipped)
        if everything(spoiled.record, spoiled.store_key) != truth:
            changed += 1
            found += not is_whole(spoiled.record, spoiled.store_key)
    return changed, found


def everything(record: Path, key: bytes) -> object:
    """Every row of every table, or that it cannot be read."""
    try:
        with closing(Store.open(record, key)) as store, store.read() as tx:
            return {table.name: rows(tx, table) for table in tables.metadata.sorted_tables}
    except SyncError as error:
        return error.code


def rows(tx: Connection, table: Table) -> list[tuple[object, ...]]:
    return [tuple(row) for row in tx.execute(select(table))]


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_what_a_plain_file_would_hide_the_chain_finds(whole: SpoiledDesk, tmp_path: Path) -> None:
    changed, missed, by_chain = flip_plain(whole, tmp_path, FLIPS)
    share = f"{missed} of {changed} ({missed / changed:.0%})"
    figures.note("flips that change facts in a plain SQLite file, passed by its integrity_check", share, "the reason")
    figures.note("  the same, found by chain and integrity_check together", by_chain, f"= {changed}")


def test_the_chain_finds_what_a_plain_files_own_check_passes(sample: SpoiledDesk, tmp_path: Path) -> None:
    changed, missed, by_chain = flip_plain(sample, tmp_path, SAMPLE_FLIPS)
    assert by_chain == changed >= missed > 0


def flip_plain(desk: SpoiledDesk, folder: Path, times: int) -> tuple[int, int, int]:
    """The same facts in a file without encryption: flips that change a fact, those that integrity_check passes, and
    those that the chain finds. A file that cannot be read is found by both.
    """
    path = folder / "plain.db"
    plain(desk, path)
    truth, pristine = plain_facts(path), path.read_bytes()
    chance, changed, missed, by_chain = random.Random(SEED), 0, 0, 0
    for _ in range(times):
        bit = chance.randrange(len(pristine) * 8)
        flipped = bytearray(pristine)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        if plain_facts(path) != truth:
            changed += 1
            missed += passes_integrity_check(path)
            by_chain += not chain_holds(path, len(truth or ()))
    return changed, missed, by_chain


def plain(desk: SpoiledDesk, path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    ours = (tables.facts, tables.left_places, tables.lost_facts, tables.receipts)
    tables.metadata.create_all(engine, tables=ours)
    with closing(Store.open(desk.record, desk.store_key)) as store, store.read() as source, engine.begin() as target:
        for table in ours:
            found = [dict(row._mapping) for row in source.execute(select(table))]
            if found:
                target.execute(insert(table), found)
    engine.dispose()


def plain_facts(path: Path) -> list[tuple[object, ...]] | None:
    with closing(sqlite3.connect(path)) as connection:
        try:
            return connection.execute("SELECT id, epoch, seq, type, header, payload, hash FROM facts").fetchall()
        except (sqlite3.Error, UnicodeDecodeError, OverflowError):
            return None


def passes_integrity_check(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        try:
            return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
        except (sqlite3.Error, UnicodeDecodeError):
            return False


def chain_holds(path: Path, how_many: int) -> bool:
    """Every link, and as many as the head says there are.

    Where a fact stands is read from the index; that the row says the same is what integrity_check looks at. (In the
    encrypted file no page of either can change unseen.)
    """
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            return whole and not facts.broken_links(connection) and facts.count(connection) == how_many
    except Exception:  # noqa: BLE001  whatever it is: the damage was noticed
        return False
    finally:
        engine.dispose()


def test_a_few_flips_in_the_log_lose_nothing_unseen(left: SpoiledDesk, tmp_path: Path) -> None:
    flip_log(left, tmp_path, SAMPLE_LOG_FLIPS)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_flips_in_the_log_of_a_killed_desk(left: SpoiledDesk, tmp_path: Path) -> None:
    harmless, told, lost = flip_log(left, tmp_path, LOG_FLIPS)
    figures.note("flipped bits in the log of a killed desk, found at opening", told, f"= {LOG_FLIPS - harmless}")
    figures.note("  facts that the repair could not give back", lost, "each named")


def flip_log(desk: SpoiledDesk, folder: Path, times: int) -> tuple[int, int, int]:
    """Flips that cost nothing, flips that were told, and facts that the repair after these could only name."""
    spoiled = desk.copy(folder / "flipped")
    log = spoiled.record.with_name("record.db-wal")
    pristine = {path: path.read_bytes() for path in (spoiled.record, log)}
    chance, harmless, told, lost = random.Random(SEED), 0, 0, 0
    for _ in range(times):
        bit = chance.randrange(len(pristine[log]) * 8)
        flipped = bytearray(pristine[log])
        flipped[bit // 8] ^= 1 << bit % 8
        spoiled.record.write_bytes(pristine[spoiled.record])
        log.write_bytes(flipped)
        try:
            assert places_of(spoiled.settings) == desk.places, bit
            harmless += 1
        except SyncError:
            told += 1
            repaired = repair_record(spoiled.settings, open_vault(spoiled.settings))
            now = ids(places_of(spoiled.settings))
            named = {(loss.epoch, loss.seq) for loss in repaired.lost}
            assert {place[:2] for place in desk.places if place[3] not in now} == named, bit
            lost += len(named)
    return harmless, told, lost


@pytest.mark.parametrize("stick_first", [True, False])
def test_the_file_of_the_repair_and_the_network_bring_the_same(
    sample: SpoiledDesk, tmp_path: Path, stick_first: bool
) -> None:
    spoiled = sample.copy(tmp_path / "spoiled")
    spoiled.zero(range(spoiled.pages - 12, spoiled.pages + 1, 2))
    repaired = repair_record(spoiled.settings, open_vault(spoiled.settings))
    assert repaired.queue_file is not None
    assert repaired.exported == repaired.pending > 0
    if not stick_first:
        assert spoiled.sync().error is None
    centre = Centre.open(f"sqlite:///{spoiled.db}")
    taken = take_queue(centre, repaired.queue_file, tmp_path / "reply")
    centre.close()
    assert taken.facts == repaired.exported
    with closing(Desk.open(spoiled.settings)) as desk:
        import_receipts(desk, tmp_path / "reply")
        with desk.store.read() as tx:
            assert facts.count_unsettled(tx) == 0
    result = spoiled.sync()
    assert result.error is None
    assert result.rejected == 0
    assert spoiled.at_centre() >= ids(places_of(spoiled.settings))
