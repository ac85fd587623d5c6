"""Files are found, tones differ, and the translation is complete and keeps every placeholder."""

import re
import sys
import wave
from pathlib import Path

import pytest

from resources import locate
from resources.sounds.__main__ import TONES, write
from resources.translations.__main__ import HERE, NAME, SOURCES, main, placeholders, renew, texts


def test_every_icon_that_is_named_is_there() -> None:
    source = "\n".join(path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    names = re.findall(r'icons\.(?:icon|pixmap)\("([a-z0-9-]+)"', source)
    assert names
    assert [name for name in names if not locate.icon(name).exists()] == []


def test_a_frozen_program_looks_where_it_was_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)  # what the freezer's start-up code does
    assert locate.icon("check") == tmp_path / "resources" / "icons" / "check.svg"


@pytest.mark.parametrize("name", TONES)
def test_the_tones_are_what_their_program_writes(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    assert (tmp_path / f"{name}.wav").read_bytes() == locate.sound(name).read_bytes()
    with wave.open(str(locate.sound(name))) as tone:
        assert tone.getnframes() / tone.getframerate() < 0.6


def test_the_tones_differ_in_pitch_and_rhythm() -> None:
    assert len({tuple(frequency for frequency, _ in notes) for notes in TONES.values()}) == len(TONES) == 4
    assert len({len(notes) for notes in TONES.values()}) == len(TONES) == 4


def test_the_translation_is_complete_and_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_a_translation_keeps_every_placeholder() -> None:
    pairs = texts(HERE / f"{NAME}.ts")
    assert len(pairs) > 150
    assert [source for (_, source), words in pairs.items() if placeholders(source) != placeholders(words)] == []


def test_a_new_a_missing_and_an_unused_text_are_told(tmp_path: Path) -> None:
    sources, here = tmp_path / "sources", tmp_path / "here"
    sources.mkdir()
    here.mkdir()
    (sources / "one.py").write_text('class One:\n    def say(self):\n        self.tr("Hello")\n', "utf-8")
    (here / f"{NAME}.ts").write_text('<TS version="2.1" language="zh_CN" sourcelanguage="en"></TS>', "utf-8")
    problems = "\n".join(renew(scratch(tmp_path, 1), write=False, here=here, sources=sources))
    assert "not translated: ('One', 'Hello')" in problems
    assert "new: ('One', 'Hello')" in problems
    list(renew(scratch(tmp_path, 2), write=True, here=here, sources=sources))
    (sources / "one.py").write_text("", "utf-8")
    problems = "\n".join(renew(scratch(tmp_path, 3), write=False, here=here, sources=sources))
    assert "no longer used: ('One', 'Hello')" in problems


def scratch(folder: Path, number: int) -> Path:
    path = folder / f"scratch{number}"
    path.mkdir()
    return path
