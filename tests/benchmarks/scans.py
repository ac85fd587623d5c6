"""Scans of a real desk, each acknowledged: a new person signs in at every call, to sessions of forty people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.desk.operations.check_in import check_in
from sync.desk.operations.desk import Desk
from sync.desk.store import feed
from sync.domain.ids import SessionId
from sync.domain.verdicts import Reason
from sync.domain.vouchers import VoucherKind
from sync.protocol.changes import Change, ChangeKind
from tests.fakes.site import CLASS_A, FRONT_DESK, NOW, make_desk

_FIRST, _PEOPLE = 10_000, 40


@contextmanager
def scanning(count: int) -> Iterator[tuple[Callable[[], None], Path]]:
    """A function that makes one scan, at most `count` times, and the folder the record is in."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        folder = Path(name)
        desk, keys = make_desk(folder)
        _add_sessions(desk, count // _PEOPLE + 1)
        texts = enumerate([keys.code_for(_FIRST + n, kind=VoucherKind.SIGN_IN_ONLY) for n in range(count)])

        def scan() -> None:
            number, text = next(texts)
            answer = check_in(desk, text, session_id=_session(number // _PEOPLE), operator=FRONT_DESK)
            if answer.reason is not Reason.SIGNED_IN:
                raise RuntimeError(f"a scan to be measured was answered {answer.reason}")

        try:
            yield scan, folder
        finally:
            desk.close()


def _session(number: int) -> SessionId:
    return SessionId(f"bench-{number}")


def _add_sessions(desk: Desk, count: int) -> None:
    body = {
        "class_id": CLASS_A,
        "starts": NOW.isoformat(),
        "ends": (NOW + timedelta(hours=3)).isoformat(),
        "hours": 4,
    }
    with desk.store.write() as tx:
        feed.apply(tx, [Change(ChangeKind.SESSION, _session(number), body) for number in range(count)], "2")
