"""The desk as it is installed on a trial's system, used as a clerk uses it: by `voucherdesk`, from any folder."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from resources.installer.errors import CheckFailed
from tests.installed.clean_debian import CleanDebian

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


class InstalledDesk:
    """Commands, and what they say."""

    def __init__(self, system: CleanDebian) -> None:
        self.system = system
        self.data = system.home / ".local/share/VoucherDesk"

    def say(self, *words: str | Path, env: Mapping[str, str] | None = None, fails: bool = False) -> str:
        """`voucherdesk` with these words, from a folder that has nothing to do with it."""
        return self.system.run("voucherdesk", *words, cwd="/var/lib", env=env, fails=fails)

    def version(self) -> str:
        """As it says itself."""
        return self.say("--version").split()[-1]

    def checks(self) -> dict[str, dict[str, Any]]:
        """What the doctor finds, by name. It may find fault."""
        told = self.system.run("sh", "-c", "voucherdesk doctor --json || [ $? = 1 ]", cwd="/var/lib")
        return {check["name"]: check for check in json.loads(told)["checks"]}

    def scan(self, *paths: str) -> list[dict[str, Any]]:
        """The answers, one for each presentation."""
        return [json.loads(line) for line in self.say("scan", *paths, "--json").splitlines()]

    def picture(self, target: Path, env: Mapping[str, str]) -> float:
        """Open the window, keep its picture in `target`; seconds to the first paint."""
        told = self.say("--picture", "/tmp/window.png", env=env)  # noqa: S108  the trial's own
        taken = self.system.path("/tmp/window.png")  # noqa: S108  as above
        target.write_bytes(taken.read_bytes())
        taken.unlink()
        return painted_s(told)

    def digest(self) -> str:
        """Of every file of the record's folder: name, rights and bytes."""
        found = hashlib.sha256()
        for path in sorted(self.system.path(self.data).rglob("*")):
            found.update(f"{path.relative_to(self.system.root)} {path.stat().st_mode}".encode())
            if path.is_file():
                found.update(path.read_bytes())
        return found.hexdigest()


def painted_s(told: str) -> float:
    """The figure in what `--picture` says."""
    words = told.split()
    if words[:2] != ["painted", "after"]:
        raise CheckFailed("the window did not say when it was painted")
    return float(words[2])


class Stopwatch:
    """Lines of the table that the check prints."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str]] = []
        self._since = time.monotonic()

    def note(self, what: str, figure: str | None = None) -> None:
        """A figure; without one the seconds since the last line without."""
        if figure is None:
            now = time.monotonic()
            figure, self._since = f"{now - self._since:.1f} s", now
        self.rows.append((what, figure))

    def table(self) -> str:
        """Aligned."""
        width = max(len(what) for what, _ in self.rows)
        return "\n".join(f"{what.ljust(width)}  {figure}" for what, figure in self.rows)
