"""A handheld reader that plugs in as a keyboard: its codes are told from typing by their rhythm. No Qt, no clock.

A reader's keys come 1 to 35 ms apart, by the dozen, and end with Enter or Tab or with silence; a person's are hardly
ever so close for more than a few keys. The first key cannot tell which it is, so every key is held until the rhythm
has: then all are given back in their order, or all belong to a code and nobody else sees them. That goes for Shift
too, whose lone tap switches a Chinese input method to another mode.
"""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Generic, TypeVar

RHYTHM_MS = 37.0
"""Keys further apart are a person's. Longer than a slow Bluetooth reader takes, shorter than a person notices."""
FEW_KEYS, STUMBLE_MS = 5, 55.0
"""After so many in that rhythm it is hardly a hand any more, and one key may come later: Bluetooth is not even."""
SILENCE_MS = 100.0
"""Ends a code that has no terminator. Also what a reader may pause once it is known for one."""
LEAST_KEYS = 13
"""Fewer characters in that rhythm may still be hands rolling over the keys; every voucher code is longer."""
MOST_KEYS = 4096
"""Of a longer text the rest is dropped: no QR code holds more in characters that a keyboard has."""

E = TypeVar("E")


class KeyKind(Enum):
    """What a key does."""

    WRITES = auto()  # a character
    ENDS = auto()  # Enter, Tab
    SHIFTS = auto()  # Shift, Caps Lock: part of a character's writing
    ACTS = auto()  # anything else; never part of a code


@dataclass(frozen=True, slots=True)
class Key:
    """A key that went down, `at` ms on the keyboard's own clock. `text` is its one character where it writes one.

    `repeats`: it seems to be the same key, held down; believed where nothing else was written before.
    """

    at: float
    kind: KeyKind
    text: str = field(default="", repr=False)
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Told(Generic[E]):
    """What is known now: events to give back, as typed by a person; and the texts of codes that were read."""

    typed: tuple[E, ...] = ()
    read: tuple[str, ...] = field(default=(), repr=False)


class KeyboardReader(Generic[E]):
    """Give it every key with the event it came in; each event comes back once in `typed`, in order, or never.

    The caller keeps the time: when `patience_ms` has gone by without a key, call `fall_silent`.
    """

    def __init__(self) -> None:
        self._held: list[E] = []
        self._text: list[str] = []
        self._last = float("-inf")
        self._follows_code = False

    @property
    def is_holding(self) -> bool:
        """Whether something is still to be told."""
        return bool(self._held) or self._follows_code

    @property
    def patience_ms(self) -> float:
        """How long after the last key silence means the end."""
        if self._is_code:
            return SILENCE_MS
        return STUMBLE_MS if len(self._text) >= FEW_KEYS else RHYTHM_MS

    @property
    def _is_code(self) -> bool:
        return len(self._text) >= LEAST_KEYS

    def press(self, key: Key, event: E) -> Told[E]:
        """A key went down. Where the keys before it turn out to be over, they are told first."""
        before: Told[E] = self.fall_silent() if key.at - self._last > self.patience_ms else Told()
        self._last = key.at
        now = self._take(key, event)
        return Told(before.typed + now.typed, before.read + now.read)

    def release(self, event: E) -> Told[E]:
        """A key went up: it goes the way of the keys that went down before it."""
        if self._follows_code and not self._held:
            return Told()
        if not self._held:
            return Told((event,))
        self._hold(event)
        return Told()

    def fall_silent(self) -> Told[E]:
        """No key has come for `patience_ms`."""
        told = self._read() if self._is_code else self._give_back()
        self._follows_code = False
        return told

    def _take(self, key: Key, event: E) -> Told[E]:
        self._hold(event)
        if key.repeats and set(self._text) <= {key.text}:
            self._follows_code = False
            return self._give_back()
        if key.kind is KeyKind.WRITES:
            self._text += key.text[: MOST_KEYS - len(self._text)]
        elif key.kind is KeyKind.ENDS and self._is_code:
            return self._read()
        elif key.kind is not KeyKind.SHIFTS and not self._is_code:
            return self._give_back()
        return Told()

    def _hold(self, event: E) -> None:
        if not self._is_code:  # of a code nothing is ever given back
            self._held.append(event)

    def _read(self) -> Told[E]:
        """What comes next in the same rhythm is this reader's too: a line feed after Enter, a second line."""
        text = "".join(self._text)
        self._held, self._text, self._follows_code = [], [], True
        return Told(read=(text,))

    def _give_back(self) -> Told[E]:
        held = () if self._follows_code else tuple(self._held)
        self._held, self._text = [], []
        return Told(held)
