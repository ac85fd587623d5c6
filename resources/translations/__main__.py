"""`python -m resources.translations` reads the window's texts out of the sources and compiles the translation.

With `--check` nothing is written: it fails where a text is new, unfinished or no longer used, or where the compiled
file is old.
The tools are those that come with PySide6. Exit status: 0 in order, 1 something is missing and named, 2 no tools.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "desktop"
NAME = "voucherdesk_zh_CN"
IN_ORDER, MISSING, NO_TOOLS = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Renew or check; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m resources.translations", description="Renew the translation.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where it is not complete")
    options = parser.parse_args(arguments)
    if tool("pyside6-lupdate") is None or tool("pyside6-lrelease") is None:
        print("translations: pyside6-lupdate and pyside6-lrelease are needed; install PySide6", file=sys.stderr)
        return NO_TOOLS
    with tempfile.TemporaryDirectory() as folder:
        problems = list(renew(Path(folder), write=not options.check))
    for problem in problems:
        print(f"translations: {problem}", file=sys.stderr)
    return MISSING if problems else IN_ORDER


def renew(scratch: Path, *, write: bool, here: Path = HERE, sources: Path = SOURCES) -> Iterator[str]:
    """Bring a copy of what is in `here` up to date, compile it, and tell what is wrong; `write` keeps both."""
    ts, qm = scratch / f"{NAME}.ts", scratch / f"{NAME}.qm"
    shutil.copy(here / ts.name, ts)
    before = texts(ts)
    files = sorted(str(path) for path in sources.rglob("*.py"))
    run("pyside6-lupdate", *files, "-ts", str(ts), "-locations", "none", "-no-obsolete", "-silent")
    after = texts(ts)
    run("pyside6-lrelease", str(ts), "-qm", str(qm), "-silent")
    yield from (f"not translated: {text}" for text, translation in after.items() if not translation)
    if write:
        for made in (ts, qm):
            new = here / f"{made.name}.new"
            shutil.copy(made, new)
            new.replace(here / made.name)  # a window that runs has the old one mapped: written over, it would crash
        return
    yield from (f"new: {text}" for text in after.keys() - before.keys())
    yield from (f"no longer used: {text}" for text in before.keys() - after.keys())
    if not (here / qm.name).exists() or qm.read_bytes() != (here / qm.name).read_bytes():
        yield f"{qm.name} is older than {ts.name}; run python -m resources.translations"


def texts(ts: Path) -> dict[tuple[str, str], str]:
    """(context, source text) to its finished translation, empty where there is none."""
    found = {}
    for context in ElementTree.parse(ts).getroot().iter("context"):  # noqa: S314  our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            words = message.findtext("translation", "") if finished else ""
            found[context.findtext("name", ""), message.findtext("source", "")] = words
    return found


def placeholders(text: str) -> set[str]:
    """The names in braces, which a translation must keep."""
    return set(re.findall(r"\{(\w+)\}", text))


def tool(name: str) -> str | None:
    """Where a tool is: beside this Python, or on the path."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def run(name: str, *arguments: str) -> None:
    """Run a tool; its own words only when it fails."""
    found = tool(name)
    assert found is not None  # noqa: S101  main has looked
    result = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603  our own arguments
    if result.returncode:
        raise SystemExit(f"translations: {name} failed: {result.stderr.strip()}")


if __name__ == "__main__":
    sys.exit(main())
