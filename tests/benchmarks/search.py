"""Finding one of 200,000 people by two keys and more, beside the plain way: a LIKE over the whole table of people.

Both run on the same record in the same turn. The LIKE gets what it can be given: part of the name, the end of the ID
number, the end of the phone. Pinyin it cannot do at all, so two letters of it are asked of ours alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, text

from sync.desk.operations.desk import Desk
from sync.desk.operations.find_trainee import find_trainee
from sync.desk.store import feed, tables
from sync.desk.store.search_terms import terms_of
from sync.domain.identifiers import citizen_check_character
from sync.protocol.changes import Change, ChangeKind
from tests.benchmarks.rounds import percentile, spread, timed
from tests.benchmarks.table import Row
from tests.fakes.site import NOW, PROJECT_A, SESSION_A, make_desk

_PEOPLE, _CLASS_SIZE, _ASKED = 200_000, 40, 400
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
_GIVEN = "试明芳安国娜云梅华一平海丽强磊军洋勇艳杰娟涛超秀霞敏静燕辉玲桂鹏𠮷𪚥䶮昞"
_LIKE = text(
    "SELECT * FROM roster_entries JOIN classes ON classes.id = roster_entries.class_id"
    " WHERE roster_entries.name LIKE :part OR id_number LIKE :tail OR phone LIKE :tail"
    " ORDER BY roster_entries.name LIMIT 12"
)


def run() -> list[Row]:
    """The middle and the slowest of a hundred, of ours and of the scan."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name, _large_site(Path(name)) as (desk, people):
        ours, beside, pinyin = _measure(desk, people)
    what = f"search among {_PEOPLE:,} people"
    how = f"{_ASKED} searches: two characters, whole names, tails of ID and phone"
    slow, slow_beside = percentile(ours, 99), percentile(beside, 99)
    ratio = sum(ours) / sum(beside)
    return [
        Row(what, spread(ours), f"SQL LIKE scan {spread(beside)}", ratio, "told", f"{how}; each beside a scan"),
        Row(f"{what}, p99", f"{slow * 1e3:.3g} ms", f"{slow_beside * 1e3:.3g} ms", slow / slow_beside, "30 ms", how),
        Row(f"{what}, by pinyin initials", spread(pinyin), "-", None, "told", "two letters, everybody's included"),
        Row(f"{what}, by pinyin initials, p99", f"{percentile(pinyin, 99) * 1e3:.3g} ms", "-", None, "30 ms", ""),
    ]


def _measure(desk: Desk, people: list[tuple[str, str, str]]) -> tuple[list[float], list[float], list[float]]:
    rng = random.Random(11)
    ours: list[float] = []
    beside: list[float] = []
    pinyin: list[float] = []
    for number, (name, id_number, phone) in enumerate(rng.sample(people, _ASKED)):
        query = (name[:2], name, name[-2:], id_number[-4:], phone[-4:])[number % 5]
        ours.append(timed(partial(_find, desk, query)))
        beside.append(timed(partial(_scan, desk, query)))
        letters = "".join(rng.choices("abcdfghjlmnpqrstwxyz", k=2))
        pinyin.append(timed(partial(find_trainee, desk, letters, session_id=SESSION_A)))
    return ours, beside, pinyin


def _find(desk: Desk, query: str) -> None:
    if not find_trainee(desk, query, session_id=SESSION_A):
        raise RuntimeError("somebody who is there was not found")


def _scan(desk: Desk, query: str) -> None:
    with desk.store.read() as tx:
        if not tx.execute(_LIKE, {"part": f"%{query}%", "tail": f"%{query}"}).all():
            raise RuntimeError("somebody who is there was not found by LIKE")


@contextmanager
def _large_site(folder: Path) -> Iterator[tuple[Desk, list[tuple[str, str, str]]]]:
    """The desk with its people, fifty of the classes meeting today; and who they are."""
    desk, _ = make_desk(folder)
    rng = random.Random(7)
    people = [_person(rng, number) for number in range(_PEOPLE)]
    changes = [_class(number) for number in range(_PEOPLE // _CLASS_SIZE)]
    changes += [_session(number) for number in range(50)]
    with desk.store.write() as tx:
        feed.apply(tx, changes, "2")
        tx.execute(insert(tables.roster_entries), [_entry(number, *who) for number, who in enumerate(people)])
        tx.execute(insert(tables.search_terms), _terms(people))
    try:
        yield desk, people
    finally:
        desk.close()


def _terms(people: list[tuple[str, str, str]]) -> list[dict[str, str]]:
    """As the feed's reader makes them, in the order in which they are kept: so they are written in a minute."""
    made = sorted((term, _entry_id(number)) for number, who in enumerate(people) for term in terms_of(*who))
    return [{"term": term, "entry_id": entry_id} for term, entry_id in made]


def _person(rng: random.Random, number: int) -> tuple[str, str, str]:
    given = "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2, 2))))
    birth = f"19{rng.randrange(60, 99)}0{rng.randrange(1, 10)}{rng.randrange(10, 29)}"
    first17 = f"990000{birth}{number % 1000:03d}"
    return rng.choice(_FAMILY) + given, first17 + citizen_check_character(first17), f"199{rng.randrange(10**8):08d}"


def _class(number: int) -> Change:
    named = {"name": f"初级焊工 {number} 班", "project": PROJECT_A, "project_name": "初级焊工"}
    return Change(ChangeKind.CLASS, f"c{number}", {**named, "capacity": 60, "required_hours": 80, "state": "open"})


def _session(number: int) -> Change:
    starts = NOW + timedelta(minutes=10 + number)
    times = {"starts": starts.isoformat(), "ends": (starts + timedelta(hours=3)).isoformat(), "hours": 4}
    return Change(ChangeKind.SESSION, f"c{number}", {"class_id": f"c{number}", **times})


def _entry_id(number: int) -> str:
    return f"c{number // _CLASS_SIZE}:p{number}"


def _entry(number: int, name: str, id_number: str, phone: str) -> dict[str, object]:
    return {
        "id": _entry_id(number),
        "class_id": f"c{number // _CLASS_SIZE}",
        "trainee_id": f"p{number}",
        "voucher_no": 1_000_000 + number,
        "state": "enrolled",
        "name": name,
        "id_number": id_number,
        "phone": phone,
        "hours_done": 36,
    }
