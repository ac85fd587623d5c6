"""A handheld reader at the real window on a real X server, while a real Chinese input method listens to every key."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from ctypes.util import find_library
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.fakes.x_keyboard import XKeyboard

COMMANDS = {"Xvfb": "xvfb", "dbus-daemon": "dbus", "ibus-daemon": "ibus", "ibus": "ibus"}
LIBRARIES = {"X11": "libx11-6", "Xtst": "libxtst6"}
MISSING = {package for command, package in COMMANDS.items() if shutil.which(command) is None}
MISSING |= {package for library, package in LIBRARIES.items() if find_library(library) is None}
MISSING |= set() if Path("/usr/share/ibus/component/libpinyin.xml").exists() else {"ibus-libpinyin"}
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(sorted(MISSING))}")
PATIENCE_S = 20.0


class Counter(NamedTuple):
    """The window's process, and a keyboard at its display."""

    window: subprocess.Popen[str]
    keyboard: XKeyboard

    def order(self, line: str) -> None:
        assert self.window.stdin is not None
        self.window.stdin.write(line + "\n")
        self.window.stdin.flush()

    def tell(self) -> dict[str, Any]:
        assert self.window.stdout is not None
        self.order("tell")
        told: dict[str, Any] = json.loads(self.window.stdout.readline())
        return told

    def until(self, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Ask until it is so; what it was last where it never is."""
        end = time.monotonic() + PATIENCE_S
        while not true(told := self.tell()) and time.monotonic() < end:
            time.sleep(0.05)
        return told

    def until_scans(self, count: int) -> dict[str, Any]:
        told = self.until(lambda told: len(told["scans"]) >= count)
        assert len(told["scans"]) == count, json.dumps(told | {"codes": ...}, ensure_ascii=False, default=str)
        return told

    def code(self, number: int) -> str:
        return str(self.tell()["codes"][str(number)])


@contextmanager
def running(*command: str, env: dict[str, str], **pipes: Any) -> Iterator[subprocess.Popen[str]]:
    """A process with all it starts, ended together."""
    process = subprocess.Popen(command, env=env, text=True, start_new_session=True, **pipes)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a session with an X server, a message bus, and IBus writing pinyin."""
    home = tmp_path_factory.mktemp("session")
    env = os.environ | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "GSETTINGS_BACKEND": "memory",
        "NO_AT_BRIDGE": "1",
        "QT_QPA_PLATFORM": "xcb",
        "QT_IM_MODULE": "ibus",
    }
    with ExitStack() as stack:
        quiet = {"stderr": subprocess.DEVNULL}
        server = stack.enter_context(
            running("Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-ac", env=env,
                    stdout=subprocess.PIPE, **quiet)
        )  # fmt: skip
        assert server.stdout is not None
        env["DISPLAY"] = ":" + server.stdout.readline().strip()
        bus = stack.enter_context(
            running("dbus-daemon", "--session", "--nofork", "--print-address=1", env=env,
                    stdout=subprocess.PIPE, **quiet)
        )  # fmt: skip
        assert bus.stdout is not None
        env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        stack.enter_context(
            running("ibus-daemon", "--panel=disable", "--emoji-extension=disable", env=env,
                    stdout=subprocess.DEVNULL, **quiet)
        )  # fmt: skip
        write_pinyin(env)
        yield env


def write_pinyin(env: dict[str, str]) -> None:
    """Choose the engine as soon as the daemon answers. What `ibus engine NAME` exits with says nothing."""
    end = time.monotonic() + PATIENCE_S
    while ibus(env, "engine") != "libpinyin":
        assert time.monotonic() < end
        ibus(env, "engine", "libpinyin")


def ibus(env: dict[str, str], *arguments: str) -> str:
    return subprocess.run(["ibus", *arguments], env=env, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S607  wherever it is


@pytest.fixture
def counter(session: dict[str, str], tmp_path: Path) -> Iterator[Counter]:
    child = [sys.executable, "-m", "tests.end_to_end.reader_child", str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with running(*child, env=session, **pipes) as window, XKeyboard(session["DISPLAY"]) as keyboard:
        counter = Counter(window, keyboard)
        assert counter.until(lambda told: bool(told["ready"]))["ready"]
        counter.order("screen")
        yield counter
        counter.order("quit")
        assert window.wait(PATIENCE_S) == 0


def compose(counter: Counter) -> None:
    """The clerk looks for someone called Wang and has not chosen the character yet."""
    counter.order("search")
    assert counter.until(lambda told: bool(told["searching"]))["searching"]
    counter.keyboard.type("wang", 120)
    assert counter.until(lambda told: told["preedit"] == "王")["preedit"] == "王"


def test_five_codes_while_the_clerk_composes_and_a_sixth_before_the_camera(counter: Counter) -> None:
    compose(counter)
    codes = [counter.code(number) for number in (1001, 1002, 1003, 1004, 1005)]
    counter.order("hold 2001")
    start = time.monotonic()
    for nth, (code, gap_ms) in enumerate(zip(codes, (2, 3, 2, 3, 2), strict=True)):
        time.sleep(max(0.0, start + 0.6 * nth - time.monotonic()))
        counter.keyboard.type(code + "\n", gap_ms)
    took = time.monotonic() - start
    told = counter.until_scans(6)
    assert took < 3.5
    assert told["presented"] == 6
    assert sorted(reason for _, reason in told["scans"]) == ["other_class"] + 5 * ["signed_in"]
    assert len({name for name, _ in told["scans"]}) == 6
    assert (told["search"], told["preedit"]) == ("", "王")


def test_the_clerk_goes_on_composing_as_if_nothing_had_been_read(counter: Counter) -> None:
    compose(counter)
    counter.keyboard.type(counter.code(1001) + "\n", 3)
    assert counter.until(lambda told: bool(told["scans"]))["scans"] == [["王*明", "signed_in"]]
    counter.keyboard.type(" hao ", 120)
    found = counter.until(lambda told: len(told["search"]) == 2)["search"]
    assert found in {"王好", "王号", "王浩"}  # whichever the engine has learnt to offer first


def test_each_kind_of_reader_is_read(counter: Counter) -> None:
    """Enter, Tab or nothing at the end; wired and over Bluetooth; under Caps Lock."""
    counter.order("search")
    kinds = ((1001, "\n", 8), (1002, "\t", 2), (1003, "", 1), (1004, "\n", 20))
    for nth, (number, end, gap_ms) in enumerate(kinds, start=1):
        counter.keyboard.type(counter.code(number) + end, gap_ms)
        counter.until_scans(nth)
    counter.keyboard.tap("Caps_Lock")
    counter.keyboard.type(counter.code(1005) + "\n", 3)
    told = counter.until_scans(5)
    counter.keyboard.tap("Caps_Lock")
    assert [reason for _, reason in told["scans"]] == 5 * ["signed_in"]
    assert (told["search"], told["preedit"]) == ("", "")
    assert told["searching"]  # Tab has not moved on
