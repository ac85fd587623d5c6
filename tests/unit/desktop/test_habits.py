"""What the window remembers survives a restart, and nothing that can happen to its file stops the window."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.widgets.habits import Habits, keep, recall


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    habits = Habits("en", muted=True, operator="s2", camera="C920", camera_port="usb-2")
    keep(tmp_path, habits)
    assert recall(tmp_path) == habits
    assert [path.name for path in tmp_path.iterdir()] == ["window.json"]


def test_nothing_was_ever_chosen(tmp_path: Path) -> None:
    assert recall(tmp_path / "not there") == Habits()


def test_what_is_chosen_before_there_is_a_record_is_kept_in_a_home_of_ones_own(tmp_path: Path) -> None:
    keep(tmp_path / "home", Habits("en"))
    assert recall(tmp_path / "home") == Habits("en")
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700 or os.name == "nt"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"language": 7, "muted": "yes", "more": 1}', "\ud83d"])
def test_a_spoilt_file_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert recall(tmp_path) == Habits()


def test_what_can_be_read_of_it_counts(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"language": "en", "muted": 1}', "utf-8")
    assert recall(tmp_path) == Habits("en")
