"""The drawn scene, recorded and read back: each presentation exactly once and in order."""

import string
from pathlib import Path

import numpy as np
import pytest

from scanner.decoders import load_decoders
from scanner.errors import RecordingNotWritten
from scanner.ladder import Ladder
from scanner.presentations import presentations
from scanner.recording import Recording
from scanner.scene import Presentation, Scene, record
from tests.unit.scanner.pictures import code_picture, in_a_frame, save, save_video


def voucher_texts(count: int, seed: int = 3) -> list[str]:
    rng = np.random.default_rng(seed)
    letters = list(string.digits + string.ascii_uppercase)
    return ["VC1" + "".join(rng.choice(letters, 175)) for _ in range(count)]


@pytest.mark.parametrize("suffix", [".mp4", ".avi"])
def test_a_recorded_scene_reads_each_presentation_once_and_in_order(tmp_path: Path, suffix: str) -> None:
    texts = voucher_texts(5)
    shown = [Presentation(text, title) for text, title in zip(texts, ["My voucher", "培训券"] * 3, strict=False)]
    path = record(tmp_path / f"scene{suffix}", shown, seed=5)
    with Recording(path) as recording:
        read = [symbol.text for symbol, _ in presentations(recording, Ladder(load_decoders()), lambda text: text)]
    assert read == texts


def test_a_text_too_long_for_a_voucher_code_is_shown_all_the_same() -> None:
    text = "https://example.org/" + "x" * 300
    ladder = Ladder(load_decoders())
    seen = {s.text for frame in Scene(fps=6).frames([Presentation(text)]) for s in ladder.read(frame).symbols}
    assert seen == {text}
    with pytest.raises(ValueError, match=r"\w"):
        list(Scene().frames([Presentation("x" * 4000)]))


def test_the_same_seed_draws_the_same_scene() -> None:
    shown = [Presentation(voucher_texts(1)[0], seconds=0.6)]
    one, same, other = (list(Scene(seed, fps=8).frames(shown)) for seed in (1, 1, 2))
    assert len(one) == len(same) == len(other) == round(1.0 * 8) + round(0.4 * 8)
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(one, same, strict=True))
    assert not np.array_equal(one[0].pixels, other[0].pixels)


def test_the_scene_begins_and_ends_empty_and_moves_between() -> None:
    frames = list(Scene(fps=10).frames([Presentation(voucher_texts(1)[0])]))
    assert [frame.number for frame in frames] == list(range(len(frames)))
    assert frames[7].taken_at == pytest.approx(0.7)
    assert all(frame.pixels.shape == (720, 1280, 3) for frame in frames)
    ladder = Ladder(load_decoders())
    read = [bool(ladder.read(frame).symbols) for frame in frames]
    assert not read[0]
    assert not read[-1]
    assert sum(read) >= 4


def test_a_scene_that_cannot_be_written_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(RecordingNotWritten, match=r"\.mp4 or \.avi"):
        record(tmp_path / "scene.txt", [])
    with pytest.raises(RecordingNotWritten):
        record(tmp_path / "no such folder" / "scene.mp4", [])


def test_each_still_picture_is_a_presentation_of_its_own(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        save(tmp_path / name, code_picture("SAME"))
    with Recording(tmp_path) as recording:
        found = list(presentations(recording, Ladder(load_decoders()), lambda text: text))
    assert [(symbol.text, Path(frame.origin).name) for symbol, frame in found] == [("SAME", "a.png"), ("SAME", "b.png")]


def test_a_phone_that_comes_back_after_the_gap_counts_again(tmp_path: Path) -> None:
    shown, empty = in_a_frame(code_picture("AGAIN"), 300, 200), in_a_frame(code_picture("AGAIN")[:9, :9], 0, 0)
    video = save_video(tmp_path / "twice.avi", [shown] * 3 + [empty] * 8 + [shown] * 3 + [empty] * 40 + [shown] * 3)
    with Recording(video) as recording:
        found = list(presentations(recording, Ladder(load_decoders()), lambda text: text))
    assert [(symbol.text, frame.number) for symbol, frame in found] == [("AGAIN", 0), ("AGAIN", 54)]


def test_of_several_codes_in_a_picture_the_largest_comes_first(tmp_path: Path) -> None:
    frame = in_a_frame(code_picture("SMALL POSTER", module=4), 60, 60)
    near = code_picture("NEAR PHONE", module=9)
    frame[200 : 200 + near.shape[0], 700 : 700 + near.shape[1]] = near
    with Recording(save(tmp_path / "two.png", frame)) as recording:
        found = presentations(recording, Ladder(load_decoders()), str)
        assert [symbol.text for symbol, _ in found] == ["NEAR PHONE", "SMALL POSTER"]
