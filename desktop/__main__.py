"""`voucherdesk` (= `python -m desktop`): opens the window, or hands over to one of the commands.

Exit status: 0 done; 1 done in part; 2 wrong use or unusable input, one clear line on stderr.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module, metadata
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

from scanner.errors import ScannerError
from sync.errors import SyncError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.app import App
    from sync.desk.device.settings import Settings

DONE, UNUSABLE, INTERRUPTED = 0, 2, 130
# verb -> what it does. Each is desktop/commands/<verb with _ for ->.py with `add_arguments(parser)` and
# `run(args) -> int`, imported only when it is asked for: a command line answers without loading Qt.
COMMANDS = {
    "demo": "the centre and the desk on this PC with sample data",
    "scan": "scan pictures or videos through the whole desk",
    "sync": "send and fetch now",
    "enrol-device": "join this PC to its site",
    "doctor": "health of this PC's desk",
    "verify-store": "check the record: its chain, and what waits",
    "backup": "a verified copy of the record",
    "restore": "put a backup in the record's place; what the record holds besides is brought over",
    "repair": "mend a damaged record; what waits for the centre goes into a file first",
    "export-queue": "what waits for the centre, into a file for a USB stick",
    "import-receipts": "take in the reply that a USB stick has brought from the centre",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window or a command; the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a redirected stream has the system's old code page on Windows
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser(given).parse_args(given)
    try:
        if options.command is None:
            return open_window(options)
        return int(_module(options.command).run(options))
    except SyncError as error:
        return _say(str(error))
    except ScannerError as error:
        return _say(f"{error.code} {error}. {error.remedy}")
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as with `| head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def open_window(options: argparse.Namespace) -> int:
    """The window, until it is closed."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  Qt only where a window is wanted

    from desktop.widgets.habits import recall  # noqa: PLC0415
    from sync.desk.device.settings import Settings  # noqa: PLC0415

    settings = Settings.load({"camera": options.camera, "language": options.language})
    if options.language is None:  # the one chosen in the window holds, unless it is asked for here
        settings = replace(settings, language=recall(settings.home).language or settings.language)
    qt = QApplication([sys.argv[0]])
    qt.setApplicationName("Voucher Desk")
    running: list[App] = []
    show_window(qt, settings, running.append)
    return qt.exec()


def show_window(qt: QApplication, settings: Settings, started: Callable[[App], object]) -> None:
    """Paint the window first, then load everything behind it, then start; `started` gets what now runs, to hold it."""
    from desktop.background import Background  # noqa: PLC0415
    from desktop.main_window import open_frame  # noqa: PLC0415

    frame = open_frame(qt, settings)
    frame.window.show()

    def start(app_module: ModuleType) -> None:
        app = app_module.App(qt, settings, frame=frame)
        started(app)
        app.start()

    Background(frame.window).run(lambda: import_module("desktop.app"), start)


class _OneLineParser(argparse.ArgumentParser):
    """Wrong use is told in one line, not in a page of usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {message}; --help shows the use\n")


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="voucherdesk", description="Front desk for vocational training vouchers.")
    parser.add_argument("--version", action="version", version=f"Voucher Desk {metadata.version('voucher-desk')}")
    parser.add_argument("--camera", metavar="WHICH", help="a camera's number or name, or the path of a recording")
    parser.add_argument("--language", choices=("zh_CN", "en"), help="the language of the window")
    verbs = parser.add_subparsers(dest="command", metavar="COMMAND")
    for verb, does in COMMANDS.items():
        command = verbs.add_parser(verb, help=does, description=f"{does[0].upper()}{does[1:]}.")
        if verb in given:
            _module(verb).add_arguments(command)
    return parser


def _module(verb: str) -> ModuleType:
    return import_module(f"desktop.commands.{verb.replace('-', '_')}")


def _say(line: str) -> int:
    print(" ".join(line.split()), file=sys.stderr)
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
