"""`voucherdesk scan` as a process, on pictures of every kind, with and without a desk behind it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import segno

from scanner.scene import Presentation, record
from sync.desk.operations.count_session import count_session
from sync.desk.operations.show_desk_state import show_desk_state
from tests.integration.desk.conftest import JoinedDesk

CHROMIUM = shutil.which("chromium")


def scan(home: Path, *paths: Path | str, as_json: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the command on a desk that lives in `home`."""
    command = [sys.executable, "-m", "desktop", "scan", *map(str, paths), *(["--json"] if as_json else [])]
    environment = {**os.environ, "VOUCHERDESK_HOME": str(home), "VOUCHERDESK_KEY_STORAGE": "file"}
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, env=environment)


def answers(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """One object a line."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def picture_of(text: str, path: Path) -> Path:
    """A clean picture of a code."""
    segno.make_qr(text).save(str(path), scale=6, border=4)
    return path


def test_a_picture_is_scanned_recorded_and_settled(joined: JoinedDesk, tmp_path: Path) -> None:
    picture = picture_of(joined.codes("enrolled")[0], tmp_path / "ph 一.png")
    joined.run_cycle()
    done = scan(joined.settings.home, picture)
    assert done.returncode == 0, done.stderr
    (answer,) = answers(done)
    assert answer["file"] == str(picture)
    assert answer["text"] == joined.codes("enrolled")[0]
    assert (answer["verdict"], answer["reason"]) == ("accepted", "signed_in")
    assert show_desk_state(joined.desk).pending == 1
    assert joined.run_cycle().settled == 1


def test_a_video_is_one_scan_per_presentation(joined: JoinedDesk, tmp_path: Path) -> None:
    first, second, third = joined.codes("enrolled")[:3]
    shown = [Presentation(text, seconds=0.9) for text in (first, second, first, third)]
    video = record(tmp_path / "queue.mp4", shown, seed=3, fps=12, gap_s=0.8)
    done = scan(joined.settings.home, video)
    assert [(row["text"], row["reason"]) for row in answers(done)] == [
        (first, "signed_in"),
        (second, "signed_in"),
        (first, "already_signed_in"),
        (third, "signed_in"),
    ]
    assert count_session(joined.desk, joined.session).present == 3


def test_a_national_code_is_asked_of_the_centre(joined: JoinedDesk, tmp_path: Path) -> None:
    picture = picture_of(joined.codes("national code")[0], tmp_path / "national.png")
    (answer,) = answers(scan(joined.settings.home, picture))
    assert (answer["verdict"], answer["reason"]) == ("accepted", "signed_in")


def test_without_a_desk_it_says_what_can_be_said(joined: JoinedDesk, tmp_path: Path) -> None:
    stranger = picture_of("https://pay.example/1", tmp_path / "a.png")
    voucher = picture_of(joined.codes("enrolled")[0], tmp_path / "b.png")
    alone = scan(tmp_path / "nobody", stranger)
    assert (alone.returncode, alone.stderr) == (0, "")
    (answer,) = answers(alone)
    assert (answer["verdict"], answer["reason"], answer["fact_id"]) == ("refused", "not_a_voucher", None)
    both = scan(tmp_path / "nobody", stranger, voucher)
    assert both.returncode == 1
    assert [row["reason"] for row in answers(both)] == ["not_a_voucher", "key_unknown"]
    assert both.stderr.count("\n") == 1
    assert "not recorded: D05" in both.stderr


@pytest.mark.parametrize("kind", ["missing", "empty", "text as png", "cut off"])
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, kind: str) -> None:
    bad = tmp_path / "bad.png"
    good = picture_of("hello", tmp_path / "good.png")
    match kind:
        case "empty":
            bad.touch()
        case "text as png":
            bad.write_text("not a picture")
        case "cut off":
            bad.write_bytes(good.read_bytes()[:60])
    done = scan(tmp_path / "home", bad, as_json=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{bad}: S03 ")
    assert done.stderr.count("\n") == 1
    assert scan(tmp_path / "home", bad, good).returncode == 1


def test_a_picture_of_a_hundred_megapixels(tmp_path: Path) -> None:
    large = np.full((10_000, 10_000), 255, np.uint8)
    code = np.array([list(row) for row in segno.make_qr("large").matrix], np.uint8)
    drawn = np.kron(1 - code, np.ones((120, 120), np.uint8)) * np.uint8(255)
    large[3000 : 3000 + drawn.shape[0], 3000 : 3000 + drawn.shape[1]] = drawn
    path = tmp_path / "large.png"
    assert cv2.imwrite(str(path), large)
    done = scan(tmp_path / "home", path)
    assert done.returncode == 0, done.stderr
    assert [row["text"] for row in answers(done)] == ["large"]


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_phone_page_in_a_real_browser_is_accepted(joined: JoinedDesk, tmp_path: Path) -> None:
    assert CHROMIUM is not None
    page = joined.centre.url + joined.centre.example["sheet"][0]["holder_page"]
    picture = tmp_path / "phone.png"
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=412,860",
        f"--user-data-dir={tmp_path / 'profile'}",
        f"--screenshot={picture}",
    ]
    subprocess.run([CHROMIUM, *options, page], check=True, capture_output=True, timeout=90)
    done = scan(joined.settings.home, picture)
    (answer,) = answers(done)
    assert (answer["verdict"], answer["reason"]) == ("accepted", "signed_in"), done.stderr
