"""What a person can be found by: the name or its end, pinyin or its initials, the tail of an ID number or a phone."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import islice, product

_TAIL = 4
_MOST_READINGS = 16
_LONGEST_NAME = 40
_UNSAID = dict.fromkeys(map(ord, "·•・‧∙⋅.-"))
"""Dots between the parts of a name, which every keyboard writes otherwise, and hyphens: nobody has to type them."""


def as_searched(text: str) -> str:
    """A name, a number or what somebody typed, in the one form in which they are compared: NFKC, lower case, without
    spaces, dots and halves of characters."""
    plain = unicodedata.normalize("NFKC", text).translate(_UNSAID)
    return "".join(plain.split()).lower().encode("utf-8", "ignore").decode()


def terms_of(name: str, id_number: str, phone: str) -> set[str]:
    """Everything a search may begin with, as `as_searched` writes it; a search is a prefix of one of these.

    Names of several readings (单: shan, dan) are found by each. Suffixes are terms of their own, so that two
    characters of a given name find it; pinyin in full is found from the name's beginning.
    """
    name = as_searched(name)[:_LONGEST_NAME]
    terms = {name[start:] for start in range(len(name))}
    for spelling in _initials(name):
        terms |= {spelling[start:] for start in range(len(spelling))}
    numbers = as_searched(id_number), as_searched(phone)
    terms |= {tail for number in numbers for tail in (number[-_TAIL:], number) if tail}
    return terms | {spelled(name)} - {""}


def spelled(name: str) -> str:
    """The name in pinyin, as `as_searched` writes it: what lists of people are in the order of."""
    return "".join(_reading(character) for character in as_searched(name))


def _initials(name: str) -> set[str]:
    choices = [_first_letters(character) for character in name]
    spellings = {"".join(first) for first in islice(product(*choices), _MOST_READINGS)}
    return {spelling for spelling in spellings if spelling}


@lru_cache(maxsize=8192)
def _first_letters(character: str) -> list[str]:
    """Of each reading, the usual one first; of a character so rare that no reading is known, itself or nothing."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  its dictionary is large; only reading the feed needs it

    (readings,) = pinyin(character, style=Style.FIRST_LETTER, heteronym=True)
    letters = list(dict.fromkeys(reading[:1].lower() for reading in readings))
    return letters if character.isascii() or letters != [character] else [character, ""]


@lru_cache(maxsize=8192)
def _reading(character: str) -> str:
    """The usual one, without its tone."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  as above

    return "".join(lazy_pinyin(character))
