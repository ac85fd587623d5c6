"""`voucherdesk demo`: the centre and the desk on this PC, with sample people, from the first scan to the last receipt.

With a webcam the window waits for the printed sample vouchers. Without one a recorded camera is made at run time:
people who hold phones up, one after the other. In the middle the centre is stopped for a while and the desk goes on.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import InvalidInput

if TYPE_CHECKING:
    from desktop.commands.demo_centre import DemoCentre, SampleData
    from desktop.commands.demo_story import Summary
    from sync.desk.device.settings import Settings

_HEADLESS_SECONDS = 300
_SAMPLE, _READY = "sample.json", "ready"


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--headless", action="store_true", help="no window on a screen; ends by itself")
    parser.add_argument("--json", action="store_true", help="print the summary as one JSON document")
    parser.add_argument("--seconds", type=int, metavar="N", help="end after N seconds at the latest")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="a folder for the demo's data: empty, or of a demo to go on with"
    )
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="which sample people (default 7)")


def run(args: Namespace) -> int:
    """0: everything settled; 1: it ended before that. Raises InvalidInput or SyncError."""
    if getattr(sys, "frozen", False) or importlib.util.find_spec("sync.central") is None:
        raise InvalidInput("the demo needs a checkout with the centre; this is an installed desk")
    headless = args.headless or not _has_display()
    if headless:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = _folder(args.data)
    with ExitStack() as closing:
        summary = _play(args, folder, closing, headless=headless)
    if args.json:
        print(json.dumps(asdict(summary), ensure_ascii=False))
    else:
        print("\n".join(f"{name:16} {value}" for name, value in asdict(summary).items() if name != "screenshots"))
        print(f"{'pictures':16} {', '.join(summary.screenshots)}")
    return 0 if summary.facts_recorded == summary.facts_settled else 1


def _play(args: Namespace, folder: Path, closing: ExitStack, *, headless: bool) -> Summary:
    """Set everything up, then let the story run in the window."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  the platform has just been chosen

    from desktop.commands.demo_centre import DemoCentre, read_sample  # noqa: PLC0415  as above
    from desktop.commands.demo_sheet import print_sheet  # noqa: PLC0415
    from desktop.commands.demo_story import Story, record_camera  # noqa: PLC0415
    from scanner.camera import list_cameras  # noqa: PLC0415

    centre = DemoCentre(folder / "centre.db")
    fresh = not (folder / _READY).exists()
    kept = folder / _SAMPLE
    sample = centre.seed(args.seed, kept, sign_in=True) if fresh else read_sample(kept)
    closing.callback(centre.stop)
    centre.start()
    settings = _settings(folder, centre)
    if fresh:
        _join(settings, centre, sample)
    qt = QApplication([sys.argv[0]])
    recording = None
    if headless or not list_cameras():
        recording = folder / "camera.mp4"
        if fresh:
            _say("Drawing what the recorded camera sees…")
            record_camera(recording, sample, args.seed)
    (folder / _READY).touch()
    seconds = args.seconds or (_HEADLESS_SECONDS if headless else None)
    story = Story(
        qt, settings, centre=centre, sample=sample, recording=recording, pictures=folder / "pictures", say=_say
    )
    sheet = print_sheet(folder / "sample-vouchers.pdf", sample)  # in the language that the story's window has set
    _say(f"The centre runs at {centre.url}; sample vouchers to print: {sheet}")
    if sample.staff_password:
        _say(f"A clerk is signed in; change over by the name at the top. Everybody's password: {sample.staff_password}")
    return story.run(ends_by_itself=headless, seconds=seconds)


def _settings(folder: Path, centre: DemoCentre) -> Settings:
    """A key file: the demo's people are made up, and it must run where there is no keyring."""
    from sync.desk.device.settings import Settings  # noqa: PLC0415

    return Settings.load({"home": folder / "desk", "key_storage": "file", "central_url": centre.url})


def _join(settings: Settings, centre: DemoCentre, sample: SampleData) -> None:
    """Enrol this PC with its one-time code and read the feed once."""
    from desktop.joining import join_site  # noqa: PLC0415
    from sync.desk.exchange.open_exchange import open_exchange  # noqa: PLC0415
    from sync.desk.operations.desk import Desk  # noqa: PLC0415

    join_site(settings, centre.url, sample.enrolment_code)
    desk = Desk.open(settings)
    exchange = open_exchange(settings, desk)
    result = exchange.run_cycle()
    exchange.connection.close()
    desk.close()
    if result.error is not None:
        raise result.error


def _folder(asked: Path | None) -> Path:
    """A new folder, or the one asked for: empty, or of a demo to go on with. It stays, pictures and sheet in it."""
    if asked is None:
        return Path(tempfile.mkdtemp(prefix="voucherdesk-demo-"))
    try:
        asked.mkdir(parents=True, exist_ok=True)
        if any(asked.iterdir()) and not (asked / _READY).exists():
            raise InvalidInput("the folder for the demo's data must be empty, or hold a demo to go on with")
    except OSError as error:
        raise InvalidInput(f"the folder for the demo's data cannot be used: {type(error).__name__}") from error
    return asked.absolute()


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(line: str) -> None:
    """Progress goes to stderr, so that stdout holds the summary alone."""
    print(line, file=sys.stderr, flush=True)
