"""A keyring that keeps its entries in memory: what a desktop session offers, without one."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Entries by (service, name). Refuses what Windows would: more than 2,560 bytes."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring leaves it untyped
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """None when there is no such entry."""
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        if len(password.encode("utf-16-le")) > 2560:
            raise ValueError("too large for a Windows credential")
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        try:
            del self.entries[service, username]
        except KeyError as error:
            raise PasswordDeleteError("no such entry") from error
