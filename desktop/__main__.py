"""`voucherdesk` (= `python -m desktop`): opens the window, or hands over to one of the commands.

Exit status: 0 done; 1 done in part; 2 wrong use or unusable input, one clear line on stderr.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

from scanner.errors import ScannerError
from sync.errors import SyncError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite
    from PySide6.QtWidgets import QApplication

    from desktop.app import App
    from desktop.main_window import MainWindow
    from sync.desk.device.settings import Settings

DONE, UNUSABLE, INTERRUPTED, START_AGAIN = 0, 2, 130, 77
_AS_IT_IS = 100
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
# verb -> what it does. Each is desktop/commands/<verb with _ for ->.py with `add_arguments(parser)` and
# `run(args) -> int`, imported only when it is asked for: a command line answers without loading Qt.
COMMANDS = {
    "demo": "the centre and the desk on this PC with sample data",
    "scan": "scan pictures or videos through the whole desk",
    "sync": "send and fetch now",
    "enrol-device": "join this PC to its site",
    "doctor": "health of this PC's desk",
    "support-bundle": "what support needs to help, in one file; nothing of a person in it",
    "verify-store": "check the record: its chain, and what waits",
    "backup": "a verified copy of the record",
    "restore": "put a backup in the record's place; what the record holds besides is brought over",
    "roll-back": "the program of before the upgrade again; each record follows, and keeps what was recorded since",
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
    try:
        try:
            return _run(given)
        finally:  # what is still held back is written while it can be told that it was not
            if sys.stdout is not None:  # a window has none
                sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone, as with `| head -1`
        return _write_no_more(DONE)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _say(f"the output could not be written: {error.strerror}; free some room, or write it to another place")
        return _write_no_more(UNUSABLE)


def _run(given: Sequence[str]) -> int:
    options = _parser(given).parse_args(given)
    try:
        if options.command != "demo" and not options.practice:  # these write in a folder of their own
            _share_as_set()
            _come_back_as_set()
        if options.command is None:
            return open_window(options)
        return int(_module(options.command).run(options))
    except SyncError as error:
        return _say(str(error))
    except ScannerError as error:
        return _say(f"{error.code} {error}. {error.remedy}")
    except KeyboardInterrupt:
        return INTERRUPTED


def _share_as_set() -> None:
    from sync.desk.device.settings import Settings  # noqa: PLC0415  a command line answers before the rooms are loaded
    from sync.desk.device.shared_home import work_as_set  # noqa: PLC0415  as above

    work_as_set(Settings.load())


def _come_back_as_set() -> None:
    if getattr(sys, "frozen", False):  # only an installed program has another one beside it
        from desktop.come_back import come_back  # noqa: PLC0415  as above

        come_back()


def _write_no_more(status: int) -> int:
    """`status`, and nothing is tried again at the end of the program."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def open_window(options: argparse.Namespace) -> int:
    """The window, until it is closed."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  Qt only where a window is wanted

    from desktop.only_window import Door, bring_to_front, hold_place  # noqa: PLC0415  as above
    from desktop.widgets.habits import recall, with_habits  # noqa: PLC0415
    from desktop.window_picture import WindowPicture  # noqa: PLC0415
    from sync.desk.device.logs import note_uncaught, start_log, stop_log  # noqa: PLC0415
    from sync.desk.device.settings import Settings  # noqa: PLC0415

    settings = Settings.load({"camera": options.camera, "language": options.language})
    habits = recall(settings.home)
    if options.language is not None:  # the one chosen in the window holds, unless it is asked for here
        habits = replace(habits, language=options.language)
    settings = with_habits(settings, habits)
    if habits.scale != _AS_IT_IS:
        os.environ.setdefault("QT_SCALE_FACTOR", str(habits.scale / _AS_IT_IS))
    if options.practice:  # beside the desk's own window, if need be: it touches nothing of it
        return _practise(settings)
    with ExitStack() as closing:
        hold_place(settings.home, closing)
        closing.callback(stop_log, start_log(settings.home))
        note_uncaught()
        qt = QApplication([sys.argv[0]])
        qt.setApplicationName("Voucher Desk")
        running: list[App] = []
        picture = WindowPicture(qt, options.picture) if options.picture else None

        def started(app: App) -> None:
            running.append(app)
            if picture is not None:
                picture.take(window)

        window = show_window(qt, settings, started)
        door = Door(settings.home, window)
        door.knocked.connect(lambda: bring_to_front(window))
        status = qt.exec()
    if picture is not None:
        print(picture.told())
    return _start_again() if status == START_AGAIN else status


def _start_again() -> int:
    """The same program with the same arguments, once this one has let go of everything."""
    os.environ.pop("QT_SCALE_FACTOR", None)
    subprocess.Popen([sys.executable, *sys.orig_argv[1:]])  # noqa: S603  what was started before
    return DONE


def _practise(settings: Settings) -> int:
    """The window to try things in, until it is closed."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  as above

    qt = QApplication([sys.argv[0]])
    qt.setApplicationName("Voucher Desk")
    running: list[object] = []
    show_window(qt, settings, running.append, "desktop.app.practice_app")
    return qt.exec()


def show_window(
    qt: QApplication, settings: Settings, started: Callable[[Any], object], module: str = "desktop.app"
) -> MainWindow:
    """The window, painted before everything behind it is loaded and started; `started` gets what runs, to hold it.

    `module` has the App that is to live in the window.
    """
    from desktop.background import Background  # noqa: PLC0415
    from desktop.main_window import open_frame  # noqa: PLC0415

    frame = open_frame(qt, settings)
    frame.window.show()

    def start(app_module: ModuleType) -> None:
        app = app_module.App(qt, settings, frame=frame)
        started(app)
        app.start()

    Background(frame.window).run(lambda: import_module(module), start)
    return frame.window


class _OneLineParser(argparse.ArgumentParser):
    """Wrong use is told in one line, not in a page of usage."""

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """As ever, but what keeps it from being written is no secret."""
        (file or sys.stdout).write(self.format_help())

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {message}; --help shows the use\n")


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="voucherdesk", description="Front desk for vocational training vouchers.")
    parser.add_argument("--version", action="version", version=f"Voucher Desk {metadata.version('voucher-desk')}")
    parser.add_argument("--camera", metavar="WHICH", help="a camera's number or name, or the path of a recording")
    parser.add_argument("--language", choices=("zh_CN", "en"), help="the language of the window")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="open, paint the window into a .png file, and end")
    parser.add_argument("--practice", action="store_true", help="try it with sample vouchers; nothing is recorded")
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
