"""Every wall between the rooms stands: one forbidden import behind each is seen, and named."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("desktop", "sync", "scanner", "resources")

# wall -> the breaches to plant, each (file, line). A file that exists gets the line at its end, another is made.
BREACHES = {
    "Desktop on top; sync, scanner and resources do not know each other": [
        ("scanner/breach.py", "import sync.errors"),
        ("resources/breach.py", "import scanner"),
        ("sync/domain/breach.py", "import desktop"),
    ],
    "The two ends share only rules and messages": [
        ("sync/desk/exchange/breach.py", "import sync.central"),
        ("sync/domain/breach.py", "import sync.protocol"),
        ("sync/stray.py", ""),
    ],
    "Inside the desk's end, imports go down only": [
        ("sync/desk/store/breach.py", "import sync.desk.operations"),
        ("sync/desk/operations/breach.py", "import sync.desk.exchange"),
        ("sync/desk/stray.py", ""),
    ],
    "Inside the centre, from a command or a request down to the tables": [
        ("sync/central/settlement/breach.py", "import sync.central.api"),
        ("sync/central/teaching/breach.py", "import sync.central.issuing"),
        ("sync/central/stray.py", ""),
    ],
    "Inside desktop, imports go down only": [
        ("desktop/widgets/breach.py", "import desktop.screens"),
        ("desktop/stray.py", ""),
    ],
    "Screens do not import one another": [
        ("desktop/screens/check_in/breach.py", "import desktop.screens.roster"),
    ],
    "Only desktop knows Qt": [
        ("scanner/breach.py", "import PySide6.QtGui"),
        ("sync/desk/operations/breach.py", "from PySide6 import QtCore"),
    ],
    "Desktop asks the rooms below; it writes no query, no request and no pixel loop itself": [
        ("desktop/widgets/breach.py", "import cv2"),
        ("desktop/commands/breach.py", "import httpx"),
        ("desktop/screens/check_in/breach.py", "import sqlalchemy"),
    ],
    "The scanner sees pixels only": [
        ("scanner/breach.py", "import sqlite3"),
    ],
    "Inside the scanner, from a stream of frames down to one symbol": [
        ("scanner/qr/breach.py", "import scanner.track"),
        ("scanner/hunt.py", "import scanner.rescue"),
    ],
    "Rules do no input or output and need nothing installed": [
        ("sync/domain/breach.py", "import cryptography"),
        ("sync/domain/breach.py", "import sqlite3"),
    ],
    "One room for the database on the desk's side": [
        ("sync/desk/operations/breach.py", "import sqlalchemy"),
        ("sync/desk/exchange/breach.py", "import sqlalchemy"),
    ],
    "One room for the network on the desk's side": [
        ("sync/desk/operations/breach.py", "import httpx"),
        ("sync/central/breach.py", "import httpx"),
    ],
    "One room for workbooks on the desk's side": [
        ("sync/desk/operations/breach.py", "import openpyxl"),
        ("desktop/screens/roster/breach.py", "import openpyxl"),
    ],
    "The installed client ships no server": [
        ("desktop/commands/breach.py", "import sync.central"),
        ("sync/desk/exchange/breach.py", "import uvicorn"),
    ],
}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the four packages and their walls, to break things in."""
    copy = tmp_path_factory.mktemp("house")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=lambda _, names: [n for n in names if not keeps(n)])
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def keeps(name: str) -> bool:
    return name.endswith(".py") or ("." not in name and name != "__pycache__")


def broken_walls(house: Path) -> set[str]:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [lint, "--no-logo"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "200", "PYTHONUTF8": "1", "PYTHONPATH": "."},
    )
    return set(re.findall(r"^(.+?) BROKEN", result.stdout, re.MULTILINE))


def test_every_wall_has_a_breach_here() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in contracts} == set(BREACHES)


@pytest.mark.parametrize(
    ("wall", "file", "line"),
    [(wall, file, line) for wall, breaches in BREACHES.items() for file, line in breaches],
)
def test_a_breach_is_seen(pristine: Path, wall: str, file: str, line: str) -> None:
    planted = pristine / file
    planted.write_text(line + "\n", "utf-8")
    try:
        assert wall in broken_walls(pristine)
    finally:
        planted.unlink()


def test_the_copy_without_a_breach_stands(pristine: Path) -> None:
    assert broken_walls(pristine) == set()
