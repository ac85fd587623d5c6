"""What is done at a desk, in the words of its operations; each act acknowledges what it promised."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.check_in import check_in, check_in_by_hand
from sync.desk.operations.desk import DEVICE_KEY, STORE_KEY, Desk, open_store
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.erase_expired import erase_expired
from sync.desk.operations.join_site import device_key, take_up_site
from sync.desk.operations.repair_record import repair_record
from sync.desk.operations.restore_backup import restore_backup
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.store import facts, feed, receipts
from sync.desk.store.engine import open_engine, open_still, reading
from sync.desk.store.page_reader import PAGE as PAGE_BYTES
from sync.desk.store.place import backups_of
from sync.desk.store.salvage import OURS, salvage
from sync.domain.ids import InstitutionId
from sync.domain.policy import Policy
from sync.domain.vouchers import VoucherKind
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.facts import read_fact
from sync.protocol.joining import Welcome
from sync.protocol.receipts import Outcome, Receipt
from sync.protocol.signing import SigningKey
from tests.fakes.clock import SetClock
from tests.fakes.site import (
    CLASS_A,
    DEVICE,
    FRONT_DESK,
    NOW,
    PEOPLE,
    ROOT_KID,
    SESSION_A,
    SITE,
    SiteKeys,
    signed_lists,
    site_changes,
)
from tests.fakes.site import STORE_KEY as OLD_KEY
from tests.faults.crash_judge import PAGE
from tests.faults.power_log import acknowledge

OLD_RECORD = Path(__file__).parents[1] / "data" / "stores" / "0001.db"
_ADDRESS = "http://127.0.0.1:9"
_SETTLING = (Outcome.RECORDED, Outcome.MERGED, Outcome.HELD)


class Day:
    """One desk, from joining on. The program is started anew with each `open`."""

    def __init__(self, home: Path) -> None:
        self._settings = Settings(home, key_storage="file")
        self._keys = SiteKeys()
        self._known: set[str] = set()
        self._next = 10_000
        self._pages = 0
        self._welcome = Welcome(
            DEVICE, SITE, "测试一号教学点", InstitutionId("institution-1"), "测试培训学校",
            self._keys.centre.public(), {ROOT_KID: self._keys.root.public()},
        )  # fmt: skip

    def join(self) -> None:
        """The keys, the record, the welcome, the first page of the feed."""
        device_key(self._settings)
        take_up_site(self._settings, self._welcome, _ADDRESS)
        acknowledge(joined=True)
        with self.open() as desk:
            self._page(desk, [*site_changes(), *signed_lists(self._keys, NOW, Policy(version=1))])

    @contextmanager
    def open(self) -> Iterator[Desk]:
        """The program is started; and at the end closed, which folds the log into the file."""
        with closing(open_store(self._settings, open_vault(self._settings))) as store:
            yield Desk(store, SetClock(NOW), self._welcome, self._keys.device)

    def scan(self, desk: Desk, times: int) -> None:
        """People sign in, one by one."""
        for number in range(self._next, self._next + times):
            code = self._keys.code_for(number, kind=VoucherKind.SIGN_IN_ONLY)
            check_in(desk, code, session_id=SESSION_A, operator=FRONT_DESK)
            self._promise(desk)
        self._next += times

    def scan_and_die(self, times: int) -> None:
        """The program is killed after some scans: its log stays beside the record."""
        program = os.fork()
        if not program:
            with self.open() as desk:
                self.scan(desk, times)
                os._exit(0)
        os.waitpid(program, 0)

    def by_hand(self, desk: Desk) -> None:
        """Someone without a phone, who then turns out to be another."""
        done = check_in_by_hand(desk, PEOPLE[0].voucher_no, session_id=SESSION_A, operator=FRONT_DESK)
        self._promise(desk)
        if done.fact_id is not None:
            undo_scan(desk, done.fact_id, operator=FRONT_DESK)
            self._promise(desk)

    def enrol(self, desk: Desk) -> None:
        """Somebody new asks for a place."""
        self._next += 1
        enrol_trainee(desk, self._keys.code_for(self._next, project=11), class_id=CLASS_A, operator=FRONT_DESK)
        self._promise(desk)

    def receipts(self, desk: Desk, count: int) -> list[str]:
        """The centre's answer to a batch; whom it settles."""
        with desk.store.read() as tx:
            waiting = facts.unsettled(tx, count)
        answers = [
            Receipt(fact.header.id, _SETTLING[at % len(_SETTLING)], None, NOW) for at, fact in enumerate(waiting)
        ]
        with desk.store.write() as tx:
            kept = receipts.append(tx, answers)
        acknowledge(receipts=[receipt.fact_id for receipt in kept])
        return [receipt.fact_id for receipt in kept if receipt.outcome.settles]

    def page(self, desk: Desk) -> None:
        """A page of the feed; it names itself, so that page and cursor can be compared."""
        body = {"name": "班", "project": 11, "project_name": "焊", "capacity": 1, "required_hours": 1, "state": "open"}
        self._page(desk, [Change(ChangeKind.CLASS, f"{PAGE}{self._pages}", body)])

    def fold(self) -> None:
        """Fold the log into the file while the record is open elsewhere, as the idle desk does with a large one."""
        key = open_vault(self._settings).get(STORE_KEY)
        assert key is not None
        engine = open_engine(self._settings.store_file, key)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)").close()
        engine.dispose()

    def begin_new_epoch(self, desk: Desk) -> None:
        """This PC was restored from a copy: what is unsettled moves on."""
        with desk.store.write() as tx:
            facts.begin_new_epoch(tx)
        acknowledge(epoch=True)

    def back_up(self, desk: Desk, name: str) -> None:
        """A verified copy."""
        target = backups_of(self._settings.store_file) / f"{name}.db"
        held = desk.store.back_up(target, lambda: None)
        acknowledge(backups={target.name: held.facts})

    def restore(self, name: str) -> None:
        """A copy takes the record's place."""
        file = backups_of(self._settings.store_file) / f"{name}.db"
        restore_backup(self._settings, open_vault(self._settings), file)
        acknowledge(restored=name)

    def rot(self) -> None:
        """One page is zeroes: the first of which the repair can do without. From now on the record may need one."""
        record, key = self._settings.store_file, open_vault(self._settings).get(STORE_KEY)
        assert key is not None
        acknowledge(damaged=True)
        with tempfile.TemporaryDirectory() as name, record.open("r+b") as file:
            page = next(_pages_to_spare(record, key, Path(name) / "trial.db"))
            os.pwrite(file.fileno(), bytes(PAGE_BYTES), page * PAGE_BYTES)
            os.fsync(file.fileno())

    def repair(self) -> None:
        """As `voucherdesk repair` does."""
        repaired = repair_record(self._settings, open_vault(self._settings))
        assert not repaired.was_whole
        acknowledge(repaired=True)

    def erase(self, desk: Desk, settled: list[str]) -> None:
        """Years later; `settled` is what may go."""
        acknowledge(erasing=settled)
        later = Desk(desk.store, SetClock(NOW + timedelta(days=5 * 365)), self._welcome, self._keys.device)
        assert erase_expired(later, lambda: None) == len(settled)
        acknowledge(erased=settled)

    def promise_old_record(self) -> None:
        """All that `put_old_record` put."""
        engine = open_still(OLD_RECORD, OLD_KEY)
        with reading(engine) as tx:
            rows = tx.execute(text("SELECT header, payload FROM facts")).all()
            settled = tx.execute(text("SELECT fact_id FROM receipts")).scalars().all()
        engine.dispose()
        held = [read_fact(row.header, row.payload) for row in rows]
        digests = {fact.header.id: fact.header.payload_digest.hex() for fact in held}
        acknowledge(joined=True, facts=digests, receipts=settled)

    def _page(self, desk: Desk, changes: list[Change]) -> None:
        with desk.store.write() as tx:
            feed.apply(tx, changes, f"{PAGE}{self._pages}")
        acknowledge(cursor=self._pages)
        self._pages += 1

    def _promise(self, desk: Desk) -> None:
        with desk.store.read() as tx:
            rows = tx.execute(text("SELECT id FROM facts")).scalars()
            new = [fact for name in sorted(set(rows) - self._known) if (fact := facts.find(tx, name))]
        self._known |= {fact.header.id for fact in new}
        acknowledge(facts={fact.header.id: fact.header.payload_digest.hex() for fact in new})


def _pages_to_spare(record: Path, key: bytes, trial: Path) -> Iterator[int]:
    whole = record.read_bytes()
    trial.write_bytes(whole)
    before = salvage(trial, key)
    for page in range(2, len(whole) // PAGE_BYTES):
        at = page * PAGE_BYTES
        trial.write_bytes(whole[:at] + bytes(PAGE_BYTES) + whole[at + PAGE_BYTES :])
        after = salvage(trial, key)
        if not after.lost and all(len(after.rows(table)) == len(before.rows(table)) for table in OURS):
            yield page


def put_old_record(home: Path) -> None:
    """A record of the first migration, and its keys."""
    home.mkdir()
    shutil.copyfile(OLD_RECORD, home / "record.db")
    vault = open_vault(Settings(home, key_storage="file"))
    vault.put(STORE_KEY, OLD_KEY)
    vault.put(DEVICE_KEY, SigningKey.generate().to_bytes())
