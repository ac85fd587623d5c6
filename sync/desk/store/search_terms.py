"""What a person can be found by: the name or its end, pinyin initials, the tail of the ID number or the phone."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

_TAIL = 4
_MOST_READINGS = 8
_LONGEST_NAME = 40


def terms_of(name: str, id_number: str, phone: str) -> set[str]:
    """Everything a search may begin with, in lower case; a search is a prefix of one of these.

    Names of several readings (单: shan, dan) are found by each. Suffixes are terms of their own, so that two
    characters of a given name find it.
    """
    name = name[:_LONGEST_NAME]
    terms = {name[start:] for start in range(len(name))}
    for spelling in _initials(name):
        terms |= {spelling[start:] for start in range(len(spelling))}
    terms |= {tail.lower() for tail in (id_number[-_TAIL:], phone[-_TAIL:], phone, id_number) if tail}
    return terms


def _initials(name: str) -> set[str]:
    choices = [_first_letters(character) for character in name]
    spellings = {"".join(first) for first, _ in zip(product(*choices), range(_MOST_READINGS), strict=False)}
    return {spelling for spelling in spellings if spelling}


@lru_cache(maxsize=8192)
def _first_letters(character: str) -> list[str]:
    """Of each reading."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  its dictionary is large; only reading the feed needs it

    (readings,) = pinyin(character, style=Style.FIRST_LETTER, heteronym=True)
    return sorted({reading[:1].lower() for reading in readings})
