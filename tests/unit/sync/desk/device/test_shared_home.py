"""One record for several users of a PC, each a process of its own under a user id of its own."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.desk.device.machine_keys import MachineLock
from sync.desk.device.settings import Settings
from sync.desk.device.shared_home import shared_home
from sync.errors import KeyStorageMissing

GROUP, LI, WANG, STRANGER = 61234, 61001, 61002, 61003
ROOT = Path(__file__).parents[5]
pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can work as one user and then as another"
)
WORK = """
import logging, os, sys, tempfile
from pathlib import Path
from sync.desk.device.key_vault import open_vault
from sync.desk.device.logs import start_log, stop_log
from sync.desk.device.settings import Settings
from sync.desk.operations.desk import open_store
from sync.desk.operations.join_site import joining
from sync.desk.store import kept
from sync.errors import SyncError

def work(settings):
    vault = open_vault(settings)
    log = start_log(settings.home)
    logging.getLogger("sync.trial").warning("worked here")
    with joining(settings) as key:
        shown = key.public().to_bytes().hex()
    store = open_store(settings, vault)
    with store.write() as tx:
        kept.put(tx, f"by-{os.getuid()}", "x")
    with store.read() as tx:
        seen = sum(kept.get(tx, f"by-{each}") is not None for each in (61001, 61002))
    beside = [oct(Path(f"{store.path}{each}").stat().st_mode & 0o777) for each in ("-wal", "-shm")]
    store.back_up(settings.home / "backups" / f"{os.getuid()}.db", lambda: None)
    store.close()
    stop_log(log)
    return shown, seen, *beside

home, uid, groups = sys.argv[1], int(sys.argv[2]), [int(each) for each in sys.argv[3].split(",") if each]
with tempfile.TemporaryDirectory() as scratch:  # a tester's Python may lie where only root loads modules: all now
    work(Settings(Path(scratch), key_storage="file"))
os.setgroups(groups); os.setgid(uid); os.setuid(uid); os.umask(0o022)
try:
    print(*work(Settings(Path(home), key_storage="machine")), sep="\\n")
except SyncError as error:
    print(error)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """As the package makes it; not in pytest's own folders, which let nobody else pass."""
    with tempfile.TemporaryDirectory() as above:
        os.chmod(above, 0o755)  # noqa: S103  others walk through it
        folder = Path(above) / "voucherdesk"
        folder.mkdir()
        os.chown(folder, 0, GROUP)
        folder.chmod(0o2770)
        yield folder


def work(home: Path, uid: int, *groups: int) -> list[str]:
    command = [sys.executable, "-c", WORK, str(home), str(uid), ",".join(map(str, groups))]
    # Coverage would write beside the sources, where these users may not.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_two_users_of_the_group_work_in_turn_on_one_record(home: Path) -> None:
    first = work(home, LI, GROUP)
    second = work(home, WANG, GROUP)
    assert work(home, LI, GROUP) == second
    assert first == [second[0], "1", "0o660", "0o660"]
    assert second[1:] == ["2", "0o660", "0o660"]
    for path in home.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert path.stat().st_gid == GROUP
        assert mode & 0o007 == 0, path.name
        assert mode == (0o2770 if path.is_dir() else 0o660), path.name
    log = (home / "logs" / "voucherdesk.log").read_text("utf-8")
    assert log.count("worked here") == 3


def test_a_user_outside_the_group_gets_one_clear_line(home: Path) -> None:
    work(home, LI, GROUP)
    (told,) = work(home, STRANGER)
    assert told.startswith("K04 ")
    assert "group voucherdesk" in told


@pytest.mark.parametrize("mode", [0o2777, 0o770, 0o700])
def test_a_folder_with_other_rights_is_not_worked_in(home: Path, mode: int) -> None:
    os.chown(home, LI, GROUP)
    home.chmod(mode)
    (told,) = work(home, LI, GROUP)
    assert told.startswith("K04 ")
    assert list(home.iterdir()) == []


def test_a_folder_that_was_never_made_is_told(home: Path) -> None:
    (told,) = work(home / "none", LI, GROUP)
    assert "missing" in told


def test_the_home_of_a_shared_pc_is_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VOUCHERDESK_HOME", raising=False)
    assert Settings.load({"key_storage": "machine"}).home == shared_home()
    assert Settings.load({"key_storage": "machine", "home": "/elsewhere"}).home == Path("/elsewhere")
    assert Settings.load().home != shared_home()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has one")
def test_elsewhere_than_on_windows_no_machine_key_is_pretended() -> None:
    with pytest.raises(KeyStorageMissing):
        MachineLock().lock({"a": "b"})
    with pytest.raises(ValueError, match="not a key file"):
        MachineLock().unlock({"locked": "AAAA"})
