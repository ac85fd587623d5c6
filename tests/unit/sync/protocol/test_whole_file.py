"""What bears a file's name is whole; what was there before stays until then."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.errors import DiskFull
from sync.protocol.whole_file import whole_file, write_whole


def failing() -> Iterator[bytes]:
    yield b"half"
    raise KeyboardInterrupt


def test_it_is_there_only_when_it_is_complete(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"before")
    with whole_file(file, [b"one", b"two"]):
        assert file.read_bytes() == b"before"
    assert file.read_bytes() == b"onetwo"
    with pytest.raises(KeyboardInterrupt):
        write_whole(file, failing())
    with pytest.raises(ZeroDivisionError), whole_file(file, [b"three"]):
        raise ZeroDivisionError
    assert file.read_bytes() == b"onetwo"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_others_read_it_only_where_they_may(tmp_path: Path) -> None:
    write_whole(tmp_path / "mine", [b"x"])
    write_whole(tmp_path / "ours", [b"x"], others_may_read=True)
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == 0o644


@pytest.mark.parametrize("name", ["no/such/folder", "."])
def test_where_nothing_can_be_written_it_is_one_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(DiskFull):
        write_whole(tmp_path / name, [b"x"])
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    names = (".voucherdesk-old.part", ".voucherdesk-new.part", "old.part")
    for name in names:
        (tmp_path / name).write_bytes(b"half")
    for name in names[::2]:
        os.utime(tmp_path / name, (0, 0))
    write_whole(tmp_path / "file", [b"x"])
    assert {one.name for one in tmp_path.iterdir()} == {"file", *names[1:]}
