"""A real desk in a process of its own: an encrypted store, the real operations, the real exchange over HTTP.

Only its clock is told from outside. An answer names who and why as the clerk's screen would, never more.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sync.desk.device.settings import Settings
from sync.desk.exchange.cycle import Exchange
from sync.desk.exchange.join import join
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.approve_correction import approve_correction
from sync.desk.operations.check_in import check_in, check_in_by_hand
from sync.desk.operations.correct_attendance import correct_attendance
from sync.desk.operations.desk import Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.join_site import device_key, take_up_site
from sync.desk.operations.record_assessment import ResultLine, record_assessment
from sync.desk.operations.report_opening import report_opening
from sync.desk.operations.take_leave import take_leave
from sync.desk.operations.transfer_enrolment import transfer_enrolment
from sync.desk.operations.undo_scan import undo_scan
from sync.desk.operations.withdraw_enrolment import withdraw_enrolment
from sync.desk.store import facts, tables
from sync.domain.assessment import Result
from sync.domain.attendance import Decision, LeaveKind, Mark
from sync.domain.ids import ClassId, FactId, SessionId, StaffId, VoucherNo
from tests.fakes.clock import SetClock
from tests.play.faults import plant
from tests.play.processes import answer_all

_NOWHERE = "http://127.0.0.1:9"
"""A line that is down: nothing listens there."""


def run_desk(pipe: Connection, home: str, started: str, fault: str | None) -> None:
    """Do what the parent says until the pipe is closed."""
    plant(fault, "desk")
    pc = FrontDeskPc(Settings.load({"home": Path(home), "key_storage": "file"}), datetime.fromisoformat(started))
    answer_all(pipe, {name: getattr(pc, name) for name in FrontDeskPc.DOES})
    pc.close()


class FrontDeskPc:
    """What staff do at one PC. Every act has its time; the clock goes on to it."""

    DOES = (
        "at",
        "join",
        "line",
        "sync",
        "check_in",
        "check_in_by_hand",
        "enrol",
        "undo",
        "withdraw",
        "transfer",
        "report_opening",
        "take_leave",
        "correct",
        "decide",
        "record_assessment",
        "receipts",
        "roster",
        "attendance",
        "state",
    )

    def __init__(self, settings: Settings, started: datetime) -> None:
        self._settings = settings
        self._clock = SetClock(started, anchored=False)
        self._opened: tuple[Desk, Exchange] | None = None

    def close(self) -> None:
        """Switched off for good."""
        if self._opened:
            self._exchange.connection.close()
            self._desk.close()

    def at(self, time: str) -> None:
        """Time goes on until `time`; never back."""
        passed = datetime.fromisoformat(time).astimezone(UTC) - self._clock.wall
        self._clock.go_on(passed)

    def join(self, url: str, code: str, name: str) -> str:
        """Join the site that `code` is for; the device's id."""
        welcome = join(self._settings, url, code, device_key(self._settings), name)
        take_up_site(self._settings, welcome, url)
        desk = Desk.open(self._settings)
        desk.clock = self._clock
        self._opened = desk, open_exchange(self._settings, desk)
        return welcome.device

    def line(self, *, up: bool) -> None:
        """The line to the centre comes or goes."""
        self._exchange.connection.close()
        settings = self._settings if up else Settings(self._settings.home, _NOWHERE, key_storage="file")
        self._opened = self._desk, open_exchange(settings, self._desk)

    def sync(self) -> dict[str, Any]:
        """One round with the centre."""
        result = self._exchange.run_cycle()
        error = result.error
        return asdict(result) | {"error": f"{error.code} {error}" if error else None}

    def check_in(self, text: str, session: str, operator: str) -> dict[str, Any]:
        """签到 by the code on a phone."""
        seen = check_in(self._desk, text, session_id=SessionId(session), operator=StaffId(operator))
        return {"fact": seen.fact_id, "reason": seen.reason, "verdict": seen.reason.verdict}

    def check_in_by_hand(self, voucher: int, session: str, operator: str) -> dict[str, Any]:
        """签到 of somebody looked up in the roster."""
        seen = check_in_by_hand(
            self._desk, VoucherNo(voucher), session_id=SessionId(session), operator=StaffId(operator)
        )
        return {"fact": seen.fact_id, "reason": seen.reason, "verdict": seen.reason.verdict}

    def enrol(self, text: str, class_id: str, operator: str) -> dict[str, Any]:
        """录取 by the code on a phone."""
        seen = enrol_trainee(self._desk, text, class_id=ClassId(class_id), operator=StaffId(operator))
        return {"fact": seen.fact_id, "reason": seen.reason, "verdict": seen.reason.verdict}

    def undo(self, fact: str, operator: str) -> dict[str, Any]:
        """撤销."""
        undo_scan(self._desk, FactId(fact), operator=StaffId(operator))
        return {}

    def withdraw(self, class_id: str, voucher: int, operator: str) -> dict[str, Any]:
        """退班."""
        done = withdraw_enrolment(
            self._desk, VoucherNo(voucher), class_id=ClassId(class_id), reason="家中有事", operator=StaffId(operator)
        )
        return {"fact": done}

    def transfer(self, class_id: str, to_class: str, voucher: int, operator: str) -> dict[str, Any]:
        """转班."""
        done = transfer_enrolment(
            self._desk,
            VoucherNo(voucher),
            from_class=ClassId(class_id),
            to_class=ClassId(to_class),
            reason="时间冲突",
            operator=StaffId(operator),
        )
        return {"fact": done}

    def report_opening(self, class_id: str, operator: str) -> dict[str, Any]:
        """开班反馈."""
        reported = report_opening(self._desk, ClassId(class_id), operator=StaffId(operator))
        return {"fact": reported.fact_id, "in_time": reported.in_time}

    def take_leave(self, session: str, voucher: int, kind: str, operator: str) -> dict[str, Any]:
        """请假."""
        done = take_leave(
            self._desk,
            VoucherNo(voucher),
            session_id=SessionId(session),
            kind=LeaveKind(kind),
            reason="就医",
            operator=StaffId(operator),
        )
        return {"fact": done}

    def correct(self, session: str, voucher: int, operator: str) -> dict[str, Any]:
        """补签."""
        done = correct_attendance(
            self._desk,
            VoucherNo(voucher),
            session_id=SessionId(session),
            mark=Mark.PRESENT,
            reason="签到时在教室",
            operator=StaffId(operator),
        )
        return {"fact": done.fact_id, "reason": "waiting" if done.needs_approval else "standing"}

    def decide(self, correction: str, decision: str, operator: str) -> dict[str, Any]:
        """A second person's word on a correction."""
        done = approve_correction(
            self._desk, correction, operator=StaffId(operator), decision=Decision(decision)
        )
        return {"fact": done}

    def record_assessment(self, class_id: str, lines: list[dict[str, Any]], operator: str) -> list[str]:
        """考核鉴定, a list of results."""
        results = [ResultLine(VoucherNo(line.pop("voucher_no")), Result(**line)) for line in lines]
        return list(record_assessment(self._desk, results, class_id=ClassId(class_id), operator=StaffId(operator)))

    def receipts(self) -> dict[str, list[str | None]]:
        """What the centre has said last of each fact of this PC: outcome and code."""
        said = select(tables.receipts.c.fact_id, tables.receipts.c.outcome, tables.receipts.c.code)
        with self._desk.store.read() as tx:
            rows = tx.execute(said.order_by(tables.receipts.c.number))
            return {row.fact_id: [row.outcome, row.code] for row in rows}

    def roster(self) -> dict[str, dict[int, int]]:
        """Hours done by class and voucher, as the feed has told this PC."""
        entries = tables.roster_entries.c
        found: dict[str, dict[int, int]] = {}
        with self._desk.store.read() as tx:
            for row in tx.execute(select(entries.class_id, entries.voucher_no, entries.hours_done)):
                found.setdefault(row.class_id, {})[row.voucher_no] = row.hours_done
        return found

    def attendance(self) -> list[tuple[str, int]]:
        """Who was at which session, as the feed has told this PC."""
        wanted = select(tables.attendance.c.session_id, tables.attendance.c.voucher_no)
        with self._desk.store.read() as tx:
            return sorted((row.session_id, row.voucher_no) for row in tx.execute(wanted))

    def state(self) -> dict[str, Any]:
        """How the record stands, whole and by its chain."""
        with self._desk.store.read() as tx:
            return {
                "facts": facts.count(tx),
                "by_type": facts.count_by_type(tx),
                "pending": facts.count_unsettled(tx),
                "broken": list(facts.broken_links(tx)),
            }

    @property
    def _desk(self) -> Desk:
        return self._both[0]

    @property
    def _exchange(self) -> Exchange:
        return self._both[1]

    @property
    def _both(self) -> tuple[Desk, Exchange]:
        if self._opened is None:
            raise RuntimeError("this PC has not joined yet")
        return self._opened
