"""What an earlier demo left is read again, or refused in one clear line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.commands.demo_centre import read_sample
from sync.errors import InvalidInput

TOLD = {
    "enrolment_code": "ABCD",
    "cast": [{"text": "one", "purpose": "sign_in"}],
    "sheet": [{"text": "two", "caption": "b"}],
    "staff": [{"id": "m", "role": "class_manager"}, {"id": "c", "role": "clerk"}],
}


def test_a_sample_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "sample.json"
    path.write_text(json.dumps(TOLD), "utf-8")
    sample = read_sample(path)
    assert (sample.enrolment_code, sample.cast[0].text, sample.sheet[0].caption) == ("ABCD", "one", "b")
    assert (sample.clerk, sample.staff_password) == ("c", "")


@pytest.mark.parametrize("content", [None, b"", b"\xff", b"[]", b"{}", json.dumps(TOLD | {"cast": [5]}).encode()])
def test_a_sample_that_is_not_whole_is_one_clear_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "sample.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidInput) as refused:
        read_sample(path)
    assert "\n" not in str(refused.value)
