"""kill -9 in the middle of what a front desk does: nothing half, nothing twice, the half-filled form is back."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from sync.desk.operations.announce_trainees import announce_trainees
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.export_form import export_form
from sync.desk.operations.forms.roster_form import roster_form
from sync.desk.operations.import_roster import import_roster
from sync.desk.operations.keep_draft import read_draft
from sync.desk.operations.practice import start_practice
from sync.desk.operations.read_roster_file import read_roster_file
from sync.desk.store import closed_days, expected, facts, scans
from sync.desk.store.store import Transaction
from sync.domain.verdicts import Reason
from sync.protocol.facts import FactType
from tests.fakes.site import CLASS_A, CLASS_B, FRONT_DESK, NOW, make_desk
from tests.faults.figures import note
from tests.faults.kill_front_desk import ACTS, DRAFT, LISTS, ON_A_LIST, list_of_people, open_desk
from tests.faults.kill_processes import Processes

_SEED = 20261124
_KILLS = 25
_LATEST = 5
"""Words after which the kill comes."""
_LONG_AGO = time.time() - 3 * 86_400
_VOUCHERS = range(3001, 3007)
"""Of the project of class B, whose holders are in no class; fewer than it has places, however fast the program is."""


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with closing(Processes()) as processes:
        yield processes


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """A desk's folder as it is before anything is done, with the lists that will be taken; and the codes shown."""
    home = tmp_path_factory.mktemp("morning")
    desk, keys = make_desk(home)
    desk.close()
    (home / "out").mkdir()
    for number in range(LISTS):
        list_of_people(home / f"list-{number}.xlsx", number)
    return home, tuple(keys.code_for(number, project=12) for number in _VOUCHERS)


class Killed:
    """One act on a copy of the morning, killed at a moment drawn by `seed`; `words`: what it had said by then."""

    def __init__(self, processes: Processes, home: Path, codes: tuple[str, ...], act: str, seed: int) -> None:
        self.home, self.codes = home, codes
        random = Random(seed)
        with processes.started(ACTS[act], home, codes) as program:
            self.words: list[Any] = [program.said() for _ in range(random.randint(1, _LATEST))]
            time.sleep(random.random() * random.choice((0.01, 0.05, 0.2)))
            assert not program.has_ended
            self.words += program.kill()

    def said(self, kind: str) -> list[Any]:
        """Everything of one kind, in order."""
        return [what for said, what in self.words if said == kind]

    def prove(self, act: str) -> None:
        """What holds whatever was done, then what holds for the act."""
        with closing(open_desk(self.home)) as desk:
            with desk.store.read() as tx:
                assert list(facts.broken_links(tx)) == []
                kept = _ids(tx)
            assert len(kept) == len(set(kept))
            assert {one for one in self.said("fact") if one} <= set(kept)
            _PROOFS[act](self, desk)


def _prove_enrolled(killed: Killed, desk: Desk) -> None:
    draft = read_draft(desk, DRAFT)
    last = killed.said("draft")[-1:] or [None]
    with desk.store.read() as tx:
        requests = facts.count_by_type(tx).get(FactType.ENROLMENT_REQUESTED, 0)
        enrolled = [scan.voucher_no for scan in scans.own_enrolments(tx)]
    assert requests == len(enrolled) == len(set(enrolled))  # each fact with its view, nobody twice
    begun = killed.codes[killed.said("at")[-1] % len(killed.codes)]
    kept = draft and draft["text"]
    assert kept == begun or (kept is None and last[0] in (None, begun))  # the form is back, whole
    before = len(enrolled)
    if kept:  # the clerk goes on with the form: who was enrolled before the kill is not enrolled again
        answer = enrol_trainee(desk, kept, class_id=CLASS_B, operator=FRONT_DESK)
        known = answer.voucher_no in enrolled
        assert answer.reason is (Reason.ALREADY_ENROLLED if known else Reason.ENROLLED)
        with desk.store.read() as tx:
            assert len(scans.own_enrolments(tx)) == before + (not known)


def _prove_lists(killed: Killed, desk: Desk) -> None:
    with desk.store.read() as tx:
        announced = len(expected.of_class(tx, CLASS_A))
        told = facts.count_by_type(tx).get(FactType.TRAINEE_EXPECTED, 0)
    assert announced == told
    assert announced % ON_A_LIST == 0  # a list is taken whole or not at all
    assert announced >= sum(killed.said("facts"))
    for number in range(LISTS):  # all lists once more: who is on record is told apart, the others are taken
        checked = read_roster_file(desk, CLASS_A, killed.home / f"list-{number}.xlsx")
        assert len(checked.people) in (0, ON_A_LIST)
        if checked.people:
            import_roster(desk, CLASS_A, checked, operator=FRONT_DESK)
    with desk.store.read() as tx:
        assert len(expected.of_class(tx, CLASS_A)) == ON_A_LIST * LISTS


