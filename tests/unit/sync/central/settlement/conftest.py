"""A class that is over, on each kind of database: people, vouchers in use, hours, a report in time, rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from sync.central.centre import Centre
from sync.central.move_voucher import Moved, Occasion, move_vouchers, write_history
from sync.central.news.documents import publish_policy
from sync.central.settlement.record_results import Line, ResultList, record_results
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.domain.assessment import Result
from sync.domain.ids import ClassId, VoucherNo
from sync.domain.policy import Policy
from sync.domain.region_rules import Condition, PayeeKind, ProjectType, RegionRules, Standard
from sync.domain.vouchers import Move, VoucherKind, VoucherState
from tests.unit.sync.central.conftest import SetTime

WELDERS, COOKS = ClassId("K-1"), ClassId("K-2")
STANDARD_FEN = 150_001
"""Odd, so that a share of it is rounded."""
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
OVER = NOON - timedelta(days=1)
POLICY = Policy(version=2, pass_mark=60, resits=1, attendance_percent=80)
RULES = RegionRules(
    conditions=tuple(Condition),
    standards=(Standard(STANDARD_FEN, skill_level=5),),
    payees={ProjectType.SOCIAL_TRAINING: PayeeKind.TRAINEE, ProjectType.ENTERPRISE_TRAINING: PayeeKind.ENTERPRISE},
)
BY_HAND = "officer:O-1"


def certificate(number: int, level: int = 5) -> str:
    return f"S00003100000126{level}{number:06d}"


@dataclass
class Term:
    """One institution's term; every step as the centre takes it."""

    centre: Centre
    time: SetTime
    count: int = 0

    def occasion(self, actor: str = BY_HAND, note: str = "") -> Occasion:
        return Occasion(actor, self.time(), POLICY.version, note)

    def plant_voucher(
        self,
        state: VoucherState = VoucherState.IN_USE,
        class_id: ClassId = WELDERS,
        *,
        ratio: int = 80,
        trainee: str | None = None,
        until: date = date(2026, 12, 31),
    ) -> VoucherNo:
        """A voucher that went the whole way to `state`; one in use is on the roster, registered, has all its hours."""
        self.count += 1
        number = VoucherNo(self.count)
        with writing(self.centre.store) as connection:
            person = trainee or self._plant_person(connection, number)
            row = {
                "no": number,
                "trainee": person,
                "kind": VoucherKind.SUBSIDY,
                "state": VoucherState.ISSUED,
                "project": 1,
                "ratio_percent": ratio,
                "valid_from": date(2026, 1, 1),
                "valid_until": until,
            }
            connection.execute(insert(tables.vouchers).values(row))
            write_history(connection, [Moved(number, None, Move.ISSUE, self.occasion())])
            if state is not VoucherState.ISSUED:
                move_vouchers(connection, [number], Move.CLAIM, self.occasion())
            if state is VoucherState.IN_USE:
                self._enrol(connection, number, class_id)
        return number

    def _plant_person(self, connection: Connection, number: VoucherNo) -> str:
        row = {
            "id": f"T-{number}",
            "name": f"测试{number}",
            "id_number": f"99000019900101{number:04d}",
            "phone": "19900000000",
            "bank_account": f"62009900{number:08d}",
        }
        connection.execute(insert(tables.trainees).values(row))
        return f"T-{number}"

    def move(self, number: VoucherNo, move: Move) -> None:
        """A move of the desks', with what goes with it on the roster. Raises Problem."""
        with writing(self.centre.store) as connection:
            if move is Move.ENROL:
                self._enrol(connection, number, WELDERS)
                return
            move_vouchers(connection, [number], move, self.occasion())
            for table in (tables.registrations, tables.roster_entries):
                connection.execute(delete(table).where(table.c.voucher_no == number))

    def _enrol(self, connection: Connection, number: VoucherNo, class_id: ClassId) -> None:
        move_vouchers(connection, [number], Move.ENROL, self.occasion())
        place = {"class_id": class_id, "voucher_no": number, "at": self.time()}
        connection.execute(insert(tables.roster_entries).values(place | {"hours_done": 80}))
        connection.execute(insert(tables.registrations).values(place | {"in_time": True}))

    def results(self, list_id: str, *lines: Line, class_id: ClassId = WELDERS) -> None:
        with writing(self.centre.store) as connection:
            record_results(connection, ResultList(list_id, class_id, lines), POLICY, self.occasion())

    def let_pass(self, numbers: Sequence[VoucherNo], class_id: ClassId = WELDERS) -> None:
        lines = [Line(number, Result(1, 80, 80, certificate(number))) for number in numbers]
        self.results(f"L-{numbers[0]}", *lines, class_id=class_id)

    def change(self, table: str, **values: object) -> None:
        with writing(self.centre.store) as connection:
            connection.execute(update(tables.metadata.tables[table]).values(values))

    def states(self) -> dict[int, VoucherState]:
        with reading(self.centre.store) as connection:
            rows = connection.execute(select(tables.vouchers.c.no, tables.vouchers.c.state).order_by("no"))
            return {row.no: VoucherState(row.state) for row in rows}

    def payments(self) -> dict[int, tuple[int, str, str]]:
        """By voucher: fen, state and hold."""
        paid = tables.payments.c
        with reading(self.centre.store) as connection:
            rows = connection.execute(select(tables.payments).order_by(paid.voucher_no))
            return {row.voucher_no: (row.amount_fen, row.state, row.hold) for row in rows}


def plant_places(connection: Connection) -> None:
    """An institution with a site, a project and two classes that were over yesterday, reported in time."""
    connection.execute(insert(tables.officers).values(id="O-1", name="测试官"))
    school = {"id": "I-1", "name": "测试学校", "bank_account": "6200990000009999", "suspended": False}
    connection.execute(insert(tables.institutions).values(school))
    connection.execute(insert(tables.sites).values(id="S-1", institution="I-1", name="测试点"))
    connection.execute(insert(tables.staff).values(id="P-1", site="S-1", name="测试主任", role="class_manager"))
    connection.execute(insert(tables.occupations).values(code="6-18-02-04", edition=2022, name="焊工"))
    welding = {"no": 1, "name": "焊工（五级）", "type": ProjectType.SOCIAL_TRAINING, "skill_level": 5}
    occupation = {"occupation_code": "6-18-02-04", "occupation_edition": 2022}
    connection.execute(insert(tables.projects).values(welding | occupation))
    for class_id in (WELDERS, COOKS):
        _plant_class(connection, class_id)


def _plant_class(connection: Connection, class_id: ClassId) -> None:
    row = {"id": class_id, "site": "S-1", "name": class_id, "project": 1, "capacity": 60}
    connection.execute(insert(tables.classes).values(row | {"required_hours": 80, "state": "open"}))
    starts = OVER - timedelta(hours=4)
    session = {"id": f"{class_id}-01", "class_id": class_id, "starts": starts, "ends": OVER, "hours": 80}
    connection.execute(insert(tables.sessions).values(session))
    report = {"class_id": class_id, "in_time": True, "actor": "staff:P-1", "policy_version": POLICY.version}
    moments = {"reported_at": starts, "received_at": starts, "deadline": starts}
    connection.execute(insert(tables.opening_reports).values(report | moments))


@pytest.fixture
def noon() -> SetTime:
    return SetTime(NOON)


@pytest.fixture
def term(store_url: str, noon: SetTime) -> Iterator[Term]:
    centre = Centre.open(store_url, noon)
    with writing(centre.store) as connection:
        publish_policy(connection, centre.keys, POLICY, noon(), RULES)
        plant_places(connection)
    yield Term(centre, noon)
    centre.close()
