"""Where codes lie to one another: in the same place, within one another, moved into a larger picture."""

import pytest

from scanner.decoder import Corner, Noticed, Seen, Symbol, outermost

Corners = tuple[Corner, Corner, Corner, Corner]


def square(x: float, y: float, side: float) -> Corners:
    return (x, y), (x + side, y), (x + side, y + side), (x, y + side)


def symbol(x: float, y: float, side: float, text: str = "TEXT") -> Symbol:
    return Symbol(text, square(x, y, side), "drawn")


def test_a_symbol_keeps_its_text_to_itself() -> None:
    assert "SECRET" not in repr(symbol(0, 0, 9, "SECRET"))
    assert "SECRET" not in repr(Seen((symbol(0, 0, 9, "SECRET"),)))


def test_area_whatever_the_order_of_the_corners() -> None:
    assert symbol(5, 7, 10).area == 100
    assert Symbol("", square(5, 7, 10)[::-1], "").area == 100
    assert symbol(5, 7, 0).area == 0
    assert Symbol("", ((0, 0), (4, 0), (6, 3), (2, 3)), "").area == pytest.approx(12)


def test_moved_goes_with_the_picture() -> None:
    seen = Seen((symbol(10, 20, 4),), (Noticed(square(1, 2, 3), 7),)).moved(100, 200, 2)
    assert seen.symbols[0].corners == square(120, 240, 8)
    assert seen.symbols[0].text == "TEXT"
    assert seen.noticed == (Noticed(square(102, 204, 6), 7),)


@pytest.mark.parametrize(
    ("other", "covered"),
    [
        (square(100, 100, 50), True),
        (square(110, 95, 45), True),
        (square(100, 100, 200), False),  # its middle lies outside
        (square(120, 120, 10), True),
        (square(151, 100, 50), False),
        (square(400, 400, 50), False),
        (square(100, 100, 0), False),  # a point in the corner does not hold the middle
    ],
)
def test_two_cover_each_other_where_each_holds_the_others_middle(other: Corners, covered: bool) -> None:
    noticed = Noticed(square(100, 100, 50))
    assert noticed.covers(Noticed(other, 3)) is covered
    assert noticed.covers(Symbol("", other, "")) is covered
    assert Noticed(other).covers(noticed) is covered


def test_a_code_on_its_corner_is_covered_by_its_upright_self() -> None:
    diamond: Corners = ((125, 90), (160, 125), (125, 160), (90, 125))
    assert Noticed(diamond).covers(Noticed(square(100, 100, 50)))


def test_a_code_drawn_into_another_is_no_second_code() -> None:
    large, inner, beside = symbol(0, 0, 100), symbol(40, 40, 20, "INNER"), symbol(110, 40, 20, "BESIDE")
    assert outermost((inner, large, beside)) == (large, beside)


def test_codes_of_like_size_are_all_kept() -> None:
    """One a little within the other, as two readings of one code are; only a fourth of the area makes it a picture."""
    large, half, quarter = symbol(0, 0, 100), symbol(20, 20, 60), symbol(26, 26, 49)
    assert outermost((large, half)) == (large, half)
    assert outermost((large, quarter)) == (large,)


def test_of_three_within_one_another_the_outermost_remains() -> None:
    assert outermost((symbol(45, 45, 9), symbol(0, 0, 100), symbol(35, 35, 30))) == (symbol(0, 0, 100),)
    assert outermost(()) == ()
    assert outermost((symbol(0, 0, 5),)) == (symbol(0, 0, 5),)
