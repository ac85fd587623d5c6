"""A bank that answers a batch: what it paid and what it returned, line by line."""

import csv
import io
from collections.abc import Sequence

from sync.central.settlement.bank_file import bank_file, digest_of
from sync.central.settlement.bank_result import COLUMNS
from sync.central.store.engine import reading
from tests.unit.sync.central.settlement.conftest import Term

Row = tuple[str, ...]
PAID, RETURNED = "成功", "失败"


def file_of(term: Term, batch_id: str) -> bytes:
    with reading(term.centre.store) as connection:
        return bank_file(connection, batch_id)


def bank_answer(term: Term, batch_id: str, *outcomes: str) -> list[Row]:
    """The rows for a batch whose lines came to `outcomes`, in their order."""
    file = file_of(term, batch_id)
    digest = digest_of(file).hex()
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))[1:]
    return [
        (batch_id, digest, row[1], row[6], outcome, "" if outcome == PAID else "账号有误")
        for row, outcome in zip(rows, outcomes, strict=True)
    ]


def as_csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *rows])
    return text.getvalue().encode("utf-8-sig")
