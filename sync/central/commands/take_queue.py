"""`take-queue`: take in the queue file that a stick has brought, and write the file of receipts that goes back."""

from __future__ import annotations

import argparse
from pathlib import Path

from sync.central.centre import Centre
from sync.central.commands.arguments import NOT_IN_ORDER, Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.central.intake.take_queue import take_queue
from sync.protocol.queue_file import Fate

_WORDS = {
    Fate.TAKEN: "",
    Fate.FORKED: "; the PC's record is a copy: let it take in the receipts, then export once more",
    Fate.REVOKED: "; the PC is withdrawn and gets no news",
}


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("take-queue", parents=[shared], help="take in a queue file from a USB stick")
    command.add_argument("file", type=Path, metavar="FILE", help="what `voucherdesk export-queue` has written")
    command.add_argument("--receipts", type=Path, required=True, metavar="OUT", help="where to write the reply")
    command.set_defaults(run=_run)


def _run(centre: Centre, options: argparse.Namespace) -> int:
    """1 where the PC has something to do before the rest can be taken."""
    taken = take_queue(centre, options.file, options.receipts)
    document = {
        "export": taken.export,
        "device": taken.device,
        "facts": taken.facts,
        "outcomes": dict(sorted(taken.outcomes.items())),
        "fate": taken.fate.value,
        "receipts": str(options.receipts),
    }
    counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(taken.outcomes.items()))
    what = f"{taken.facts} records" + (f" ({counts})" if counts else "")
    tell(options, document, f"{what} of {taken.device}; receipts in {options.receipts}{_WORDS[taken.fate]}")
    return NOT_IN_ORDER if taken.fate is Fate.FORKED else 0
