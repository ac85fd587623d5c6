"""Where this PC keeps its secrets: the system's keyring, or, when a kiosk was set so, a file only this user can read.

Without a keyring nothing falls back by itself: that would be a key lying about on a disk without anyone's decision.
"""

from __future__ import annotations

import json
import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sync.desk.device.settings import Settings
from sync.errors import DiskFull, KeyStorageMissing

SERVICE = "VoucherDesk"


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
        return FileVault(settings.home / "keys.json")
    return KeyringVault(settings.home)


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
    """A JSON file with mode 0600 (on Windows: the folder's rights of the user's own profile)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> bytes | None:
        """See KeyVault."""
        with _file_errors():
            text = self._read().get(name)
            return None if text is None else b64decode(text, validate=True)

    def put(self, name: str, secret: bytes) -> None:
        """Written beside, flushed and moved into place: a power cut leaves the old file or the new one."""
        with _file_errors():
            kept = self._read() | {name: b64encode(secret).decode()}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._replace(json.dumps(kept))
        except OSError as error:
            raise DiskFull(type(error).__name__) from error

    def _replace(self, content: str) -> None:
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix="keys-", suffix=".new")  # mode 0600
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
            _flush_folder(self._path.parent)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    def _read(self) -> dict[str, str]:
        try:
            kept = json.loads(self._path.read_text(encoding="ascii"))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        if not isinstance(kept, dict):
            raise ValueError("not a key file")
        return {str(name): str(secret) for name, secret in kept.items()}


def _flush_folder(folder: Path) -> None:
    """A new name is safe once its folder is: else a power cut leaves a record without the key that opens it."""
    if os.name == "nt":
        return  # its folders cannot be opened, and its journal keeps names in order
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
    except (OSError, ValueError) as error:
        raise KeyStorageMissing(f"key file: {type(error).__name__}") from error
