"""Batches, the bank's file and its result: whole or not at all, each voucher paid once, written off when paid."""

import csv
import io
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select

from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.bank_file import COLUMNS, digest_of
from sync.central.settlement.bank_result import COLUMNS as RESULT_COLUMNS
from sync.central.settlement.check_class import check_due
from sync.central.settlement.make_batch import Batch, make_batch, make_batches
from sync.central.settlement.take_bank_result import Taken, take_bank_result
from sync.central.store.engine import reading, writing
from sync.central.store.tables import payment_batches, payment_lines
from sync.domain.ids import VoucherNo
from sync.domain.money import in_yuan
from sync.domain.subsidy import MAX_FEN
from sync.domain.vouchers import VoucherState
from tests.unit.sync.central.settlement.bank import Row, as_csv, bank_answer, file_of
from tests.unit.sync.central.settlement.conftest import RULES, STANDARD_FEN, Term


def paid_for(term: Term, count: int) -> list[VoucherNo]:
    """Vouchers that are to be paid, the standard each."""
    numbers = [term.plant_voucher(ratio=100) for _ in range(count)]
    term.let_pass(numbers)
    check_due(term.centre, "run:check")
    return numbers


def batch(term: Term, batch_id: str = "B-1") -> Batch:
    with writing(term.centre.store) as connection:
        return make_batch(connection, batch_id, RULES, term.occasion())


def answer(term: Term, *outcomes: str, batch_id: str = "B-1") -> list[Row]:
    return bank_answer(term, batch_id, *outcomes)


def take(term: Term, rows: Sequence[Row] | bytes) -> Taken:
    data = rows if isinstance(rows, bytes) else as_csv(rows)
    with writing(term.centre.store) as connection:
        return take_bank_result(connection, data, term.occasion())


def refusal(term: Term, rows: Sequence[Row] | bytes) -> str:
    before = everything(term)
    with pytest.raises(Problem) as refused:
        take(term, rows)
    assert refused.value.kind is ProblemKind.BANK_RESULT_REFUSED
    assert everything(term) == before
    return refused.value.detail


def everything(term: Term) -> object:
    with reading(term.centre.store) as connection:
        tables = [connection.execute(select(table)).all() for table in (payment_batches, payment_lines)]
    return term.states(), term.payments(), [sorted(map(str, rows)) for rows in tables]


def test_a_batch_holds_what_is_due_and_the_same_name_finds_it_again(term: Term) -> None:
    numbers = paid_for(term, 2)
    made = batch(term)
    assert (made.id, made.lines, made.total_fen) == ("B-1", 2, 2 * STANDARD_FEN)
    assert batch(term) == made
    assert term.payments() == {number: (STANDARD_FEN, "batched", "") for number in numbers}
    assert make_batches(term.centre, "run:settle") == []
    with pytest.raises(Problem) as refused:
        batch(term, "B-2")
    assert refused.value.kind is ProblemKind.NOTHING_TO_PAY


def test_the_file_is_what_the_bank_was_told_whatever_changes_later(term: Term) -> None:
    numbers = paid_for(term, 2)
    made = batch(term)
    file = file_of(term, "B-1")
    assert digest_of(file) == made.file_digest
    header, *rows = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    assert file.startswith(b"\xef\xbb\xbf")
    assert file.count(b"\r\n") == file.count(b"\n") == 3
    assert tuple(header) == COLUMNS
    assert rows == [
        ["B-1", str(line), f"Y-{no}", "个人", f"测试{no}", f"62009900{no:08d}", "1500.01", "职业培训补贴"]
        for line, no in enumerate(numbers, 1)
    ]
    term.change("trainees", bank_account="", name="别人")
    term.change("payment_lines", bank_reason="x")
    assert file_of(term, "B-1") == file
    with pytest.raises(Problem) as refused:
        file_of(term, "B-2")
    assert refused.value.kind is ProblemKind.NOT_FOUND


def test_what_was_held_goes_into_the_next_batch_once_it_can_be_sent(term: Term) -> None:
    term.change("projects", type="apprenticeship")
    paid_for(term, 1)
    assert make_batches(term.centre, "run:settle") == []
    term.change("projects", type="social_training")
    term.change("trainees", bank_account="")
    assert make_batches(term.centre, "run:settle") == []
    assert term.payments() == {1: (STANDARD_FEN, "held", "no_account")}
    term.change("trainees", bank_account="6200990000000001")
    (made,) = make_batches(term.centre, "run:settle")
    assert (made.lines, made.total_fen) == (1, STANDARD_FEN)


