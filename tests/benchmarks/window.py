"""How soon the window is painted, and what memory it takes, beside an empty window of the same toolkit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.scene.record import record
from scanner.scene.scene import Presentation
from sync.desk.device.key_vault import FileVault
from sync.desk.operations.desk import DEVICE_KEY, STORE_KEY
from tests.benchmarks.rounds import alternate, spread
from tests.benchmarks.table import Row
from tests.fakes import site

_ROUNDS = 7
_IDLE_S = 20.0


def run() -> list[Row]:
    """First paint, ready to work, and memory at both moments."""
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        home = Path(name)
        desk, keys = site.make_desk(home)
        desk.close()
        vault = FileVault(home / "keys.json")
        vault.put(STORE_KEY, site.STORE_KEY)
        vault.put(DEVICE_KEY, keys.device.to_bytes())
        camera = record(home / "camera.mp4", [Presentation(keys.code_for(1001))])
        return [*_speed(home, camera), *_memory(home, camera)]


def _speed(home: Path, camera: Path) -> list[Row]:
    ready: list[float] = []

    def ours() -> float:
        found = _show("ours", home, camera)
        ready.append(found["ready_ns"] / 1e9)
        return found["paint_ns"] / 1e9

    pair = alternate(_ROUNDS, ours, lambda: _show("empty", home, camera)["paint_ns"] / 1e9)
    how = f"from the process's start, {_ROUNDS} of each in turns, offscreen"
    empty = f"empty window {spread(pair.beside)}"
    return [
        Row("first paint of the window", spread(pair.ours), empty, pair.ratio, "told", how),
        Row("check-in screen ready to work", spread(ready[1:]), "-", None, "told", "record open, session chosen"),
    ]


def _memory(home: Path, camera: Path) -> list[Row]:
    ours, empty = _show("ours", home, camera, _IDLE_S), _show("empty", home, camera, 1.0)
    ready, beside = ours["ready_mb"], f"empty window {empty['end_mb']:.0f} MB"
    return [
        Row("memory when ready", f"{ready:.0f} MB", beside, ready / empty["end_mb"], "told", "RSS"),
        Row(
            f"memory after {_IDLE_S:.0f} s of camera",
            f"{ours['end_mb']:.0f} MB",
            beside,
            ours["end_mb"] / empty["end_mb"],
            "told",
            "RSS; a recording 1280x720, 15 frames a second, looked at throughout",
        ),
    ]


def _show(which: str, home: Path, camera: Path, linger_s: float = 0.0) -> dict[str, float]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "VOUCHERDESK_HOME": str(home),
        "VOUCHERDESK_KEY_STORAGE": "file",
    }
    command = [sys.executable, "-m", "tests.benchmarks.window_child"]
    child = subprocess.run(
        [*command, which, str(time.monotonic_ns()), str(linger_s), str(camera)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    found: dict[str, float] = json.loads(child.stdout)
    return found
