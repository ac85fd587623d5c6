"""How this PC is set. Later wins: defaults, the machine's site.toml, VOUCHERDESK_* variables, the command line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass, fields
from pathlib import Path

from platformdirs import site_config_path, user_data_path

from sync.errors import InvalidInput

_PREFIX = "VOUCHERDESK_"
_CHOICES = {"language": ("zh_CN", "en"), "key_storage": ("keyring", "file")}


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` holds everything that is written. Text settings are empty when not set."""

    home: Path
    central_url: str = ""
    """Overrides the address given at enrolment, for instance after the centre has moved."""
    proxy: str = ""
    """http://host:port; empty: what the system says."""
    ca_file: str = ""
    """A private CA's certificates in PEM, besides the system's trust store."""
    camera: str = ""
    """A camera's index or part of its name, or a recording; empty: what was chosen in the window, else the first."""
    reader: str = ""
    """A handheld reader's serial port or part of its name; one that plugs in as a keyboard needs no setting."""
    language: str = "zh_CN"
    key_storage: str = "keyring"
    """keyring, or file: a key file only this user can read, for kiosks without a keyring (its risk is in the docs)."""

    passphrase_file: str = ""
    """Locks the key file: a file whose first line is the passphrase, outside `home`, such as a systemd credential."""

    @property
    def store_file(self) -> Path:
        """The encrypted record."""
        return self.home / "record.db"

    @classmethod
    def load(cls, overrides: Mapping[str, object] | None = None) -> Settings:
        """Put the sources together; None among `overrides` means not given. Raises InvalidInput."""
        values: dict[str, object] = {"home": user_data_path("VoucherDesk", appauthor=False)}
        names = {field.name for field in fields(cls)}
        values |= _from_file(site_config_path("VoucherDesk", appauthor=False) / "site.toml", names)
        values |= {name: os.environ[_PREFIX + name.upper()] for name in names if _PREFIX + name.upper() in os.environ}
        values |= {name: value for name, value in (overrides or {}).items() if value is not None}
        known = {name: str(value) for name, value in values.items() if name in names}
        for name, choices in _CHOICES.items():
            if name in known and known[name] not in choices:
                raise InvalidInput(f"{name} must be one of {', '.join(choices)}")
        return cls(Path(known.pop("home")), **known)


def _from_file(path: Path, names: Set[str]) -> dict[str, object]:
    """What the file says of `names`; others may be a later program's."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidInput(f"{path.name} cannot be read: {type(error).__name__}") from error
    for name in sorted(names & set(said)):
        if not isinstance(said[name], str) and not (name == "camera" and type(said[name]) is int):
            raise InvalidInput(f'{name} in {path.name} must be a text, written as {name} = "…"')
    return {name: said[name] for name in names & set(said)}
