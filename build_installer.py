"""What IT installs, from this checkout: `python build_installer.py --deb [--check]`, on Windows `--nsis`.

Exit status: 0 built (and, with --check, found right); 2 it could not be, with the reason on stderr.
Everything is written below build/installer. `docs/install.md` has the steps for both systems.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from resources.installer.contents import INSIDE, SBOM
from resources.installer.errors import CannotBuild, CheckFailed
from resources.installer.linux.package import build_package
from resources.installer.needed import version_of
from resources.installer.program import build_program

ROOT = Path(__file__).resolve().parent
OUT = ROOT / "build" / "installer"
_MIB = 1 << 20


def main() -> int:
    """Build what is asked for; the exit status."""
    options = _parser().parse_args()
    try:
        _build(options)
    except (CannotBuild, CheckFailed) as error:
        print(f"build_installer: {error}", file=sys.stderr)
        return 2
    return 0


def _build(options: argparse.Namespace) -> None:
    if options.check and not options.deb:
        raise CannotBuild("--check looks at a .deb: ask for --deb as well")
    if not options.deb and not options.nsis:
        raise CannotBuild("say what to build: --deb or --nsis")
    if options.program and not (options.program / INSIDE / SBOM).is_file():
        raise CannotBuild(f"no built program in {options.program}")
    OUT.mkdir(parents=True, exist_ok=True)
    version = options.version or version_of(ROOT)
    program = options.program or _told("program", lambda: build_program(ROOT, OUT, version, _epoch()))
    bill = OUT / f"voucherdesk-{version}.{SBOM}"
    shutil.copyfile(program / INSIDE / SBOM, bill)
    if options.deb:
        package = _told("package", lambda: _package(program, version, quick=options.quick))
        if options.check:
            _check(package, program)
    if options.nsis:
        from resources.installer.windows.setup import build_setup  # noqa: PLC0415  another system's

        _told("setup", lambda: build_setup(program, version, OUT))


def _package(program: Path, version: str, *, quick: bool) -> Path:
    return build_package(program, ROOT, version, _epoch(), OUT, quick=quick)


def _check(package: Path, program: Path) -> None:
    """Install it on a clean Debian and try everything; the version before it is the same tree, called 0.0.1."""
    from tests.installed.check import check, refuse_early  # noqa: PLC0415  the tests' own, and only for a check

    refuse_early()
    previous = _told("previous", lambda: _package(program, "0.0.1", quick=True))
    check(package, previous, OUT, print)


def _epoch() -> int:
    """When the last change was committed: the same commit gives the same bytes, as far as the freezer does."""
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"],  # noqa: S607  whichever git the builder uses
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else int(time.time())


def _told(what: str, make: Callable[[], Path]) -> Path:
    """What `make` made, with a line that says where it is, how large, and how long it took."""
    begun = time.monotonic()
    made = make()
    size = sum(path.lstat().st_size for path in made.rglob("*")) if made.is_dir() else made.stat().st_size
    where = made.relative_to(ROOT) if made.is_relative_to(ROOT) else made
    print(f"{what}: {where}, {size / _MIB:.0f} MiB, {time.monotonic() - begun:.0f} s", flush=True)
    return made


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--deb", action="store_true", help="a package for Debian and its kin (on Linux)")
    parser.add_argument("--nsis", action="store_true", help="a Windows installer, of a program folder built on Windows")
    parser.add_argument("--check", action="store_true", help="install the package on a clean Debian 12 and try it")
    parser.add_argument("--quick", action="store_true", help="pack in seconds; the package is larger")
    parser.add_argument("--version", help="another than pyproject.toml's")
    parser.add_argument("--program", type=Path, metavar="DIR", help="a program folder built earlier")
    return parser


if __name__ == "__main__":
    sys.exit(main())
