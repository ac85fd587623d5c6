"""A Windows to install on: Wine's, in a folder of its own. And a program folder of the shape of the real one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from resources.installer.contents import COMMAND, INSIDE, WINDOW

UNINSTALL_KEY = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\VoucherDesk"
_SLEEPER = """
Unicode true
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
OutFile "{out}"
Section
  Sleep {milliseconds}
SectionEnd
"""


def can_compile() -> bool:
    """Whether NSIS is here."""
    return shutil.which("makensis") is not None


def has_wine() -> bool:
    """Whether a 64-bit Wine is here."""
    return shutil.which("wine") is not None and shutil.which("wineserver") is not None


def sleeping_program(path: Path, seconds: int = 60) -> Path:
    """A real Windows program that does nothing but run for so long."""
    script = path.with_suffix(".nsi")
    script.write_text(_SLEEPER.format(out=path, milliseconds=seconds * 1000), "utf-8")
    subprocess.run(["makensis", "-V1", script], check=True)  # noqa: S607  wherever the machine has it
    script.unlink()
    return path


def stand_in(folder: Path, version: str, seconds: int = 60) -> Path:
    """What PyInstaller builds on Windows, as far as the installer can tell; `version.txt` says which."""
    (folder / INSIDE / "resources").mkdir(parents=True)
    sleeping_program(folder / f"{COMMAND}.exe", seconds)
    shutil.copyfile(folder / f"{COMMAND}.exe", folder / f"{WINDOW}.exe")
    (folder / INSIDE / "version.txt").write_text(version, "utf-8")
    (folder / INSIDE / "resources" / "名字 with blank.txt").write_text("培训券", "utf-8")
    return folder


class WindowsPC:
    """Wine in the folder `home`, as Windows 10, without a display."""

    def __init__(self, home: Path) -> None:
        self._home = home
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
        self._environment = {**os.environ, **quiet, "WINEPREFIX": str(home), "WINEARCH": "win64"}
        self._environment.pop("DISPLAY", None)
        self._wine("wineboot", "--init")
        self.be("win10")

    def be(self, windows: str) -> None:
        """That version of Windows from now on: win10, win7."""
        assert self._wine("winecfg", "-v", windows) == 0

    @property
    def drive(self) -> Path:
        """C: as this system sees it."""
        return self._home / "drive_c"

    @property
    def installed(self) -> Path:
        """The program's folder."""
        return self.drive / "Program Files" / "VoucherDesk"

    @property
    def settings(self) -> Path:
        """%ProgramData%'s part of it."""
        return self.drive / "ProgramData" / "VoucherDesk"

    @property
    def log(self) -> str:
        """What the installers said, without its times."""
        path = self.settings / "install.log"
        lines = path.read_text("ascii").splitlines() if path.exists() else []
        return "\n".join(line.split(" ", 1)[1] for line in lines)

    def plug_in(self, letter: str, folder: Path) -> None:
        """A drive of that letter whose root is `folder`."""
        (self._home / "dosdevices" / f"{letter.lower()}:").symlink_to(folder)

    def version(self, which: str = "program") -> str:
        """Of the stand-in in that folder; empty when there is none."""
        path = self.installed / which / INSIDE / "version.txt"
        return path.read_text("utf-8") if path.exists() else ""

    def run(self, program: Path, *words: str) -> int:
        """Its exit status."""
        return self._wine(str(program), *words)

    def run_line(self, line: str) -> int:
        """A command line as it stands, quotation marks and all (ASCII)."""
        batch = self.drive / "line.bat"
        batch.write_text(f"@{line}\r\n", "ascii")
        return self._wine("cmd", "/c", r"C:\line.bat")

    def uninstall(self, *words: str) -> int:
        """Waits for its end, as the last word makes it do; the uninstaller itself stays then."""
        return self.run_line(
            rf'"C:\Program Files\VoucherDesk\uninstall.exe" {" ".join(words)} _?=C:\Program Files\VoucherDesk'
        )

    def registered(self, value: str) -> str:
        """What Windows lists of it under Apps; empty when it does not."""
        asked = ["wine", "reg", "query", UNINSTALL_KEY, "/v", value]
        done = subprocess.run(asked, env=self._environment, capture_output=True, text=True, check=False)
        found = [line.split("    ") for line in done.stdout.splitlines() if line.startswith(f"    {value} ")]
        return found[0][-1].strip() if found else ""

    def links(self) -> set[str]:
        """The names in the start menu, with their folders."""
        menu = self.drive / "ProgramData/Microsoft/Windows/Start Menu/Programs"
        return {path.relative_to(menu).as_posix() for path in menu.rglob("*.lnk")}

    @contextmanager
    def running(self, program: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """While the block runs, unless it ends before."""
        process = subprocess.Popen(["wine", str(program), *words], env=self._environment)  # noqa: S607  as above
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def switch_off(self) -> None:
        """End what runs in it."""
        for word in ("-k", "-w"):
            subprocess.run(["wineserver", word], env=self._environment, check=False)  # noqa: S607  as above

    def _wine(self, *words: str) -> int:
        done = subprocess.run(
            ["wine", *words],  # noqa: S607  as above
            env=self._environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=100,
            check=False,
        )
        return done.returncode
