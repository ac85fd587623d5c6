"""What the window remembers from one day to the next: its language, its tones, who was at the desk, its camera."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

_FILE = "window.json"


@dataclass(frozen=True, slots=True)
class Habits:
    """Empty texts: never chosen in the window. `operator` is a StaffId; `camera_port` tells namesakes apart."""

    language: str = ""
    muted: bool = False
    operator: str = ""
    camera: str = ""
    camera_port: str = ""


def recall(home: Path) -> Habits:
    """What was kept in `home`. Nothing depends on it, so whatever cannot be read is as if never chosen."""
    try:
        kept = json.loads((home / _FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return Habits()
    if not isinstance(kept, dict):
        return Habits()
    usual = Habits()
    known = {each.name: kept.get(each.name) for each in fields(Habits)}
    return Habits(**{name: value for name, value in known.items() if isinstance(value, type(getattr(usual, name)))})


def keep(home: Path, habits: Habits) -> None:
    """Keep `habits` in `home`, whole or not at all; a folder that cannot be written is no trouble worth telling."""
    new = home / f"{_FILE}.new"
    with suppress(OSError):
        new.write_text(json.dumps(asdict(habits)), "utf-8")
        os.replace(new, home / _FILE)
