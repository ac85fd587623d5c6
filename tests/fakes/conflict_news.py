"""What the centre tells the tests' site of a double use; its own test holds it against what the centre itself tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sync.protocol.changes import Change, ChangeKind
from tests.fakes.site import NOW

FAR_SITE = "测试二号教学点"


def told(fact_id: str, *, lost: bool = True, to_decide: bool = True, state: str = "open", **other: Any) -> Change:
    """One conflict; this site `lost` or has the voucher. `other` values go over the usual ones."""
    here = {
        "site": "测试一号教学点",
        "class_name": "初级焊工 2026-11 班",
        "at": (NOW - timedelta(minutes=1)).isoformat(),
        "arrived": NOW.isoformat(),
        "operator": "张*",
    }
    there = {
        "site": FAR_SITE,
        "class_name": "焊工晚班",
        "at": (NOW - timedelta(days=1)).isoformat(),
        "arrived": (NOW - timedelta(hours=20)).isoformat(),
        "operator": "陈*",
    }
    body = {
        "voucher_no": 3001,
        "name": "孙*梅",
        "code": "voucher_in_use_elsewhere",
        "state": state,
        "opened_at": NOW.isoformat(),
        "to_decide": to_decide,
        "side": "loser" if lost else "winner",
        "ours": here,
        "theirs": there,
        "decisions": [],
        "answer": None,
    }
    return Change(ChangeKind.CONFLICT, fact_id, body | other)
