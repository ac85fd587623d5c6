"""People who do not exist: invented names, ID numbers of an area that was never assigned, made-up phone numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sync.domain.identifiers import citizen_check_character

AREA = "990000"
"""Never assigned (GB/T 2260 has no division 99), so that no ID number below can be anybody's."""
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕春晓雪云峰宁欣怡佳豪婷雨晨"
_UNUSUAL = ("马𬭊", "欧阳娜娜", "陈㛃", "阿卜杜热依木·麦麦提吐尔逊", "司马相宜", "古丽巴哈尔·艾合买提")
"""What breaks programs: characters beyond the first plane, compound surnames, names longer than the code holds."""
_YOUNGEST, _OLDEST = date(2006, 12, 31), date(1966, 1, 1)
_TWO_CHARACTERS = 0.35


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person."""

    name: str
    id_number: str
    phone: str


def invent_people(random: Random, count: int) -> list[Person]:
    """`count` people, all different; the unusual names come first."""
    names = list(_UNUSUAL[:count])
    while len(names) < count:
        name = _invent_name(random)
        if name not in names:
            names.append(name)
    return [Person(name, _invent_id_number(random, number), _invent_phone(number)) for number, name in enumerate(names)]


def _invent_name(random: Random) -> str:
    given = random.sample(_GIVEN, 1 if random.random() < _TWO_CHARACTERS else 2)
    return random.choice(_SURNAMES) + "".join(given)


def _invent_id_number(random: Random, number: int) -> str:
    born = _OLDEST + timedelta(days=random.randrange((_YOUNGEST - _OLDEST).days))
    first17 = f"{AREA}{born:%Y%m%d}{number % 1000:03d}"
    return first17 + citizen_check_character(first17)


def _invent_phone(number: int) -> str:
    return f"199{number * 7_919 % 10**8:08d}"
