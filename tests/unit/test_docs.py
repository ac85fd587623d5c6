"""What the pages say is there, is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
_FILE = re.compile(r"`((?:sync|scanner|desktop|tests|resources)/[\w/.-]+\.\w+)`")
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


@pytest.mark.parametrize("page", [*PAGES, "README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_named_files_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = [ROOT / path for path in _FILE.findall(text)]
    linked = [(ROOT / page).parent / path for path in _LINK.findall(text)]
    assert [str(path) for path in named + linked if not path.exists()] == []


def test_every_item_of_the_faq_has_its_line() -> None:
    rows = re.findall(r"^\| (\d+) \|", (ROOT / "docs/faq-coverage.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [str(item) for item in range(1, 11)]
