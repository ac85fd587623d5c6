"""`voucherdesk scan PATH… [--json]`: one scan per picture or per presentation in a video, through the whole desk."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from desktop.joining import open_joined
from scanner.decoders import load_decoders
from scanner.errors import PictureUnreadable
from scanner.ladder import Ladder
from scanner.presentations import presentations
from scanner.recording import Recording, files_in
from sync.desk.device.settings import Settings
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.exchange.resolve import resolve
from sync.desk.operations.check_in import check_in, needs_centre
from sync.desk.operations.desk import Desk
from sync.desk.operations.list_staff import first_operator, list_staff
from sync.desk.operations.look_at import look_at
from sync.desk.operations.show_agenda import show_agenda
from sync.domain.ids import SessionId, StaffId
from sync.domain.verdicts import Reason
from sync.errors import InvalidInput, NotJoined
from sync.protocol.voucher_code import presentation_key


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a picture, a video or a folder of them")
    parser.add_argument("--json", action="store_true", help="print one JSON document per answer, a line each")
    parser.add_argument("--session", metavar="ID", help="the session to sign in to; by default the one that is on now")
    parser.add_argument("--operator", metavar="ID", help="who scans; by default the site's first clerk")


@dataclass(frozen=True, slots=True)
class _Answer:
    file: str
    text: str
    reason: Reason | None
    fact_id: str | None

    def tell(self, *, as_json: bool) -> None:
        """One line. A sound voucher without a session to be used for has no verdict."""
        verdict = self.reason.verdict if self.reason else None
        if as_json:
            fields = {"file": self.file, "text": self.text, "verdict": verdict, "reason": self.reason}
            print(json.dumps(fields | {"fact_id": self.fact_id}, ensure_ascii=False), flush=True)
        else:
            print(f"{self.file}: {verdict or 'not recorded'} ({self.reason or 'no session'})", flush=True)


@dataclass(frozen=True, slots=True)
class _Mistakes:
    """What could not be done, in words, as it comes up."""

    lines: list[str]

    def add(self, line: str) -> None:
        """Say it at once, and remember that there was something."""
        print(line, file=sys.stderr, flush=True)
        self.lines.append(line)


def run(args: Namespace) -> int:
    """0: all files were read; 1: some were not, or a voucher was not recorded; 2: none was read. Raises SyncError."""
    mistakes = _Mistakes([])
    read = 0
    with ExitStack() as closing:
        answerer = _open_answerer(args, mistakes, closing)
        ladder = Ladder(load_decoders())
        for file in _files(args.paths, mistakes):
            try:
                for text in _texts(file, ladder):
                    answerer.answer(str(file), text).tell(as_json=args.json)
                read += 1
            except PictureUnreadable as error:
                mistakes.add(f"{file}: {error.code} {error.reason}")
    if not mistakes.lines:
        return 0
    return 1 if read else 2


class _Answerer:
    """Takes each text through the desk; without a desk or a session it says what can be said without recording."""

    def __init__(self, desk: Desk | None, session: SessionId | None, operator: StaffId, mistakes: _Mistakes) -> None:
        self._desk = desk
        self._session = session
        self._operator = operator
        self._mistakes = mistakes

    def answer(self, file: str, text: str) -> _Answer:
        """Record what was read, when there is a session to record it for."""
        if self._desk is None or self._session is None:
            reason = look_at(self._desk, text)
            if reason is not Reason.NOT_A_VOUCHER:
                self._mistakes.add(f"{file}: not recorded: {self._why_not()}")
            return _Answer(file, text, reason, None)
        resolution = None
        if needs_centre(self._desk, text):
            exchange = open_exchange(Settings.load(), self._desk)
            resolution = resolve(exchange.connection, text)
            exchange.connection.close()
        answer = check_in(
            self._desk, text, session_id=self._session, operator=self._operator, resolution=resolution
        )
        return _Answer(file, text, answer.reason, answer.fact_id)

    def _why_not(self) -> str:
        return str(NotJoined()) if self._desk is None else "there is no session; name one with --session"


def _open_answerer(args: Namespace, mistakes: _Mistakes, closing: ExitStack) -> _Answerer:
    try:
        desk = open_joined(Settings.load())
    except NotJoined:
        return _Answerer(None, None, StaffId(""), mistakes)
    closing.callback(desk.close)
    with desk.reading():  # a PC that is locked or withdrawn says so
        staff = list_staff(desk)
    if args.operator is None and not staff:
        raise InvalidInput("the site's staff is not known yet; run voucherdesk sync --once first")
    operator = StaffId(args.operator) if args.operator else first_operator(staff)
    return _Answerer(desk, _choose_session(desk, args.session), operator, mistakes)


def _choose_session(desk: Desk, asked: str | None) -> SessionId | None:
    if asked is not None:
        return SessionId(asked)
    agenda = show_agenda(desk)
    return agenda.current.session_id if agenda.current else None


def _files(paths: list[str], mistakes: _Mistakes) -> Iterator[Path]:
    for path in paths:
        try:
            yield from files_in(Path(path))
        except PictureUnreadable as error:
            mistakes.add(f"{path}: {error.code} {error.reason}")


def _texts(file: Path, ladder: Ladder) -> Iterator[str]:
    with Recording(file) as recording:
        for symbol, _ in presentations(recording, ladder, presentation_key):
            yield symbol.text
