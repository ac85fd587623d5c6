"""The file for support: what IT needs is in it, and of three hundred people nothing, searched byte by byte."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.health.support_bundle import without
from sync.desk.device.key_vault import open_vault
from sync.desk.device.logs import log_folder
from sync.desk.device.settings import Settings
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import DEVICE_KEY
from sync.desk.operations.desk import STORE_KEY as STORE_KEY_NAME
from sync.desk.store import feed
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.site import CLASS_A, FRONT_DESK, PEOPLE, SESSION_A, STORE_KEY, make_desk

NAMES = ("王试明", "𠀀试", "阿试·买买提江", "Maria Santos", "O'Neil Li", "单试国")
COUNT = 300


def _person(number: int) -> tuple[str, str, str]:
    """Name, ID number of a region that does not exist, phone of a range that is not given out."""
    return f"{NAMES[number % len(NAMES)]}", f"990000199001{number:05d}X"[:18], f"1990000{number:04d}"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A PC with its people, a scan, and a log that says more than it should."""
    settings = Settings(home=tmp_path / "前台 pc", key_storage="file")
    monkeypatch.setenv("VOUCHERDESK_HOME", str(settings.home))
    monkeypatch.setenv("VOUCHERDESK_KEY_STORAGE", "file")
    monkeypatch.setenv("VOUCHERDESK_PROXY", "http://clerk:hunter2@127.0.0.1:9")
    monkeypatch.setenv("VOUCHERDESK_ENROLMENT_CODE", "ABCD-EFGH-JKLM")
    desk, keys = make_desk(settings.home)
    people = [_person(number) for number in range(COUNT)]
    with desk.store.write() as tx:
        feed.apply(tx, [_entry(number, *person) for number, person in enumerate(people)], "2")
    code = keys.code_for(PEOPLE[0].voucher_no)
    check_in(desk, code, session_id=SESSION_A, operator=FRONT_DESK)
    vault = open_vault(settings)
    vault.put(STORE_KEY_NAME, STORE_KEY)
    vault.put(DEVICE_KEY, keys.device.to_bytes())
    desk.close()
    log_folder(settings.home).mkdir(parents=True)
    lines = [f"2026-11-23T00:21:03.512Z WARNING desktop.notices {' '.join(person)}" for person in people]
    lines.append(f"2026-11-23T00:21:03.512Z WARNING desktop.notices {code}")
    (log_folder(settings.home) / "voucherdesk.log").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "code.txt").write_text(code, "utf-8")
    return settings


def _entry(number: int, name: str, id_number: str, phone: str) -> Change:
    body = {
        "class_id": CLASS_A,
        "trainee_id": f"many-{number}",
        "voucher_no": 50_000 + number,
        "state": "enrolled",
        "name": name,
        "id_number": id_number,
        "phone": phone,
        "hours_done": 0,
    }
    return Change(ChangeKind.ROSTER_ENTRY, f"{CLASS_A}:many-{number}", body)


def test_nobody_is_in_it(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "for support.zip"
    assert main(["support-bundle", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    with zipfile.ZipFile(file) as bundle:
        contents = {name: bundle.read(name) for name in bundle.namelist()}
    everything = b"\n".join(contents.values()) + file.read_bytes()
    personal = {word for number in range(COUNT) for word in _person(number)}
    personal |= {word for person in PEOPLE for word in (person.name, person.id_number, person.phone)}
    personal |= {(tmp_path / "code.txt").read_text("utf-8"), "hunter2", "ABCD-EFGH-JKLM"}
    assert [word for word in sorted(personal) if word.encode() in everything] == []
    escaped = {json.dumps(word)[1:-1].encode() for word in personal}
    assert [word for word in sorted(escaped) if word in everything] == []
    assert set(contents) == {"about.json", "settings.json", "record.json", "health.json", "logs/voucherdesk.log"}
    assert len(said["code"]) == 6
    assert json.loads(contents["about.json"])["code"] == said["code"]
    assert f"support bundle {said['code']}".encode() in contents["logs/voucherdesk.log"]
    assert said["code"] in (log_folder(settings.home) / "voucherdesk.log").read_text("utf-8")
    record = json.loads(contents["record.json"])
    assert (record["facts"], record["pending"]) == (1, 1)
    assert {check["name"] for check in json.loads(contents["health.json"])} >= {"versions", "keyring", "disk", "store"}
    assert json.loads(contents["settings.json"])["proxy"]["from"] == "environment"


def test_a_record_that_does_not_open_is_told_by_its_error(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.store_file.write_bytes(b"no record" * 1000)
    file = tmp_path / "for support.zip"
    assert main(["support-bundle", str(file)]) == 0
    assert "Tell support this code: " in capsys.readouterr().out
    with zipfile.ZipFile(file) as bundle:
        assert json.loads(bundle.read("record.json"))["error"].startswith("D")


def test_a_pc_without_anything_has_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VOUCHERDESK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOUCHERDESK_KEY_STORAGE", "file")
    assert main(["support-bundle", str(tmp_path / "new.zip")]) == 0
    capsys.readouterr()
    assert zipfile.is_zipfile(tmp_path / "new.zip")


def test_a_place_that_cannot_be_written_is_one_line(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["support-bundle", str(tmp_path / "nowhere" / "new.zip")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "left"),
    [("Li came", "* came"), ("Liable", "Liable"), ("O'Neil Li, Li", "*, *"), ("nobody", "nobody")],
)
def test_a_word_goes_where_it_stands_on_its_own(text: str, left: str) -> None:
    assert without(text, {"Li", "O'Neil Li"}) == left
