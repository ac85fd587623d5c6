"""What the centre did not simply take on the school day: one of each kind."""

from __future__ import annotations

from datetime import datetime, timedelta

from sync.desk.operations.check_in import check_in
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.settle_attention import settle_attention
from sync.desk.store import feed, receipts
from sync.domain.attention import AttentionDecision
from sync.domain.ids import FactId
from sync.protocol.receipts import Outcome, Receipt, ReceiptCode
from tests.fakes.conflict_news import told
from tests.fakes.site import CLASS_A, FRONT_DESK, SESSION_A
from tests.screenshots.school_day import SITE_NAME, SchoolDay

FAR_SITE = "示例二号教学点"
_ANSWERS = {
    "孙试梅": (Outcome.CONFLICT, ReceiptCode.VOUCHER_IN_USE_ELSEWHERE),
    "沈试": (Outcome.REJECTED, ReceiptCode.OTHER_PROJECT),
    "蒋试华": (Outcome.CONFLICT, ReceiptCode.CLASS_FULL),
    "许试一": (Outcome.HELD, ReceiptCode.INSTITUTION_SUSPENDED),
}


def bring_trouble(day: SchoolDay) -> dict[str, FactId]:
    """The records, by what became of them; `contested` is a request of the other site."""
    found = {}
    for number, (name, (outcome, code)) in enumerate(_ANSWERS.items(), start=3001):
        shown = day.keys.code_for(number, name=name, signed_at=day.clock.wall)
        enrolled = enrol_trainee(day.desk, shown, class_id=CLASS_A, operator=FRONT_DESK)
        assert enrolled.fact_id is not None
        _answer(day, enrolled.fact_id, outcome, code)
        found[code.value] = enrolled.fact_id
        day.clock.go_on(timedelta(seconds=70))
    for voucher in (1130, 1131):
        old = day.keys.code_for(voucher, signed_at=day.clock.wall - timedelta(hours=2))
        seen = check_in(day.desk, old, session_id=SESSION_A, operator=FRONT_DESK)
        _answer(day, seen.fact_id or FactId(""), Outcome.PROVISIONAL, None)
    found["contested"] = FactId("0" * 32)
    _hear(day, found[ReceiptCode.VOUCHER_IN_USE_ELSEWHERE.value], found["contested"])
    return found


def settle_one(day: SchoolDay, about: FactId, *, received: bool) -> None:
    """The clerk leaves the class to the other site; the centre has it or not."""
    settled = settle_attention(
        day.desk, about, AttentionDecision.ACCEPT, note="学员确认去二号点上课", operator=FRONT_DESK
    )
    if received:
        day.clock.go_on(timedelta(minutes=2))
        _answer(day, settled, Outcome.RECORDED, None)


def _answer(day: SchoolDay, fact_id: FactId, outcome: Outcome, code: ReceiptCode | None) -> None:
    with day.desk.store.write() as tx:
        receipts.append(tx, [Receipt(fact_id, outcome, code, day.clock.wall)])


def _hear(day: SchoolDay, lost: FactId, contested: FactId) -> None:
    now = day.clock.wall
    here = _side(SITE_NAME, "初级焊工 2026-11 班", now - timedelta(minutes=6), now - timedelta(minutes=1), "张*师")
    there = _side(FAR_SITE, "焊工晚班 2026-11", now - timedelta(hours=20), now - timedelta(hours=19), "陈*")
    said = {"site": FAR_SITE, "decision": "review", "note": "学员说两边都报了名", "operator": "陈*"}
    earlier = _side(SITE_NAME, "初级焊工 2026-11 班", now - timedelta(days=2), now - timedelta(days=2), "张*师")
    later = _side(FAR_SITE, "焊工晚班 2026-11", now - timedelta(days=3), now - timedelta(hours=1), "陈*")
    news = [
        told(lost, ours=here, theirs=there),
        told(
            contested,
            lost=False,
            name="赵*芳",
            voucher_no=1104,
            state="review",
            ours=earlier,
            theirs=later,
            decisions=[said | {"at": (now - timedelta(minutes=20)).isoformat()}],
        ),
    ]
    with day.desk.store.write() as tx:
        feed.apply(tx, news, "3")


def _side(site: str, class_name: str, at: datetime, arrived: datetime, operator: str) -> dict[str, str]:
    return {
        "site": site,
        "class_name": class_name,
        "at": at.isoformat(),
        "arrived": arrived.isoformat(),
        "operator": operator,
    }
