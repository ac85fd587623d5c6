"""A child process: one desk's work from joining to a backup on a disk that is full, or becomes so, at a given point.

    python -m tests.faults.full_disk_work FOLDER limit BYTES [BYTES …]    no file may grow beyond BYTES (RLIMIT_FSIZE)
    python -m tests.faults.full_disk_work FOLDER tmpfs BYTES [BYTES …]    FOLDER is a tmpfs of its own, made so large

Prints one JSON line a case: what was acknowledged, which codes came up, and what a second look found once there was
room again. Any other error ends it with a traceback.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from sync.desk.device.settings import Settings
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.join_site import device_key, take_up_site
from sync.desk.store import facts, feed, kept, receipts
from sync.domain.ids import FactId, InstitutionId
from sync.domain.policy import Policy
from sync.errors import NotJoined, SyncError
from sync.protocol.joining import Welcome
from sync.protocol.receipts import Outcome, Receipt
from tests.fakes.clock import SetClock
from tests.fakes.site import (
    DEVICE,
    FRONT_DESK,
    NOW,
    ROOT_KID,
    SESSION_A,
    SITE,
    SiteKeys,
    signed_lists,
    site_changes,
)

SCANS = 12


class Work:
    """One case. `acked`: facts whose act returned; `answered`: those whose receipts were kept, as far as was said."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home, key_storage="file")
        self.keys = SiteKeys()
        self.acked: list[FactId] = []
        self.answered: list[FactId] = []
        self.pages = 0
        self.copies: list[Path] = []
        self.codes: Counter[str] = Counter()
        self.joined = False
        self.desk: Desk | None = None

    def run(self) -> None:
        """Whatever was not done yet; what fails is counted by its code and the next thing is tried all the same."""
        if not self.joined:
            self._try(self._join)
        if self.desk is None:
            self._try(self._open)
        desk = self.desk
        if desk is None:
            return
        self._try(lambda: self._page(desk))
        for number in range(SCANS):
            self._try(partial(self._scan, desk, number))
            if number % 6 == 5:
                self._try(lambda: self._receipts(desk))
                self._try(lambda: self._back_up(desk))
                self._try(desk.store.tidy)

    def close(self) -> None:
        if self.desk is not None:
            self._try(self.desk.close)
            self.desk = None

    def second_look(self) -> dict[str, bool]:
        """With room again, in a record opened anew: is everything that was acknowledged there, and does work go on?"""
        with closing(Desk.open(self.settings)) as desk:
            with desk.store.read() as tx:
                there = [facts.find(tx, fact_id) is not None for fact_id in self.acked]
                settled = [receipts.latest(tx, fact_id) is not None for fact_id in self.answered]
                chain = facts.broken_links(tx) == []
                page = self.pages == 0 or kept.get_cursor(tx) == str(self.pages)
            copies = all(path.exists() for path in self.copies)
        return {"acts": all(there), "receipts": all(settled), "chain": chain, "page": page, "copies": copies}

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except NotJoined:
            self.codes["not joined"] += 1
        except SyncError as error:
            self.codes[error.code] += 1

    def _join(self) -> None:
        device_key(self.settings)
        welcome = Welcome(
            DEVICE,
            SITE,
            "测试一号教学点",
            InstitutionId("institution-1"),
            "测试培训学校",
            self.keys.centre.public(),
            {ROOT_KID: self.keys.root.public()},
        )
        take_up_site(self.settings, welcome, "http://127.0.0.1:9")
        self.joined = True

    def _open(self) -> None:
        self.desk = Desk.open(self.settings)
        self.desk.clock = SetClock(NOW)

    def _page(self, desk: Desk) -> None:
        changes = [*site_changes(), *signed_lists(self.keys, NOW, Policy(version=1))]
        with desk.store.write() as tx:
            feed.apply(tx, changes, str(self.pages + 1))
        self.pages += 1

    def _scan(self, desk: Desk, number: int) -> None:
        code = self.keys.code_for(1001 + number % 5)
        done = check_in(desk, code, session_id=SESSION_A, operator=FRONT_DESK)
        if done.fact_id is not None:
            self.acked.append(done.fact_id)

    def _receipts(self, desk: Desk) -> None:
        new = [fact_id for fact_id in self.acked if fact_id not in self.answered]
        with desk.store.write() as tx:
            receipts.append(tx, [Receipt(fact_id, Outcome.RECORDED, None, NOW) for fact_id in new])
        self.answered += new

    def _back_up(self, desk: Desk) -> None:
        target = self.settings.home / "backups" / f"record-{len(self.copies)}.db"
        desk.store.back_up(target, lambda: None)
        self.copies.append(target)


@contextmanager
def file_limit(folder: Path, size: int) -> Iterator[Callable[[], None]]:
    """No file may grow beyond `size`, until what is yielded is called."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def make_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))

    folder.mkdir(parents=True)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield make_room
    finally:
        make_room()
        shutil.rmtree(folder)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Callable[[], None]]:
    """A disk of `size` bytes at `folder`, until what is yielded is called; then it is larger."""
    folder.mkdir(parents=True)
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield lambda: _mount("-o", "remount,size=256m", str(folder))
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607  wherever the system has it
        folder.rmdir()


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)  # noqa: S607  as above


DISKS = {"limit": file_limit, "tmpfs": small_disk}


def case(kind: str, folder: Path, size: int) -> dict[str, object]:
    with DISKS[kind](folder, size) as make_room:
        work = Work(folder / "desk")
        work.run()
        acked, codes = len(work.acked), dict(work.codes)
        make_room()
        work.codes.clear()
        work.run()  # the same desk, still open where it was: what failed works now
        went_on = not work.codes and len(work.acked) == acked + SCANS
        work.close()
        return {"size": size, "acked": acked, "codes": codes, "went_on": went_on, **work.second_look()}


def main(arguments: list[str]) -> None:
    folder, kind, sizes = Path(arguments[0]), arguments[1], map(int, arguments[2:])
    for size in sizes:
        sys.stdout.write(json.dumps(case(kind, folder / f"of-{size}-{os.getpid()}", size)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
