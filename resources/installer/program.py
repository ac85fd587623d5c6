"""The program as one folder, by PyInstaller; on Linux and on Windows alike, each on its own system."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from resources.installer.contents import COMMAND, INSIDE, forbidden_among, label
from resources.installer.errors import CannotBuild, CheckFailed
from resources.installer.tools import run

_SPEC = Path(__file__).with_name("voucherdesk.spec")
_WITH_DEBUG_SYMBOLS = ("libpython3*", "sqlcipher3/*.so")


def build_program(root: Path, out: Path, version: str, epoch: int) -> Path:
    """The folder `out/voucherdesk`. `epoch`: the moment that what is in it claims to be of, in seconds since 1970."""
    if importlib.util.find_spec("PyInstaller") is None:
        raise CannotBuild("PyInstaller is missing; run: .ci/set-up test")
    quietly = ("--noconfirm", "--log-level", "ERROR")
    run(
        [sys.executable, "-m", "PyInstaller", *quietly, "--distpath", out, "--workpath", out / "work", _SPEC],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0"},
    )
    program = out / COMMAND
    _remove_broken_links(program / INSIDE)
    label(program, version)
    if sys.platform == "linux":
        _strip(program / INSIDE)
    if found := forbidden_among(names_in(program)):
        raise CheckFailed(f"the program holds what it must not: {', '.join(found[:5])}")
    from resources.installer.sbom import write_sbom  # noqa: PLC0415  not there where nothing is built

    write_sbom(program, root, version, epoch)
    return program


def names_in(program: Path) -> set[str]:
    """Every file of the folder, and every module inside its archive."""
    from PyInstaller.archive.readers import CArchiveReader  # noqa: PLC0415  not there where nothing is built

    names = {path.relative_to(program).as_posix() for path in program.rglob("*")}
    for way_in in program.glob(f"{COMMAND}*"):
        if way_in.is_file():
            archive = CArchiveReader(str(way_in))
            names |= set(archive.open_embedded_archive("PYZ.pyz").toc)
    with_library = next((program / INSIDE).glob("base_library.zip"), None)
    return names | (_zipped(with_library) if with_library else set())


def way_in(program: Path) -> Path:
    """The file that starts it."""
    return program / (f"{COMMAND}.exe" if sys.platform == "win32" else COMMAND)


def _zipped(archive: Path) -> set[str]:
    from zipfile import ZipFile  # noqa: PLC0415  as above

    with ZipFile(archive) as opened:
        return set(opened.namelist())


def _remove_broken_links(inside: Path) -> None:
    """PyInstaller leaves them for libraries that were not taken."""
    for link in [path for path in inside.rglob("*") if path.is_symlink() and not path.exists()]:
        link.unlink()


def _strip(inside: Path) -> None:
    """Debug symbols are a tenth of the folder, and nobody's at a site."""
    strip = shutil.which("strip")
    if strip is None:
        raise CannotBuild("strip is missing; run: apt-get install binutils")
    for pattern in _WITH_DEBUG_SYMBOLS:
        for library in inside.glob(pattern):
            subprocess.run([strip, "--strip-debug", str(library)], check=True)  # noqa: S603  the system's own tool
