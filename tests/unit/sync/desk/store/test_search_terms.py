"""In what form a person is found: dots, rare characters, several readings, pinyin in full."""

from __future__ import annotations

import pytest

from sync.desk.store.search_terms import as_searched, spelled, terms_of


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("阿卜杜热合曼·试", "阿卜杜热合曼试"),
        ("阿卜杜热合曼·试", "阿卜杜热合曼•试"),
        ("阿卜杜热合曼·试", "热合曼.试"),
        ("阿卜杜热合曼·试", "abd"),
        ("单试", "ss"),
        ("单试", "ds"),
        ("𠮷试", "𠮷"),
        ("𠮷试明", "sm"),
        ("王𠮷明", "wm"),
        ("王𪚥", "wz"),
        ("\uf979试", "凉试"),
        ("王试明", "wangshi"),
        ("王试明", "WANG SHI MING"),
        ("O'Neil Ann", "o'neil a"),
    ],
)
def test_a_name_is_found_as_people_type_it(name: str, typed: str) -> None:
    assert any(term.startswith(as_searched(typed)) for term in terms_of(name, "", ""))


def test_numbers_are_found_by_their_tail_and_from_their_beginning() -> None:
    terms = terms_of("", "99000019900101001X", "199-0000 1001")
    assert terms == {"99000019900101001x", "001x", "19900001001", "1001"}


def test_a_name_of_a_hundred_characters_costs_no_more_than_one_of_forty() -> None:
    assert len(terms_of("王" * 100, "", "")) < 2000


def test_names_stand_in_the_order_of_pinyin() -> None:
    assert sorted(("丁试", "安试", "王试", "陈试", "Al·Bo"), key=spelled) == ["Al·Bo", "安试", "陈试", "丁试", "王试"]
