"""What a front desk does that is killed: enrolling with a half-filled form, a list of people, a form, 日结, practice.

Each act runs in a process of its own, over and over, and tells on a pipe what it is about to do and what it has been
promised: ("at", which time), ("draft", text), ("fact", id), ("facts", how many), ("file", name), ("practice", folder).
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from openpyxl import Workbook

from sync.desk.operations.close_day import close_day
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.export_form import export_form
from sync.desk.operations.forms.roster_form import roster_form
from sync.desk.operations.import_roster import import_roster
from sync.desk.operations.keep_draft import drop_draft, keep_draft
from sync.desk.operations.practice import Sample, start_practice
from sync.desk.operations.read_roster_file import read_roster_file
from sync.desk.store import kept
from sync.desk.store.store import Store
from sync.domain.identifiers import citizen_check_character
from sync.protocol.signing import SigningKey
from tests.fakes.clock import SetClock
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, NOW, STORE_KEY
from tests.faults.kill_work import begin

DRAFT = "enrolment"
ON_A_LIST = 60
LISTS = 4
_TWICE = 2


def open_desk(home: Path) -> Desk:
    """The desk whose record `tests.fakes.site.make_desk` left in `home`; its device key is not needed for its acts."""
    store = Store.open(home / "record.db", STORE_KEY)
    with store.read() as tx:
        welcome = kept.get_welcome(tx)
    assert welcome is not None
    return Desk(store, SetClock(NOW), welcome, SigningKey.generate())


def list_of_people(path: Path, number: int) -> None:
    """The `number`th list: people whom no other list holds."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "证件类型", "证件号码", "联系电话"])
    for place in range(ON_A_LIST):
        first17 = f"990000{1950 + number}0101{place:03d}"
        sheet.append(["周试", "居民身份证", first17 + citizen_check_character(first17), "13900000000"])
    book.save(path)


def enrol(home: Path, codes: tuple[str, ...], pipe: Connection) -> None:
    """As the screen does it: the form is kept, the scan recorded, the form dropped. Everybody comes twice."""
    with closing(_begun(home)) as desk:
        for number, text in enumerate(codes * _TWICE):
            pipe.send(("at", number))
            keep_draft(desk, DRAFT, {"class_id": CLASS_B, "text": text, "group": False, "by": FRONT_DESK})
            pipe.send(("draft", text))
            fact = enrol_trainee(desk, text, class_id=CLASS_B, operator=FRONT_DESK).fact_id
            pipe.send(("fact", fact))
            drop_draft(desk, DRAFT)
            pipe.send(("draft", None))
    _wait(pipe)


def take_lists(home: Path, _codes: tuple[str, ...], pipe: Connection) -> None:
    """One list of people after the other, each looked at first."""
    with closing(_begun(home)) as desk:
        for number in range(LISTS):
            pipe.send(("at", number))
            checked = read_roster_file(desk, CLASS_A, home / f"list-{number}.xlsx")
            new = import_roster(desk, CLASS_A, checked, operator=FRONT_DESK).new if checked.people else ()
            pipe.send(("facts", len(new)))
    _wait(pipe)


def write_forms(home: Path, _codes: tuple[str, ...], pipe: Connection) -> None:
    """花名册 into one file, over the former one."""
    with closing(_begun(home)) as desk:
        for number in count():
            pipe.send(("at", number))
            export_form(desk, roster_form(desk, CLASS_A), home / "out" / "roster.xlsx")
            pipe.send(("file", "roster.xlsx"))


def close_days(home: Path, _codes: tuple[str, ...], pipe: Connection) -> None:
    """The same day, closed anew again and again."""
    with closing(_begun(home)) as desk:
        today = NOW.date()
        for number in count():
            pipe.send(("at", number))
            pipe.send(("fact", close_day(desk, today, note=f"第 {number} 次", operator=FRONT_DESK)))


def practise(home: Path, _codes: tuple[str, ...], pipe: Connection) -> None:
    """A practice begun, a sample scanned, the practice over."""
    begin()
    tempfile.tempdir = str(home / "out")
    for number in count():
        pipe.send(("at", number))
        practice = start_practice()
        pipe.send(("practice", practice.desk.store.path.parent.name))
        practice.code(Sample.SIGN_IN)
        practice.close()


ACTS: dict[str, Callable[[Path, tuple[str, ...], Connection], None]] = {
    "enrolling": enrol,
    "taking lists": take_lists,
    "writing forms": write_forms,
    "closing the day": close_days,
    "practising": practise,
}


def _begun(home: Path) -> Desk:
    begin()
    return open_desk(home)


def _wait(pipe: Connection) -> None:
    """Done with everything; the kill comes later than that."""
    pipe.send(("done", ""))
    while True:
        time.sleep(1)
