"""Two desks of two sites and one centre, each a process of its own: what happened while the lines were down.

A scripted scenario for each row of the table in docs/sync.md ("Conflicts"); what people see is read off both windows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from desktop.commands.demo_centre import DemoCentre
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.askers.identity import Role
from sync.central.centre import Centre
from sync.central.example.seed import seed_example
from sync.central.holders import claims_of, find_voucher
from sync.central.store.engine import reading, writing
from sync.central.store.tables import devices, punches, vouchers
from sync.domain.ids import SiteId, VoucherNo
from sync.domain.policy import Policy
from sync.domain.vouchers import VoucherKind, VoucherState
from sync.protocol.voucher_code import sign_code
from tests.end_to_end.desk_window import run_desk_window
from tests.fakes.cut_line import CutLine
from tests.faults.figures import note
from tests.play.desk_process import run_desk
from tests.play.processes import Peer

NEAR, FAR = "浦东一号教学点", "徐汇二号教学点"
WELDERS, ELSEWHERE, ON_NOW = "K-0001", "K-0004", "K-0001-03"
MANAGER, OFFICER = "P-0003", "O-0001"
TO_DECIDE, WAITING, DECIDED = "to_decide", "waiting", "decided"


@dataclass
class Town:
    """The centre with its two desks, whose lines can be cut."""

    centre: Centre
    url: str
    near: Peer
    far: Peer
    near_line: CutLine
    far_line: CutLine
    used: set[int] = field(default_factory=set)
    ended_well: int = 0
    """Scenarios."""

    def voucher(self, kind: VoucherKind, state: VoucherState, project: int | None = None) -> int:
        """One that no other scenario has touched."""
        wanted = select(vouchers.c.no).where(vouchers.c.kind == kind, vouchers.c.state == state)
        if project is not None:
            wanted = wanted.where(vouchers.c.project == project)
        with reading(self.centre.store) as connection:
            numbers = connection.scalars(wanted.order_by(vouchers.c.no)).all()
        number = next(int(one) for one in numbers if one not in self.used)
        self.used.add(number)
        return number

    def code(self, number: int) -> str:
        """What the holder's phone shows now."""
        with reading(self.centre.store) as connection:
            row = find_voucher(connection, VoucherNo(number))
        return sign_code(claims_of(row, self.centre.now()), self.centre.keys.issuing.key, self.centre.keys.issuing.kid)

    def officer(self, method: str, path: str, **body: object) -> dict[str, Any]:
        """The authority does something by the centre's interface."""
        token = self.centre.test_tokens.token_for(Role.OFFICER, OFFICER)
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.request(method, self.url + path, json=body or None, headers=headers, trust_env=False, timeout=30)
        assert answer.is_success, answer.text
        document: dict[str, Any] = answer.json()
        return document

    def manager(self, path: str, **body: object) -> None:
        """The class manager of the near site does something by the centre's interface."""
        token = self.centre.test_tokens.token_for(Role.CLASS_MANAGER, MANAGER)
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.post(self.url + path, json=body, headers=headers, trust_env=False, timeout=30)
        assert answer.is_success, answer.text

    def cut_both(self) -> None:
        self.near_line.cut()
        self.far_line.cut()

    def near_is_back(self) -> None:
        self.near_line.mend()
        self.near.ask("sync")

    def far_is_back(self) -> None:
        self.far_line.mend()
        self.far.ask("sync")

    def used_twice(self) -> tuple[int, str]:
        """A voucher that the near desk took first by the clock, and the far desk first to the centre."""
        number = self.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, 1)
        code = self.code(number)
        self.cut_both()
        lost = self.near.ask("enrol", text=code, class_id=WELDERS)
        won = self.far.ask("enrol", text=code, class_id=ELSEWHERE)
        assert lost["reason"] == won["reason"] == "enrolled"
        self.far_is_back()
        self.near_is_back()
        self.far.ask("sync")
        return number, lost["fact"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    behind = Centre.open(f"sqlite:///{folder / 'centre.db'}")
    example = seed_example(behind)
    served = DemoCentre(folder / "centre.db")
    with ExitStack() as stack:
        stack.callback(behind.close)
        served.start()
        stack.callback(served.stop)
        lines = [stack.enter_context(closing(CutLine(served.url))) for _ in range(2)]
        codes = (example["enrolment_code"], example["elsewhere"]["enrolment_code"])
        desks = []
        for name, line, code in zip(("near", "far"), lines, codes, strict=True):
            desks.append(Peer(name, run_desk_window, str(folder / name), line.url, code))
            stack.callback(desks[-1].close)
        for desk in desks:  # both start at once
            desk.ask("sync")
        town = Town(behind, served.url, desks[0], desks[1], lines[0], lines[1])
        yield town
        if town.ended_well > 1:
            note("conflict scenarios that end as the table says on both desks' screens", town.ended_well, "7")


def lines_of(desk: Peer, group: str) -> list[str]:
    return [line for of, line in desk.ask("shows")["lines"] if of == group]


def test_one_voucher_twice_is_seen_on_both_screens_and_settled_by_a_person(town: Town) -> None:
    """一券两用: the first at the centre wins, not the clock."""
    number, lost = town.used_twice()
    assert town.near.ask("sent", fact=lost) == "conflict voucher_in_use_elsewhere"
    near, far = town.near.ask("shows"), town.far.ask("shows")
    assert (near["badge"], far["badge"]) == (1, 1)
    assert near["lines"][0][0] == far["lines"][0][0] == TO_DECIDE
    at_near, at_far = town.near.ask("card", fact=lost), town.far.ask("card", fact=lost)
    for words in (NEAR, FAR, "初级焊工晚班", "张*岚", "何*平"):
        assert words in at_near, words
        assert words in at_far, words
    assert "以对方为准，退出本班" in at_near
    assert "以对方为准，退出本班" not in at_far
    assert f"{number} conflict" in town.near.ask("roster", class_id=WELDERS)
    town.near.ask("press", fact=lost, label="以对方为准，退出本班", note="学员确认去二号点")
    assert any("已保存，尚未上传" in words or "中心已于" in words for words in town.near.ask("card", fact=lost))
    town.near.ask("sync")
    assert any("中心已于" in words for words in town.near.ask("card", fact=lost))
    assert f"{number} conflict" not in town.near.ask("roster", class_id=WELDERS)
    town.far.ask("sync")
    assert (town.near.ask("shows")["badge"], town.far.ask("shows")) == (0, {"badge": 0, "lines": []})
    assert f"{number} enrolled" in town.far.ask("roster", class_id=ELSEWHERE)
    town.ended_well += 1


@pytest.mark.long
def test_a_review_is_answered_by_an_officer_on_both_screens(town: Town) -> None:
    _, lost = town.used_twice()
    town.near.ask("press", fact=lost, label="申请复核", note="学员没去过二号点")
    town.near.ask("sync")
    town.far.ask("sync")
    assert any("学员没去过二号点" in words for words in town.far.ask("card", fact=lost))
    asked = town.officer("GET", "/v1/conflicts?state=review")["conflicts"]
    assert [one["fact_id"] for one in asked] == [lost]
    town.officer("POST", f"/v1/conflicts/{lost}/decision", decision="stands", note="二号点有签名的报名表")
    for desk in (town.near, town.far):
        desk.ask("sync")
        assert any("二号点有签名的报名表" in words for words in desk.ask("card", fact=lost))
    town.near.ask("press", fact=lost, label="以对方为准")
    town.near.ask("sync")
    town.far.ask("sync")
    assert (town.near.ask("shows")["badge"], town.far.ask("shows")["badge"]) == (0, 0)
    town.ended_well += 1


@pytest.mark.long
def test_the_same_attendance_at_two_pcs_of_a_site_is_one_and_nobody_need_look(town: Town, tmp_path: Path) -> None:
    member = town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1)
    with writing(town.centre.store) as connection:
        join_code = make_enrolment_code(connection, SiteId("S-0001"), town.centre.now())
    town.cut_both()
    first = town.near.ask("check_in", text=town.code(member), session=ON_NOW)
    colleague = Peer("colleague", run_desk, str(tmp_path), town.centre.now().isoformat(), None)
    try:
        colleague.ask("join", url=town.url, code=join_code, name="PC 2")
        colleague.ask("sync")
        second = colleague.ask("check_in", text=town.code(member), session=ON_NOW, operator="P-0002")
        colleague.ask("sync")
        assert colleague.ask("receipts")[second["fact"]] == ["recorded", None]
        town.near_is_back()
        colleague.ask("sync")
        assert colleague.ask("attendance").count([ON_NOW, member]) == 1
    finally:
        colleague.close()
    assert town.near.ask("sent", fact=first["fact"]) == "merged same_attendance"
    assert not any("已经签到过" in line for _, line in town.near.ask("shows")["lines"])
    with reading(town.centre.store) as connection:
        kept = select(punches.c.fact_id).where(punches.c.session_id == ON_NOW, punches.c.voucher_no == member)
        assert {first["fact"], second["fact"]} <= set(connection.scalars(kept))
    town.ended_well += 1