def test_an_account_that_has_gone_holds_the_payment(term: Term) -> None:
    paid_for(term, 1)
    term.change("trainees", bank_account="")
    assert make_batches(term.centre, "run:settle") == []
    assert term.payments() == {1: (STANDARD_FEN, "held", "no_account")}


def test_paid_is_written_off_and_returned_is_due_again_in_a_later_batch(term: Term) -> None:
    first, second = paid_for(term, 2)
    batch(term)
    rows = answer(term, "成功", "失败")
    assert take(term, rows) == Taken("B-1", 1, STANDARD_FEN, 1)
    assert term.states() == {first: VoucherState.WRITTEN_OFF, second: VoucherState.USED}
    assert [state for _, state, _ in term.payments().values()] == ["paid", "due"]
    before = everything(term)
    assert take(term, rows) == Taken("B-1", 1, STANDARD_FEN, 1)
    assert everything(term) == before
    batch(term, "B-2")
    take(term, answer(term, "成功", batch_id="B-2"))
    assert set(term.states().values()) == {VoucherState.WRITTEN_OFF}


def other(column: int, value: str) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [(*rows[0][:column], value, *rows[0][column + 1 :]), *rows[1:]]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda rows: [*rows, rows[0]], "line 1 is there twice"),
        (lambda rows: rows[1:], "line 1 is missing"),
        (lambda rows: [*rows, (*rows[0][:2], "3", *rows[0][3:])], "line 3 is unknown"),
        (other(3, "1500.02"), "line 1 has another amount"),
        (lambda rows: [(row[0], "00" * 32, *row[2:]) for row in rows], "it answers another file"),
        (lambda rows: [("B-7", *row[1:]) for row in rows], "there is no such batch"),
        (other(0, "B-7"), "the bank's result is not of one batch and one file"),
        (other(0, "B 7"), "line 2 of the bank's result is not well-formed"),
        (other(2, "\uff11"), "line 2 of the bank's result is not well-formed"),
        (other(3, "1500.1"), "line 2 of the bank's result is not well-formed"),
        (other(4, "paid"), "line 2 of the bank's result is not well-formed"),
        (other(5, "x\0"), "line 2 of the bank's result is not well-formed"),
        (other(5, "x" * 201), "line 2 of the bank's result is not well-formed"),
        (lambda rows: [rows[0][:5]], "line 2 of the bank's result is not well-formed"),
        (lambda _: [], "the bank's result is not of one batch and one file"),
    ],
)
@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)  # reading a file asks no database
def test_a_result_that_does_not_answer_the_batch_is_refused_whole(
    term: Term, change: Callable[[list[Row]], list[Row]], why: str
) -> None:
    paid_for(term, 2)
    batch(term)
    assert refusal(term, change(answer(term, "成功", "成功"))) == why


def test_a_result_that_is_no_table(term: Term) -> None:
    paid_for(term, 1)
    batch(term)
    no_table = "the bank's result is not a CSV table in UTF-8"
    assert refusal(term, b"\xff\xfe") == no_table
    assert refusal(term, as_csv([])[:-2] + b'\r\n"unfinished') == no_table
    not_headed = f"the bank's result is not headed {','.join(RESULT_COLUMNS)}"
    assert refusal(term, b"") == refusal(term, b"a,b\r\n") == not_headed


def test_a_second_result_and_one_meant_for_another_batch(term: Term) -> None:
    paid_for(term, 1)
    batch(term)
    rows = answer(term, "成功")
    with pytest.raises(Problem) as refused, writing(term.centre.store) as connection:
        take_bank_result(connection, as_csv(rows), term.occasion(), "B-2")
    assert refused.value.detail == "it is of another batch"
    take(term, rows)
    assert refusal(term, answer(term, "失败")) == "another result of this batch was taken before"


def test_what_does_not_fit_into_one_batch_goes_into_the_next(term: Term) -> None:
    paid_for(term, 3)
    term.change("payments", amount_fen=MAX_FEN // 2)
    made = make_batches(term.centre, "run:settle")
    assert [one.lines for one in made] == [2, 1]
    assert all(one.total_fen <= MAX_FEN for one in made)
    assert in_yuan(made[0].total_fen) == "90071992547409.90"
