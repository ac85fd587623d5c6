"""The house keeps its shape: which rooms there are, how large a file may be, what a lock may hold."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("desktop", "sync", "scanner", "resources")
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
MAKES_THREADS = {"background.py", "camera_worker.py", "sync_worker.py"}
MAKES_POOLS = {"ahead.py", "send_ahead.py"}
"""The line's own: the next page or batch is on its way while one is written."""
FORBIDDEN_IN_TESTS = {"unittest.mock", "mock", "pytest_mock"}
LINES_AT_MOST = 400


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported_names(path: Path) -> Iterator[str]:
    """Every module that `path` imports, and every name it takes from one: `a.b` and `a.b.c` for `from a.b import c`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_top_holds_only_the_given_code_folders() -> None:
    with_code = {path.relative_to(ROOT).parts[0] for path in tracked() if path.suffix == ".py"}
    assert with_code <= {*PRODUCT, "tests", "build_installer.py"}


def tracked() -> list[Path]:
    """The files git knows, or, in a copy without git, every file outside hidden and built folders."""
    if not (ROOT / ".git").exists():
        return [
            path
            for path in ROOT.rglob("*.*")
            if not any(part.startswith(".") or part in {"build", "dist"} for part in path.relative_to(ROOT).parts)
        ]
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607  git is wherever the machine has it
    return [ROOT / name for name in listing.stdout.split("\0") if name]


def test_every_file_is_named_for_what_it_holds() -> None:
    vague = [path for path in python_files(*PRODUCT, "tests") if {path.stem, path.parent.name} & SAYS_NOTHING]
    assert vague == []


def test_no_product_file_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files(*PRODUCT)
        if (lines := len(path.read_text("utf-8").splitlines())) > LINES_AT_MOST
    }
    assert long == {}


def test_every_folder_of_tests_is_a_package() -> None:
    """Otherwise two test files of one name would be one module to pytest and to mypy."""
    bare = {path.parent for path in python_files("tests") if not (path.parent / "__init__.py").exists()}
    assert bare == set()


def test_tests_use_the_real_part_or_a_named_fake() -> None:
    mocking = [path for path in python_files("tests") if FORBIDDEN_IN_TESTS & set(imported_names(path))]
    assert mocking == []


def test_threads_are_made_in_named_files_only() -> None:
    """An Event to wait for makes none, but must then be taken by name."""
    makers = {path.name for path in python_files("desktop") if _could_make_threads(set(imported_names(path)))}
    assert makers <= MAKES_THREADS
    pools = {path.name for path in python_files("desktop", "sync/desk") if _makes_pools(set(imported_names(path)))}
    assert pools <= MAKES_POOLS


def _makes_pools(names: set[str]) -> bool:
    return any(name.startswith("concurrent.futures") for name in names)


def _could_make_threads(names: set[str]) -> bool:
    from_threading = {name for name in names if name.startswith("threading.")}
    whole_module = "threading" in names and not from_threading
    made = {"PySide6.QtCore.QThread", "PySide6.QtCore.QThreadPool"} & names or from_threading - {"threading.Event"}
    return whole_module or bool(made)


def test_imports_keep_to_the_walls() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_a_lock_names_versions_and_hashes_but_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    assert re.search(r"https?:|file:|--(extra-)?index|--find-links", text) is None
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_the_locks_agree_and_name_every_dependency() -> None:
    run, dev = (pinned(ROOT / "requirements" / lock) for lock in ("run.txt", "dev.txt"))
    assert run <= dev
    wanted = {requirement_name(line) for line in project()["dependencies"]}
    assert wanted <= {name for name, _ in run}


def pinned(lock: Path) -> set[tuple[str, str]]:
    return set(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))


def requirement_name(requirement: str) -> str:
    return re.split(r"[<>=\[; ]", requirement, maxsplit=1)[0]


def project() -> dict[str, list[str]]:
    metadata: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return metadata


def test_the_change_log_opens_with_this_version_or_with_what_is_unreleased() -> None:
    titles = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert titles[0] in {"Unreleased", project()["version"]}
