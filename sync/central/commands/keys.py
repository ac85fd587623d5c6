"""`keys`: the centre's public keys, so that what it signs can be checked elsewhere."""

from __future__ import annotations

import argparse

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.protocol.requests import to_base64


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("keys", parents=[shared], help="print the centre's public keys")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    issuing = centre.keys.issuing
    named = {
        "root": {kid.hex(): to_base64(key.to_bytes()) for kid, key in centre.keys.roots.items()},
        "issuing": {issuing.kid.hex(): to_base64(issuing.key.public().to_bytes())},
        "answers": {"": to_base64(centre.keys.answers.public().to_bytes())},
    }
    lines = (f"{purpose} {kid or '-'} {key}" for purpose, keys in named.items() for kid, key in keys.items())
    tell(options, named, *lines)
