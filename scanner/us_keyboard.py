"""What the keys of a US keyboard write, by their scan codes: the keyboard that a handheld reader pretends to be.

Where a key sits says what the reader meant, whatever the session's layout, Caps Lock or an input method make of it.
Codes: IBM PC scan code set 1, as Windows gives them; an X server on Linux gives the same plus eight (evdev).
"""

from scanner.keyboard_reader import Key, KeyKind

ENTER, TAB, SPACE = 0x1C, 0x0F, 0x39
_SHIFTS = {0x2A, 0x36, 0x3A}  # both Shifts and Caps Lock
_ROWS = (
    (0x02, "1234567890-=", "!@#$%^&*()_+"),
    (0x10, "qwertyuiop[]", "QWERTYUIOP{}"),
    (0x1E, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (0x2B, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (SPACE, " ", " "),
)
_WRITTEN = {first + nth: pair for first, *rows in _ROWS for nth, pair in enumerate(zip(*rows, strict=True))}
_KEYPAD = dict(zip((*range(0x47, 0x54), 0x37, 0x35), "789-456+1230.*/", strict=True))


def key_of(scan_code: int, at: float, *, shift: bool, num_lock: bool = False, repeats: bool = False) -> Key:
    """The key with that code, pressed `at` ms. Caps Lock does not count: a reader takes it to be off.

    The caller has seen to it that neither Control nor Alt is down; a key with one of these is KeyKind.ACTS.
    """
    if scan_code in (ENTER, TAB):
        return Key(at, KeyKind.ENDS, repeats=repeats)
    if scan_code in _SHIFTS:
        return Key(at, KeyKind.SHIFTS, repeats=repeats)
    if scan_code in _WRITTEN:
        return Key(at, KeyKind.WRITES, _WRITTEN[scan_code][shift], repeats)
    if scan_code in _KEYPAD and num_lock:
        return Key(at, KeyKind.WRITES, _KEYPAD[scan_code], repeats)
    return Key(at, KeyKind.ACTS, repeats=repeats)
