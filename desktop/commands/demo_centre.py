"""The demo's centre: a process of its own on loopback, that can be stopped and come back. A checkout only."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from sync.errors import InvalidInput, Offline

_GIVE_UP_SECONDS = 5


@dataclass(frozen=True, slots=True)
class SamplePresentation:
    """One phone to hold up: what its code says, and what the clerk does with whom it does not know yet."""

    text: str = field(repr=False)
    purpose: str


@dataclass(frozen=True, slots=True)
class SampleVoucher:
    """One voucher of the printed sheet."""

    text: str = field(repr=False)
    caption: str


@dataclass(frozen=True, slots=True)
class SampleData:
    """What `python -m sync.central seed --json` told."""

    enrolment_code: str = field(repr=False)
    cast: tuple[SamplePresentation, ...]
    sheet: tuple[SampleVoucher, ...]
    clerk: str = ""
    staff_password: str = field(default="", repr=False)
    """Of all sample staff; empty: nobody has to sign in."""


def read_sample(path: Path) -> SampleData:
    """What an earlier seeding told. Raises InvalidInput when it is not there or no longer whole."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return SampleData(
            told["enrolment_code"],
            tuple(SamplePresentation(row["text"], row["purpose"]) for row in told["cast"]),
            tuple(SampleVoucher(row["text"], row["caption"]) for row in told["sheet"]),
            next((str(person["id"]) for person in told["staff"] if person["role"] == "clerk"), ""),
            str(told.get("staff_password", "")),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput(f"the folder holds no whole demo to go on with: {type(error).__name__}") from error


class DemoCentre:
    """Owns the process. The address stays the same when it comes back."""

    def __init__(self, database: Path) -> None:
        self._database = f"sqlite:///{database}"
        self._process: subprocess.Popen[str] | None = None
        self._port = 0
        self.url = ""

    def seed(self, seed: int, sample: Path, *, sign_in: bool = False) -> SampleData:
        """Fill the database with sample people, with a password or without; what was told is kept in `sample`."""
        words = ["seed", "--seed", str(seed), "--json", *(["--sign-in"] if sign_in else [])]
        told = subprocess.run(self._command(*words), check=True, stdout=subprocess.PIPE)  # noqa: S603  our own program
        sample.write_bytes(told.stdout)
        return read_sample(sample)

    def start(self) -> None:
        """Start or come back. Raises Offline when it does not come up."""
        # Its standard input is a pipe from here: however this process ends, the centre notices and ends too.
        self._process = subprocess.Popen(  # noqa: S603  our own program
            self._command("serve", "--port", str(self._port), "--until-stdin-closes"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None  # noqa: S101  asked for just above
        line = self._process.stdout.readline().strip()
        if "http://" not in line:
            raise Offline("the demo's centre did not start")
        self.url = line[line.index("http://") :]
        self._port = int(self.url.rsplit(":", 1)[1])

    def stop(self) -> None:
        """End it; nothing when it is not running."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.communicate(timeout=_GIVE_UP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "sync.central", *words, "--db", self._database]
