"""`voucherdesk repair` as IT runs it: what it prints, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.__main__ import main
from sync.desk.device.key_vault import FileVault
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import DEVICE_KEY
from sync.desk.operations.desk import STORE_KEY as STORE_KEY_NAME
from sync.desk.store.cells import StoredRow, rows_of
from sync.desk.store.page_reader import PAGE, PageReader
from sync.desk.store.tables import facts
from tests.fakes.site import FRONT_DESK, PEOPLE, SESSION_A, STORE_KEY, make_desk

ACTS = 12


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "前台"
    desk, keys = make_desk(home)
    for number in range(ACTS):
        check_in(desk, keys.code_for(1001 + number % 5), session_id=SESSION_A, operator=FRONT_DESK)
    desk.close()
    vault = FileVault(home / "keys.json")
    vault.put(STORE_KEY_NAME, STORE_KEY)
    vault.put(DEVICE_KEY, keys.device.to_bytes())
    monkeypatch.setenv("VOUCHERDESK_HOME", str(home))
    monkeypatch.setenv("VOUCHERDESK_KEY_STORAGE", "file")
    return home


def zero_a_page_with_facts(home: Path) -> None:
    record = home / "record.db"
    reader = PageReader(record, STORE_KEY)
    pages = ((number, rows_of(number, page, reader.read)) for number, page in reader.read_all())
    number = next(number for number, rows in pages if any(map(is_fact, rows)))
    with record.open("r+b") as file:
        file.seek((number - 1) * PAGE)
        file.write(bytes(PAGE))


def is_fact(row: StoredRow) -> bool:
    return row.rowid is not None and len(row.values) == len(facts.columns) and isinstance(row.values[4], bytes)


def test_a_whole_record(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair"]) == 0
    assert f"whole: {ACTS} facts" in capsys.readouterr().out


def test_what_is_lost_is_named_in_words(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zero_a_page_with_facts(home)
    assert main(["repair"]) == 1
    out = capsys.readouterr().out
    assert "lost: epoch 1, place " in out
    assert "entered again" in out
    assert main(["verify-store"]) == 0
    assert not any(person.name in out or person.id_number in out for person in PEOPLE)


def test_what_is_lost_is_named_for_scripts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zero_a_page_with_facts(home)
    assert main(["repair", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["facts"] + len(told["lost"]) == ACTS
    assert {loss["type"] for loss in told["lost"]} <= {"attendance_punched", "voucher_seen"}
    assert Path(told["kept_in"], "record.db").exists()
    assert main(["repair", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["was_whole"]


def test_what_cannot_be_repaired_is_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "record.db").write_bytes(bytes(PAGE) * 9)
    assert main(["repair"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("D03 ")
    assert error.count("\n") == 1
