"""Repair on one PC: nothing that holds is left behind, what is lost is named, and it can be cut off anywhere."""

from __future__ import annotations

import multiprocessing
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from sync.desk.device.key_vault import FileVault, KeyVault, open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import DEVICE_KEY, Desk
from sync.desk.operations.desk import STORE_KEY as STORE_KEY_NAME
from sync.desk.operations.repair_record import Repaired, RepairStep, repair_record
from sync.desk.operations.show_roster import show_roster
from sync.desk.operations.verify_record import verify_record
from sync.desk.store import exports, facts, kept, receipts, tables
from sync.desk.store.cells import rows_of
from sync.desk.store.page_reader import PAGE, PageReader
from sync.desk.store.replace_record import is_decided
from sync.desk.store.store import Store
from sync.domain.ids import FactId
from sync.errors import DiskFull, NotJoined, StoreLocked, StoreUnreadable
from sync.protocol.receipts import Outcome, Receipt
from sync.protocol.sealing import BoxKey
from tests.fakes.site import CLASS_A, FRONT_DESK, NOW, SESSION_A, STORE_KEY, SiteKeys, make_desk

FIRST, SECOND = 40, 30


@dataclass
class Pc:
    """A PC that has worked: FIRST acts, a backup, SECOND acts; a third of all is settled."""

    home: Path
    keys: SiteKeys
    ids: list[FactId]

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home, key_storage="file")

    @property
    def vault(self) -> KeyVault:
        return open_vault(self.settings)

    @property
    def record(self) -> Path:
        return self.settings.store_file

    def spoil(self, *pages: int) -> None:
        with self.record.open("r+b") as file:
            for page in pages:
                file.seek((page - 1) * PAGE)
                file.write(bytes(PAGE))

    def pages(self) -> int:
        return self.record.stat().st_size // PAGE

    def pages_with_facts(self) -> list[int]:
        reader = PageReader(self.record, STORE_KEY)
        rows = {number: list(rows_of(number, page, reader.read)) for number, page in reader.read_all()}
        wide = len(tables.facts.columns)
        return [
            number
            for number, found in rows.items()
            if any(len(row.values) == wide and row.values[0] in self.ids for row in found)
        ]

    def repair(self) -> Repaired:
        return repair_record(self.settings, self.vault)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Pc:
    home = tmp_path_factory.mktemp("worked")
    desk, keys = make_desk(home)
    pc = Pc(home, keys, [])
    pc.vault.put(STORE_KEY_NAME, STORE_KEY)
    pc.vault.put(DEVICE_KEY, keys.device.to_bytes())
    with desk.store.write() as tx:
        exports.put_box(tx, BoxKey.generate().box())
    pc.ids += act(desk, keys, FIRST)
    desk.store.back_up(home / "backups" / "record-1.db", lambda: None)
    pc.ids += act(desk, keys, SECOND)
    with desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, Outcome.RECORDED, None, NOW) for fact_id in pc.ids[::3]])
    desk.close()
    return pc


def act(desk: Desk, keys: SiteKeys, times: int) -> list[FactId]:
    codes = [keys.code_for(1001 + number % 7) for number in range(times)]
    scans = [check_in(desk, code, session_id=SESSION_A, operator=FRONT_DESK) for code in codes]
    return [scan.fact_id for scan in scans if scan.fact_id is not None]


@pytest.fixture
def pc(worked: Pc, tmp_path: Path) -> Pc:
    """A copy of it, to be spoiled."""
    shutil.copytree(worked.home, tmp_path / "前台")
    return replace(worked, home=tmp_path / "前台")


def test_a_whole_record_is_left_as_it_is(pc: Pc) -> None:
    before = pc.record.read_bytes()
    repaired = pc.repair()
    assert repaired.was_whole
    assert repaired.facts == FIRST + SECOND
    assert pc.record.read_bytes() == before
    assert not list((pc.home / "repairs").iterdir())


def test_after_it_the_desk_works_and_knows_its_losses(pc: Pc) -> None:
    damaged = spoil_most(pc)
    repaired = pc.repair()
    assert not repaired.was_whole
    assert repaired.lost
    assert repaired.from_backup
    assert repaired.facts + len(repaired.lost) == FIRST + SECOND
    assert repaired.queue_file is not None
    assert repaired.queue_file.stat().st_size > 500
    assert repaired.exported == repaired.pending
    assert repaired.kept_in is not None
    assert (repaired.kept_in / "record.db").read_bytes() == damaged
    assert sorted(path.name for path in repaired.kept_in.iterdir()) == ["record.db", "waiting.vdq"]
    desk = Desk.open(pc.settings)
    with desk.store.read() as tx:
        assert facts.broken_links(tx) == []
        assert [loss[:2] for loss in facts.known_losses(tx)] == [(loss.epoch, loss.seq) for loss in repaired.lost]
        assert kept.get_epoch(tx) == 2
    assert show_roster(desk, CLASS_A)  # from the backup: who is enrolled is known without a network
    assert verify_record(desk).chain_ok
    more = act(desk, pc.keys, 3)
    with desk.store.read() as tx:
        assert facts.broken_links(tx) == []
        assert {str(fact.header.id) for fact in facts.unsettled(tx, -1)} >= set(more)
    desk.close()
    assert pc.repair().was_whole


