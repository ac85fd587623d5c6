"""What the columns of a list of people may be called: as staff call them, or by the code of the field (AAC…)."""

from __future__ import annotations

import re
import unicodedata

from sync.domain.people_list import ListColumn

_NAMES: dict[ListColumn, tuple[str, ...]] = {
    ListColumn.NUMBER: ("序号", "编号"),
    ListColumn.NAME: ("姓名", "学员姓名", "AAC003"),
    ListColumn.DOCUMENT_KIND: ("证件类型", "AAC058"),
    ListColumn.ID_NUMBER: (
        "证件号码", "AAC147", "身份证号码", "身份证号", "公民身份号码", "证件号", "身份证", "社会保障号码", "AAC002",
    ),
    ListColumn.PHONE: ("联系电话", "AAE005", "手机号码", "手机号", "手机", "电话", "联系方式"),
    ListColumn.SEX: ("性别", "AAC004"),
    ListColumn.EDUCATION: ("学历", "文化程度"),
    ListColumn.HOUSEHOLD: ("户口性质",),
    ListColumn.EMPLOYER: ("工作单位", "就业安排承诺单位", "单位", "单位名称"),
    ListColumn.REMARK: ("备注",),
}  # fmt: skip
_BY_NAME = {name: (column, rank) for column, names in _NAMES.items() for rank, name in enumerate(names)}
_ADDED = re.compile(r"\*|\((?:必填|选填|AA[CE][0-9]{3})\)")


def column_named(heading: str) -> tuple[ListColumn, int] | None:
    """Which column a heading means, and how good a name it is (0 the best); None for any other."""
    plain = "".join(unicodedata.normalize("NFKC", heading).split()).upper()
    return _BY_NAME.get(_ADDED.sub("", plain))
