"""The picture of the window that IT can ask for, by the program itself."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


def opened(picture: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VOUCHERDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "desktop", "--picture", str(picture)],
        env=environment, capture_output=True, text=True, check=False, timeout=90,
    )  # fmt: skip


def test_the_window_is_painted_into_a_file_and_closed(tmp_path: Path) -> None:
    done = opened(tmp_path / "window.png", tmp_path / "home")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "window.png").stat().st_size > 10_000
    told = re.search(r"painted after (\d+\.\d\d) s", done.stdout)
    assert told is not None
    assert 0.05 < float(told[1]) < 60


@pytest.mark.long
def test_a_picture_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    done = opened(tmp_path / "nowhere" / "window.png", tmp_path / "home")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "picture" in done.stderr