@pytest.mark.long
def test_a_voucher_revoked_meanwhile_is_provisional_and_the_manager_reads_why(town: Town) -> None:
    member = town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1)
    code = town.code(member)
    town.cut_both()
    town.officer("PUT", f"/v1/vouchers/{member}/revocation", reason="发放有误")
    seen = town.near.ask("check_in", text=code, session=ON_NOW)
    town.near_is_back()
    assert town.near.ask("sent", fact=seen["fact"]) == "provisional voucher_void"
    town.near.ask("work_as", operator=MANAGER)
    assert any("券已作废" in line for line in lines_of(town.near, WAITING))
    assert town.near.ask("shows")["badge"] == 0
    town.near.ask("press", fact=seen["fact"], label="知道了")
    assert any("券已作废" in line for line in lines_of(town.near, DECIDED))
    town.ended_well += 1


@pytest.mark.long
def test_whether_a_voucher_had_expired_is_for_people_where_the_clock_cannot_say(town: Town) -> None:
    guest = town.voucher(VoucherKind.SIGN_IN_ONLY, VoucherState.CLAIMED)
    town.cut_both()
    with writing(town.centre.store) as connection:
        yesterday = Policy().day_of(town.centre.now() - timedelta(days=1))
        connection.execute(update(vouchers).where(vouchers.c.no == guest).values(valid_until=yesterday))
        long_ago = town.centre.now() - timedelta(days=30)
        connection.execute(update(devices).values(enrolled_at=long_ago))
    with reading(town.centre.store) as connection:
        row = find_voucher(connection, VoucherNo(guest))
    issuing = town.centre.keys.issuing
    code = sign_code(claims_of(row, town.centre.now() - timedelta(days=2)), issuing.key, issuing.kid)
    town.near.ask("doubt_clock")
    seen = town.near.ask("check_in", text=code, session=ON_NOW)
    town.near_is_back()
    assert town.near.ask("sent", fact=seen["fact"]) == "provisional voucher_not_usable"
    assert any("当时这张券不能使用" in line for line in lines_of(town.near, WAITING))
    town.ended_well += 1


