"""What stands above every form: where, which class, when it was made, and that numbers are masked."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sync.desk.operations.desk import Desk
from sync.desk.store import classes
from sync.desk.store.store import Transaction
from sync.domain.ids import ClassId
from sync.errors import UnknownThing

MASKED = "姓名和号码已部分隐去；需要完整打印时，在前台写明理由。"


def class_facts(tx: Transaction, desk: Desk, class_id: ClassId) -> tuple[tuple[str, str], ...]:
    """Raises UnknownThing."""
    known = classes.find_class(tx, class_id)
    if known is None:
        raise UnknownThing("class")
    return (
        ("培训机构", desk.welcome.institution_name),
        ("培训地点", desk.welcome.site_name),
        ("班级", known[0].name),
        ("培训项目", known[1]),
        ("制表时间", made_at(tx, desk)),
    )


def made_at(tx: Transaction, desk: Desk) -> str:
    """Now, by the trusted clock, at the site."""
    zone = ZoneInfo(desk.lists.read(tx).policy.site_zone)
    return f"{desk.clock.read().best.astimezone(zone):%Y-%m-%d %H:%M}"
