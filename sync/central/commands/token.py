"""`token`: a token of the TEST identity provider, which stands for a person's sign-in."""

from __future__ import annotations

import argparse

from sync.central.askers.identity import Identity, Role
from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line
from sync.central.commands.printing import tell
from sync.central.door.authenticate import find_person
from sync.central.problems import Problem
from sync.central.store.engine import reading
from sync.errors import InvalidInput


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("token", parents=[shared], help="TEST ONLY: a token that stands for a sign-in")
    command.add_argument("--role", choices=[role.value for role in Role], required=True)
    whose = "a trainee's, a staff member's or an officer's"
    command.add_argument("--id", type=line, required=True, metavar="ID", help=whose)
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    role = Role(options.role)
    try:
        with reading(centre.store) as connection:
            find_person(connection, Identity(role, options.id))
    except Problem as problem:
        raise InvalidInput(f"there is no such {role.value.replace('_', ' ')}") from problem
    token = centre.test_tokens.token_for(role, options.id)
    tell(options, {"token": token, "role": role.value, "id": options.id, "test_only": True}, token)
