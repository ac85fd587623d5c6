"""What the commands' arguments have in common: one line about wrong use, and whole numbers within bounds."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn, TypeAlias

from sync.central.holders import MAX_VOUCHER_NO

NOT_IN_ORDER = 1
"""The exit status of a command that did its work and found something wrong."""
UNUSABLE = 2
"""The exit status of wrong use and of unusable input."""
_MOST_WORDS = 200


class OneLineParser(argparse.ArgumentParser):
    """Wrong use is told in one line, not in a page of usage."""

    def error(self, message: str) -> NoReturn:
        """As argparse calls it."""
        self.exit(UNUSABLE, f"{self.prog}: {' '.join(message.split())}; --help shows the use\n")


Commands: TypeAlias = "argparse._SubParsersAction[OneLineParser]"
"""What `add_to` adds to."""


def whole(least: int, most: int) -> Callable[[str], int]:
    """An argument's type: a whole number from `least` to `most`."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"a whole number from {least} to {most} is wanted")
        return number

    return read


def line(text: str) -> str:
    """An argument's type: one line of text."""
    if len(text) > _MOST_WORDS or not text.isprintable():
        raise argparse.ArgumentTypeError(f"one line of at most {_MOST_WORDS} characters is wanted")
    return text


voucher_no = whole(1, MAX_VOUCHER_NO)
