"""Scans of a real desk, each acknowledged: a new person signs in at every call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.desk.operations.check_in import check_in
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind
from tests.fakes.site import FRONT_DESK, SESSION_A, make_desk

_FIRST = 10_000


@contextmanager
def scanning(count: int) -> Iterator[tuple[Callable[[], None], Path]]:
    """A function that makes one scan, at most `count` times, and the folder the record is in."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        folder = Path(name)
        desk, keys = make_desk(folder)
        texts = iter([keys.code_for(_FIRST + n, kind=VoucherKind.SIGN_IN_ONLY) for n in range(count)])

        def scan() -> None:
            answer = check_in(desk, next(texts), session_id=SESSION_A, operator=FRONT_DESK)
            if answer.reason is not Reason.SIGNED_IN:
                raise RuntimeError(f"a scan to be measured was answered {answer.reason}")

        try:
            yield scan, folder
        finally:
            desk.close()
