"""What may be shown of people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.masking import mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", ""),
        ("张", "张"),
        ("张三", "张*"),
        ("王小明", "王*明"),
        ("欧阳娜娜", "欧**娜"),
        ("阿卜杜拉·买买提", "阿******提"),
    ],
)
def test_names(name: str, shown: str) -> None:
    assert mask_name(name) == shown


def test_numbers_keep_their_ends() -> None:
    assert mask_id_number("310101199001011234") == "310***********1234"
    assert mask_phone("13812348888") == "138****8888"


@pytest.mark.parametrize("number", ["", "1", "1234567", "12345678", "E12345678"])
def test_a_number_too_short_to_mask_is_hidden_whole(number: str) -> None:
    assert mask_id_number(number) == mask_phone(number) == "*" * len(number)


@given(st.text(st.characters(codec="utf-8", exclude_characters="*"), max_size=30))
def test_at_most_seven_characters_of_a_number_are_shown_and_four_are_hidden(number: str) -> None:
    shown = mask_id_number(number)
    assert len(shown) == len(number)
    assert shown.count("*") >= min(4, len(number))
    assert len(shown.replace("*", "")) <= 7
