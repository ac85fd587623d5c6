"""Where this PC keeps its secrets: the system's keyring, or, where it was set so, a file.

A kiosk's file only this user can read, a shared PC's all of its desk users.

Without a keyring nothing falls back by itself: that would be a key lying about on a disk without anyone's decision.
"""

from __future__ import annotations

import json
import os
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from sync.desk.device.in_time import in_time
from sync.desk.device.locked_keys import Lock, is_locked, read_passphrase
from sync.desk.device.machine_keys import MachineLock
from sync.desk.device.settings import Settings
from sync.desk.device.shared_home import work_as_set
from sync.errors import DiskFull, KeyringSilent, KeysLocked, KeyStorageMissing
from sync.protocol.whole_file import write_whole

SERVICE = "VoucherDesk"
_KEY_FILE = "keys.json"
_OTHERS, _OUTSIDERS = 0o077, 0o007
_ANSWER_SECONDS = 60.0
"""For a keyring that asks its user for a password first; then it is taken for one that does not answer."""


class KeyVault(Protocol):
    """Keeps secrets of at most 900 bytes by name: a Windows credential holds 2,560, which is 1,280 characters."""

    def get(self, name: str) -> bytes | None:
        """The secret, or None when there is none of that name. Raises KeyStorageMissing."""
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret; one program at a time may. Raises KeyStorageMissing, or DiskFull for a key file."""
        ...


def open_vault(settings: Settings) -> KeyVault:
    """The vault this PC is set to use. Raises HomeNotShared."""
    if settings.key_storage == "keyring":
        return KeyringVault(settings.home)
    work_as_set(settings)
    return FileVault(settings.home / _KEY_FILE, _lock_for(settings))


def _lock_for(settings: Settings) -> Callable[[], KeyLock] | None:
    """What locks the key file when it is first looked at: the passphrase that is set, else, shared, Windows' key."""
    if settings.passphrase_file:
        return partial(_passphrase_lock, Path(settings.passphrase_file))
    return MachineLock if sys.platform == "win32" and settings.key_storage == "machine" else None


def _passphrase_lock(path: Path) -> KeyLock:
    return Lock(read_passphrase(path))


def is_shared_storage(settings: Settings) -> bool:
    """Whether all of this PC's desk users work on one record, with one key."""
    return settings.key_storage == "machine"


def openness(settings: Settings) -> str:
    """In what way the keys lie open to others than this PC's desk users, for IT; empty where they do not."""
    path = settings.home / _KEY_FILE
    if settings.key_storage == "keyring" or not os.path.exists(path):
        return ""
    if os.name != "nt":
        others = _OUTSIDERS if is_shared_storage(settings) else _OTHERS
        if path.stat().st_mode & others:
            return "other users may read the key file"
        if settings.passphrase_file and _may_read(Path(settings.passphrase_file), others):
            return "other users may read the passphrase"
    if _lock_for(settings) is None:
        return "whoever can copy the key file can read the record"
    if settings.passphrase_file and Path(settings.passphrase_file).absolute().is_relative_to(settings.home.absolute()):
        return "the passphrase lies beside the key file"
    return ""


def _may_read(path: Path, others: int) -> bool:
    try:
        return bool(path.stat().st_mode & others)
    except OSError:  # K02 tells of one that is not there
        return False


class KeyLock(Protocol):
    """What a key file is locked with."""

    def lock(self, kept: Mapping[str, str]) -> dict[str, Any]:
        """What the file says instead of `kept`, under `locked` at least."""
        ...

    def unlock(self, said: Mapping[str, Any]) -> dict[str, str]:
        """What was locked. Raises KeyStorageMissing, or ValueError or KeyError for none of ours."""
        ...


class KeyringVault:
    """The system's keyring; entries are told apart by the folder they belong to."""

    def __init__(self, home: Path, answer_seconds: float = _ANSWER_SECONDS) -> None:
        self._home = str(home.absolute())
        self._answer_seconds = answer_seconds

    def get(self, name: str) -> bytes | None:
        """See KeyVault."""
        with _keyring_errors():
            import keyring  # noqa: PLC0415  looks for back ends when imported: slow, and of no use to kiosks

            text = in_time(partial(keyring.get_password, SERVICE, self._entry(name)), self._answer_seconds)
        return None if text is None else b64decode(text)

    def put(self, name: str, secret: bytes) -> None:
        """See KeyVault."""
        with _keyring_errors():
            import keyring  # noqa: PLC0415  as above

            text = b64encode(secret).decode()
            in_time(partial(keyring.set_password, SERVICE, self._entry(name), text), self._answer_seconds)

    def _entry(self, name: str) -> str:
        return f"{name}@{self._home}"


class FileVault:
    """A JSON file for its owner, or in a shared folder for its group (on Windows: the folder's rights), perhaps locked.

    With a lock a file that was not locked so far is locked as soon as it is read.
    """

    def __init__(self, path: Path, make_lock: Callable[[], KeyLock] | None = None) -> None:
        self._path = path
        self._make_lock = make_lock
        self._opened: KeyLock | None = None

    def get(self, name: str) -> bytes | None:
        """See KeyVault."""
        with _file_errors():
            text = self._read().get(name)
            return None if text is None else b64decode(text, validate=True)

    def put(self, name: str, secret: bytes) -> None:
        """A power cut leaves the old file or the new one, and a record never without the key that opens it."""
        with _file_errors():
            kept = self._read() | {name: b64encode(secret).decode()}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DiskFull(type(error).__name__) from error
        self._write(kept)

    def _write(self, kept: dict[str, str]) -> None:
        lock = self._lock()
        write_whole(self._path, [json.dumps(lock.lock(kept) if lock else kept).encode()])

    def _read(self) -> dict[str, str]:
        try:
            said = json.loads(self._path.read_text(encoding="ascii"))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        if not isinstance(said, dict):
            raise ValueError("not a key file")
        lock = self._lock()
        if is_locked(said):
            if lock is None:
                raise KeysLocked("passphrase_file is not set")
            return lock.unlock(said)
        kept = {str(name): str(secret) for name, secret in said.items()}
        if lock is not None:
            self._write(kept)
        return kept

    def _lock(self) -> KeyLock | None:
        if self._opened is None and self._make_lock is not None:
            self._opened = self._make_lock()
        return self._opened


@contextmanager
def _keyring_errors() -> Iterator[None]:
    from keyring.errors import KeyringLocked  # noqa: PLC0415  as above

    try:
        yield
    except (KeyringLocked, TimeoutError) as error:
        raise KeyringSilent(type(error).__name__) from error
    except Exception as error:  # each back end has errors of its own, and not all come as keyring's
        raise KeyStorageMissing(type(error).__name__) from error


@contextmanager
def _file_errors() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyStorageMissing(f"key file: {type(error).__name__}") from error
