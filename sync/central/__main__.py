"""`python -m sync.central`: run the reference centre and do its chores."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from sync.central.centre import Centre
from sync.central.enrolment_codes import LIFE, make_enrolment_code
from sync.central.example.seed import CODE_FRESH_MINUTES, seed_example
from sync.central.holders import MAX_VOUCHER_NO
from sync.central.issue import COLUMNS, issue_vouchers, read_applications
from sync.central.serve import serve, stop_when_stdin_closes
from sync.central.store.engine import writing
from sync.central.store.location import default_url
from sync.central.void_vouchers import void_vouchers
from sync.domain.ids import SiteId, VoucherNo
from sync.domain.vouchers import VoidReason
from sync.errors import InvalidInput, SyncError

_UNUSABLE = 2
_MAX_PORT = 65_535
_MAX_MINUTES = 366 * 24 * 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 2 wrong use or unusable input."""
    options = _parser().parse_args(arguments)
    try:
        with _opened(options.db) as centre:
            options.run(centre, options)
    except SyncError as error:
        print(f"sync.central: {error}", file=sys.stderr)
        return _UNUSABLE
    return 0


@contextmanager
def _opened(url: str) -> Iterator[Centre]:
    centre = Centre.open(url)
    try:
        yield centre
    finally:
        centre.close()


def _serve(centre: Centre, options: argparse.Namespace) -> None:
    if options.until_stdin_closes:
        stop_when_stdin_closes()
    serve(centre, options.host, options.port, lambda address: print(f"listening on {address}", flush=True))


def _seed(centre: Centre, options: argparse.Namespace) -> None:
    planted = seed_example(centre, seed=options.seed, code_fresh_minutes=options.code_fresh_minutes)
    if options.json:
        _print_json(planted)
        return
    for place in (planted, planted["elsewhere"]):
        print(f"{place['site']['id']} {place['site']['name']}: enrolment code {place['enrolment_code']}")


def _enrolment_code(centre: Centre, options: argparse.Namespace) -> None:
    with writing(centre.store) as connection:
        code = make_enrolment_code(connection, SiteId(options.site), centre.now())
    if options.json:
        _print_json({"enrolment_code": code, "site": options.site, "expires": (centre.now() + LIFE).isoformat()})
    else:
        print("-".join((code[:4], code[4:8], code[8:])))


def _issue(centre: Centre, options: argparse.Namespace) -> None:
    try:
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, or a name that no file can have
        raise InvalidInput("the table cannot be read as UTF-8") from error
    with writing(centre.store) as connection:
        numbers = issue_vouchers(connection, read_applications(text.splitlines()))
    if options.json:
        _print_json({"issued": numbers})
    else:
        print(f"{len(numbers)} vouchers issued")


def _void(centre: Centre, options: argparse.Namespace) -> None:
    numbers = [VoucherNo(number) for number in options.voucher]
    with writing(centre.store) as connection:
        version = void_vouchers(connection, centre.keys, numbers, VoidReason(options.reason), centre.now())
    if options.json:
        _print_json({"void": numbers, "status_list": version})
    else:
        print(f"{len(numbers)} vouchers void; status list {version}")


def _print_json(document: dict[str, Any]) -> None:
    print(json.dumps(document))


class _OneLineParser(argparse.ArgumentParser):
    """Wrong use is told in one line, not in a page of usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(_UNUSABLE, f"{self.prog}: {' '.join(message.split())}; --help shows the use\n")


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="python -m sync.central", description="The reference centre.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shared = _OneLineParser(add_help=False)
    shared.add_argument("--db", default=default_url(), metavar="URL", help="sqlite:///FILE (default: %(default)s)")
    shared.add_argument("--json", action="store_true", help="print one JSON document")

    command = commands.add_parser("serve", parents=[shared], help="answer requests until told to stop")
    command.add_argument("--host", default="127.0.0.1", help="where to listen (default: %(default)s)")
    command.add_argument("--port", type=_port, default=8470, help="0: any free port (default: %(default)s)")
    command.add_argument(
        "--until-stdin-closes", action="store_true", help="end when whoever started this ends, however that happens"
    )
    command.set_defaults(run=_serve)

    command = commands.add_parser("seed", parents=[shared], help="put sample data into an empty centre")
    command.add_argument("--seed", type=int, default=7, help="which sample data (default: %(default)s)")
    command.add_argument("--code-fresh-minutes", type=_minutes, default=CODE_FRESH_MINUTES, metavar="N")
    command.set_defaults(run=_seed)

    command = commands.add_parser("enrolment-code", parents=[shared], help="a one-time code that lets a PC join a site")
    command.add_argument("--site", required=True, metavar="ID")
    command.set_defaults(run=_enrolment_code)

    command = commands.add_parser("issue", parents=[shared], help="issue a voucher to everybody in a CSV table")
    command.add_argument("file", metavar="FILE", help=f"columns {', '.join(COLUMNS)}; - for standard input")
    command.set_defaults(run=_issue)

    command = commands.add_parser("void", parents=[shared], help="take vouchers out of circulation")
    command.add_argument("voucher", type=_voucher_no, nargs="+", metavar="NO")
    command.add_argument("--reason", choices=[reason.value for reason in VoidReason], default=VoidReason.REVOKED.value)
    command.set_defaults(run=_void)
    return parser


def _port(text: str) -> int:
    return _whole(text, 0, _MAX_PORT)


def _voucher_no(text: str) -> int:
    return _whole(text, 1, MAX_VOUCHER_NO)


def _minutes(text: str) -> int:
    return _whole(text, 1, _MAX_MINUTES)


def _whole(text: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"a whole number from {least} to {most} is wanted")
    return number


def run() -> int:
    """`main` for the shell: UTF-8 out, whatever the terminal says it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return main()


if __name__ == "__main__":
    sys.exit(run())
