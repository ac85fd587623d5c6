"""Identity and organisation numbers: GB 11643 citizen numbers and their relatives, GB 32100 credit codes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_WEIGHTS_11643 = tuple(2 ** (17 - place) % 11 for place in range(17))
_CHECK_11643 = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(3**place % 31 for place in range(17))
_LENGTH = 18


def normalise(number: str) -> str:
    """Upper case, half width, without spaces: what people type or paste, as it is compared."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()


def is_citizen_id(number: str) -> bool:
    """Whether `number` is a well-formed GB 11643 number (18 characters, ISO 7064 MOD 11-2, a real birth date).

    Residence permits of Hong Kong, Macao and Taiwan residents (81/82/83…) and permanent residence cards (9…) follow the
    same rule. Area codes are not looked up: an unknown one is no reason to refuse.
    """
    text = normalise(number)
    if len(text) != _LENGTH or not text[:17].isascii() or not text[:17].isdigit():
        return False
    return text[17] == citizen_check_character(text[:17]) and _is_date(text[6:14])


def citizen_check_character(first17: str) -> str:
    """The 18th character of a GB 11643 number from its first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS_11643, strict=True))
    return _CHECK_11643[total % 11]


def is_credit_code(code: str) -> bool:
    """Whether `code` is a well-formed 统一社会信用代码 (GB 32100-2015). A wrong one is a warning, never a refusal."""
    text = normalise(code)
    if len(text) != _LENGTH or any(character not in _USCC_ALPHABET for character in text):
        return False
    total = sum(_USCC_ALPHABET.index(c) * weight for c, weight in zip(text[:17], _USCC_WEIGHTS, strict=True))
    return text[17] == _USCC_ALPHABET[(31 - total % 31) % 31]


def is_certificate_no(number: str) -> bool:
    """职业技能等级证书编号: Y or S, then 21 digits; the sixteenth character is the level, 5 (初级工) … 1 (高级技师)."""
    return re.fullmatch(r"[YS][0-9]{14}[1-5][0-9]{6}", number) is not None


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
