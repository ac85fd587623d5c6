"""What the program's folder holds, and what it must never hold."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import Distribution
from pathlib import Path

from resources.installer.needed import needed

COMMAND = "voucherdesk"
"""The program: the window, or a command where one is named."""
WINDOW = "voucherdesk-window"
"""Windows alone: the same without a console behind the window."""
INSIDE = "_internal"
SBOM = "sbom.cdx.json"
"""The bill of materials, inside."""

_UNWANTED = (
    "sync.central", "tests", "fastapi", "starlette", "uvicorn", "pydantic", "pytest", "_pytest", "hypothesis",
    "PyInstaller", "resources.installer",
)  # fmt: skip
"""Modules, each with all below it: the centre, what serves it, and what tests and builds."""

_PICKED = {
    "resources/icons": "*",
    "resources/licences": "*.txt",
    "resources/sounds": "*.wav",
    "resources/styles": "*",
    "resources/translations": "*.qm",
    "sync/desk/store/migrations": "**/*.py",  # run from their sources
}
_TOLD = ("METADATA", "entry_points.txt")


def hidden_modules(root: Path) -> list[str]:
    """Those that are imported by a name put together while the program runs."""
    commands = [f"desktop.commands.{path.stem}" for path in sorted((root / "desktop/commands").glob("[a-z]*.py"))]
    system = ["tzdata"] if sys.platform == "win32" else []
    return ["desktop.app", "desktop.app.practice_app", "sqlalchemy.dialects.sqlite", *commands, *system]


def data_files(root: Path) -> list[tuple[str, str]]:
    """(file, folder inside the program) of everything that is read as a file."""
    picked = [
        (str(path), str(path.parent.relative_to(root)))
        for folder, pattern in _PICKED.items()
        for path in sorted((root / folder).glob(pattern))
        if path.is_file() and "__pycache__" not in path.parts and (path.suffix != ".py" or "migrations" in path.parts)
    ]
    return picked + [pair for package in needed(root).values() for pair in _told_of(package)]


def label(program: Path, version: str) -> None:
    """Write into the program's folder which version it is; the program asks its own metadata."""
    for earlier in (program / INSIDE).glob("voucher_desk-*.dist-info"):  # among others from where it was built
        shutil.rmtree(earlier)
    told = program / INSIDE / f"voucher_desk-{version}.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.4\nName: voucher-desk\nVersion: {version}\n", "utf-8")


def forbidden_among(names: set[str]) -> list[str]:
    """Those of the dotted or slashed `names` that must not be there."""
    return sorted(name for name in names if _is_forbidden(name))


def _is_forbidden(name: str) -> bool:
    dotted = name.replace("\\", ".").replace("/", ".")
    dotted = dotted.removeprefix(f"{INSIDE}.")
    return any(dotted == bad or dotted.startswith((f"{bad}.", f"{bad}-")) for bad in _UNWANTED)


def _told_of(package: Distribution) -> list[tuple[str, str]]:
    """What a package says of itself: version, entry points, licences. Not where it was installed from."""
    pairs = []
    for file in package.files or ():
        folder = next((part for part in file.parts[:1] if part.endswith(".dist-info")), None)
        if folder and (file.name in _TOLD or "licen" in str(file).lower() or "copying" in file.name.lower()):
            pairs.append((str(package.locate_file(file)), str(file.parent)))
    return pairs
