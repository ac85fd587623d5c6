"""Copies, their restoring, the daily look and the erasing: what is done for the record while nobody waits."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.desk.device.key_vault import KeyVault, open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.back_up import back_up, back_up_if_due, last_backup_at
from sync.desk.operations.care_for_record import RecordCare
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import DEVICE_KEY, STORE_KEY, Desk, keep_safely
from sync.desk.operations.erase_expired import erase_expired
from sync.desk.operations.restore_backup import look_at_backup, restore_backup
from sync.desk.operations.verify_record import last_check, verify_record, verify_store
from sync.desk.store import facts, receipts, withdrawal
from sync.desk.store.backup_folder import Copy, copies_in, outlived
from sync.desk.store.place import backups_of
from sync.domain.ids import FactId
from sync.domain.policy import Policy
from sync.errors import BackupNotMade, BackupUnusable, NotJoined, RecordDamaged, StoreLocked, StoreUnreadable, Withdrawn
from sync.protocol.receipts import Outcome, Receipt
from tests.fakes.clock import SetClock
from tests.fakes.site import FRONT_DESK, NOW, PEOPLE, SESSION_A, SiteKeys, make_desk
from tests.fakes.site import STORE_KEY as KEY


@dataclass
class Pc:
    """A PC that has joined, its keys in a file."""

    desk: Desk
    keys: SiteKeys
    clock: SetClock
    settings: Settings

    @property
    def vault(self) -> KeyVault:
        return open_vault(self.settings)

    @property
    def copies(self) -> list[str]:
        return [copy.path.name for copy in copies_in(backups_of(self.settings.store_file))]

    def scan(self, voucher_no: int = PEOPLE[0].voucher_no) -> FactId:
        self.clock.go_on(timedelta(seconds=5))
        fact = check_in(
            self.desk, self.keys.code_for(voucher_no), session_id=SESSION_A, operator=FRONT_DESK
        ).fact_id
        assert fact is not None
        return fact

    def settle(self, *fact_ids: FactId, at: datetime = NOW) -> None:
        with self.desk.store.write() as tx:
            receipts.append(tx, [Receipt(fact_id, Outcome.RECORDED, None, at) for fact_id in fact_ids])

    def ids(self) -> set[FactId]:
        with self.desk.store.read() as tx:
            return {FactId(row.id) for row in tx.execute(text("SELECT id FROM facts"))}

    def reopen(self) -> None:
        self.desk.close()
        self.desk = Desk.open(self.settings)


@pytest.fixture
def pc(tmp_path: Path) -> Iterator[Pc]:
    """A fresh one."""
    settings = Settings(home=tmp_path / "home", key_storage="file")
    clock = SetClock(NOW)
    desk, keys = make_desk(settings.home, clock=clock, policy=Policy(version=1, record_days=100))
    vault = open_vault(settings)
    keep_safely(vault, STORE_KEY, KEY)
    keep_safely(vault, DEVICE_KEY, keys.device.to_bytes())
    made = Pc(desk, keys, clock, settings)
    yield made
    made.desk.close()


def go_on() -> None:
    """Nobody closes the program."""


def test_a_copy_is_made_at_once_then_while_something_changes(pc: Pc) -> None:
    pc.scan()
    first = back_up_if_due(pc.desk, go_on)
    assert first is not None
    assert (first.facts, first.pending) == (1, 1)
    pc.clock.go_on(timedelta(minutes=31))
    assert back_up_if_due(pc.desk, go_on) is None  # nothing changed
    pc.scan()
    assert back_up_if_due(pc.desk, go_on) is not None
    pc.scan()
    assert back_up_if_due(pc.desk, go_on) is None  # too soon
    assert len(pc.copies) == 2
    with pc.desk.store.read() as tx:
        assert last_backup_at(tx) is not None


def test_a_receipt_alone_is_a_change(pc: Pc) -> None:
    fact = pc.scan()
    back_up_if_due(pc.desk, go_on)
    pc.settle(fact)
    pc.clock.go_on(timedelta(minutes=31))
    made = back_up_if_due(pc.desk, go_on)
    assert made is not None
    assert made.pending == 0


def test_after_an_update_there_is_a_copy_before_anything_else(pc: Pc) -> None:
    pc.scan()
    back_up_if_due(pc.desk, go_on)
    assert back_up_if_due(pc.desk, go_on) is None
    with pc.desk.store.write() as tx:  # as the version before this one left it
        tx.execute(text("UPDATE kept SET value = json_set(value, '$.program', '0.0.9') WHERE name = 'backup'"))
    assert back_up_if_due(pc.desk, go_on) is not None


def test_scans_go_on_while_a_copy_is_made(pc: Pc) -> None:
    pc.scan()

    def scan_meanwhile() -> None:
        with pc.desk.store.write() as tx:
            tx.execute(text("UPDATE kept SET value = value"))

    made = back_up_if_due(pc.desk, scan_meanwhile)
    assert made is not None


def test_a_copy_that_is_cut_off_leaves_nothing(pc: Pc) -> None:
    pc.scan()
    care = RecordCare(pc.desk)
    assert care.look_after(lambda: True) == []
    assert pc.copies == []
    assert [path.name for path in backups_of(pc.settings.store_file).iterdir()] == ["backup.lock"]


def test_the_copy_tells_nothing_without_the_key(pc: Pc) -> None:
    pc.scan()
    made = back_up(pc.desk, pc.settings.home.parent / "副本.db")
    written = made.path.read_bytes()
    for secret in (PEOPLE[0].name.encode(), PEOPLE[0].id_number.encode(), b"SQLite format"):
        assert secret not in written


def test_which_copies_stay() -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    every_half_hour = [Copy(Path(f"{number}.db"), now - timedelta(minutes=30 * number)) for number in range(2000)]
    going = {copy.at for copy in outlived(every_half_hour)}
    staying = [copy.at for copy in every_half_hour if copy.at not in going]
    assert staying[:6] == [copy.at for copy in every_half_hour[:6]]
    assert len({at.date() for at in staying}) == 14
    assert len(staying) == 6 + 13


def test_a_jump_of_the_clock_takes_no_copy_away() -> None:
    right = [Copy(Path(f"{day}.db"), NOW - timedelta(days=day)) for day in range(10)]
    wrong = Copy(Path("wrong.db"), datetime(2099, 1, 1, tzinfo=UTC))
    assert outlived([wrong, *right]) == []


def test_what_fails_is_told_once_and_stops_nothing(pc: Pc) -> None:
    pc.scan()
    backups_of(pc.settings.store_file).write_bytes(b"in the way")
    care = RecordCare(pc.desk)
    assert [type(error) for error in care.look_after(lambda: False)] == [BackupNotMade]
    assert care.look_after(lambda: False) == []
    pc.scan()


def test_the_daily_look_finds_what_does_not_hold(pc: Pc) -> None:
    for person in PEOPLE:
        pc.scan(person.voucher_no)
    care = RecordCare(pc.desk)
    assert care.look_after(lambda: False) == []
    with pc.desk.store.write() as tx:
        tx.execute(text("UPDATE facts SET payload = x'00' WHERE seq = 2"))
    assert care.look_after(lambda: False) == []  # it was looked at today
    pc.clock.go_on(timedelta(days=1))
    assert [type(error) for error in care.look_after(lambda: False)] == [RecordDamaged]
    with pc.desk.store.read() as tx:
        last = last_check(tx)
    assert last is not None
    assert (last.ok, last.at_risk) == (False, 1)


def test_a_backup_brings_back_what_was_lost_and_what_was_added_since(pc: Pc) -> None:
    early = [pc.scan(person.voucher_no) for person in PEOPLE[:3]]
    pc.settle(early[0])
    file = pc.settings.home.parent / "stick" / "copy.db"
    back_up(pc.desk, file)
    late = pc.scan(PEOPLE[3].voucher_no)
    pc.settle(early[1])
    holds = look_at_backup(pc.settings, pc.vault, file)
    assert (holds.facts, holds.pending) == (3, 2)
    assert holds.newest_at == NOW + timedelta(seconds=15)
    pc.desk.close()
    restored = restore_backup(pc.settings, pc.vault, file)
    assert (restored.facts, restored.pending, restored.brought_over, restored.lost) == (4, 2, 1, ())
    pc.reopen()
    assert pc.ids() == {*early, late}
    assert verify_record(pc.desk).ok
    assert restored.former is not None
    assert restored.former.exists()


def test_of_a_record_that_is_noise_the_backup_alone_comes_back(pc: Pc) -> None:
    early = {pc.scan(person.voucher_no) for person in PEOPLE[:3]}
    file = pc.settings.home.parent / "copy.db"
    back_up(pc.desk, file)
    pc.scan(PEOPLE[3].voucher_no)
    pc.desk.close()
    pc.settings.store_file.write_bytes(bytes(range(256)) * 160)
    restored = restore_backup(pc.settings, pc.vault, file)
    assert (restored.facts, restored.brought_over, restored.nothing_read) == (3, 0, True)
    pc.reopen()
    assert pc.ids() == early


def test_where_no_record_is_the_backup_is_it(pc: Pc) -> None:
    early = {pc.scan()}
    file = pc.settings.home.parent / "copy.db"
    back_up(pc.desk, file)
    pc.desk.close()
    pc.settings.store_file.unlink()
    assert restore_backup(pc.settings, pc.vault, file).former is None
    pc.reopen()
    assert pc.ids() == early


@pytest.mark.parametrize("what", ["missing", "empty", "text", "flipped", "another key", "folder"])
def test_a_backup_that_does_not_hold_changes_nothing(pc: Pc, what: str, tmp_path: Path) -> None:
    pc.scan()
    file = tmp_path / "copy.db"
    back_up(pc.desk, file)
    pc.desk.close()
    before = pc.settings.store_file.read_bytes()
    whole = file.read_bytes()
    file.unlink()
    match what:
        case "empty":
            file.touch()
        case "text":
            file.write_bytes(b"not a backup " * 500)
        case "flipped":
            file.write_bytes(whole[:20_000] + bytes([whole[20_000] ^ 4]) + whole[20_001:])
        case "another key":
            other, _ = make_desk(tmp_path / "other")
            other.close()
            shutil.copy(tmp_path / "other" / "record.db", file)
            pc.vault.put(STORE_KEY, bytes(32))
        case "folder":
            file.mkdir()
    with pytest.raises(BackupUnusable):
        restore_backup(pc.settings, pc.vault, file)
    assert pc.settings.store_file.read_bytes() == before
    assert {path.name for path in pc.settings.home.iterdir()} <= {"record.db", "keys.json", "backups", "record.db-shm"}


def test_a_withdrawn_pc_gets_nobody_back(pc: Pc, tmp_path: Path) -> None:
    pc.scan()
    back_up(pc.desk, tmp_path / "copy.db")
    with pc.desk.store.write() as tx:
        withdrawal.begin(tx, NOW)
    pc.desk.close()
    before = pc.settings.store_file.read_bytes()
    with pytest.raises(Withdrawn):
        restore_backup(pc.settings, pc.vault, tmp_path / "copy.db")
    assert pc.settings.store_file.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")
def test_a_full_disk_keeps_no_half_of_the_former_record(pc: Pc, tmp_path: Path) -> None:
    """What the copy took would be missing to the next scan."""
    pc.scan()
    back_up(pc.desk, tmp_path / "copy.db")
    pc.desk.close()
    size = pc.settings.store_file.stat().st_size
    child = (
        "import resource, signal, sys; from pathlib import Path; from sync.errors import DiskFull\n"
        "from sync.desk.device.key_vault import open_vault; from sync.desk.device.settings import Settings\n"
        "from sync.desk.operations.restore_backup import restore_backup\n"
        "settings = Settings(home=Path(sys.argv[1]), key_storage='file')\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))\n"
        "try: restore_backup(settings, open_vault(settings), Path(sys.argv[2]))\n"
        "except DiskFull: print('full')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", child, str(pc.settings.home), str(tmp_path / "copy.db"), str(size // 2)],
        stdout=subprocess.PIPE,
        check=True,
    )
    assert told.stdout == b"full\n"
    assert list(backups_of(pc.settings.store_file).iterdir()) == []
    pc.reopen()
    pc.scan()


def test_a_record_in_use_is_not_replaced(pc: Pc, tmp_path: Path) -> None:
    pc.scan()
    back_up(pc.desk, tmp_path / "copy.db")
    pc.desk.close()
    hold = (
        "import sys; from pathlib import Path; from sync.desk.store.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", hold, str(pc.settings.store_file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(StoreLocked):
            restore_backup(pc.settings, pc.vault, tmp_path / "copy.db")


def test_what_outlived_its_retention_is_erased_and_the_chain_holds(pc: Pc) -> None:
    old, young, waiting = (pc.scan(person.voucher_no) for person in PEOPLE[:3])
    pc.settle(old, at=NOW)
    pc.settle(young, at=NOW + timedelta(days=50))
    back_up_if_due(pc.desk, go_on)
    pc.clock.go_on(timedelta(days=102))
    assert erase_expired(pc.desk, go_on) == 1
    with pc.desk.store.read() as tx:
        payloads = {row.id: row.erased for row in tx.execute(text("SELECT id, payload IS NULL AS erased FROM facts"))}
        names = {row.fact_id: row.name for row in tx.execute(text("SELECT fact_id, name FROM scans"))}
        assert facts.broken_links(tx) == []
    assert payloads == {old: 1, young: 0, waiting: 0}
    assert names[old] is None
    assert names[young] == PEOPLE[1].name
    assert erase_expired(pc.desk, go_on) == 0
    pc.reopen()
    assert verify_record(pc.desk).ok


def test_a_doubtful_clock_erases_nothing(pc: Pc) -> None:
    pc.settle(pc.scan(), at=NOW)
    pc.clock.restart()
    pc.clock.set_wall(datetime(2099, 1, 1, tzinfo=UTC))
    assert erase_expired(pc.desk, go_on) is None


def test_a_damaged_file_is_not_too_much_for_verify_store(pc: Pc) -> None:
    for person in PEOPLE:
        pc.scan(person.voucher_no)
    pc.desk.close()
    whole = pc.settings.store_file.read_bytes()
    found = 0
    for page in range(len(whole) // 4096):
        pc.settings.store_file.write_bytes(whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :])
        health = verify_store(pc.settings, pc.vault)
        assert not health.ok
        assert health.damaged_pages
        found += len(health.at_risk)
    assert found >= len(PEOPLE)
    pc.settings.store_file.unlink()
    with pytest.raises(NotJoined):
        verify_store(pc.settings, pc.vault)


@pytest.mark.parametrize("length", [1, 16, 4096], ids=["of its salt a byte", "its salt", "its first page"])
def test_a_record_that_does_not_open_is_never_called_whole(pc: Pc, length: int) -> None:
    pc.scan()
    pc.desk.close()
    whole = pc.settings.store_file.read_bytes()
    pc.settings.store_file.write_bytes(bytes(byte ^ 0x5A for byte in whole[:length]) + whole[length:])
    with pytest.raises(StoreUnreadable):
        pc.reopen()
    health = verify_store(pc.settings, pc.vault)
    assert not health.ok
    assert health.damaged_pages
