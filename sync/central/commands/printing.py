"""What the commands print: one JSON document, or a line for people."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from typing import Any


class NobodyReads(Exception):
    """Standard output takes no more: its reader has gone, or its disk is full. What was asked for is done."""


def tell(options: argparse.Namespace, document: Mapping[str, Any], *lines: str) -> None:
    """Print `document` where --json was asked for, else `lines`. Raises NobodyReads."""
    say(*([json.dumps(document)] if options.json else lines))


def say(*lines: str) -> None:
    """Print `lines`, now. Raises NobodyReads."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        _drop_what_is_left()
        raise NobodyReads from error


def _drop_what_is_left() -> None:
    """The interpreter would fail at it once more when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
