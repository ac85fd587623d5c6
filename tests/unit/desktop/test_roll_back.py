"""roll-back: the package's mark, set and taken away; the record, brought back by the newer program beside."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.come_back import bring_back, newer_beside
from desktop.commands.roll_back import choose_program
from sync.errors import InvalidInput

START = Path(__file__).parents[3] / "resources" / "installer" / "linux" / "start.sh"
linux_only = pytest.mark.skipif(sys.platform == "win32", reason="the package is a Linux one")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package's folder after an upgrade: two programs that say which they are."""
    for name in ("program", "previous"):
        program = tmp_path / name / "voucherdesk"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\necho {name}\n")
        program.chmod(0o755)
    return tmp_path


def _starts(folder: Path) -> str:
    """Which program the package's own start script runs."""
    script = START.read_text().replace("/opt/voucherdesk", str(folder))
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@linux_only
def test_back_and_forward(folder: Path) -> None:
    assert _starts(folder) == "program"
    assert [choose_program(folder, forward=False) for _ in range(2)] == [True, False]
    assert _starts(folder) == "previous"
    assert [choose_program(folder, forward=True) for _ in range(2)] == [True, False]
    assert _starts(folder) == "program"


def test_nothing_to_go_back_to(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no previous program"):
        choose_program(tmp_path, forward=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
def test_somebody_without_the_right_is_told_what_to_run() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "previous").mkdir()
        (folder / "previous" / "voucherdesk").touch()
        os.seteuid(65534)
        try:
            with pytest.raises(InvalidInput, match=r"run: sudo voucherdesk roll-back\)"):
                choose_program(folder, forward=False)
        finally:
            os.seteuid(0)
        assert not (folder / "rolled-back").exists()


@pytest.mark.parametrize(
    "given",
    [[], ["--program"], ["--record"], ["--to", "0002"], ["--record", "--to", "0002", "--forward"]],
    ids=["a checkout", "the same", "to which form", "of what", "both ways"],
)
def test_one_line(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status: object = main(["roll-back", *given])
    except SystemExit as end:
        status = end.code
    shown = capsys.readouterr()
    assert (status, shown.out, shown.err.count("\n")) == (2, "", 1)


def _version(folder: Path, program: str, version: str) -> None:
    (folder / program / "_internal" / f"voucher_desk-{version}.dist-info").mkdir(parents=True)


@pytest.mark.parametrize(
    ("ours", "theirs", "found"), [("0.9.0", "0.10.0", True), ("0.10.0", "0.9.0", False), ("1.0", "1.0", False)]
)
def test_only_a_newer_program_beside_is_asked(folder: Path, ours: str, theirs: str, *, found: bool) -> None:
    _version(folder, "previous", ours)
    _version(folder, "program", theirs)
    newer = newer_beside(folder / "previous" / "voucherdesk")
    assert newer == (folder / "program" / "voucherdesk" if found else None)
    assert newer_beside(folder / "elsewhere" / "voucherdesk") is None


def test_a_newer_program_that_cannot_be_started_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_back(tmp_path / "nowhere", "0002")
    assert capsys.readouterr().err.count("\n") == 1
