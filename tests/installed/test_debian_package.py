"""The package of this very tree, built and tried on a clean Debian 12 as `build_installer.py --deb --check` does it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from resources.installer.errors import CannotBuild
from tests.faults import figures
from tests.installed.clean_debian import refuse_early

ROOT = Path(__file__).parents[2]


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_the_package_on_a_clean_debian() -> None:
    try:
        refuse_early()
    except CannotBuild as why:
        pytest.skip(str(why))
    command = [sys.executable, str(ROOT / "build_installer.py"), "--deb", "--quick", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        if line.startswith(("first paint", "size", "upgraded", "installed, with")):
            what, _, figure = line.partition("  ")
            figures.note(f"installed program: {what}", figure.strip(), "told")
