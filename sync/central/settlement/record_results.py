"""考核鉴定: take a class's results, the whole list or none of it, with a report on each line that cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sync.central.move_voucher import Occasion, lock_vouchers
from sync.central.problems import Problem, ProblemKind
from sync.central.settlement.result_book import load_results
from sync.central.store.locks import lock_named
from sync.central.store.tables import assessments
from sync.domain.assessment import Result
from sync.domain.ids import ClassId, VoucherNo
from sync.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list."""

    voucher_no: VoucherNo
    result: Result


@dataclass(frozen=True, slots=True)
class ResultList:
    """鉴定成绩单 of a class that exists, under an id of the sender's choice."""

    id: str
    class_id: ClassId
    lines: tuple[Line, ...]


def record_results(connection: Connection, given: ResultList, policy: Policy, occasion: Occasion) -> None:
    """Take a list; the same list again changes nothing. Two lines about one person are two attempts, in their order.

    Raises Problem: results-refused with the lines that cannot be taken and why, or id-taken when another list has that
    id. Nothing was taken then.
    """
    class_id, lines = given.class_id, given.lines
    certificates = {line.result.certificate_no for line in lines if line.result.certificate_no is not None}
    numbers = {line.voucher_no for line in lines}
    lock_named(connection, f"class:{class_id}", *(f"certificate:{number}" for number in certificates))
    lock_vouchers(connection, numbers)
    known = connection.execute(select(assessments).where(assessments.c.fact_id == given.id)).all()
    if known:
        _check_same(known, given)
        return
    book = load_results(connection, policy, [class_id], numbers, certificates)
    refused: list[Mapping[str, object]] = []
    for number, line in enumerate(lines, 1):
        refusal = book.take(class_id, line.voucher_no, line.result, occasion, given.id)
        if refusal is not None:
            refused.append({"line": number, "refusal": refusal.value})
    if refused:
        raise Problem(ProblemKind.RESULTS_REFUSED, unmet=refused)
    book.write(connection)


def _check_same(known: Sequence[Any], given: ResultList) -> None:
    """Raises Problem when a list of other content has that id."""
    rows = {(row.voucher_no, row.attempt): row for row in known}
    if len(rows) != len(given.lines) or not all(_is_same(rows, given.class_id, line) for line in given.lines):
        raise Problem(ProblemKind.ID_TAKEN)


def _is_same(rows: Mapping[tuple[int, int], Any], class_id: ClassId, line: Line) -> bool:
    """Certificates may have been noted since."""
    row, result = rows.get((line.voucher_no, line.result.attempt)), line.result
    return (
        row is not None
        and (row.class_id, row.theory, row.practical) == (class_id, result.theory, result.practical)
        and result.certificate_no in (None, row.certificate_no)
    )
