"""Damaged files through the scanner's doors, in child processes, so that a crash of a library is seen and counted.

An answer each, or a ScannerError; no other exception; nothing that ends the process; reading no longer than the budget
and one stage, and all three doors, decoding each time included, within `LIMIT_S` of processor time.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.__main__ import DONE, UNUSABLE, main
from scanner.decoders import load_decoders
from scanner.errors import ScannerError
from scanner.ladder import Ladder
from scanner.live import LiveReader
from scanner.opencv import keep_codecs_quiet
from scanner.presentations import presentations
from scanner.recording import Recording
from tests.fuzz.damaged_pictures import DamagedFiles

BUDGET_MS = 100.0
LONGEST_STAGE_MS = 1500.0
"""What one stage may take on the largest picture that is looked at (16 megapixels), on a busy machine."""
LIMIT_S = 6.0
_HANGS_S = 60.0
_ONE_BY_ONE = 200  # files a child
_ROOT = Path(__file__).parents[2]

Door = Callable[[Path], str]
_LADDER = Ladder(load_decoders())


@dataclass
class Found:
    """What came of it. `faults` has a line for every promise broken."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest_ms: float = 0.0
    most_memory_mb: float = 0.0


def run(count: int, seed: int, door: str = "every_door") -> Found:
    """`count` files, in children of `_ONE_BY_ONE`. `door`: a function here, or `module:function`."""
    found = Found()
    first = 0
    while first < count:
        first = _run_child(found, seed, first, min(first + _ONE_BY_ONE, count), door)
    return found


def _run_child(found: Found, seed: int, first: int, end: int, door: str) -> int:
    """Take a child's answers in; the number to go on with, behind a file that ended the child."""
    command = [sys.executable, "-m", "tests.fuzz.scan_damaged", str(seed), str(first), str(end), door]
    child = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    begun = first - 1
    for line in child.stdout.splitlines():
        answer = json.loads(line)
        begun = answer["number"]
        if "outcome" in answer:
            _count(found, seed, answer)
    if child.returncode == 0:
        if child.stderr:
            found.faults.append(f"seed {seed}, files from {first}: on stderr: {child.stderr.strip()[:200]}")
        return end
    if begun < first:
        raise RuntimeError(f"the child did not begin: {child.stderr[-500:]}")
    last_words = " | ".join(child.stderr.strip().splitlines()[-3:])
    found.faults.append(f"seed {seed}, file {begun}: the process ended with {child.returncode}: {last_words}")
    found.outcomes["ended the process"] += 1
    return begun + 1


def _count(found: Found, seed: int, answer: dict[str, str | float]) -> None:
    found.outcomes[str(answer["outcome"])] += 1
    found.slowest_ms = max(found.slowest_ms, float(answer["ms"]))
    found.most_memory_mb = max(found.most_memory_mb, float(answer["memory_mb"]))
    if answer["fault"]:
        found.faults.append(f"seed {seed}, file {answer['number']} ({answer['how']}): {answer['fault']}")


def every_door(path: Path) -> str:
    """As the command reads it, as the desk does, frame by frame. The first two must agree on whether it is a picture.

    What a film's codes say may differ: a live reader does what its time allows.
    """
    by_command, by_desk = _as_command(path), _as_presentations(path)
    _within_the_budget(path)
    _expect((by_command == "error") == (by_desk == "error"), f"the doors do not agree: {by_command}, {by_desk}")
    return by_command


def _as_command(path: Path) -> str:
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        status = main([str(path), "--json", "--budget-ms", str(BUDGET_MS)])
    (line,) = said.getvalue().splitlines()
    answer = json.loads(line)
    if "error" in answer:
        _expect(status == UNUSABLE and len(complained.getvalue().splitlines()) == 1, "an error is one line, status 2")
        return "error"
    _expect(status == DONE and not complained.getvalue(), f"an answer is status 0, quiet: {complained.getvalue()[:99]}")
    return "read" if answer["texts"] else "nothing"


def _as_presentations(path: Path) -> str:
    try:
        with Recording(path) as recording:
            return "read" if list(presentations(recording, _LADDER, key=str)) else "nothing"
    except ScannerError:
        return "error"


def _within_the_budget(path: Path) -> None:
    live = LiveReader(_LADDER)
    with contextlib.suppress(ScannerError), Recording(path) as recording:
        while (frame := recording.read()) is not None:
            reading = _LADDER.read(frame, BUDGET_MS) if frame.still else live.read(frame)
            _expect(reading.ms <= BUDGET_MS + LONGEST_STAGE_MS, f"reading took {reading.ms:.0f} ms")


def _expect(holds: bool, promise: str) -> None:
    if not holds:
        raise AssertionError(promise)


def _child(seed: int, first: int, end: int, door: Door) -> None:
    """Say which file begins, then what came of it, a JSON line each."""
    keep_codecs_quiet()
    files = DamagedFiles(seed)
    with TemporaryDirectory(prefix="voucherdesk-fuzz-") as folder:
        for number in range(first, end):
            file = files.file(number)
            path = Path(folder) / f"file{file.suffix}"
            path.write_bytes(file.data)
            _say(number=number)
            faulthandler.dump_traceback_later(_HANGS_S, exit=True, file=sys.stderr)
            start = time.process_time()  # not the clock on the wall: other programs may want the machine too
            outcome, fault = _outcome(door, path)
            ms = (time.process_time() - start) * 1000
            faulthandler.cancel_dump_traceback_later()
            path.unlink()
            if not fault and ms > LIMIT_S * 1000:
                fault = f"took {ms:.0f} ms"
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            _say(number=number, how=file.how, outcome=outcome, fault=fault, ms=ms, memory_mb=memory)


def _outcome(door: Door, path: Path) -> tuple[str, str]:
    try:
        return door(path), ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        return "exception", f"{type(error).__name__}: {error}"


def _say(**fields: object) -> None:
    print(json.dumps(fields), flush=True)


def _door(name: str) -> Door:
    module, _, function = name.rpartition(":")
    door: Door = getattr(import_module(module), function) if module else globals()[function]
    return door


if __name__ == "__main__":
    _child(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), _door(sys.argv[4]))
