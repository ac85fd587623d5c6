"""`settle`: put what is due into payment batches for the bank."""

from __future__ import annotations

import argparse

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser
from sync.central.commands.printing import tell
from sync.central.settlement.make_batch import Batch, make_batches
from sync.domain.money import in_yuan


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add this command."""
    command = commands.add_parser("settle", parents=[shared], help="put payments that are due into batches")
    command.set_defaults(run=_run, batch=True)


def _run(centre: Centre, options: argparse.Namespace) -> None:
    made = make_batches(centre, "run:settle")
    lines = [f"{batch.id}: {batch.lines} payments, {in_yuan(batch.total_fen)} yuan" for batch in made]
    tell(options, {"batches": [_shown(batch) for batch in made]}, *(lines or ["no payment is due"]))


def _shown(batch: Batch) -> dict[str, object]:
    return {
        "id": batch.id,
        "lines": batch.lines,
        "total_fen": batch.total_fen,
        "file_digest": batch.file_digest.hex(),
    }
