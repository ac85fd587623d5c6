"""The book of receipts over a large record: the first page of each shelf, a page far down, a person, a record's number.

Beside it the database alone reads as many newest rows of the same file.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2 as driver

from sync.desk.operations.desk import Desk
from sync.desk.operations.show_receipts import PAGE, Shelf, show_receipts
from sync.desk.store import feed
from sync.domain.ids import FactId
from sync.protocol.changes import Change, ChangeKind
from tests.benchmarks.large_record import make_large_record
from tests.benchmarks.rounds import alternate, spread, timed
from tests.benchmarks.table import Row
from tests.fakes.site import STORE_KEY

_ROUNDS, _FACTS = 20, 100_000
_LIMIT = "first page < 50 ms"
_PERSON = 10_007


def run(facts: int = _FACTS) -> list[Row]:
    """One row for each way to look."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        desk, _ = make_large_record(Path(name), facts)
        try:
            _enrol(desk)
            middle = _middle(desk, facts)
            ways: dict[str, Callable[[], object]] = {f"first page, {shelf}": _page(desk, shelf) for shelf in Shelf}
            ways["a page half way down"] = lambda: show_receipts(desk, after=middle)
            ways["one person's records"] = lambda: show_receipts(desk, query="lsy")
            ways["a record by its number"] = lambda: show_receipts(desk, query=middle)
            return [_row(Path(name) / "record.db", what, look, facts) for what, look in ways.items()]
        finally:
            desk.close()


def _page(desk: Desk, shelf: Shelf) -> Callable[[], object]:
    return lambda: show_receipts(desk, shelf)


def _row(path: Path, what: str, look: Callable[[], object], facts: int) -> Row:
    with closing(driver.connect(str(path))) as connection:
        connection.execute(f"PRAGMA key = \"x'{STORE_KEY.hex()}'\"")
        bare = f"SELECT id, header, payload FROM facts ORDER BY epoch DESC, seq DESC LIMIT {PAGE}"  # noqa: S608  ours
        pair = alternate(
            _ROUNDS, lambda: timed(look), lambda: timed(lambda: connection.execute(bare).fetchall())
        )
    beside = f"{PAGE} rows bare {spread(pair.beside)}"
    return Row(f"receipts: {what}", spread(pair.ours), beside, pair.ratio, _LIMIT, f"{facts:,} facts, {PAGE} a page")


def _enrol(desk: Desk) -> None:
    """Somebody of the record is on a roster, to be looked for."""
    body = {"class_id": "class-a", "trainee_id": "x", "voucher_no": _PERSON, "state": "IN_USE", "name": "林试云"}
    entry = Change(ChangeKind.ROSTER_ENTRY, "class-a:x", body | {"id_number": "", "phone": "", "hours_done": 0})
    with desk.store.write() as tx:
        feed.apply(tx, [entry], "2")


def _middle(desk: Desk, facts: int) -> FactId:
    with desk.store.read() as tx:
        asked = tx.exec_driver_sql("SELECT id FROM facts WHERE epoch = 1 AND seq = ?", (facts // 2,))
        return FactId(asked.scalar_one())
