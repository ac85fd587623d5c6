"""`officer`: enter an officer of the authority. Officers enter everybody else by the API; the first one begins here."""

from __future__ import annotations

import argparse

from pydantic import TypeAdapter, ValidationError

from sync.central.api.bodies.given import Id, Line
from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.central.store.engine import writing
from sync.central.teaching.put_person import put_officer
from sync.errors import InvalidInput


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("officer", parents=[shared], help="enter an officer of the authority, or rename one")
    command.add_argument("--id", required=True, metavar="ID", help="letters, digits, _ . and -")
    command.add_argument("--name", required=True)
    command.set_defaults(run=_run, may_found=True)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    try:
        officer, name = TypeAdapter(Id).validate_python(options.id), TypeAdapter(Line).validate_python(options.name)
    except ValidationError:
        raise InvalidInput("an officer has an id of letters, digits, _ . and -, and a name") from None
    with writing(centre.store) as connection:
        put_officer(connection, officer, name)
    tell(options, {"id": officer}, f"officer {officer} entered")
