"""What the window remembers from one day to the next: its language, its tones, who was at the desk, its camera."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from sync.desk.device.settings import Settings, where_from

_FILE = "window.json"


@dataclass(frozen=True, slots=True)
class Habits:
    """Empty texts, and 0: never chosen in the window. `operator` is a StaffId; `camera_port` tells namesakes apart.

    `look` is light or dark, empty as the system; `scale` in percent; `set_up_step` where the first set-up was left.
    """

    language: str = ""
    muted: bool = False
    operator: str = ""
    camera: str = ""
    camera_port: str = ""
    reader: str = ""
    look: str = ""
    scale: int = 100
    lock_minutes: int = 0
    set_up_step: str = ""


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
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.write_text(json.dumps(asdict(habits)), "utf-8")
        os.replace(new, home / _FILE)


def with_habits(settings: Settings, habits: Habits) -> Settings:
    """What was chosen in the window, where nothing that IT has set says otherwise."""
    set_by_it = where_from()
    return replace(
        settings,
        language=habits.language or settings.language,
        reader=settings.reader or habits.reader,
        lock_minutes=habits.lock_minutes
        if habits.lock_minutes > 0 and "lock_minutes" not in set_by_it
        else settings.lock_minutes,
    )
