"""What holds for every test: nothing leaves the test's own folder, nothing opens a window on someone's screen."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.fakes.postgres import PostgresServer

# Before anything imports Qt. A run with QT_QPA_PLATFORM=xcb shows the windows.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A failing example must fail again in the next run, and a busy machine is no failure.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


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
