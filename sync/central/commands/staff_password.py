"""`staff-password`: the password a member of staff signs in with at the desks. Read from the keyboard or a pipe, never
from the command line, where others could see it.
"""

from __future__ import annotations

import argparse
import getpass
import sys

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line
from sync.central.commands.printing import tell
from sync.central.problems import Problem
from sync.central.store.engine import writing
from sync.central.teaching.set_staff_password import set_staff_password
from sync.errors import InvalidInput


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    help_ = "the password somebody signs in with at the desks (asked for, or from standard input)"
    command = commands.add_parser("staff-password", parents=[shared], help=help_)
    command.add_argument("--staff", type=line, required=True, metavar="ID")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    password = _read()
    try:
        with writing(centre.store) as connection:
            set_staff_password(connection, options.staff, password)
    except Problem as problem:
        raise InvalidInput("there is no such member of staff") from problem
    tell(options, {"id": options.staff}, f"{options.staff} can sign in; the desks know with their next update")


def _read() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise InvalidInput("the two are not the same")
    return password
