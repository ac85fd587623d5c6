"""`prune-feed`: clear away what the feed tells of things that were deleted long ago."""

from __future__ import annotations

import argparse
from datetime import timedelta

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, whole
from sync.central.commands.printing import tell
from sync.central.news.tombstones import prune
from sync.central.store.engine import writing

_MOST_DAYS = 36_500


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser(
        "prune-feed", parents=[shared], help="forget deletions of long ago; a desk away for longer takes a snapshot"
    )
    command.add_argument(
        "--older-than-days",
        type=whole(0, _MOST_DAYS),
        default=90,
        metavar="N",
        help="how old a deletion is at least (default: %(default)s)",
    )
    command.set_defaults(run=_run, batch=True)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    now = centre.now()
    with writing(centre.store) as connection:
        cleared = prune(connection, now - timedelta(days=options.older_than_days), now)
    tell(options, {"cleared": cleared}, f"{cleared} deletions cleared away")
