"""Which packages of the distribution the program needs: what its libraries ask for, and what it looks for by itself."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from resources.installer.errors import CannotBuild
from resources.installer.tools import run

_ELF = b"\x7fELF"
_LOOKED_FOR = (
    "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei",
    "libzbar0",  # pyzbar opens it by name
    "passwd",  # groupadd
    "tzdata",
    "ca-certificates",
)
RECOMMENDED = ("cups-client", "gnome-keyring | kwalletmanager | keepassxc", "pulseaudio | pipewire-pulse", "xdg-utils")
"""What most PCs have, and the desk does without: printing, a place for keys, tones, opening a folder."""


def depends(program: Path) -> list[str]:
    """For the package's `Depends`, sorted. Raises CannotBuild when a library is nobody's."""
    with TemporaryDirectory(prefix="voucherdesk-libraries-") as name:
        there = Path(name)
        (there / "debian").mkdir()
        (there / "debian/control").write_text("Source: desk\n\nPackage: desk\nArchitecture: any\n", "ascii")
        libraries = _libraries(program)
        folders = {f"-l{file.parent}" for file in libraries}
        told = run(["dpkg-shlibdeps", "-O", *sorted(folders), *(f"-e{file}" for file in libraries)], cwd=there)
    found = next((line for line in told.splitlines() if line.startswith("shlibs:Depends=")), None)
    if found is None:
        raise CannotBuild("dpkg-shlibdeps named no package")
    return sorted({*found.partition("=")[2].split(", "), *_LOOKED_FOR})


def _libraries(program: Path) -> list[Path]:
    """Every file that the system's loader would open."""
    files = (Path(folder) / name for folder, _, names in os.walk(program) for name in names)
    return sorted(file for file in files if not file.is_symlink() and _begins_as_elf(file))


def _begins_as_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(_ELF)) == _ELF
