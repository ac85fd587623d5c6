"""What the commands print: one JSON document, or a line for people."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any


def tell(options: argparse.Namespace, document: Mapping[str, Any], *lines: str) -> None:
    """Print `document` where --json was asked for, else `lines`."""
    for line in [json.dumps(document)] if options.json else lines:
        print(line)