def spoil_most(pc: Pc) -> bytes:
    """Zero every other page with facts; the bytes the repair then finds."""
    pc.spoil(*pc.pages_with_facts()[1::2])
    return pc.record.read_bytes()


def test_a_lost_fact_is_told_with_its_time_and_whether_the_centre_has_it(pc: Pc) -> None:
    shutil.rmtree(pc.home / "backups")
    spoil_most(pc)
    repaired = pc.repair()
    settled = set(pc.ids[::3])
    assert {loss.at_centre for loss in repaired.lost} == {True, False}
    for loss in repaired.lost:
        assert loss.type in {"attendance_punched", "voucher_seen"}
        assert loss.at is not None
        assert abs(loss.at - datetime.now(UTC)) < timedelta(minutes=5)
        assert loss.at_centre == (pc.ids[loss.seq - 1] in settled)
    assert repaired.facts == FIRST + SECOND - len(repaired.lost)


def test_nothing_readable_and_no_backup_changes_nothing(pc: Pc) -> None:
    shutil.rmtree(pc.home / "backups")
    pc.spoil(*range(1, pc.pages() + 1))
    before = pc.record.read_bytes()
    with pytest.raises(StoreUnreadable):
        pc.repair()
    assert pc.record.read_bytes() == before
    assert not list((pc.home / "repairs").iterdir())


def test_a_record_that_is_all_gone_comes_back_from_the_backup(pc: Pc) -> None:
    pc.spoil(*range(1, pc.pages() + 1))
    repaired = pc.repair()
    assert repaired.facts == repaired.from_backup == FIRST
    assert repaired.nothing_read  # what came after the backup is lost, and nothing here could name it
    desk = Desk.open(pc.settings)
    assert verify_record(desk).chain_ok
    with desk.store.read() as tx:  # facts on a stick may still come to the places behind the backup's end
        assert kept.get_epoch(tx) == 2
    desk.close()


def test_without_a_record_or_its_key_there_is_nothing_to_repair(pc: Pc, tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadable):
        repair_record(pc.settings, FileVault(tmp_path / "other.json"))
    with pytest.raises(NotJoined):
        repair_record(Settings(home=tmp_path / "nowhere", key_storage="file"), pc.vault)


def test_a_record_that_another_program_has_open_is_not_touched(pc: Pc) -> None:
    pc.spoil(30)
    spawn = multiprocessing.get_context("spawn")
    started, done = spawn.Event(), spawn.Event()
    other = spawn.Process(target=_hold_open, args=(pc.record, started, done))
    other.start()
    try:
        assert started.wait(30)
        with pytest.raises(StoreLocked):
            pc.repair()
    finally:
        done.set()
        other.join()
    assert pc.repair().pages_bad == 1


def _hold_open(record: Path, started: Event, done: Event) -> None:
    store = Store.open(record, STORE_KEY)
    with store.read() as tx:
        kept.get_epoch(tx)
    started.set()
    done.wait(60)
    store.close()


@pytest.mark.parametrize("step", list(RepairStep))
def test_cut_off_at_any_step_it_can_be_done_again(pc: Pc, step: RepairStep) -> None:
    damaged = spoil_most(pc)

    def cut_off(now: RepairStep) -> None:
        if now is step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repair_record(pc.settings, pc.vault, cut_off)
    assert pc.record.read_bytes() == damaged
    repaired = pc.repair()
    assert repaired.facts + len(repaired.lost) == FIRST + SECOND


def test_cut_off_between_deciding_and_replacing_the_next_start_brings_the_new_record(pc: Pc) -> None:
    spoil_most(pc)
    repaired = pc.repair()
    stale = b"a log that does not belong to it" * 1000
    pc.record.rename(pc.record.with_name("record.db.next"))
    pc.record.write_bytes(b"the damaged one")
    pc.record.with_name("record.db-wal").write_bytes(stale)
    assert is_decided(pc.record)
    desk = Desk.open(pc.settings)
    with desk.store.read() as tx:
        assert facts.count(tx) == repaired.facts
    desk.close()
    assert not is_decided(pc.record)


def test_no_room_for_it_is_told_and_nothing_is_changed(pc: Pc) -> None:
    damaged = spoil_most(pc)
    (pc.home / "repairs").write_text("a file where a folder is to be")
    with pytest.raises(DiskFull):
        pc.repair()
    assert pc.record.read_bytes() == damaged
