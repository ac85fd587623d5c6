"""`python -m sync.central`: run the reference centre and do its chores."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sync.central.centre import Centre
from sync.central.commands import (
    audit,
    bank_file,
    check,
    devices,
    enrolment_code,
    enrolment_codes,
    expire,
    generate,
    issue,
    keys,
    officer,
    openapi,
    policy,
    prune_feed,
    revoke_device,
    revoke_enrolment_code,
    seed,
    serve,
    settle,
    settle_waiting,
    staff_password,
    switch_resolver,
    take_queue,
    token,
    void,
)
from sync.central.commands.arguments import UNUSABLE, OneLineParser
from sync.central.commands.printing import NobodyReads
from sync.central.note_run import RunOutcome, note_run
from sync.central.problems import Problem
from sync.central.store.location import default_url
from sync.errors import SyncError

COMMANDS = (
    serve,
    seed,
    officer,
    staff_password,
    enrolment_code,
    enrolment_codes,
    revoke_enrolment_code,
    devices,
    revoke_device,
    take_queue,
    token,
    keys,
    openapi,
    policy,
    issue,
    generate,
    void,
    check,
    settle,
    bank_file,
    expire,
    settle_waiting,
    prune_feed,
    switch_resolver,
    audit,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 done and something was found that is not in order, 2 wrong use or unusable input."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except (SyncError, Problem) as error:
        print(f"sync.central: {error}", file=sys.stderr)
        return UNUSABLE
    except NobodyReads:
        print("sync.central: it is done, but standard output takes no more of what there is to tell", file=sys.stderr)
        return UNUSABLE


def _run(options: argparse.Namespace) -> int:
    """A command returns its exit status where it has something to say by it."""
    if hasattr(options, "run_alone"):
        return int(options.run_alone(options) or 0)
    with _opened(options.db, may_found=getattr(options, "may_found", False)) as centre, _noted(centre, options):
        return int(options.run(centre, options) or 0)


@contextmanager
def _noted(centre: Centre, options: argparse.Namespace) -> Iterator[None]:
    """A command that says `batch` is counted, however it ends."""
    outcome = RunOutcome.FAILED
    try:
        yield
        outcome = RunOutcome.DONE
    except (SyncError, Problem):
        outcome = RunOutcome.REFUSED
        raise
    except NobodyReads:
        outcome = RunOutcome.DONE
        raise
    finally:
        if getattr(options, "batch", False):
            note_run(centre, options.command, outcome)


@contextmanager
def _opened(url: str, *, may_found: bool) -> Iterator[Centre]:
    centre = Centre.open(url, may_found=may_found)
    try:
        yield centre
    finally:
        centre.close()


def _parser() -> OneLineParser:
    parser = OneLineParser(prog="python -m sync.central", description="The reference centre.")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    shared = OneLineParser(add_help=False)
    shared.add_argument(
        "--db", default=default_url(), metavar="URL", help="sqlite:///FILE or postgresql://… (default: %(default)s)"
    )
    shared.add_argument("--json", action="store_true", help="print one JSON document")
    for command in COMMANDS:
        command.add_to(commands, shared)
    return parser


def run() -> int:
    """`main` for the shell: UTF-8 out, whatever the terminal says it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return main()


if __name__ == "__main__":
    sys.exit(run())
