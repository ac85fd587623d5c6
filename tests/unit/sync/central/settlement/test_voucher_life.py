"""Whatever happens to vouchers in whatever order: the laws of the scheme hold after every step."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.move_voucher import move_vouchers
from sync.central.news.documents import publish_policy
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.audit import audit
from sync.central.settlement.check_class import check_due
from sync.central.settlement.expire_vouchers import expire_vouchers
from sync.central.settlement.make_batch import make_batches
from sync.central.settlement.record_results import Line
from sync.central.settlement.take_bank_result import take_bank_result
from sync.central.settlement.void_vouchers import revoke_voucher
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.domain.assessment import Result
from sync.domain.ids import VoucherNo
from sync.domain.vouchers import Move, VoucherState
from tests.fakes.postgres import PostgresServer
from tests.unit.sync.central.conftest import SetTime
from tests.unit.sync.central.settlement.bank import PAID, RETURNED, as_csv, bank_answer
from tests.unit.sync.central.settlement.conftest import (
    NOON,
    POLICY,
    RULES,
    STANDARD_FEN,
    Term,
    certificate,
    plant_places,
)

_FINAL = (VoucherState.WRITTEN_OFF, VoucherState.VOID)
_NEVER_USED = (VoucherState.ISSUED, VoucherState.CLAIMED)
_ALIVE = (*_NEVER_USED, VoucherState.IN_USE)
_DESK_MOVES = (Move.CLAIM, Move.ENROL, Move.WITHDRAW, Move.CANCEL_CLASS)


class VoucherLife(RuleBasedStateMachine):
    """Vouchers of one town; `new_store` gives each run an address of its own."""

    new_store: Callable[[], str]
    numbers = Bundle("numbers")
    batches = Bundle("batches")

    def __init__(self) -> None:
        super().__init__()
        self.centre = Centre.open(self.new_store(), SetTime(NOON))
        assert isinstance(self.centre.now, SetTime)
        self.term = Term(self.centre, self.centre.now)
        self.ratios: dict[VoucherNo, int] = {}
        self.before: dict[int, VoucherState] = {}

    def teardown(self) -> None:
        self.centre.close()

    @initialize(target=numbers, ratios=st.lists(st.integers(1, 100), min_size=4, max_size=4))
    def open_a_class(self, ratios: list[int]) -> object:
        """Two who passed, one who failed, one who was not assessed yet."""
        numbers = [self._plant(VoucherState.IN_USE, ratio, 3) for ratio in ratios]
        self.term.let_pass(numbers[:2])
        self.assess(numbers[2], 59, 1)
        return multiple(*numbers)

    @rule(target=numbers, state=st.sampled_from(_ALIVE), ratio=st.integers(1, 100), days=st.integers(0, 9))
    def issue(self, state: VoucherState, ratio: int, days: int) -> VoucherNo:
        return self._plant(state, ratio, days)

    def _plant(self, state: VoucherState, ratio: int, days: int) -> VoucherNo:
        number = self.term.plant_voucher(state, ratio=ratio, until=self.today + timedelta(days=days))
        self.ratios[number] = ratio
        return number

    @rule(number=numbers, move=st.sampled_from(_DESK_MOVES))
    def move(self, number: VoucherNo, move: Move) -> None:
        """As the desks' requests do it."""
        if move.is_open_to(self.term.states()[number]):
            self.term.move(number, move)
        else:
            with pytest.raises(Problem):
                self.term.move(number, move)

    @rule(number=numbers, theory=st.sampled_from([None, 59, 60, 100, 100]), attempt=st.sampled_from([1, 1, 1, 2, 3]))
    def assess(self, number: VoucherNo, theory: int | None, attempt: int) -> None:
        mark = certificate(number) if theory in (60, 100) else None
        try:
            self.term.results(f"L-{number}-{attempt}", Line(number, Result(attempt, theory, 60, mark)))
        except Problem as refused:
            if refused.kind not in (ProblemKind.RESULTS_REFUSED, ProblemKind.ID_TAKEN):
                raise

    @rule()
    def check(self) -> None:
        check_due(self.centre, "run:check")

    @rule(target=batches)
    def send(self) -> object:
        return multiple(*(batch.id for batch in make_batches(self.centre, "run:settle")))

    @rule(batch=consumes(batches), data=st.data())
    def hear_from_the_bank(self, batch: str, data: st.DataObject) -> None:
        with reading(self.centre.store) as connection:
            lines = connection.scalars(select(tables.payment_lines.c.line).where(tables.payment_lines.c.batch == batch))
            outcomes = [data.draw(st.sampled_from([PAID, RETURNED])) for _ in lines]
        result = as_csv(bank_answer(self.term, batch, *outcomes))
        for _ in range(2):  # the second time changes nothing: the laws below would see it
            with writing(self.centre.store) as connection:
                take_bank_result(connection, result, self.term.occasion())

    @rule(data=st.data())
    def settle_a_month(self, data: st.DataObject) -> None:
        """Check, pay and hear from the bank, with nothing in between."""
        self.check()
        for batch in make_batches(self.centre, "run:settle"):
            self.hear_from_the_bank(batch.id, data)

    @rule(days=st.integers(0, 4))
    def expire(self, days: int) -> None:
        self.term.time.go_on(timedelta(days=days))
        before = self.term.states()
        expire_vouchers(self.centre, "run:expire")
        after = self.term.states()
        changed = {before[number] for number in before if before[number] is not after[number]}
        assert changed <= set(_NEVER_USED)

    @precondition(lambda self: self.ratios)
    @rule(number=numbers)
    def revoke(self, number: VoucherNo) -> None:
        state, payment = self.term.states()[number], self.term.payments().get(number)
        try:
            with writing(self.centre.store) as connection:
                revoke_voucher(connection, self.centre.keys, number, self.term.occasion(note="x"))
        except Problem:
            assert state in _FINAL or (payment is not None and payment[1] == "batched")
        else:
            assert self.term.states()[number] is VoucherState.VOID

    @rule(number=numbers, move=st.sampled_from(list(Move)))
    def try_to_leave_the_end(self, number: VoucherNo, move: Move) -> None:
        if self.term.states()[number] not in _FINAL:
            return
        with pytest.raises(Problem), writing(self.centre.store) as connection:
            move_vouchers(connection, [number], move, self.term.occasion())

    @invariant()
    def no_path_leads_out_of_the_end(self) -> None:
        now = self.term.states()
        assert all(now[number] is state for number, state in self.before.items() if state in _FINAL)
        self.before = now

    @invariant()
    def nobody_is_paid_twice_and_what_is_paid_is_standard_times_ratio(self) -> None:
        lines, payments = tables.payment_lines.c, tables.payments.c
        of_voucher = select(payments.voucher_no, lines.state, lines.amount_fen).where(lines.payment == payments.id)
        with reading(self.centre.store) as connection:
            rows = connection.execute(of_voucher).all()
            books = audit(connection)
        event(f"paid {len([row for row in rows if row.state == 'paid'])}")
        live = Counter(row.voucher_no for row in rows if row.state in ("sent", "paid"))
        assert set(live.values()) <= {1}
        written_off = {number for number, state in self.term.states().items() if state is VoucherState.WRITTEN_OFF}
        paid = {row.voucher_no: row.amount_fen for row in rows if row.state == "paid"}
        assert set(paid) == written_off
        expected = sum(_owed(self.ratios[VoucherNo(number)]) for number in written_off)
        assert sum(paid.values()) == books.paid_fen == expected
        assert books.balanced

    @property
    def today(self) -> date:
        return (self.term.time() + timedelta(hours=8)).date()


