"""Where this PC keeps its secrets: the system's keyring, or, when a kiosk was set so, a file only this user can read.

Without a keyring nothing falls back by itself: that would be a key lying about on a disk without anyone's decision.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sync.desk.device.locked_keys import Lock, is_locked, read_passphrase
from sync.desk.device.settings import Settings
from sync.errors import DiskFull, KeysLocked, KeyStorageMissing
from sync.protocol.whole_file import write_whole

SERVICE = "VoucherDesk"
_KEY_FILE = "keys.json"
_OTHERS = 0o077


class KeyVault(Protocol):
    """Keeps secrets of at most 1,500 bytes (a Windows credential holds 2,560) by name."""

    def get(self, name: str) -> bytes | None:
        """The secret, or None when there is none of that name. Raises KeyStorageMissing."""
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret; one program at a time may. Raises KeyStorageMissing, or DiskFull for a key file."""
        ...


def open_vault(settings: Settings) -> KeyVault:
    """The vault this PC is set to use."""
    if settings.key_storage == "file":
        passphrase_file = Path(settings.passphrase_file) if settings.passphrase_file else None
        return FileVault(settings.home / _KEY_FILE, passphrase_file)
    return KeyringVault(settings.home)


def openness(settings: Settings) -> str:
    """In what way the keys lie open to others than this user on this PC, for IT; empty where they do not."""
    path = settings.home / _KEY_FILE
    if settings.key_storage != "file" or not os.path.exists(path):
        return ""
    if os.name != "nt" and path.stat().st_mode & _OTHERS:
        return "other users may read the key file"
    if not settings.passphrase_file:
        return "whoever can copy the key file can read the record"
    if Path(settings.passphrase_file).absolute().is_relative_to(settings.home.absolute()):
        return "the passphrase lies beside the key file"
    return ""


class KeyringVault:
    """The system's keyring; entries are told apart by the folder they belong to."""

    def __init__(self, home: Path) -> None:
        self._home = str(home.absolute())

    def get(self, name: str) -> bytes | None:
        """See KeyVault."""
        with _keyring_errors():
            import keyring  # noqa: PLC0415  looks for back ends when imported: slow, and of no use to kiosks

            text = keyring.get_password(SERVICE, self._entry(name))
        return None if text is None else b64decode(text)

    def put(self, name: str, secret: bytes) -> None:
        """See KeyVault."""
        with _keyring_errors():
            import keyring  # noqa: PLC0415  as above

            keyring.set_password(SERVICE, self._entry(name), b64encode(secret).decode())

    def _entry(self, name: str) -> str:
        return f"{name}@{self._home}"


class FileVault:
    """A JSON file with mode 0600 (on Windows: the folder's rights of the user's own profile), perhaps locked.

    With a passphrase a file that was not locked so far is locked as soon as it is read.
    """

    def __init__(self, path: Path, passphrase_file: Path | None = None) -> None:
        self._path = path
        self._passphrase_file = passphrase_file
        self._opened: Lock | None = None

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

    def _lock(self) -> Lock | None:
        if self._opened is None and self._passphrase_file is not None:
            self._opened = Lock(read_passphrase(self._passphrase_file))
        return self._opened


@contextmanager
def _keyring_errors() -> Iterator[None]:
    from keyring.errors import KeyringError  # noqa: PLC0415  as above

    try:
        yield
    except (KeyringError, RuntimeError, OSError) as error:
        raise KeyStorageMissing(type(error).__name__) from error


@contextmanager
def _file_errors() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyStorageMissing(f"key file: {type(error).__name__}") from error
