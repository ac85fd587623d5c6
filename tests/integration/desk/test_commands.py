"""The commands as IT calls them, on a real desk with a real centre, in this process so that each line is looked at."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.store.engine import writing
from sync.desk.operations.care_for_record import RecordCare
from sync.desk.operations.check_in import check_in
from sync.desk.store import withdrawal
from sync.domain.ids import SiteId
from tests.integration.conftest import RunningCentre
from tests.integration.desk.conftest import JoinedDesk


@pytest.fixture
def fresh_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands find their desk; nothing is there yet."""
    folder = tmp_path / "home 家"
    monkeypatch.setenv("VOUCHERDESK_HOME", str(folder))
    monkeypatch.setenv("VOUCHERDESK_KEY_STORAGE", "file")
    return folder


@pytest.fixture
def at_home(joined: JoinedDesk, fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> JoinedDesk:
    """The commands' desk is the joined one."""
    monkeypatch.setenv("VOUCHERDESK_HOME", str(joined.settings.home))
    return joined


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """The one JSON document on standard output; nothing else may be there."""
    return json.loads(capsys.readouterr().out)


def test_a_pc_joins_and_fetches(fresh_home: Path, centre: RunningCentre, capsys: pytest.CaptureFixture[str]) -> None:
    with writing(centre.behind.store) as connection:
        code = make_enrolment_code(connection, SiteId(centre.example["site"]["id"]), centre.behind.now())
    assert main(["enrol-device", "--central", centre.url, "--code", code, "--json"]) == 0
    joined = told(capsys)
    assert {"device", "site", "institution"} <= set(joined)
    assert joined["site"] == centre.example["site"]["id"]
    assert main(["sync", "--once", "--json"]) == 0
    result = told(capsys)
    fields = {"pushed", "settled", "rejected", "conflicts", "pulled", "cursor", "online"}
    assert set(result) == fields
    assert result["pulled"] > 10
    assert result["online"] is True
    assert main(["enrol-device", "--central", centre.url, "--code", code]) == 2
    line = capsys.readouterr().err
    assert line.startswith("R01 ")
    assert line.count("\n") == 1


def test_a_wrong_code_is_one_line_and_can_be_tried_again(
    fresh_home: Path, centre: RunningCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrol-device", "--central", centre.url, "--code", "AAAABBBBCCCC"]) == 2
    line = capsys.readouterr().err
    assert line.startswith("N03 ")
    assert "AAAABBBB" not in line
    code = centre.example["enrolment_code"]
    assert main(["enrol-device", "--central", centre.url, "--code", code]) == 0
    assert centre.example["site"]["name"] in capsys.readouterr().out


def test_sync_without_a_line(at_home: JoinedDesk, capsys: pytest.CaptureFixture[str]) -> None:
    check_in(
        at_home.desk, at_home.codes("enrolled")[0], session_id=at_home.session, operator=at_home.operator
    )
    assert main(["sync", "--once"]) == 0
    assert "settled 1" in capsys.readouterr().out


def test_sync_with_a_centre_that_is_away(
    at_home: JoinedDesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOUCHERDESK_CENTRAL_URL", "http://127.0.0.1:9")
    assert main(["sync", "--once", "--json"]) == 1
    result = told(capsys)
    assert result["online"] is False
    assert result["error"].startswith("N01 ")
    assert main(["sync", "--once"]) == 1
    assert capsys.readouterr().out.startswith("N01 ")


def test_doctor_on_a_well_pc(at_home: JoinedDesk, capsys: pytest.CaptureFixture[str]) -> None:
    RecordCare(at_home.desk).look_after(lambda: False)
    status = main(["doctor", "--json"])
    report = told(capsys)
    wrong = {check["name"] for check in report["checks"] if not check["ok"]}
    assert wrong <= {"camera", "keyring", "printer"}
    keys = next(check for check in report["checks"] if check["name"] == "keyring")
    assert "lies open" in keys["detail"]  # these desks use a key file without a passphrase
    assert status == (1 if wrong else 0)
    assert report["ok"] == (not wrong)
    names = {check["name"] for check in report["checks"]}
    wanted = {"camera", "decoder zxing", "decoder zbar", "keyring", "store", "backup", "clock", "disk", "pending"}
    assert wanted | {"last contact", "printer"} <= names
    assert all(check["fix"] for check in report["checks"] if not check["ok"])


def test_doctor_names_what_is_wrong(
    at_home: JoinedDesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOUCHERDESK_CENTRAL_URL", "http://127.0.0.1:9")
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out
    assert "LOOK last contact: N01" in lines
    assert "ok   store: 0 facts, chain whole" in lines


def test_doctor_says_when_the_pc_is_withdrawn(at_home: JoinedDesk, capsys: pytest.CaptureFixture[str]) -> None:
    with at_home.desk.store.write() as tx:
        withdrawal.begin(tx, datetime.now(UTC))
    assert main(["doctor"]) == 1
    assert "LOOK in use: D09" in capsys.readouterr().out


def test_doctor_knows_the_readers(
    at_home: JoinedDesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["doctor"])
    assert "ok   reader: as a keyboard: set to a US keyboard" in capsys.readouterr().out
    monkeypatch.setenv("VOUCHERDESK_READER", "/nowhere/ttyACM7")
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out
    assert "LOOK reader: " in lines
    assert "Plug in /nowhere/ttyACM7" in lines


def test_doctor_before_joining(fresh_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert "LOOK store: D05" in capsys.readouterr().out
    assert not fresh_home.exists()


def test_doctor_without_a_keyring(
    fresh_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOUCHERDESK_KEY_STORAGE", "keyring")
    assert main(["doctor"]) == 1
    assert "LOOK keyring: K01" in capsys.readouterr().out


def test_verify_store(at_home: JoinedDesk, capsys: pytest.CaptureFixture[str]) -> None:
    from sqlalchemy import text  # noqa: PLC0415  only to damage the record

    for code in at_home.codes("enrolled")[:3]:
        check_in(at_home.desk, code, session_id=at_home.session, operator=at_home.operator)
    assert main(["verify-store", "--json"]) == 0
    said = told(capsys)
    assert said == {"facts": 3, "chain_ok": True, "pending": 3, "at_risk": [], "damaged_pages": 0, "known_lost": []}
    with at_home.desk.store.write() as tx:
        tx.execute(text("UPDATE facts SET header = payload WHERE seq = 2"))
    assert main(["verify-store"]) == 1
    shown = capsys.readouterr().out
    assert "chain broken" in shown
    assert "at risk: epoch 1, place 2" in shown


@pytest.mark.parametrize("command", [["sync", "--once"], ["verify-store"]])
def test_before_joining_there_is_one_clear_line(
    fresh_home: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main(command) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("D05 ")
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize("words", [["scan"], ["bogus"], ["sync", "--twice"], ["--camera"], ["enrol-device", "--twice"]])
def test_wrong_use_is_one_clear_line(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1


def test_a_scan_on_a_withdrawn_pc_says_why(
    joined: JoinedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with joined.desk.store.write() as tx:
        withdrawal.begin(tx, datetime.now(UTC))
        withdrawal.wipe(tx)
    monkeypatch.setenv("VOUCHERDESK_HOME", str(joined.settings.home))
    monkeypatch.setenv("VOUCHERDESK_KEY_STORAGE", "file")
    (tmp_path / "empty").mkdir()
    assert main(["scan", str(tmp_path / "empty")]) == 2
    assert "D09" in capsys.readouterr().err
