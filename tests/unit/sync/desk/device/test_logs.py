"""The log: what it tells, and what it must never hold."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.desk.device.logs import log_folder, mask, read_log, start_log, stop_log

LOG = logging.getLogger("desktop.app.app")


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    handler = start_log(tmp_path)
    yield tmp_path
    stop_log(handler)


def test_a_line_tells_when_how_grave_where_and_what(logged: Path) -> None:
    LOG.warning("the line is %s", "down")
    (line,) = read_log(logged)
    assert (line.level, line.room, line.message) == ("WARNING", "desktop.app.app", "the line is down")
    assert line.at.endswith("Z")
    assert line.at[10] == "T"


@pytest.mark.parametrize(
    "personal",
    [
        "王小明",
        "阿卜杜拉·买买提",
        "𠮷田",
        "11010519491231002X",
        "11010519491231002x",
        "13812345678",
        "+86 138-1234-5678",
        "138 1234 5678",
        "6222020200112233445",
        "VD1:6BFOXN*TS0BI$ZD.P9-$X8",
        "ABCD-EFGH-2345",
        "0123456789AB",
        "dGhpcyBpcyBhIGtleSB0aGF0IG5vYm9keSBtYXkgcmVhZC4",
    ],
)
def test_what_belongs_to_a_person_is_not_in_it(logged: Path, personal: str) -> None:
    LOG.error("scanned %s here", personal)
    LOG.error(f"({personal})\n[{personal}], {personal}.")
    text = b"".join(path.read_bytes() for path in log_folder(logged).iterdir()).decode()
    assert personal not in text
    assert personal.strip("()+") not in text
    assert read_log(logged)[1].message == "scanned * here"


@pytest.mark.parametrize(
    "harmless",
    [
        "N01 The centre cannot be reached",
        "opened the record, 120 facts, 17 waiting",
        "voucher-desk 0.5.0, Python 3.11.2, Linux 6.1.0",
        "OperationalError at store.py line 210 in write",
        "last heard 2026-11-23T08:21:03Z",
        "127.0.0.1:8000",
    ],
)
def test_what_helps_stays(harmless: str) -> None:
    assert mask(harmless) == harmless


def test_an_exception_is_told_without_its_words(logged: Path) -> None:
    try:
        raise ValueError("Wang Xiaoming")
    except ValueError:
        LOG.exception("it failed")
    text = (log_folder(logged) / "voucherdesk.log").read_text("utf-8")
    assert "Wang" not in text
    assert text.count("\n") == 1
    assert "ValueError at test_logs.py line " in text


def test_five_files_of_a_megabyte_and_no_more(logged: Path) -> None:
    for number in range(6_500):
        LOG.info("%s %s", number, "a b " * 240)
    files = sorted(path.name for path in log_folder(logged).iterdir())
    assert files == ["voucherdesk.log", *(f"voucherdesk.log.{n}" for n in range(1, 5))]
    assert all(path.stat().st_size <= 1_000_000 for path in log_folder(logged).iterdir())
    newest = read_log(logged, 3_000)
    assert [line.message.split()[0] for line in newest[:2]] == ["6499", "6498"]
    assert len(newest) == 3_000


def test_a_folder_that_cannot_be_had_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", "utf-8")
    assert start_log(tmp_path / "home") is None
    stop_log(None)
    assert read_log(tmp_path / "home") == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here is always full")
def test_a_full_disk_ends_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log_folder(tmp_path).mkdir()
    (log_folder(tmp_path) / "voucherdesk.log").symlink_to("/dev/full")
    handler = start_log(tmp_path)
    LOG.info("this finds no room")
    stop_log(handler)
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told otherwise there")
def test_the_folder_is_its_users_alone(logged: Path) -> None:
    assert log_folder(logged).stat().st_mode & 0o077 == 0


def test_what_is_no_line_is_left_out(logged: Path) -> None:
    told = b"\xff\xfe half a line\n2026-11-23T00:00:00.000Z INFO sync told\n"
    (log_folder(logged) / "voucherdesk.log").write_bytes(told)
    (line,) = read_log(logged)
    assert line.message == "told"