def _owed(ratio: int) -> int:
    """Half a fen up; reckoned apart from the product."""
    return floor(Fraction(STANDARD_FEN * ratio, 100) + Fraction(1, 2))


@pytest.fixture(scope="module")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the places, to be copied."""
    file = tmp_path_factory.mktemp("ready") / "centre.db"
    _make_ready(f"sqlite:///{file}")
    return file


def _make_ready(url: str) -> None:
    centre = Centre.open(url, SetTime(NOON))
    with writing(centre.store) as connection:
        publish_policy(connection, centre.keys, POLICY, NOON, RULES)
        plant_places(connection)
    centre.close()


def _run(new_store: Callable[[], str], examples: int, steps: int) -> None:
    life = type("VoucherLifeHere", (VoucherLife,), {"new_store": staticmethod(new_store)})
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
            deadline=None,
        ),
    )


def test_the_laws_hold_on_sqlite(ready_file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _run(lambda: f"sqlite:///{_copy(ready_file, Path(folder))}", examples=15, steps=25)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_the_laws_hold_on_sqlite_at_length(ready_file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _run(lambda: f"sqlite:///{_copy(ready_file, Path(folder))}", examples=300, steps=60)


def test_the_laws_hold_on_postgresql(postgres: PostgresServer) -> None:
    def new_store() -> str:
        url = postgres.fresh_database()
        _make_ready(url)
        return url

    _run(new_store, examples=4, steps=25)


def _copy(ready: Path, folder: Path) -> Path:
    fresh = Path(tempfile.mkdtemp(dir=folder)) / "centre.db"
    shutil.copyfile(ready, fresh)
    return fresh


def test_no_move_leads_out_of_the_end() -> None:
    assert not any(move.is_open_to(state) for move in Move for state in _FINAL)
    assert not any(Move.EXPIRE.is_open_to(state) for state in VoucherState if state not in _NEVER_USED)
