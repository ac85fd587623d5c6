"""A real centre with sample data, outside of the trial's system, on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.commands.demo_centre import DemoCentre, SampleData


class CentreBeside:
    """Comes and goes; the address stays."""

    def __init__(self, folder: Path) -> None:
        self._database = folder / "centre.db"
        self._centre = DemoCentre(self._database)
        self.sample: SampleData = self._centre.seed(7, folder / "sample.json")
        told = json.loads((folder / "sample.json").read_text("utf-8"))
        self.site: str = told["site"]["id"]
        self.enrolled: list[str] = [one["text"] for one in told["cast"] if one["note"] == "enrolled"]
        """What the phones of people show whose class is on."""

    @property
    def url(self) -> str:
        """Where it answers."""
        return self._centre.url

    def start(self) -> None:
        """Start, or come back."""
        self._centre.start()

    def stop(self) -> None:
        """End the process."""
        self._centre.stop()

    def code_for(self, pcs: int) -> str:
        """An enrolment code that so many PCs may use."""
        told = self.ask("enrolment-code", "--site", self.site, "--uses", str(pcs))
        return str(told["enrolment_code"])

    def ask(self, *words: str) -> dict[str, object]:
        """One of the centre's own commands."""
        command = [sys.executable, "-m", "sync.central", *words, "--json", "--db", f"sqlite:///{self._database}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        told: dict[str, object] = json.loads(done.stdout)
        return told


@contextmanager
def centre_beside(folder: Path) -> Iterator[CentreBeside]:
    """Running, until the end."""
    centre = CentreBeside(folder)
    centre.start()
    try:
        yield centre
    finally:
        centre.stop()
