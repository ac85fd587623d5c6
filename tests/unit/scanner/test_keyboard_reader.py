"""Keys with their times in, codes out, and every key of a person back in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.keyboard_reader import (
    FEW_KEYS,
    LEAST_KEYS,
    MOST_KEYS,
    RHYTHM_MS,
    STUMBLE_MS,
    Key,
    KeyboardReader,
    KeyKind,
    Told,
)
from scanner.us_keyboard import ENTER, SPACE, TAB, key_of

CODE = "VD12ABCDEFGHIJKLMNOPQRSTUVWXYZ0189"


@dataclass
class Desk:
    """What reaches the window, and what was read, of keys at their times."""

    reader: KeyboardReader[str] = field(default_factory=KeyboardReader)
    at: float = 1000.0
    typed: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def press(self, character: str, gap_ms: float, *, repeats: bool = False) -> None:
        """One key after `gap_ms`."""
        self.pause(gap_ms)
        kind = {"\n": KeyKind.ENDS, "\t": KeyKind.ENDS, "^": KeyKind.SHIFTS, "←": KeyKind.ACTS}
        text = "" if character in kind else character
        self._take(self.reader.press(Key(self.at, kind.get(character, KeyKind.WRITES), text, repeats), character))

    def person(self, text: str, gap_ms: float = 90) -> None:
        for character in text:
            self.press(character, gap_ms)

    def reader_types(self, text: str, gap_ms: float = 4, before_ms: float = 200) -> None:
        for nth, character in enumerate(text):
            self.press(character, gap_ms if nth else before_ms)

    def wait(self) -> None:
        self.pause(1000)

    def pause(self, gap_ms: float) -> None:
        """A timer notices a silence."""
        if self.reader.is_holding and gap_ms > self.reader.patience_ms:
            self._take(self.reader.fall_silent())
        self.at += gap_ms

    def _take(self, told: Told[str]) -> None:
        self.typed += told.typed
        self.read += told.read


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize("end", ["\n", "\t", ""])
@pytest.mark.parametrize("gap_ms", [1, 2, 8, 20, 35])
def test_a_code_is_read_and_nothing_of_it_typed(desk: Desk, end: str, gap_ms: float) -> None:
    desk.reader_types(CODE + end, gap_ms)
    desk.wait()
    assert (desk.read, desk.typed) == ([CODE], [])


def test_a_terminator_ends_it_at_once(desk: Desk) -> None:
    desk.reader_types(CODE + "\n")
    assert desk.read == [CODE]


def test_a_person_types_as_ever(desk: Desk) -> None:
    desk.person("wang\n←")
    assert (desk.read, "".join(desk.typed)) == ([], "wang\n←")


def test_enter_and_other_keys_of_a_person_do_not_wait(desk: Desk) -> None:
    for key in "\n←":
        desk.press(key, 500)
        assert desk.typed.pop() == key


def test_twelve_keys_under_a_rolling_hand_are_typing(desk: Desk) -> None:
    hand = "asdfghjklqwe"
    assert len(hand) == LEAST_KEYS - 1
    desk.reader_types(hand + "\n", 30)
    assert ("".join(desk.typed), desk.read) == (hand + "\n", [])


def test_typing_before_and_after_a_code_keeps_its_place(desk: Desk) -> None:
    desk.person("wa")
    desk.reader_types(CODE + "\n")
    desk.person("ng")
    desk.wait()
    assert ("".join(desk.typed), desk.read) == ("wang", [CODE])


def test_what_follows_a_code_in_its_rhythm_is_the_readers_too(desk: Desk) -> None:
    """A line feed after Enter, a short second line of a visiting card."""
    desk.reader_types(CODE + "\n\nTEL:1\n")
    desk.wait()
    assert (desk.read, desk.typed) == ([CODE], [])


def test_two_codes_at_once_are_two(desk: Desk) -> None:
    desk.reader_types(CODE + "\n" + CODE[::-1] + "\n")
    assert (desk.read, desk.typed) == ([CODE, CODE[::-1]], [])


def test_shift_goes_the_way_of_its_character(desk: Desk) -> None:
    """A lone tap of Shift switches a Chinese input method, so no Shift of a reader may get through."""
    desk.reader_types("".join(f"^{letter}" for letter in CODE) + "\n", 2)
    assert (desk.read, desk.typed) == ([CODE], [])
    desk.press("^", 500)
    desk.wait()
    assert desk.typed == ["^"]


def test_a_known_reader_may_stumble(desk: Desk) -> None:
    desk.reader_types(CODE[:LEAST_KEYS], 5)
    desk.reader_types(CODE[LEAST_KEYS:] + "\n", 5, before_ms=90)
    assert (desk.read, desk.typed) == ([CODE], [])


def test_a_bluetooth_reader_may_stumble_earlier(desk: Desk) -> None:
    desk.reader_types(CODE[:FEW_KEYS], 35)
    desk.reader_types(CODE[FEW_KEYS:] + "\n", 35, before_ms=50)
    assert (desk.read, desk.typed) == ([CODE], [])


def test_a_key_held_down_is_a_persons(desk: Desk) -> None:
    desk.press("a", 500)
    desk.press("a", 400, repeats=True)
    for _ in range(30):
        desk.press("a", 30, repeats=True)
    assert (desk.typed, desk.read) == (["a"] * 32, [])


def test_a_code_may_repeat_a_character(desk: Desk) -> None:
    """Where a key went up in the same millisecond in which it came down again, it seems to repeat."""
    for nth, character in enumerate(CODE[:5] + "AAAAAAAAAAAA"):
        desk.press(character, 4, repeats=nth > 5)
    desk.press("\n", 4)
    assert (desk.read, desk.typed) == ([CODE[:5] + 12 * "A"], [])


def test_a_release_follows_its_key(desk: Desk) -> None:
    reader = desk.reader
    reader.press(Key(0, KeyKind.WRITES, "a"), "a down")
    assert reader.release("a up") == Told()
    assert reader.fall_silent() == Told(("a down", "a up"))
    assert reader.release("b up") == Told(("b up",))


def test_releases_of_a_code_are_nobodys(desk: Desk) -> None:
    for nth, character in enumerate(CODE):
        desk.reader.press(Key(nth * 4, KeyKind.WRITES, character), character)
        assert desk.reader.release("up") == Told()
    assert desk.reader.press(Key(200, KeyKind.ENDS), "\n") == Told(read=(CODE,))
    assert desk.reader.release("up") == Told()


def test_an_endless_code_fills_no_memory(desk: Desk) -> None:
    desk.reader_types("A1" * MOST_KEYS + "\n", 1)
    assert [len(text) for text in desk.read] == [MOST_KEYS]
    assert desk.typed == []


persons_gaps = st.floats(RHYTHM_MS + 1, 400)
readers_gaps = st.floats(0.5, 35)
codes = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=LEAST_KEYS, max_size=60)
bits = st.one_of(
    st.tuples(st.just("person"), st.text("wang←\n^12", min_size=1, max_size=12), persons_gaps),
    st.tuples(st.just("reader"), st.tuples(codes, st.sampled_from(["\n", "\t", ""])).map("".join), readers_gaps),
)


@given(st.lists(bits, max_size=8))
def test_whatever_comes_each_key_goes_where_it_belongs(scene: list[tuple[str, str, float]]) -> None:
    desk = Desk()
    for who, text, gap_ms in scene:
        if who == "reader":
            desk.reader_types(text, gap_ms)
        else:
            desk.pause(200)
            desk.person(text, gap_ms)
    desk.wait()
    assert "".join(desk.typed) == "".join(text for who, text, _ in scene if who == "person")
    assert desk.read == [text.strip() for who, text, _ in scene if who == "reader"]


@given(st.lists(st.tuples(st.sampled_from("aB1^\n\t←"), st.floats(0, 300), st.booleans()), max_size=80))
def test_no_key_is_lost_but_to_a_code(keys: list[tuple[str, float, bool]]) -> None:
    """Whatever the rhythm: while nothing was read, all is given back, in order."""
    desk = Desk()
    for key, gap_ms, repeats in keys:
        desk.press(key, gap_ms, repeats=repeats)
    desk.wait()
    if not desk.read:
        assert desk.typed == [key for key, *_ in keys]
    assert all(len(text) >= LEAST_KEYS for text in desk.read)


@given(st.lists(st.tuples(st.sampled_from("aB1^\n\t←"), st.floats(0, 300)), max_size=LEAST_KEYS - 1))
def test_no_key_waits_for_long_after_the_last(keys: list[tuple[str, float]]) -> None:
    desk = Desk()
    for key, gap_ms in keys:
        desk.press(key, gap_ms)
        assert desk.reader.patience_ms <= STUMBLE_MS
        assert desk.reader.patience_ms == RHYTHM_MS or len(desk.typed) + FEW_KEYS <= len(keys)
    desk.wait()
    assert len(desk.typed) == len(keys)


def test_keys_say_what_they_write() -> None:
    codes = (0x02, 0x10, 0x1E, 0x2C, 0x35, SPACE)
    row = [key_of(code, 0, shift=shift).text for shift in (False, True) for code in codes]
    assert "".join(row) == "1qaz/ !QAZ? "
    assert [key_of(code, 0, shift=False).kind for code in (ENTER, TAB, 0x2A, 0x36, 0x3A, 0x01, 0x1D, 0x3B)] == [
        *[KeyKind.ENDS] * 2, *[KeyKind.SHIFTS] * 3, *[KeyKind.ACTS] * 3,
    ]  # fmt: skip


def test_the_keypad_writes_digits_under_num_lock_only() -> None:
    assert "".join(key_of(code, 0, shift=False, num_lock=True).text for code in range(0x47, 0x53)) == "789-456+1230"
    assert key_of(0x47, 0, shift=False).kind is KeyKind.ACTS


def test_every_printable_character_is_on_one_key() -> None:
    written = [key_of(code, 0, shift=shift).text for code in range(0x3A) for shift in (False, True)]
    assert sorted(set("".join(written))) == [chr(code) for code in range(0x20, 0x7F)]
    doubles = [one for one, other in pairwise(sorted(filter(str.strip, written))) if one == other]
    assert doubles == []
