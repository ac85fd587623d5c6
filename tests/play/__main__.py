"""`make play SEED=7`: one term in fast time, one JSON document.

Exit status 0: the books balance; 1: they do not; 2: nothing could be played, say because the database is not empty.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from sync.errors import InvalidInput
from tests.fakes.postgres import running_postgres
from tests.play.faults import FAULTS
from tests.play.plan import SCALES
from tests.play.processes import ProcessFailed
from tests.play.run import play

_WORKERS_ON_A_SERVER = 2


def main() -> int:
    """Plays, prints, tells."""
    parser = argparse.ArgumentParser(prog="python -m tests.play", description="One term of the scheme in fast time.")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--scale", choices=SCALES, default="term")
    parser.add_argument("--fault", choices=FAULTS, help="break one rule on purpose")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--db", default="", metavar="URL", help="an empty database (default: a file that goes again)")
    where.add_argument("--postgres", action="store_true", help="a PostgreSQL server of its own, two workers")
    options = parser.parse_args()
    try:
        result = _played(options)
    except (ProcessFailed, InvalidInput) as error:
        print(f"play: {error}", file=sys.stderr)
        return 2
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 0 if result["balanced"] else 1


def _played(options: argparse.Namespace) -> dict[str, Any]:
    if options.postgres:
        with running_postgres() as server:
            return play(SCALES[options.scale], options.seed, server.fresh_database(), workers=2, fault=options.fault)
    workers = 1 if options.db.startswith("sqlite:") or not options.db else _WORKERS_ON_A_SERVER
    return play(SCALES[options.scale], options.seed, options.db, workers=workers, fault=options.fault)


if __name__ == "__main__":
    sys.exit(main())
