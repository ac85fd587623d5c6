"""100,000 records up and down by PouchDB (LevelDB on both sides, batches of 500), and as many by our own exchange.

PouchDB's server takes whatever it is sent: it checks no signature, keeps no chain, judges no rule and flushes no write
to the disk. Ours does all of that, and is measured by the same benchmarks as elsewhere.

Node and npm have to be there; the packages are fetched into a temporary folder for this run, at these versions.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import pull, push
from tests.benchmarks.table import Row

_HERE = Path(__file__).parent
_PACKAGES = ("pouchdb@9", "express-pouchdb@4.2", "express@4")
_COUNT = 100_000
_FETCH_S, _REPLICATE_S, _END_S = 600, 3600, 30


def run(count: int = _COUNT) -> list[Row]:
    """Two rows up, one down; none, with a line that says why, where Node is missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        print("pouchdb: passed over, node or npm is not on this machine", file=sys.stderr)
        return []
    with TemporaryDirectory(prefix="voucherdesk-bench-") as name:
        folder = Path(name)
        if not _fetched(npm, folder):
            print("pouchdb: passed over, npm could not fetch its packages", file=sys.stderr)
            return []
        theirs = _replicated(node, folder, count)
    with_codes, by_hand, down = push.once(count), push.once(count, by_hand=True), pull.once(count)
    return [
        _row(f"{count:,} facts up, each with a code", count, with_codes, theirs["up"], ">= 10"),
        _row(f"{count:,} facts up, made by hand", count, by_hand, theirs["up"], ">= 10"),
        _row(f"{count:,} changes down", count, down, theirs["down"], ">= 5"),
    ]


def _row(what: str, count: int, ours: float, theirs: float, limit: str) -> Row:
    mine, its = f"{count / ours:,.0f} a second", f"PouchDB {count / theirs:,.0f} a second"
    return Row(what, mine, its, theirs / ours, limit, "one after the other, once")


def _fetched(npm: str, folder: Path) -> bool:
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *_PACKAGES]
    return subprocess.run(command, capture_output=True, timeout=_FETCH_S, check=False).returncode == 0


def _replicated(node: str, folder: Path, count: int) -> dict[str, float]:
    """Seconds up and down."""
    client, server = folder / "client.cjs", folder / "server.cjs"
    for program in (client, server):  # beside the packages: that is where Node looks for them
        shutil.copy(_HERE / program.name, program)
    for store in ("at-the-server", "at-the-client"):
        (folder / store).mkdir()
    with _serving([node, str(server), str(folder / "at-the-server")]) as url:
        command = [node, "--max-old-space-size=2048", str(client), str(folder / "at-the-client"), url, str(count)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_REPLICATE_S, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"PouchDB's replication failed: {done.stderr.strip()[-300:]}")
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return seconds


@contextmanager
def _serving(command: list[str]) -> Iterator[str]:
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None  # asked for above
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()
            process.wait(_END_S)