@pytest.mark.long
def test_a_suspended_institutions_enrolment_is_held_and_its_attendance_accepted(town: Town) -> None:
    claimed = town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, 1)
    member = town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1)
    codes = town.code(claimed), town.code(member)
    town.cut_both()
    town.officer("POST", "/v1/institutions/I-0001/suspend", reason="检查")
    held = town.near.ask("enrol", text=codes[0], class_id=WELDERS)
    came = town.near.ask("check_in", text=codes[1], session=ON_NOW)
    town.near_is_back()
    assert town.near.ask("sent", fact=held["fact"]) == "held institution_suspended"
    assert town.near.ask("sent", fact=came["fact"]) in ("recorded", "merged same_attendance")
    assert any("机构已封网" in line for line in lines_of(town.near, WAITING))
    town.officer("POST", "/v1/institutions/I-0001/resume", reason="已整改")
    town.near.ask("sync")
    assert town.near.ask("sent", fact=held["fact"]) == "recorded"
    assert not any("机构已封网" in line for line in lines_of(town.near, WAITING))
    town.ended_well += 1


@pytest.mark.long
def test_a_class_cancelled_meanwhile_keeps_who_came_and_enrols_nobody(town: Town) -> None:
    member = town.voucher(VoucherKind.SUBSIDY, VoucherState.IN_USE, 1)
    claimed = town.voucher(VoucherKind.SUBSIDY, VoucherState.CLAIMED, 1)
    codes = town.code(claimed), town.code(member)
    town.cut_both()
    town.manager(f"/v1/classes/{WELDERS}/cancel", reason="人数不足")
    asked = town.near.ask("enrol", text=codes[0], class_id=WELDERS)
    came = town.near.ask("check_in", text=codes[1], session=ON_NOW)
    town.near_is_back()
    assert town.near.ask("sent", fact=came["fact"]) == "provisional class_cancelled"
    assert town.near.ask("sent", fact=asked["fact"]) == "conflict class_cancelled"
    assert any("班级已取消" in line for line in lines_of(town.near, TO_DECIDE))
    assert any("班级已取消" in line for line in lines_of(town.near, WAITING))
    town.near.ask("press", fact=asked["fact"], label="退出本班")
    assert lines_of(town.near, TO_DECIDE) == []
    town.ended_well += 1
