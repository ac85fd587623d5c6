"""`python -m sync.central`: one process that serves, and the chores, run in this process."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.central.__main__ import main
from sync.central.centre import Centre
from sync.protocol.requests import to_base64
from tests.fakes.postgres import PostgresServer

CENTRAL = (sys.executable, "-m", "sync.central")
TABLE = """name,id_number,phone,kind,project,ratio_percent,valid_from,valid_until
测试一,99000019900101001{check},19900000001,SUBSIDY,1,80,2026-01-01,2027-01-01
"""


class Chores:
    """Runs a command as the command line would."""

    def __init__(self, db: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.db = db
        self._capsys = capsys

    def run(self, *arguments: str) -> tuple[int, str, str]:
        try:
            status = main(arguments)
        except SystemExit as stopped:  # argparse found the mistake
            status = int(str(stopped.code))
        printed = self._capsys.readouterr()
        return status, printed.out, printed.err

    def done(self, *arguments: str) -> Any:
        status, out, err = self.run(*arguments, "--db", self.db, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    def refused(self, *arguments: str) -> str:
        status, out, err = self.run(*arguments, "--db", self.db)
        assert (status, out, err.count("\n")) == (2, "", 1)
        return err


@pytest.fixture
def chores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Chores:
    return Chores(f"sqlite:///{tmp_path / 'here' / 'centre.db'}", capsys)


def test_seed_serve_and_stop(chores: Chores, tmp_path: Path) -> None:
    seeded = subprocess.run(
        [*CENTRAL, "seed", "--db", chores.db, "--json"], capture_output=True, text=True, check=True
    )
    assert len(json.loads(seeded.stdout)["cast"]) >= 24
    assert (tmp_path / "here" / "centre.db").stat().st_mode & 0o077 == 0
    serve = [*CENTRAL, "serve", "--db", chores.db, "--port", "0"]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        assert line.startswith("listening on http://127.0.0.1:")
        assert httpx.get(line.removeprefix("listening on ") + "/v1/health", trust_env=False).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 0


def test_a_second_seed_would_mix_people_up(chores: Chores) -> None:
    chores.done("seed", "--code-fresh-minutes", "15")
    assert "empty" in chores.refused("seed")


def test_a_code_for_it_to_type(chores: Chores) -> None:
    _, out, _ = chores.run("seed", "--db", chores.db)
    assert out.count("enrolment code") == 2
    assert len(chores.done("enrolment-code", "--site", "S-0001")["enrolment_code"]) == 12
    _, out, _ = chores.run("enrolment-code", "--db", chores.db, "--site", "S-0001")
    assert [len(part) for part in out.strip().split("-")] == [4, 4, 4]
    assert "no such site" in chores.refused("enrolment-code", "--site", "S-9999")


def test_issue_and_void(chores: Chores, tmp_path: Path) -> None:
    chores.done("seed")
    table = tmp_path / "people.csv"
    table.write_text(TABLE.format(check="7"), "utf-8")
    (number,) = chores.done("issue", str(table))["issued"]
    assert chores.done("void", str(number))["void"] == [number]
    assert chores.run("issue", str(table), "--db", chores.db)[1] == "1 vouchers issued\n"
    assert "void" in chores.run("void", str(number), "--db", chores.db)[1]
    assert "no such voucher" in chores.refused("void", "99999")
    table.write_text(TABLE.format(check="8"), "utf-8")
    assert "990000" not in chores.refused("issue", str(table))
    assert "cannot be read" in chores.refused("issue", str(tmp_path / "none.csv"))


def test_a_token_for_whom_the_centre_knows(chores: Chores) -> None:
    chores.done("seed")
    answer = chores.done("token", "--role", "class_manager", "--id", "P-0003")
    assert answer["test_only"] is True
    assert answer["token"].startswith("class_manager.P-0003.")
    _, out, _ = chores.run("token", "--db", chores.db, "--role", "class_manager", "--id", "P-0003")
    assert out.strip() == answer["token"]
    assert "no such class manager" in chores.refused("token", "--role", "class_manager", "--id", "P-9999")
    assert "invalid choice" in chores.refused("token", "--role", "boss", "--id", "P-0003")


def test_the_public_keys_and_nothing_secret(chores: Chores) -> None:
    chores.done("officer", "--id", "O-1", "--name", "测试员")
    keys = chores.done("keys")
    assert {purpose: len(found) for purpose, found in keys.items()} == {"root": 2, "issuing": 1, "answers": 1}
    _, out, _ = chores.run("keys", "--db", chores.db)
    assert all(key in out for found in keys.values() for key in found.values())
    centre = Centre.open(chores.db)
    pinned = {kid.hex(): to_base64(key.to_bytes()) for kid, key in centre.keys.roots.items()}
    secret = to_base64(centre.keys.root.key.to_bytes())
    centre.close()
    assert keys["root"] == pinned
    assert secret not in out


def test_the_description_needs_no_database(chores: Chores) -> None:
    status, out, err = chores.run("openapi")
    assert (status, err) == (0, "")
    assert json.loads(out)["paths"].keys() >= {"/v1/health", "/v1/devices"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "--db", "nonsense"),
        ("serve", "--db", "sqlite://"),
        ("serve", "--db", "postgresql://somewhere/centre"),
        ("serve", "--port", "70000"),
        ("serve", "--port", "x"),
        ("serve", "--host", "192.0.2.1", "--port", "0"),
        ("serve", "--log-format", "xml"),
        ("void", "-3"),
        ("void", "99999999999999999999"),
        ("seed", "--code-fresh-minutes", "1" + "0" * 30),
        ("issue", "no\0name"),
        ("generate", "C-\udcff"),
        ("token", "--role", "holder", "--id", "\udcff"),
        ("enrolment-code", "--site", "S\n"),
        ("audit", "--db", "postgresql://[::1/centre"),
        ("audit", "--db", "sqlite:///\udcff.db"),
        ("officer", "--id", "O-1", "--name", "two\nlines"),
        ("fly",),
        (),
    ],
)
def test_wrong_use_ends_with_status_2(chores: Chores, arguments: tuple[str, ...]) -> None:
    status, out, err = chores.run(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_the_table_may_come_by_standard_input_and_names_go_out_whatever_the_terminal(chores: Chores) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    seeded = subprocess.run(
        [*CENTRAL, "seed", "--db", chores.db], capture_output=True, encoding="utf-8", env=environment, check=True
    )
    assert "浦东一号教学点" in seeded.stdout
    issued = subprocess.run(
        [*CENTRAL, "issue", "-", "--db", chores.db],
        input=TABLE.format(check="7"),
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    assert (issued.stdout, issued.stderr) == ("1 vouchers issued\n", "")


@pytest.mark.parametrize("arguments", [("seed", "--json"), ("openapi",)])
def test_one_line_when_standard_output_takes_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    environment = {**os.environ, "VOUCHERDESK_HOME": str(tmp_path)}
    with os.fdopen(write, "wb") as nobody, Path("/dev/full").open("wb") as full:
        for out in (nobody, full):
            told = subprocess.run(
                [*CENTRAL, *arguments], stdout=out, stderr=subprocess.PIPE, env=environment, check=False
            )
            assert (told.returncode, told.stderr.count(b"\n")) == (2, 1), told.stderr


def test_a_file_that_is_no_database_and_one_from_the_future(chores: Chores, tmp_path: Path) -> None:
    other, newer = tmp_path / "other.db", tmp_path / "newer.db"
    other.write_bytes(b"not a database" * 100)
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for path, code in ((other, "D03"), (newer, "D02")):
        chores.db = f"sqlite:///{path}"
        assert code in chores.refused("seed")


def test_the_first_officer_begins_here(chores: Chores) -> None:
    assert chores.done("officer", "--id", "O-1", "--name", "测试员") == {"id": "O-1"}
    assert chores.done("token", "--role", "officer", "--id", "O-1")["test_only"] is True
    assert "officer has an id" in chores.refused("officer", "--id", "O 1", "--name", "测试员")
    assert "no such officer" in chores.refused("token", "--role", "officer", "--id", "O-2")


@pytest.mark.parametrize("command", ["expire", "check", "settle", "audit", "keys"])
def test_a_mistyped_address_founds_no_centre(chores: Chores, tmp_path: Path, command: str) -> None:
    assert "there is no centre at --db" in chores.refused(command)
    assert not (tmp_path / "here").exists()


def test_nor_in_an_empty_database_of_a_server(chores: Chores, postgres: PostgresServer) -> None:
    chores.db = postgres.empty_database()
    assert "there is no centre at --db" in chores.refused("expire")
    chores.done("officer", "--id", "O-1", "--name", "测试员")
    assert chores.done("expire") == {"expired": 0}
