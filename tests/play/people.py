"""People who do not exist: invented names, numbers of an area that was never assigned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sync.domain.identifiers import citizen_check_character

AREA = "990000"
UNUSUAL = ("马𬭊", "欧阳娜娜", "陈㛃", "阿卜杜热依木·麦麦提吐尔逊", "𠮷田一郎", "古丽巴哈尔·艾合买提", "李䶮")
"""What breaks programs: characters beyond the first plane, compound surnames, names longer than a code holds."""
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕春晓雪云峰宁欣怡佳豪婷雨晨"
_FIRST_BIRTH, _LAST_BIRTH = date(1970, 1, 1), date(2004, 12, 31)
TOO_YOUNG = date(2012, 6, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. `attributes` is what eligibility is judged by; `account` empty: none is known."""

    number: int
    name: str
    id_number: str
    phone: str
    attributes: dict[str, str | bool]
    account: str
    employer: str | None = None


def invent(random: Random, number: int, *, young: bool = False) -> Person:
    """The `number`th person of the term."""
    born = TOO_YOUNG if young else _FIRST_BIRTH + timedelta(days=random.randrange((_LAST_BIRTH - _FIRST_BIRTH).days))
    first17 = f"{AREA}{born:%Y%m%d}{number:03d}"
    name = UNUSUAL[number] if number < len(UNUSUAL) else _name(random)
    employment = random.choice(("employed", "unemployed", "graduate"))
    return Person(
        number,
        name,
        first17 + citizen_check_character(first17),
        f"199{number:08d}",
        {"employment": employment, "resident": True},
        f"622848{number:013d}",
    )


def _name(random: Random) -> str:
    return random.choice(_SURNAMES) + "".join(random.sample(_GIVEN, random.choice((1, 2, 2))))
