"""What holds for every test: nothing leaves the test's own folder, nothing opens a window on someone's screen."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.faults import figures

if TYPE_CHECKING:
    from tests.fakes.postgres import PostgresServer

# Before anything imports Qt. A run with QT_QPA_PLATFORM=xcb shows the windows.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A failing example must fail again in the next run, and a busy machine is no failure.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    """One file for the figures of the whole run, whichever process notes them."""
    if figures.FILE not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="figures-")
        config.add_cleanup(folder.cleanup)
        os.environ[figures.FILE] = str(Path(folder.name) / "figures.jsonl")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the batteries measured, after the tests."""
    if noted := figures.noted():
        terminalreporter.section("figures of this run")
        for line in figures.table(noted):
            terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """VOUCHERDESK_HOME is a folder of this run, and the user's keyring is out of reach, in child processes too."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("VOUCHERDESK_HOME", str(tmp_path_factory.mktemp("home")))
        environment.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator["PostgresServer"]:
    """A real server of this run; it starts with the first test that asks for it."""
    from tests.fakes.postgres import running_postgres  # noqa: PLC0415  the window's tests need no database

    with running_postgres() as server:
        yield server
