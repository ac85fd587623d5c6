"""Files standing in for a camera."""

import time
from pathlib import Path

import numpy as np
import pytest

from scanner.errors import PictureUnreadable
from scanner.frame import FrameSource
from scanner.recording import Recording, files_in
from tests.unit.scanner.pictures import code_picture, save, save_video


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """Ten frames at ten a second, each brighter than the last."""
    return save_video(tmp_path / "video.avi", [np.full((48, 64), 20 * n, np.uint8) for n in range(10)])


def brightness_of(recording: Recording, count: int = 100) -> list[int]:
    seen: list[int] = []
    while len(seen) < count and (frame := recording.read()) is not None:
        seen.append(round(float(frame.grey().mean()) / 20))
    return seen


def test_a_video_gives_every_frame_with_film_time(video: Path) -> None:
    with Recording(video) as recording:
        source: FrameSource = recording
        frames = [source.read() for _ in range(11)]
    assert source.name == "video.avi"
    assert frames[-1] is None
    whole = [frame for frame in frames if frame is not None]
    assert [frame.number for frame in whole] == list(range(10))
    assert [frame.taken_at for frame in whole] == pytest.approx([n / 10 for n in range(10)])
    assert whole[3].pixels.shape == (48, 64, 3)
    assert not whole[0].still
    assert whole[0].origin == str(video)


def test_a_loop_goes_on_and_its_time_too(video: Path) -> None:
    with Recording(video, loop=True) as recording:
        frames = [recording.read() for _ in range(25)]
    times = [frame.taken_at for frame in frames if frame is not None]
    assert len(times) == 25
    assert times == sorted(times)


def test_paced_gives_frames_in_real_time(video: Path) -> None:
    with Recording(video, paced=True) as recording:
        start = time.monotonic()
        assert brightness_of(recording) == list(range(10))
        assert time.monotonic() - start >= 0.85


def test_paced_drops_what_a_slow_reader_misses(video: Path) -> None:
    with Recording(video, paced=True) as recording:
        first = recording.read()
        time.sleep(0.45)
        second = recording.read()
    assert first is not None
    assert second is not None
    assert first.number == 0
    assert second.number >= 4


def test_one_picture_is_one_still_frame(tmp_path: Path) -> None:
    with Recording(save(tmp_path / "code.png", code_picture("A"))) as recording:
        frame = recording.read()
        assert frame is not None
        assert frame.still
        assert recording.read() is None
        assert recording.read() is None


def test_a_folder_gives_its_pictures_by_name_and_goes_on_behind_a_broken_one(tmp_path: Path) -> None:
    for name in ("b.png", "a.png", "deeper/d.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        save(tmp_path / name, code_picture(name))
    (tmp_path / "c.png").write_text("no picture")
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / ".hidden.png").write_text("")
    save(tmp_path / "e", code_picture("e"), ".png")
    with Recording(tmp_path) as recording:
        names = [Path(frame.origin).name for frame in (recording.read(), recording.read()) if frame is not None]
        with pytest.raises(PictureUnreadable, match=r"c\.png"):
            recording.read()
        names += [Path(frame.origin).name for frame in (recording.read(), recording.read()) if frame is not None]
        assert recording.read() is None
    assert names == ["a.png", "b.png", "d.png", "e"]


def test_nothing_to_read_is_told_at_once(tmp_path: Path, video: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"\0\0\0\x18ftypisom" + b"\0" * 400)
    empty = tmp_path / "empty"
    empty.mkdir()
    for path in (tmp_path / "none.avi", broken, empty):
        with pytest.raises(PictureUnreadable):
            Recording(path)
    cut = tmp_path / "cut.avi"
    cut.write_bytes(video.read_bytes()[:200])
    with pytest.raises(PictureUnreadable), Recording(cut) as recording:
        recording.read()


def test_a_loop_over_broken_files_only_says_so_and_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("no picture")
    with Recording(tmp_path, loop=True) as recording:
        for _ in range(3):
            with pytest.raises(PictureUnreadable):
                recording.read()


def test_a_percent_sign_is_no_pattern(tmp_path: Path, video: Path) -> None:
    odd = video.rename(tmp_path / "100%03d.avi")
    assert brightness_of(Recording(odd)) == list(range(10))


def test_closed_is_at_its_end(video: Path) -> None:
    recording = Recording(video, loop=True)
    recording.close()
    recording.close()
    assert recording.read() is None


def test_files_in_takes_a_file_as_itself(video: Path) -> None:
    assert files_in(video) == (video,)
