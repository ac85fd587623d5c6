"""The locked packages are to be had as wheels on every platform the program is for: nothing is compiled at a site."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WINDOWS = "x86_64-pc-windows-msvc"
LINUX = ("x86_64-manylinux_2_34", "aarch64-manylinux_2_39")
"""By the glibc that Qt's wheels ask for: Debian 12 and Ubuntu 22.04 have 2.34 or newer, Debian 13 has 2.39."""
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not installed: pip install uv"),
]


def resolved(platform: str) -> set[str]:
    """The pins that the platform gets, as name==version. Fails with uv's words when one has no wheel."""
    options = ["--python-version", "3.11", "--python-platform", platform, "--only-binary", ":all:"]
    quietly = ["-q", "--no-header", "--no-annotate"]
    command = ["uv", "pip", "compile", *quietly, *options, "-c", "requirements/run.txt", "pyproject.toml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("platform", [WINDOWS, *LINUX])
def test_the_locked_set_has_wheels(platform: str) -> None:
    lock = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    locked = {f"{name}=={version}" for name, version in re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", lock, re.MULTILINE)}
    pins = resolved(platform)
    assert pins <= locked
    assert {pin.split("==")[0] for pin in pins} >= {"pyside6-essentials", "pyzbar", "sqlcipher3", "zxing-cpp"}


def test_windows_gets_its_time_zones_and_its_credentials() -> None:
    only_there = {pin.split("==")[0] for pin in resolved(WINDOWS) - resolved(LINUX[0])}
    assert {"pywin32-ctypes", "tzdata"} <= only_there
