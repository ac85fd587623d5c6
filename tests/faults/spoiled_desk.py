"""A desk that has worked with a real centre and was then switched off: its folder and the centre's database, to be
copied and spoiled; and what was in its record, to compare with.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.centre import Centre
from sync.central.example.seed import seed_example
from sync.central.store import tables as central_tables
from sync.central.store.engine import reading, writing
from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import CycleResult
from sync.desk.exchange.join import join
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import STORE_KEY, Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.join_site import device_key, take_up_site
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.store.page_reader import PAGE
from sync.desk.store.tables import facts
from sync.domain.ids import ClassId, SessionId, SiteId, StaffId
from sync.domain.verdicts import Reason
from sync.protocol.voucher_code import is_voucher_code
from tests.integration.conftest import answering

Place = tuple[int, int, str, str]
"""Of a fact: epoch, place, type, id."""


@dataclass
class SpoiledDesk:
    """`home` is the desk's folder, `db` the centre's; `places`: what stood in the record."""

    home: Path
    db: Path
    places: set[Place]
    store_key: bytes

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home, key_storage="file")

    @property
    def record(self) -> Path:
        return self.settings.store_file

    @property
    def pages(self) -> int:
        return self.record.stat().st_size // PAGE

    def copy(self, folder: Path) -> SpoiledDesk:
        """Another one just like it; whatever was in `folder` goes."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copytree(self.home, folder / "desk")
        shutil.copyfile(self.db, folder / "centre.db")
        return SpoiledDesk(folder / "desk", folder / "centre.db", self.places, self.store_key)

    def zero(self, pages: Sequence[int]) -> None:
        """These pages of the record hold nothing any more."""
        with self.record.open("r+b") as file:
            for page in pages:
                file.seek((page - 1) * PAGE)
                file.write(bytes(PAGE))

    def sync(self) -> CycleResult:
        """One round with the centre over HTTP."""
        with answering(Centre.open(f"sqlite:///{self.db}")) as url, closing(Desk.open(self.settings)) as desk:
            return _round(self.settings, desk, url)

    def at_centre(self) -> set[str]:
        """Ids of the facts that the centre has, of whatever device."""
        centre = Centre.open(f"sqlite:///{self.db}")
        try:
            with reading(centre.store) as connection:
                return set(connection.execute(select(central_tables.facts.c.id)).scalars())
        finally:
            centre.close()


def places_of(settings: Settings) -> set[Place]:
    """What stands in the record now."""
    with closing(Desk.open(settings)) as desk, desk.store.read() as tx:
        rows = tx.execute(select(facts.c.epoch, facts.c.seq, facts.c.type, facts.c.id))
        return {(row.epoch, row.seq, row.type, row.id) for row in rows}


def worked(folder: Path, acts: int) -> tuple[SpoiledDesk, SpoiledDesk]:
    """A desk after `acts` scans, a backup before the first, a round with the centre in the middle: as it is when it
    was closed, and as it is when it was killed, with the log still beside the record.
    """
    db, at_work = folder / "centre.db", folder / "at-work"
    settings = Settings(home=at_work, key_storage="file")
    behind = Centre.open(f"sqlite:///{db}")
    example = seed_example(behind)
    with answering(behind) as url:
        with writing(behind.store) as connection:
            code = make_enrolment_code(connection, SiteId(example["site"]["id"]), behind.now())
        take_up_site(settings, join(settings, url, code, device_key(settings), "test PC"), url)
        with closing(Desk.open(settings)) as desk:
            _round(settings, desk, url)
            desk.store.back_up(at_work / "backups" / "record-after-joining.db", lambda: None)
            _act(desk, example, acts // 2)
            _round(settings, desk, url)
            _act(desk, example, acts - acts // 2)
            shutil.copytree(at_work, folder / "killed")
        shutil.copytree(at_work, folder / "closed")
    key = open_vault(settings).get(STORE_KEY)
    assert key is not None
    places = places_of(settings)
    return SpoiledDesk(folder / "closed", db, places, key), SpoiledDesk(folder / "killed", db, places, key)


def _round(settings: Settings, desk: Desk, url: str) -> CycleResult:
    at = Settings(home=settings.home, key_storage="file", central_url=url)
    exchange = open_exchange(at, desk)
    try:
        return exchange.run_cycle()
    finally:
        exchange.connection.close()


def _act(desk: Desk, example: dict[str, Any], times: int) -> None:
    """Scans of everyone the sample data know, again and again; some are taken back, some enrol."""
    session = SessionId(example["classes"][0]["session_id"])
    class_id, clerk = ClassId(example["classes"][0]["id"]), StaffId(example["staff"][0]["id"])
    codes = [row["text"] for row in example["cast"] if is_voucher_code(row["text"])]
    for number in range(times):
        scan = check_in(desk, codes[number % len(codes)], session_id=session, operator=clerk)
        if scan.fact_id is not None and scan.reason in (Reason.SIGNED_IN, Reason.SIGNED_IN_LATE):
            undo_scan(desk, scan.fact_id, operator=clerk)
        if number % 15 == 14:
            enrol_trainee(desk, codes[number % len(codes)], class_id=class_id, operator=clerk)
