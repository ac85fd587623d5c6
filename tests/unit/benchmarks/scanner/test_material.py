"""What is measured on: the same each time, of the number and kind that is told."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from scanner.decoders import load_decoders
from scanner.ladder import Ladder
from tests.benchmarks import presentation_clips
from tests.benchmarks.backgrounds import empty_frame
from tests.benchmarks.drawn_stills import DrawnStill, drawn_stills
from tests.benchmarks.scanner.__main__ import main
from tests.benchmarks.scanner.stills import drawn, photographs
from tests.benchmarks.synthetic_stills import SyntheticStill, synthetic_stills
from tests.unit.scanner.pictures import code_picture, save

LADDER = Ladder(load_decoders())


@pytest.mark.parametrize("profile", ["typical", "hard"])
def test_a_profile_has_246_stills_of_at_least_3_pixels_a_module(profile: str) -> None:
    stills = list(synthetic_stills(profile))
    assert len(stills) == len({still.name for still in stills}) == 246
    assert min(still.pixels_a_module for still in stills) >= 3


def test_a_still_is_the_same_each_time_and_another_with_another_seed() -> None:
    one, again, other = (SyntheticStill("hard", 120, "base45", "Q", 250, 1, seed) for seed in (1, 1, 2))
    assert one.text == again.text != other.text
    assert np.array_equal(one.draw(), again.draw())
    assert not np.array_equal(one.draw(), other.draw())
    assert np.array_equal(DrawnStill("curved", 1).draw(), DrawnStill("curved", 1).draw())


def test_a_typical_still_shows_what_it_is_said_to_show() -> None:
    still = SyntheticStill("typical", 60, "base64", "M", 400, 0)
    assert still.draw().shape == (720, 1280)
    assert [symbol.text for symbol in LADDER.read(still.draw()).symbols] == [still.text]


def test_there_are_five_drawn_stills_of_each_kind() -> None:
    kinds = Counter(still.kind for still in drawn_stills())
    assert kinds.total() == 60
    assert set(kinds.values()) == {5}
    for kind in ("poster", "inverted", "dots"):
        assert [symbol.text for symbol in LADDER.read(DrawnStill(kind, 2).draw()).symbols] == [DrawnStill(kind, 2).text]


def test_empty_frames_differ() -> None:
    assert len({empty_frame(number).tobytes() for number in range(6)}) == 6


def test_a_sample_is_taken_evenly() -> None:
    sample = list(drawn(0.1))
    assert Counter(still.set for still in sample) == {"drawn": 6, "typical": 25, "hard": 25}
    assert len({still.name.split("-")[0] for still in sample if still.set == "drawn"}) == 6


def test_a_smaller_set_of_clips_holds_every_stratum() -> None:
    assert len(presentation_clips.clips()) == 500
    assert {clip.stratum for clip in presentation_clips.clips(count=8)} == {"easy", "fair", "hard", "very hard"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two photographs, kept apart."""
    entries = []
    for number, text in enumerate(("ONE", "TWO")):
        (tmp_path / f"posters-{number}").mkdir()
        save(tmp_path / f"posters-{number}" / "000.jpg", code_picture(text))
        entry = {"file": f"posters-{number}/000.jpg", "expected": [text], "texts_complete": True}
        entries.append(entry | {"category": "posters", "codes": 1})
    (tmp_path / "manifest.json").write_text(json.dumps(entries), "utf-8")
    return tmp_path


def test_photographs_come_from_a_manifest(folder: Path) -> None:
    stills = list(photographs(folder))
    assert [(still.set, still.name, still.expected) for still in stills] == [
        ("posters", "posters-0/000.jpg", ("ONE",)),
        ("posters", "posters-1/000.jpg", ("TWO",)),
    ]
    assert LADDER.read(stills[1].picture()).symbols[0].text == "TWO"


def test_the_whole_run_in_small(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "results.json"
    small = ["--sample", "0.02", "--clips", "1", "--readers", "ours", "zxing-cpp"]
    assert main([*small, "--data", str(folder), "--json", str(file)]) == 0
    said = capsys.readouterr().out
    assert "drawn (1)" in said
    assert "of them read by ours within 3 s" in said
    results = json.loads(file.read_text("utf-8"))
    assert len(results["presentations"]) == 2
    assert set(results) == {"stills", "empty", "presentations"}


@pytest.mark.parametrize(
    "wrong", [["pictures"], ["--sample", "2"], ["--clips", "0"], ["--readers", "nobody"], ["--data", "/nowhere"]]
)
def test_wrong_use_ends_with_status_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(wrong)
    assert left.value.code == 2
    assert capsys.readouterr().err
