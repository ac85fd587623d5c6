"""`python -m sync.central` as a process of its own."""

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

CENTRAL = (sys.executable, "-m", "sync.central")
TABLE = """name,id_number,phone,kind,project,ratio_percent,valid_from,valid_until
测试一,99000019900101001{check},19900000001,SUBSIDY,1,80,2026-01-01,2027-01-01
"""


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*CENTRAL, *arguments], input=given, capture_output=True, text=True, check=False)


@pytest.fixture
def db(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'here' / 'centre.db'}"


def done(*arguments: str, given: str = "") -> Any:
    result = run(*arguments, "--json", given=given)
    assert (result.returncode, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_seed_serve_and_stop(db: str, tmp_path: Path) -> None:
    seeded = done("seed", "--db", db, "--code-fresh-minutes", "15")
    assert len(seeded["cast"]) >= 24
    assert (tmp_path / "here" / "centre.db").stat().st_mode & 0o077 == 0
    with subprocess.Popen([*CENTRAL, "serve", "--db", db, "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        assert line.startswith("listening on http://127.0.0.1:")
        assert httpx.get(line.removeprefix("listening on ") + "/v1/health", trust_env=False).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stdout.read() == ""


def test_a_second_seed_would_mix_people_up(db: str) -> None:
    done("seed", "--db", db)
    again = run("seed", "--db", db)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.count("\n") == 1


def test_a_code_for_it_to_type(db: str) -> None:
    done("seed", "--db", db)
    assert len(done("enrolment-code", "--db", db, "--site", "S-0001")["enrolment_code"]) == 12
    assert len(run("enrolment-code", "--db", db, "--site", "S-0001").stdout.strip().split("-")) == 3
    assert run("enrolment-code", "--db", db, "--site", "S-9999").returncode == 2


def test_issue_and_void(db: str, tmp_path: Path) -> None:
    done("seed", "--db", db)
    (number,) = done("issue", "-", "--db", db, given=TABLE.format(check="7"))["issued"]
    assert done("void", str(number), "--db", db)["void"] == [number]
    assert run("void", "99999", "--db", db).returncode == 2
    wrong = run("issue", "-", "--db", db, given=TABLE.format(check="8"))
    assert wrong.returncode == 2
    assert "990000" not in wrong.stderr
    assert run("issue", str(tmp_path / "none.csv"), "--db", db).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "--db", "nonsense"),
        ("serve", "--db", "sqlite://"),
        ("serve", "--db", "postgresql://somewhere/centre"),
        ("serve", "--port", "70000"),
        ("serve", "--host", "192.0.2.1", "--port", "0"),
        ("fly",),
        (),
    ],
)
def test_wrong_use_is_one_line_and_status_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


def test_a_file_that_is_no_database_and_one_from_the_future(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"not a database" * 100)
    assert "D03" in run("seed", "--db", f"sqlite:///{other}").stderr
    newer = tmp_path / "newer.db"
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "D02" in run("seed", "--db", f"sqlite:///{newer}").stderr
