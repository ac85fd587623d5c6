"""Opening a record of many facts, and what the window asks of it at once; beside it the file opened bare."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2 as driver

from sync.desk.operations.back_up import back_up
from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.operations.show_desk_state import show_desk_state
from sync.desk.operations.verify_record import verify_record
from sync.desk.store.store import Store
from sync.domain.vouchers import VoucherKind
from tests.benchmarks.large_record import make_large_record
from tests.benchmarks.rounds import Timed, alternate, spread, timed
from tests.benchmarks.table import Row
from tests.fakes.clock import SetClock
from tests.fakes.site import FRONT_DESK, NOW, SESSION_A, STORE_KEY, SiteKeys

_FACTS, _ROUNDS, _FIRST = 20_000, 12, 2_000_000_000


def run(facts: int = _FACTS) -> list[Row]:
    """Opening, the first state, a scan; then a backup and a full look, once each."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        folder = Path(name)
        desk, keys = make_large_record(folder, facts)
        desk.close()
        path = folder / "record.db"
        how = f"{facts} facts, {path.stat().st_size / 2**20:.0f} MiB"
        rows = [_opening(path, how)]
        desk = Desk(Store.open(path, STORE_KEY), SetClock(NOW), desk.welcome, desk.key)
        try:
            rows += [_state(desk, path, how), _scan(desk, keys, path, how), *_once(desk, how)]
        finally:
            desk.close()
        return rows


def _bare(path: Path) -> Timed:
    """The same encrypted file opened by the database alone, one row read."""

    def open_bare() -> None:
        with closing(driver.connect(str(path))) as connection:
            connection.execute(f"PRAGMA key = \"x'{STORE_KEY.hex()}'\"")
            _one(connection)

    return lambda: timed(open_bare)


def _one(connection: Any) -> None:
    connection.execute("SELECT hash FROM facts ORDER BY epoch DESC, seq DESC LIMIT 1").fetchone()


def _opening(path: Path, how: str) -> Row:
    pair = alternate(_ROUNDS, lambda: timed(lambda: Store.open(path, STORE_KEY).close()), _bare(path))
    return Row("opening the record", spread(pair.ours), f"bare {spread(pair.beside)}", pair.ratio, "told", how)


def _state(desk: Desk, path: Path, how: str) -> Row:
    pair = alternate(_ROUNDS, lambda: timed(lambda: show_desk_state(desk)), _bare(path))
    return Row("what the status line asks", spread(pair.ours), f"bare {spread(pair.beside)}", pair.ratio, "told", how)


def _scan(desk: Desk, keys: SiteKeys, path: Path, how: str) -> Row:
    codes = iter([keys.code_for(_FIRST + n, kind=VoucherKind.SIGN_IN_ONLY) for n in range(_ROUNDS + 1)])

    def scan() -> None:
        check_in(desk, next(codes), session_id=SESSION_A, operator=FRONT_DESK)

    pair = alternate(_ROUNDS, lambda: timed(scan), _bare(path))
    return Row("a scan", spread(pair.ours), f"bare {spread(pair.beside)}", pair.ratio, "told", how)


def _once(desk: Desk, how: str) -> list[Row]:
    with TemporaryDirectory(prefix="voucherdesk-bench-") as other:  # no copy lies among the record's own files
        copying = timed(lambda: back_up(desk, Path(other) / "copy.db"))
    looking = timed(lambda: verify_record(desk))
    return [
        Row("a verified backup", f"{copying:.2f} s", "-", None, "told", f"{how}, in the background"),
        Row("every page and the whole chain", f"{looking:.2f} s", "-", None, "told", f"{how}, in the background"),
    ]
