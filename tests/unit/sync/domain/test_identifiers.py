"""GB 11643 and GB 32100 numbers: the published examples, their relatives, and every way to be wrong."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.identifiers import citizen_check_character, is_citizen_id, is_credit_code, normalise

CITIZEN = [
    "11010519491231002X",
    "440524188001010014",
    "810000199408230021",
    "830000199201300022",
    "932682198501010017",
    "911124198108030024",
]
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODES = ["91350100M000100Y43", "91440300708461136T"]


@pytest.mark.parametrize("number", CITIZEN)
def test_published_citizen_numbers_hold(number: str) -> None:
    assert is_citizen_id(number)


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002x", "11010519491231002Ｘ", "11010519491231002X".translate(FULL_WIDTH), " 110105 19491231 002X "],
)
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert is_citizen_id(typed)
    assert normalise(typed) == "11010519491231002X"


@pytest.mark.parametrize(
    "number",
    [
        "",
        "1101051949123100",
        "11010519491231002X0",
        "110105194912310021",  # check character
        "11010519491331002X",  # thirteenth month
        "110105194902290025",  # no leap year
        "1101051949123100XX",
        "11010519491231\N{ARABIC-INDIC DIGIT ZERO}02X",
        "110105000012310020",
    ],
)
def test_what_is_no_citizen_number(number: str) -> None:
    assert not is_citizen_id(number)


def test_only_a_real_birth_date_counts() -> None:
    first17 = "99000020230229001"
    assert not is_citizen_id(first17 + citizen_check_character(first17))
    first17 = "99000020240229001"
    assert is_citizen_id(first17 + citizen_check_character(first17))


@given(st.integers(0, 16), st.integers(1, 9), st.sampled_from(CITIZEN))
def test_any_single_wrong_digit_is_found(place: int, change: int, number: str) -> None:
    digit = (int(number[place]) + change) % 10
    assert not is_citizen_id(number[:place] + str(digit) + number[place + 1 :])


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_published_credit_codes_hold(code: str) -> None:
    assert is_credit_code(code)
    assert is_credit_code(code.lower())


def test_credit_codes_of_every_registry_may_begin_with_a_letter() -> None:
    """Schools and associations have such; a widespread checker knows digits only."""
    for first in ("A1", "N2", "Y1", "G1"):
        assert len(checks_for(f"{first}350100M000100Y4")) == 1


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_that_look_like_digits_are_in_no_credit_code(letter: str) -> None:
    assert checks_for(f"9{letter}350100M000100Y4") == []


def checks_for(first17: str) -> list[str]:
    return [check for check in ALPHABET if is_credit_code(first17 + check)]


@pytest.mark.parametrize("code", ["", "91350100M000100Y4", "91350100M000100Y44", "91350100I000100Y43"])
def test_what_is_no_credit_code(code: str) -> None:
    assert not is_credit_code(code)


def test_a_credit_code_whose_remainder_is_0_ends_in_0() -> None:
    """The naive 31 - remainder names a 32nd character there; such codes are 3 in 100."""
    weights = [3**place % 31 for place in range(17)]
    chance = random.Random(1)
    seen = 0
    for _ in range(500):
        first = [chance.randrange(31) for _ in range(17)]
        if sum(value * weight for value, weight in zip(first, weights, strict=True)) % 31 == 0:
            seen += 1
            text = "".join(ALPHABET[value] for value in first)
            assert is_credit_code(text + "0")
            assert not any(is_credit_code(text + other) for other in ALPHABET[1:])
    assert seen > 5
