"""Which documents people identify themselves with, and what the numbers tell: well-formed or not, birth date, sex."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from sync.domain.identifiers import is_citizen_id, normalise

_PERMIT_AREAS = ("810000", "820000", "830000")
_PASSPORT = re.compile(r"(?=.*[0-9])[0-9A-Z]{5,20}")


class DocumentKind(StrEnum):
    """证件类型."""

    CITIZEN_ID = "citizen_id"
    """居民身份证 (GB 11643). Area codes are not looked up: one that nobody knows is no reason to refuse."""
    RESIDENCE_PERMIT = "residence_permit"
    """港澳台居民居住证: the same rule, area 810000, 820000 or 830000."""
    PERMANENT_RESIDENCE_CARD = "permanent_residence_card"
    """外国人永久居留身份证 from December 2023: the same rule, beginning with 9."""
    PASSPORT = "passport"
    """A passport, or an older document: only the shape is judged, and it tells nothing about the person."""


class Sex(StrEnum):
    """As a number tells it."""

    MALE = "male"
    FEMALE = "female"


def is_document_no(kind: DocumentKind, number: str) -> bool:
    """Whether `number`, as people type it, can be that of such a document."""
    text = normalise(number)
    match kind:
        case DocumentKind.CITIZEN_ID:
            return is_citizen_id(text)
        case DocumentKind.RESIDENCE_PERMIT:
            return is_citizen_id(text) and text.startswith(_PERMIT_AREAS)
        case DocumentKind.PERMANENT_RESIDENCE_CARD:
            return is_citizen_id(text) and text.startswith("9")
    return _PASSPORT.fullmatch(text) is not None


def birth_in(kind: DocumentKind, number: str) -> date | None:
    """The birth date in a well-formed number; a passport's has none."""
    if kind is DocumentKind.PASSPORT:
        return None
    digits = normalise(number)[6:14]
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def sex_in(kind: DocumentKind, number: str) -> Sex | None:
    """The sex in a well-formed number (its 17th digit: odd is male); a passport's has none."""
    if kind is DocumentKind.PASSPORT:
        return None
    return Sex.MALE if int(normalise(number)[16]) % 2 else Sex.FEMALE
