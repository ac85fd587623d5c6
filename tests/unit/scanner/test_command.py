"""`python -m scanner` as a user runs it."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.unit.scanner.pictures import VOUCHER_TEXT, code_picture, empty_room, in_a_frame, save, save_video

ROOT = Path(__file__).parents[3]


def scan(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scanner", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=100)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return save(tmp_path / "码.jpg", in_a_frame(code_picture(VOUCHER_TEXT), 300, 100))


def test_a_photograph(picture: Path) -> None:
    done = scan(picture, "--json", "--budget-ms", "500")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert answer.pop("ms") > 0
    assert answer == {"file": str(picture), "texts": [VOUCHER_TEXT], "engine": "zxing"}


def test_plain_output_is_one_line_a_file(tmp_path: Path, picture: Path) -> None:
    two_lines = save(tmp_path / "two.png", code_picture("one\r\ntwo"))
    empty = save(tmp_path / "room.jpg", empty_room())
    done = scan(picture, two_lines, empty)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [f"{picture}\t{VOUCHER_TEXT}", f"{two_lines}\tone\\r\\ntwo", f"{empty}\tno code"]


def test_a_folder_with_a_video_and_odd_files(tmp_path: Path, picture: Path) -> None:
    first, second = (in_a_frame(code_picture(text), 300, 200) for text in ("FIRST", "SECOND"))
    video = save_video(tmp_path / "video.avi", [first] * 4 + [second] * 4 + [first] * 2)
    (tmp_path / "empty.png").touch()
    (tmp_path / "text.png").write_text("no picture")
    large = save(tmp_path / "large.png", np.full((10_000, 10_000), 255, np.uint8))
    done = scan(tmp_path, tmp_path / "missing.jpg", "--json")
    answers = {answer["file"]: answer for answer in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 1
    assert answers[str(video)]["texts"] == ["FIRST", "SECOND"]
    assert answers[str(picture)]["texts"] == [VOUCHER_TEXT]
    assert answers[str(large)]["texts"] == []
    failed = {Path(name).name for name, answer in answers.items() if "error" in answer}
    assert failed == {"empty.png", "text.png", "missing.jpg"}
    assert len(done.stderr.splitlines()) == 3
    assert all(name in done.stderr for name in failed)


@pytest.mark.parametrize("name", ["missing.png", "empty.png", "text.png"])
def test_nothing_usable_is_one_line_and_status_2(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "text.png").write_text("no picture")
    done = scan(tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "S03" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["--budget-ms", "0", "x"], ["--budget-ms", "soon", "x"], ["--what", "x"]])
def test_wrong_use_is_one_line_and_status_2(arguments: list[str]) -> None:
    done = scan(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def _many(picture: Path) -> list[str]:
    return [sys.executable, "-m", "scanner", *[str(picture)] * 2000]


def test_a_closed_pipe_ends_it_quietly(picture: Path) -> None:
    with subprocess.Popen(_many(picture), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=60) == 1
        assert process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to one process")
def test_ctrl_c_ends_it_quietly(picture: Path) -> None:
    with subprocess.Popen(_many(picture), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, noise = process.communicate(timeout=60)
        assert process.returncode == 130
        assert noise == b""
