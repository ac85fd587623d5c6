"""One code that matters is presented at once; two at once are told as two; what hangs on the wall keeps its peace."""

from collections.abc import Iterable

import numpy as np
import pytest

from scanner.decoders import load_decoders
from scanner.frame import Frame, Pixels
from scanner.ladder import Ladder
from scanner.sightings import GAP_S
from scanner.watch import IN_VIEW_S, SHOWN_S, Look, Watch
from tests.unit.scanner.pictures import code_picture, in_a_frame

A, B, C = "VOUCHER A|1", "VOUCHER B|1", "VOUCHER C|1"
POSTER = "HTTPS://POSTER.EXAMPLE"
LEFT, MIDDLE, RIGHT = (60, 200), (500, 200), (900, 200)
_FRAME_S = 1 / 15


def the_voucher(text: str) -> str:
    """The voucher without the time of its signature."""
    return text.split("|", maxsplit=1)[0]


def is_voucher(text: str) -> bool:
    return text.startswith("VOUCHER")


def view(**codes: tuple[int, int]) -> Pixels:
    """A camera's view with each named code at its place."""
    texts = {"a": A, "b": B, "c": C, "a_signed_anew": "VOUCHER A|2", "poster": POSTER, "other_poster": POSTER + "/2"}
    seen = np.full((720, 1280), 128, np.uint8)
    for name, (x, y) in codes.items():
        picture = code_picture(texts[name])
        seen[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
    return seen


class Desk:
    """A camera before which things happen, and what was made of them."""

    def __init__(self, ladder: Ladder) -> None:
        self.watch = Watch(ladder, the_voucher, is_voucher)
        self.now = 100.0
        self.looks: list[tuple[float, Look]] = []

    def see(self, pixels: Pixels, seconds: float = _FRAME_S) -> list[Look]:
        """The same view for a while."""
        return self.see_in_turn([pixels] * max(1, round(seconds / _FRAME_S)))

    def see_in_turn(self, views: Iterable[Pixels]) -> list[Look]:
        looks = []
        for pixels in views:
            self.now += _FRAME_S
            looks.append(self.watch.look(Frame(pixels, self.now, len(self.looks))))
            self.looks.append((self.now, looks[-1]))
        return looks

    @property
    def presented(self) -> list[str]:
        return [text for _, look in self.looks for text in look.presented]

    @property
    def crowded(self) -> bool:
        """Whether the last look saw a crowd."""
        return bool(self.looks[-1][1].crowd)


@pytest.fixture(scope="module")
def ladder() -> Ladder:
    return Ladder(load_decoders())


@pytest.fixture
def desk(ladder: Ladder) -> Desk:
    return Desk(ladder)


def test_a_voucher_is_presented_in_the_frame_that_reads_it_and_once(desk: Desk) -> None:
    first, *others = desk.see(view(a=MIDDLE), 1.0)
    assert first.presented == (A,)
    assert [symbol.text for symbol in first.symbols] == [A]
    assert not any(look.presented or look.crowd or look.advice for look in others)


def test_a_voucher_signed_anew_meanwhile_is_the_same_presentation(desk: Desk) -> None:
    desk.see(view(a=MIDDLE), 0.5)
    desk.see(view(a_signed_anew=MIDDLE), 0.5)
    assert desk.presented == [A]


def test_two_vouchers_at_once_are_told_and_none_is_taken(desk: Desk) -> None:
    looks = desk.see(view(a=LEFT, b=RIGHT), 3.0)
    assert desk.presented == []
    assert all({symbol.text for symbol in look.crowd} == {A, B} for look in looks)


def test_of_two_the_one_that_remains_is_taken_after_a_moment(desk: Desk) -> None:
    desk.see(view(a=LEFT, b=RIGHT), 1.0)
    left_at = desk.now
    desk.see(view(a=LEFT), 1.0)
    assert desk.presented == [A]
    taken_at = next(at for at, look in desk.looks if look.presented)
    assert IN_VIEW_S <= taken_at - left_at < IN_VIEW_S + 3 * _FRAME_S
    assert not desk.crowded


def test_two_that_read_in_turns_are_two_at_once(desk: Desk) -> None:
    """Each frame shows one of them only; the one that came first had been taken before the second could be seen."""
    desk.see_in_turn([view(a=LEFT), view(b=RIGHT)] * 20)
    assert desk.presented == [A]
    assert desk.crowded


def test_the_second_of_two_waits_until_the_first_has_left(desk: Desk) -> None:
    desk.see(view(a=LEFT))
    desk.see(view(a=LEFT, b=RIGHT), 2 * SHOWN_S)
    assert desk.presented == [A]
    assert desk.crowded
    desk.see(view(b=RIGHT), 1.0)
    assert desk.presented == [A, B]
    assert not desk.crowded


def test_a_phone_in_the_very_place_of_the_last_is_no_second_one(desk: Desk) -> None:
    """As when an app shows another voucher, or a code that is renewed while it is held up."""
    desk.see(view(a=MIDDLE), 0.2)
    looks = desk.see(view(b=MIDDLE), 0.2)
    assert looks[0].presented == (B,)
    assert not any(look.crowd for look in looks)


def test_in_a_queue_the_next_is_taken_while_the_last_still_lingers(desk: Desk) -> None:
    """The last one's answer has been on the screen for a second: nothing is silent."""
    desk.see(view(a=LEFT), SHOWN_S + 0.1)
    looks = desk.see(view(a=LEFT, b=RIGHT), 1.0)
    assert looks[0].presented == (B,)
    assert not any(look.crowd for look in looks)
    desk.see(view(b=RIGHT), GAP_S + 1)
    assert desk.presented == [A, B]


def test_one_who_lingers_stands_in_the_way_of_no_one_but_two_new_ones_of_each_other(desk: Desk) -> None:
    desk.see(view(a=LEFT), SHOWN_S + 0.1)
    desk.see(view(a=LEFT, b=MIDDLE, c=RIGHT), 1.0)
    assert desk.presented == [A]
    assert {symbol.text for symbol in desk.looks[-1][1].crowd} == {A, B, C}


def test_away_for_longer_than_the_gap_is_a_new_presentation(desk: Desk) -> None:
    desk.see(view(a=MIDDLE), 0.2)
    desk.see(view(), GAP_S - 0.2)
    desk.see(view(a=MIDDLE), 0.2)
    assert desk.presented == [A]
    desk.see(view(), GAP_S + 0.2)
    desk.see(view(a=MIDDLE), 0.2)
    assert desk.presented == [A, A]


def test_a_poster_beside_a_voucher_does_not_matter(desk: Desk) -> None:
    looks = desk.see(view(a=LEFT, poster=RIGHT), 3.0)
    assert desk.presented == [A]
    assert not any(look.crowd for look in looks)


def test_a_voucher_that_reads_a_moment_after_a_poster_comes_first(desk: Desk) -> None:
    desk.see(view(poster=RIGHT), IN_VIEW_S / 2)
    desk.see(view(a=LEFT, poster=RIGHT), 1.0)
    assert desk.presented == [A]


def test_a_code_that_does_not_matter_is_presented_when_it_is_alone_for_a_moment(desk: Desk) -> None:
    desk.see(view(poster=MIDDLE), 3.0)
    assert desk.presented == [POSTER]
    assert desk.looks[-1][0] - next(at for at, look in desk.looks if look.presented) > 2.0


def test_a_poster_that_somebody_stood_before_is_not_presented_again(desk: Desk) -> None:
    desk.see(view(poster=RIGHT), 1.0)
    for voucher in (view(a=LEFT), view(b=LEFT)):
        desk.see(voucher, 4.0)
        desk.see(view(poster=RIGHT), 1.0)
    assert desk.presented == [POSTER, A, B]


def test_the_same_code_held_up_again_elsewhere_is_presented_again(desk: Desk) -> None:
    desk.see(view(poster=RIGHT), 1.0)
    desk.see(view(), GAP_S + 0.5)
    desk.see(view(poster=LEFT), 1.0)
    assert desk.presented == [POSTER, POSTER]


def test_of_two_codes_that_do_not_matter_the_nearest_is_presented(desk: Desk) -> None:
    far = in_a_frame(code_picture(POSTER + "/2", module=3), 900, 200)
    both = np.where(far == 128, view(poster=LEFT), far).astype(np.uint8)
    desk.see(both, 0.5)
    assert desk.presented == [POSTER]
    assert not desk.crowded


def test_a_still_picture_waits_for_nothing(ladder: Ladder) -> None:
    watch = Watch(ladder, the_voucher, is_voucher)
    assert watch.look(Frame(view(poster=LEFT), 0.0, 0, still=True)).presented == (POSTER,)


def test_no_text_shows_in_a_log(desk: Desk) -> None:
    look = desk.see(view(a=LEFT))[0]
    assert look.presented == (A,)
    assert "VOUCHER" not in repr(look)
