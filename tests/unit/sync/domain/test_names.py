"""Names as people bear them, and what is no name."""

import pytest

from sync.domain.names import LONGEST_LINE, LONGEST_NAME, is_line, is_person_name


@pytest.mark.parametrize(
    "name",
    [
        "张三",
        "马\U0002CE8A",  # extension E, in the list of characters for names
        "陈㛃",  # extension A
        "\U00020000\U0002A700",  # extensions B and C
        "王\U00031350",  # extension H: unassigned to a program that knows Unicode 14
        "王\U0002EBF0",  # extension I
        "王\uE863",  # private: so the first GB 18030 wrote a rare character
        "葛\U000E0100",  # a variant of a character
        "阿卜杜热依木·麦麦提吐尔逊",
        "迪丽热巴•迪力木拉提",
        "O'Brien-Åsa Nuñez",
        "鎰" * LONGEST_NAME,
    ],
)
def test_names_as_people_bear_them(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        " 张三",
        "张三\n",
        "张\0三",
        "张\u202e三",
        "张\u200b三",
        "张\ufeff",
        "\ud83d",
        "张\uffff",
        "张\ufdd0",
        "张\u2028三",
        "张" * (LONGEST_NAME + 1),
    ],
)
def test_what_is_no_name(name: str) -> None:
    assert not is_person_name(name)


@pytest.mark.parametrize(
    "text", ["", "搬家", "𠮷田·阿卜杜 👩‍🚒 e\u0301", "\u0645\u06cc\u200c\u062e", "长" * LONGEST_LINE]
)
def test_a_line_as_people_write_it(text: str) -> None:
    assert is_line(text)


@pytest.mark.parametrize(
    "text", ["a\nb", "a\r", "\x1b[31m", "\0", "gpj.\u202e", "\u2066a", "a\u2028b", "\ud83d", "长" * 201]
)
def test_what_is_no_line(text: str) -> None:
    assert not is_line(text)