def _prove_forms(killed: Killed, desk: Desk) -> None:
    """The file is whole or not there; what lay beside it is cleared away by a later export."""
    out = killed.home / "out"
    file = out / "roster.xlsx"
    assert file.exists() or not killed.said("file")
    if file.exists():
        rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
        assert "共 5 人。" in [cell for row in rows for cell in row]
    _make_old(out)
    export_form(desk, roster_form(desk, CLASS_A), out / "another.xlsx")
    assert {one.name for one in out.iterdir()} <= {"roster.xlsx", "another.xlsx"}


def _prove_closed(killed: Killed, desk: Desk) -> None:
    with desk.store.read() as tx:
        closed = closed_days.find(tx, NOW.date())
        told = facts.count_by_type(tx).get(FactType.DAY_CLOSED, 0)
        newest = _ids(tx, FactType.DAY_CLOSED)[-1:]
    assert told >= len(killed.said("fact"))
    assert (closed is None) == (told == 0)
    assert ([] if closed is None else [closed.fact_id]) == newest  # the last one counts


def _prove_practised(killed: Killed, _desk: Desk) -> None:
    """Nothing of a practice holds anybody; a folder left behind goes with a later practice."""
    out = killed.home / "out"
    assert len(list(out.iterdir())) <= 1  # of the practice that was on; those before it are gone
    _make_old(out)
    before, tempfile.tempdir = tempfile.tempdir, str(out)
    try:
        start_practice().close()
    finally:
        tempfile.tempdir = before
    assert list(out.iterdir()) == []


_PROOFS = {
    "enrolling": _prove_enrolled,
    "taking lists": _prove_lists,
    "writing forms": _prove_forms,
    "closing the day": _prove_closed,
    "practising": _prove_practised,
}


def _ids(tx: Transaction, kind: str = "%") -> list[str]:
    rows = tx.exec_driver_sql("SELECT id FROM facts WHERE type LIKE ? ORDER BY epoch, seq", (kind,))
    return [str(one) for one in rows.scalars()]


def _make_old(folder: Path) -> None:
    """As if whatever was left there had been left some days ago."""
    for left in folder.iterdir():
        os.utime(left, (_LONG_AGO, _LONG_AGO))


def _kill(
    morning: tuple[Path, tuple[str, ...]], processes: Processes, folder: Path, act: str, seed: int
) -> Killed:
    """One killing on a copy in `folder`, and the proof."""
    shutil.copytree(morning[0], folder)
    killed = Killed(processes, folder, morning[1], act, seed)
    try:
        killed.prove(act)
    except AssertionError as error:
        error.add_note(f"seed {seed}, killed while {act}, after {killed.words[-3:]}")
        raise
    return killed


@pytest.mark.parametrize("act", ACTS)
def test_a_kill_leaves_nothing_half_and_nothing_twice(
    act: str, morning: tuple[Path, tuple[str, ...]], processes: Processes, tmp_path: Path
) -> None:
    for number in range(2):
        _kill(morning, processes, tmp_path / str(number), act, _SEED + number)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("act", ACTS)
def test_many_kills_leave_nothing_half_and_nothing_twice(
    act: str, morning: tuple[Path, tuple[str, ...]], processes: Processes, tmp_path: Path
) -> None:
    moments = set()
    for number in range(_KILLS):
        folder = tmp_path / str(number)
        killed = _kill(morning, processes, folder, act, _SEED * 100 + number)
        moments.add(len(killed.words))
        shutil.rmtree(folder)
    assert len(moments) > 1  # the kills came at different places of the act
    note(f"real processes killed while {act}", _KILLS, f"≥ {_KILLS}")


def test_the_proof_sees_a_list_taken_by_half(
    morning: tuple[Path, tuple[str, ...]], processes: Processes, tmp_path: Path
) -> None:
    folder = tmp_path / "half"
    shutil.copytree(morning[0], folder)
    with closing(open_desk(folder)) as desk:
        list_of_people(folder / "other.xlsx", LISTS)
        checked = read_roster_file(desk, CLASS_A, folder / "other.xlsx")
        announce_trainees(desk, CLASS_A, checked.people[:7], operator=FRONT_DESK)
    with pytest.raises(AssertionError):
        Killed(processes, folder, morning[1], "taking lists", _SEED).prove("taking lists")
