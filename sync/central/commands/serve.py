"""`serve`: answer requests until told to stop."""

from __future__ import annotations

import argparse
from functools import partial

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, whole
from sync.central.commands.printing import say
from sync.central.door.request_log import LogFormat, log_to_stderr
from sync.central.serving.serve import Place, serve, stop_when_stdin_closes

_MAX_PORT = 65_535
_MAX_WORKERS = 64


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("serve", parents=[shared], help="answer requests until told to stop")
    command.add_argument("--host", default="127.0.0.1", help="where to listen (default: %(default)s)")
    command.add_argument(
        "--port", type=whole(0, _MAX_PORT), default=8470, help="0: any free port (default: %(default)s)"
    )
    command.add_argument(
        "--workers",
        type=whole(1, _MAX_WORKERS),
        default=1,
        metavar="N",
        help="processes at one address; more than one needs PostgreSQL (default: %(default)s)",
    )
    command.add_argument(
        "--until-stdin-closes", action="store_true", help="end when whoever started this ends, however that happens"
    )
    command.add_argument(
        "--log-format",
        type=LogFormat,
        choices=list(LogFormat),
        help="a line on standard error for each request; without this for failures only",
    )
    command.set_defaults(run=_run, may_found=True)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    prepare = partial(log_to_stderr, options.log_format)
    prepare()
    if options.until_stdin_closes:
        stop_when_stdin_closes()
    place = Place(options.host, options.port, options.workers, prepare)
    serve(centre, place, lambda address: say(f"listening on {address}"))
