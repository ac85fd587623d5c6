"""`bank-file` and `take-bank-result`: a batch to the bank, and the bank's answer back."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from sync.central.centre import Centre
from sync.central.commands.arguments import Commands, OneLineParser, line
from sync.central.commands.printing import tell
from sync.central.move_voucher import Occasion
from sync.central.settlement.bank_file import bank_file, digest_of
from sync.central.settlement.bank_result import COLUMNS
from sync.central.settlement.take_bank_result import take_bank_result
from sync.central.store.engine import reading, writing
from sync.domain.money import in_yuan
from sync.errors import InvalidInput


def add_to(commands: Commands, shared: OneLineParser) -> None:
    """Add these commands."""
    out = commands.add_parser("bank-file", parents=[shared], help="write the file of a payment batch")
    out.add_argument("batch", type=line, metavar="BATCH")
    out.add_argument("--out", required=True, metavar="FILE", help="it holds account numbers: keep it safe")
    out.set_defaults(run=_write)
    back = commands.add_parser("take-bank-result", parents=[shared], help="take the bank's result of a batch")
    back.add_argument("file", metavar="FILE", help=f"CSV headed {','.join(COLUMNS)}; - for standard input")
    back.set_defaults(batch=True, run=_take)


def _write(centre: Centre, options: argparse.Namespace) -> None:
    with reading(centre.store) as connection:
        file = bank_file(connection, options.batch)
    try:
        _put(Path(options.out), file)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise InvalidInput("the bank file cannot be written there") from error
    digest = digest_of(file).hex()
    tell(options, {"batch": options.batch, "bytes": len(file), "file_digest": digest}, f"SHA-256 {digest}")


def _put(path: Path, file: bytes) -> None:
    """All of it or nothing, and for nobody else to read. A device takes it as it comes."""
    if path.exists() and not path.is_file():
        path.write_bytes(file)
        return
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _take(centre: Centre, options: argparse.Namespace) -> None:
    try:
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except (OSError, ValueError) as error:
        raise InvalidInput("the bank's result cannot be read") from error
    with writing(centre.store) as connection:
        occasion = Occasion("run:take-bank-result", centre.now(), centre.lists(connection).policy.version)
        taken = take_bank_result(connection, data, occasion)
    document = {
        "batch": taken.batch,
        "paid": taken.paid,
        "paid_fen": taken.paid_fen,
        "returned": taken.returned,
    }
    tell(options, document, f"{taken.paid} paid ({in_yuan(taken.paid_fen)} yuan), {taken.returned} returned")
