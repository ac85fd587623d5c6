"""After a roll-back the record follows the program: brought back by the newer one beside, with all that it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.come_back import bring_back
from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import Desk
from sync.desk.operations.roll_back_record import roll_back_record
from sync.desk.operations.verify_record import verify_record
from sync.errors import StoreLocked
from tests.integration.desk.conftest import JoinedDesk


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the newer program")
def test_the_record_of_who_starts_the_program_of_before_comes_back(
    joined: JoinedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newer program beside is this checkout; the one of before had the form 0002."""
    joined.desk.close()
    newer = tmp_path / "voucherdesk"
    newer.touch(0o755)
    newer.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m desktop "$@"\n')
    settings = joined.settings
    monkeypatch.setenv("VOUCHERDESK_HOME", str(settings.home))
    monkeypatch.setenv("VOUCHERDESK_KEY_STORAGE", "file")
    bring_back(newer, "0002")
    vault = open_vault(settings)
    again = roll_back_record(settings, vault, "0002")
    assert (again.stood, again.stands, again.former) == ("0002", "0002", None)
    assert len(list(settings.home.glob("backups/before-going-back-to-0002.db"))) == 1
    joined.desk = Desk.open(settings)  # the newer one once more
    assert verify_record(joined.desk).chain_ok
    joined.desk.close()


def test_a_record_in_use_stays_as_it_is(joined: JoinedDesk) -> None:
    joined.desk.close()
    opens = "import sys; from sync.desk.operations.desk import Desk; from sync.desk.device.settings import Settings; "
    opens += "d = Desk.open(Settings.load({'home': sys.argv[1], 'key_storage': 'file'})); print(1, flush=True); input()"
    command = [sys.executable, "-c", opens, str(joined.settings.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StoreLocked):
            roll_back_record(joined.settings, open_vault(joined.settings), "0002")
        other.communicate(b"\n")
    assert not list(joined.settings.home.glob("backups/before-going-back*"))


def test_a_pc_without_a_record_has_nothing_to_bring_back(tmp_path: Path) -> None:
    settings = Settings.load({"home": tmp_path / "home", "key_storage": "file"})
    done = roll_back_record(settings, open_vault(settings), "0002")
    assert (done.stood, done.stands, done.former) == ("", "", None)
