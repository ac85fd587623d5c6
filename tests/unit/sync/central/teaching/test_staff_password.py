"""The password of staff: its verifier goes to the desks of the site, the password itself nowhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.central.problems import Problem
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.central.teaching.put_person import StaffMember, put_staff
from sync.central.teaching.set_staff_password import set_staff_password
from sync.domain.staff import StaffRole
from sync.errors import InvalidInput
from sync.protocol.changes import ChangeKind
from sync.protocol.passwords import Cost, fits
from tests.unit.sync.central.conftest import Town

CHEAP = Cost(kib=64, rounds=1)
CLERK, PASSWORD = "P-0001", "front-desk-2026"


def told(town: Town) -> dict[str, object]:
    """The last that the desks heard of the clerk."""
    changes = tables.changes.c
    with reading(town.centre.store) as connection:
        bodies = connection.scalars(
            select(changes.body)
            .where(changes.kind == ChangeKind.STAFF, changes.key == CLERK)
            .order_by(changes.position)
        ).all()
    return dict(json.loads(bodies[-1]))


def test_the_desks_hear_the_verifier_and_keep_it_when_the_person_is_renamed(town: Town) -> None:
    assert "verifier" not in told(town)
    with writing(town.centre.store) as connection:
        set_staff_password(connection, CLERK, PASSWORD, CHEAP)
    assert fits(PASSWORD, str(told(town)["verifier"]))
    assert PASSWORD not in str(told(town))
    with writing(town.centre.store) as connection:
        row = connection.execute(select(tables.staff).where(tables.staff.c.id == CLERK)).one()
        institution = connection.scalar(select(tables.sites.c.institution).where(tables.sites.c.id == row.site))
        put_staff(connection, StaffMember(CLERK, row.site, "张新名", StaffRole.CLERK), str(institution))
    assert told(town)["name"] == "张新名"
    assert fits(PASSWORD, str(told(town)["verifier"]))


def test_what_is_refused_changes_nothing(town: Town) -> None:
    for staff, password, error in ((CLERK, "short", InvalidInput), ("P-9999", PASSWORD, Problem)):
        with pytest.raises(error), writing(town.centre.store) as connection:
            set_staff_password(connection, staff, password, CHEAP)
    assert "verifier" not in told(town)


def test_the_command_reads_the_password_from_its_input(tmp_path: Path) -> None:
    def run(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sync.central", *words, "--db", f"sqlite:///{tmp_path}/centre.db"]
        return subprocess.run(command, input=given, capture_output=True, text=True, check=False)

    assert run("seed").returncode == 0
    done = run("staff-password", "--staff", CLERK, given=f"{PASSWORD}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert PASSWORD not in done.stdout
    for staff, password in (("nobody", PASSWORD), (CLERK, "short"), (CLERK, "")):
        refused = run("staff-password", "--staff", staff, given=f"{password}\n")
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
