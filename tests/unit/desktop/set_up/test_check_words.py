"""No check says anything that the window cannot say in Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest

import desktop.health
from desktop.health.check import Check, Grade, well
from desktop.widgets import check_words
from desktop.widgets.check_words import SENTENCES, fix, grade_words, line, name_of, says
from sync.domain.trusted_time import Grade as TimeGrade

Speak = Callable[[str], None]
ROOM = Path(desktop.health.__file__).parent
NAMES = sorted(check_words._NAMES)
"""What is looked at; `decoder` stands for each of them."""


def templates(source: str) -> set[str]:
    """Every text of a module that is read by people: all but docstrings, names, and what is only put in a place."""
    tree = ast.parse(source)
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            left_out |= {id(each.value) for each in node.body if isinstance(each, ast.Expr)}
        if isinstance(node, ast.Expr | ast.JoinedStr):
            left_out |= {id(part) for part in ast.walk(node) if isinstance(part, ast.Constant)} - {
                id(part) for call in ast.walk(node) if isinstance(call, ast.Call) for part in call.args
            }
        if isinstance(node, ast.Dict):
            left_out |= {id(key) for key in node.keys}
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out
    }
    return {text for text in texts if text not in NAMES and re.search(r"[a-z] |\{", text)} | says_of_calls(tree)


def says_of_calls(tree: ast.AST) -> set[str]:
    """Of one word as well."""
    places = {"Check": 2, "well": 1}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    said = [
        call.args[places[call.func.id]]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in places and len(call.args) > places[call.func.id]
    ]
    return {each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def every_template() -> Iterator[str]:
    for path in sorted(ROOM.glob("of_*.py")):
        yield from sorted(templates(path.read_text("utf-8")))
    yield from (grade.value for grade in TimeGrade)


def test_the_walk_sees_a_sentence_wherever_it_stands() -> None:
    source = (
        "def look() -> Check:\n    'What it is.'\n    fix = 'Do this.'\n"
        "    return Check('disk', Grade.BAD, 'gone' if x else '{n} left', fix)\n"
        "def other() -> Check:\n    return well('disk', 'none')\n"
    )
    assert templates(source) == {"Do this.", "{n} left", "none"}


def test_there_is_something_to_walk() -> None:
    found = set(every_template())
    assert {"none", "{n} facts, chain whole", "doubtful", "Free at least {least} MB."} <= found
    assert len(found) > 30


@pytest.mark.parametrize("text", sorted(set(every_template()) | {str(text) for text in SENTENCES}))
def test_every_sentence_and_every_advice_is_in_both_languages(speak: Speak, text: str) -> None:
    assert text in SENTENCES, f"not listed in {check_words.__name__}"
    speak("zh_CN")
    chinese = check_words._word(text)
    assert places(chinese) == places(text)
    if re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", text)):
        assert not chinese.isascii()


def places(text: str) -> set[str]:
    """The values a sentence wants."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_in_both_languages(speak: Speak, name: str) -> None:
    assert name_of(well(name, "none")).isascii()
    speak("zh_CN")
    assert not name_of(well(name, "none")).isascii()


def test_a_line_says_how_it_stands_what_was_found_and_what_to_do(speak: Speak) -> None:
    check = Check("disk", Grade.BAD, "{mb} MB free", "Free at least {least} MB.", "D04", {"mb": 3, "least": 500})
    assert line(check) == "✕ bad  Disk: 3 MB free · D04 → Free at least 500 MB."
    speak("zh_CN")
    assert (grade_words(Grade.BAD), says(check), fix(check)) == ("✕ 异常", "剩余 3 MB · D04", "请至少腾出 500 MB。")
