"""Compiles the Windows installer over a program's folder: on Windows over the built one, elsewhere over a stand-in.

Needs NSIS 3 (`makensis`). Debian's has a 64-bit form of the installer itself, which `wine64` alone can run; NSIS for
Windows has the 32-bit form only, which installs the 64-bit program just as well.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from resources.installer.contents import COMMAND, WINDOW
from resources.installer.errors import CannotBuild
from resources.installer.icon import draw_icon
from resources.installer.tools import run
from resources.installer.windows.icon_file import SIDES, icon_file

NAME = "VoucherDesk-{version}-x64-setup.exe"
_HERE = Path(__file__).resolve().parent
_DRAWING = _HERE.parents[1] / "icons" / "voucherdesk.svg"
_SITE_TOML = _HERE.parent / "site.toml"
_USUAL = Path("C:/Program Files (x86)/NSIS/makensis.exe")
_RUNTIMES = {
    "NEEDS_2013": ("msvcr120.dll",),
    "NEEDS_2022": ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll"),
}


def build_setup(program: Path, version: str, out: Path, *, stub: str = "") -> Path:
    """The installer in the folder `out`, of what lies in the folder `program`.

    `stub` is the kind of program the installer itself is: amd64-unicode or x86-unicode; empty takes what NSIS has here.
    Raises CannotBuild.
    """
    for name in (COMMAND, WINDOW):
        if not (program / f"{name}.exe").is_file():
            raise CannotBuild(f"no built program for Windows: {name}.exe is missing in {program}")
    out.mkdir(parents=True, exist_ok=True)
    made = (out / NAME.format(version=version)).resolve()
    with TemporaryDirectory() as scratch:
        icon = _draw(Path(scratch))
        kind = stub or ("x86-unicode" if sys.platform == "win32" else "amd64-unicode")
        said = {"VERSION": version, "NUMBERS": _numbers(version), "ICON": icon, "STUB": kind, "SEP": os.sep}
        roll_back = Path(scratch) / "roll-back.exe"
        _compile("roll_back.nsi", said | {"OUT": roll_back})
        holds = {"PROGRAM": program.resolve(), "ROLL_BACK": roll_back, "SITE_TOML": _SITE_TOML}
        needs = dict.fromkeys(missing_runtimes(program), 1)
        _compile("setup.nsi", said | {"OUT": made} | holds | needs)
    return made


def missing_runtimes(program: Path) -> list[str]:
    """The C++ runtimes, by their names in the script, that the folder does not bring and Windows must have."""
    brought = {path.name.lower() for path in program.rglob("*.dll")}
    return [define for define, files in _RUNTIMES.items() if not brought.issuperset(files)]


def _draw(scratch: Path) -> Path:
    pictures = [scratch / f"{side}.png" for side in SIDES]
    for side, picture in zip(SIDES, pictures, strict=True):
        draw_icon(_DRAWING, side, picture)
    icon = scratch / "voucherdesk.ico"
    icon.write_bytes(icon_file([picture.read_bytes() for picture in pictures]))
    return icon


def _numbers(version: str) -> str:
    """Four numbers, as Windows wants them: 1.2.3rc1 is 1.2.3.0."""
    numbers = re.match(r"\d+(\.\d+){0,2}", version)
    if numbers is None:
        raise CannotBuild(f"{version} is no version of the form 1.2.3")
    return ".".join([*numbers[0].split("."), "0", "0", "0"][:4])


def _compile(script: str, said: dict[str, object]) -> None:
    makensis = shutil.which("makensis") or (str(_USUAL) if _USUAL.exists() else None)
    if makensis is None:
        raise CannotBuild("makensis is missing; install NSIS 3, on Debian: sudo apt-get install nsis")
    defines = [f"-D{name}={value}" for name, value in said.items()]
    run([makensis, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, script], cwd=_HERE)
