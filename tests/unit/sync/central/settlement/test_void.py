"""Expiry and revocation: what is in use never expires, what the bank has is not revoked, nothing leads back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select, update

from sync.central.news import feed
from sync.central.news.documents import publish_status_list
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement import expire_vouchers as expiry
from sync.central.settlement.audit import audit
from sync.central.settlement.check_class import check_due
from sync.central.settlement.expire_vouchers import expire_some, expire_vouchers
from sync.central.settlement.make_batch import make_batches
from sync.central.settlement.verify_histories import Flaw, verify_histories
from sync.central.settlement.void_vouchers import revoke_voucher, void_vouchers
from sync.central.store import tables
from sync.central.store.engine import reading, writing
from sync.domain.ids import SiteId, VoucherNo
from sync.domain.vouchers import VoidReason, VoucherState
from sync.errors import InvalidInput
from sync.protocol.changes import START
from sync.protocol.status_list import StatusList
from tests.unit.sync.central.settlement.conftest import POLICY, Term

SHANGHAI = ZoneInfo("Asia/Shanghai")
LAST_DAY = date(2026, 11, 15)
"""A week and a day before the time of these tests: the first that the run takes."""
ISSUED, CLAIMED, IN_USE = VoucherState.ISSUED, VoucherState.CLAIMED, VoucherState.IN_USE


def test_what_was_never_used_expires_and_what_is_in_use_never_does(term: Term) -> None:
    over = [term.plant_voucher(state, until=LAST_DAY) for state in (ISSUED, CLAIMED)]
    used = term.plant_voucher(IN_USE, until=LAST_DAY)
    valid = term.plant_voucher(CLAIMED, until=LAST_DAY + timedelta(days=1))
    assert expire_vouchers(term.centre, "run:expire") == 2
    assert expire_vouchers(term.centre, "run:expire") == 0
    states = term.states()
    assert {states[number] for number in over} == {VoucherState.VOID}
    assert (states[used], states[valid]) == (IN_USE, CLAIMED)
    vouchers = tables.vouchers.c
    with reading(term.centre.store) as connection:
        rows = connection.execute(select(vouchers.void_reason, vouchers.void_at, vouchers.void_list).where(
            vouchers.no.in_(over)
        )).all()
        assert verify_histories(connection) == []
    assert [tuple(row) for row in rows] == 2 * [("EXPIRED", term.time(), None)]


@pytest.mark.parametrize(("hour", "expired"), [((2026, 11, 22, 23, 59), 0), ((2026, 11, 23, 0, 0), 1)])
def test_the_week_of_grace_ends_at_midnight_at_the_site(
    term: Term, hour: tuple[int, int, int, int, int], expired: int
) -> None:
    term.plant_voucher(CLAIMED, until=LAST_DAY)
    term.time.at = datetime(*hour, tzinfo=SHANGHAI)
    assert expire_vouchers(term.centre, "run:expire") == expired


def test_a_voucher_whose_enrolment_the_centre_holds_waits_with_it(term: Term) -> None:
    number = term.plant_voucher(CLAIMED, until=LAST_DAY)
    held = {"fact_id": "0" * 32, "class_id": "K-1", "voucher_no": number, "held": True}
    with writing(term.centre.store) as connection:
        device = {"id": "D-1", "site": "S-1", "name": "PC", "public_key": b"", "enrolled_at": term.time()}
        connection.execute(insert(tables.devices).values(device | {"revoked": False}))
        fact = {"id": "0" * 32, "device": "D-1", "epoch": 1, "seq": 1, "type": "x", "header": b"", "hash": b""}
        connection.execute(insert(tables.facts).values(fact | {"previous": b"", "taken_at": term.time()}))
        connection.execute(insert(tables.waiting_enrolments).values(held))
    assert expire_vouchers(term.centre, "run:expire") == 0
    with writing(term.centre.store) as connection:
        connection.execute(delete(tables.waiting_enrolments))
    assert expire_vouchers(term.centre, "run:expire") == 1


def test_a_run_goes_on_until_nothing_is_left(term: Term) -> None:
    numbers = [term.plant_voucher(ISSUED, until=LAST_DAY) for _ in range(3)]
    with writing(term.centre.store) as connection:
        before = connection.execute(select(tables.vouchers).where(tables.vouchers.c.no == numbers[0])).one()
        rows = [dict(before._mapping) | {"no": 100 + extra} for extra in range(expiry.AT_ONCE)]
        connection.execute(insert(tables.vouchers), rows)
        assert expire_some(connection, POLICY, term.occasion()) == expiry.AT_ONCE
    assert expire_vouchers(term.centre, "run:expire") == 3


def revoke(term: Term, number: VoucherNo, words: str = "材料不实") -> None:
    with writing(term.centre.store) as connection:
        revoke_voucher(connection, term.centre.keys, number, term.occasion(note=words))


def test_a_revocation_is_on_the_next_list_on_the_roster_and_in_the_history(term: Term) -> None:
    number = term.plant_voucher()
    with writing(term.centre.store) as connection:
        first = publish_status_list(connection, term.centre.keys, term.time())
    revoke(term, number)
    revoke(term, number)
    with reading(term.centre.store) as connection:
        page = feed.read_page(connection, feed.site_scope(SiteId("S-1")), START, 100)
        row = connection.execute(select(tables.vouchers)).one()
        steps = connection.execute(select(tables.voucher_history).order_by("step")).all()
        documents = connection.execute(select(tables.documents).where(tables.documents.c.name == "status-list"))
        newest = max(documents.all(), key=lambda document: document.version)
        assert verify_histories(connection) == []
    assert {change.kind: change.body for change in page.changes}["roster_entry"]["state"] == "VOID"  # type: ignore[index]  # it is there
    assert (row.state, row.void_reason, row.void_list) == ("VOID", "REVOKED", first + 1)
    assert newest.version == first + 1
    assert number in StatusList.open(newest.data, term.centre.keys.roots)
    assert [step.reason for step in steps] == ["issue", "claim", "enrol", "revoke"]
    assert (steps[-1].note, steps[-1].actor) == ("材料不实", "officer:O-1")


def refused(term: Term, number: VoucherNo, words: str = "材料不实") -> ProblemKind:
    with pytest.raises(Problem) as caught:
        revoke(term, number, words)
    return caught.value.kind


def test_what_cannot_be_revoked(term: Term) -> None:
    expired = term.plant_voucher(ISSUED, until=LAST_DAY)
    revoked = term.plant_voucher(ISSUED)
    expire_vouchers(term.centre, "run:expire")
    revoke(term, revoked)
    assert refused(term, VoucherNo(99)) is ProblemKind.VOUCHER_UNKNOWN
    assert refused(term, expired) is ProblemKind.VOUCHER_NOT_USABLE
    assert refused(term, revoked, "another reason") is ProblemKind.VOUCHER_NOT_USABLE


def test_money_that_is_due_is_stopped_and_money_on_its_way_is_not(term: Term) -> None:
    stopped, sent = term.plant_voucher(), term.plant_voucher()
    term.let_pass([stopped, sent])
    check_due(term.centre, "run:check")
    revoke(term, stopped)
    make_batches(term.centre, "run:settle")
    assert refused(term, sent) is ProblemKind.PAYMENT_UNDER_WAY
    assert [state for _, state, _ in term.payments().values()] == ["cancelled", "batched"]
    with reading(term.centre.store) as connection:
        assert connection.scalars(select(tables.subsidised.c.voucher_no)).all() == [sent]
        assert audit(connection).balanced


def test_several_are_voided_together_or_not_at_all(term: Term) -> None:
    first, second = term.plant_voucher(ISSUED), term.plant_voucher(CLAIMED)
    sent = term.plant_voucher()
    term.let_pass([sent])
    check_due(term.centre, "run:check")
    make_batches(term.centre, "run:settle")
    for wrong in (VoucherNo(99), sent):
        with pytest.raises(Problem), writing(term.centre.store) as connection:
            void_vouchers(connection, term.centre.keys, [first, second, wrong], VoidReason.OTHER, term.occasion())
    assert VoucherState.VOID not in term.states().values()
    with writing(term.centre.store) as connection:
        void_vouchers(connection, term.centre.keys, [second, first], VoidReason.OTHER, term.occasion())
    assert list(term.states().values())[:2] == 2 * [VoucherState.VOID]


def test_nobody_says_of_a_voucher_that_is_still_good_that_it_has_expired(term: Term) -> None:
    """Its code would stay good at every desk: status lists leave the expired out."""
    number = term.plant_voucher(CLAIMED)
    with pytest.raises(InvalidInput), writing(term.centre.store) as connection:
        void_vouchers(connection, term.centre.keys, [number], VoidReason.EXPIRED, term.occasion())
    assert term.states() == {number: CLAIMED}


def flaws(term: Term) -> list[tuple[int, Flaw]]:
    with reading(term.centre.store) as connection:
        books = audit(connection)
    assert not books.balanced
    return [(one.voucher_no, one.flaw) for one in books.offenders]


def test_a_history_that_is_not_whole_is_told(term: Term) -> None:
    numbers = [term.plant_voucher() for _ in range(6)]
    history, vouchers = tables.voucher_history, tables.vouchers
    spoilt = (
        delete(history).where(history.c.voucher_no == numbers[0]),
        delete(history).where(history.c.voucher_no == numbers[1], history.c.step == 2),
        update(history).where(history.c.voucher_no == numbers[2], history.c.step == 2).values(to_state="IN_USE"),
        update(history).where(history.c.voucher_no == numbers[3], history.c.step == 3).values(reason="claim"),
        update(vouchers).where(vouchers.c.no == numbers[4]).values(state="CLAIMED"),
        update(history).where(history.c.voucher_no == numbers[5], history.c.step == 3).values(reason="gift"),
    )
    with reading(term.centre.store) as connection:
        books = audit(connection)
        assert (books.balanced, books.vouchers, books.paid_fen, books.owed_fen) == (True, {"IN_USE": 6}, 0, 0)
    with writing(term.centre.store) as connection:
        for statement in spoilt:
            connection.execute(statement)
    assert flaws(term) == list(
        zip(
            numbers,
            (
                Flaw.MISSING,
                Flaw.STEP_MISSING,
                Flaw.DOES_NOT_JOIN,
                Flaw.NO_SUCH_MOVE,
                Flaw.LEADS_ELSEWHERE,
                Flaw.NO_SUCH_MOVE,
            ),
            strict=True,
        )
    )


def test_a_payment_that_does_not_fit_its_voucher_is_told(term: Term) -> None:
    number = term.plant_voucher()
    term.let_pass([number])
    check_due(term.centre, "run:check")
    term.change("payments", state="paid")
    with reading(term.centre.store) as connection:
        books = audit(connection)
    assert (books.balanced, books.unbalanced, books.offenders) == (False, [number], [])
