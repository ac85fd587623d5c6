"""What may lie in the record's place: each is told by one clear error, and nothing of it is changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from sync.desk.store import kept
from sync.desk.store.engine import open_engine, writing
from sync.desk.store.place import backups_of, examine
from sync.desk.store.store import Store
from sync.errors import DiskFull, StoreForeign, StoreUnreadable
from tests.fakes.site import STORE_KEY

_PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
_JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a record would lie."""
    return tmp_path / "record.db"


@pytest.mark.parametrize(
    "content",
    [_PNG, _JPEG, b"name,phone\r\nsomebody,1\r\n" * 300, "培训券名单\n".encode() * 900, b"%PDF-1.7\n" + _PNG, b"x"],
    ids=["picture", "photo", "list", "chinese", "pdf", "one-letter"],
)
def test_a_file_of_another_kind(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreForeign):
        Store.open(path, STORE_KEY)
    assert path.read_bytes() == content
    assert [each.name for each in path.parent.iterdir()] == ["record.db"]


def test_a_plain_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE facts (id TEXT)")
        plain.commit()
    before = path.read_bytes()
    with pytest.raises(StoreForeign):
        Store.open(path, STORE_KEY)
    assert path.read_bytes() == before


def test_a_folder(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreForeign):
        Store.open(path, STORE_KEY)
    assert path.is_dir()


def test_noise_cannot_be_told_from_damage(path: Path) -> None:
    noise = os.urandom(40_960)
    path.write_bytes(noise)
    with pytest.raises(StoreUnreadable):
        Store.open(path, STORE_KEY)
    assert path.read_bytes() == noise


def test_an_empty_file_becomes_a_record_where_none_was(path: Path) -> None:
    path.touch()
    Store.open(path, STORE_KEY).close()
    assert path.stat().st_size > 0


def test_an_empty_file_where_a_record_was(path: Path) -> None:
    store = Store.open(path, STORE_KEY)
    store.back_up(backups_of(path) / "record-20261123T002000Z.db", lambda: None)
    store.close()
    path.write_bytes(b"")
    with pytest.raises(StoreForeign):
        Store.open(path, STORE_KEY)
    assert path.read_bytes() == b""


def test_an_empty_file_beside_a_log_that_holds_acts(path: Path, tmp_path: Path) -> None:
    """SQLite would throw the log away."""
    store = Store.open(path, STORE_KEY)
    with store.write() as tx:
        kept.put(tx, "an", "act")
    log = Path(f"{path}-wal")
    written = log.read_bytes()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "record.db").touch()
    (elsewhere / "record.db-wal").write_bytes(written)
    store.close()
    with pytest.raises(StoreForeign):
        Store.open(elsewhere / "record.db", STORE_KEY)
    assert (elsewhere / "record.db-wal").read_bytes() == written


def test_a_log_whose_record_is_gone(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(os.urandom(9000))
    with pytest.raises(StoreForeign):
        Store.open(path, STORE_KEY)
    assert Path(f"{path}-wal").stat().st_size == 9000


def test_another_program_that_holds_it(path: Path) -> None:
    Store.open(path, STORE_KEY).close()
    holder, comer = open_engine(path, STORE_KEY), open_engine(path, STORE_KEY, busy_seconds=0.2)
    with writing(holder), pytest.raises(Exception, match="D01"), writing(comer):
        pass
    holder.dispose()
    comer.dispose()


_AS_NOBODY = """
import os, sys
from pathlib import Path
from sync.desk.store.store import Store
from sync.errors import SyncError
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    Store.open(Path(sys.argv[1]), bytes(range(32)))
except SyncError as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a Unix thing")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written(what: str, tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    home = tmp_path / "home"
    Store.open(home / "record.db", STORE_KEY).close()
    before = (home / "record.db").read_bytes()
    (home / "record.db").chmod(0o444 if what == "file" else 0o666)
    home.chmod(0o777 if what == "file" else 0o555)
    child = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(home / "record.db")], capture_output=True, text=True, check=False
    )
    home.chmod(0o755)
    assert child.stdout.strip() == "D04", child.stderr
    assert (home / "record.db").read_bytes() == before
    assert [path.name for path in home.iterdir()] == ["record.db"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskFull):
        Store.open(tmp_path / "file" / "record.db", STORE_KEY)


@pytest.mark.parametrize("salt", [b"MZ", b"\x1f\x8b", b"\xff\xd8\xff", b"a text by chance"])
def test_a_record_is_one_whatever_its_first_bytes_of_chance_look_like(path: Path, salt: bytes) -> None:
    chance = Random(7).randbytes(8192)
    path.write_bytes(salt + chance[len(salt) :])
    examine(path)


def test_a_windows_program_is_none(path: Path) -> None:
    path.write_bytes(b"MZ" + bytes(0x3A) + (0x80).to_bytes(4, "little") + bytes(0x40) + b"PE\0\0" + bytes(8000))
    with pytest.raises(StoreForeign):
        examine(path)
