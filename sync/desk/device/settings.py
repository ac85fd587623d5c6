"""How this PC is set. Later wins: defaults, the machine's site.toml, VOUCHERDESK_* variables, the command line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path

from platformdirs import site_config_path, user_data_path

from sync.desk.device.shared_home import shared_home
from sync.errors import InvalidInput

_PREFIX = "VOUCHERDESK_"
_CHOICES = {"language": ("zh_CN", "en"), "key_storage": ("keyring", "file", "machine")}
_NUMBERS = {"lock_minutes": range(1, 241)}
_MAY_BE_NUMBERS = {"camera", *_NUMBERS}


class Origin(StrEnum):
    """Where a setting comes from; a later one wins."""

    DEFAULT = "default"
    SITE_FILE = "site.toml"
    ENVIRONMENT = "environment"
    COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` holds everything that is written. Text settings are empty when not set."""

    home: Path
    central_url: str = ""
    """Overrides the address given at enrolment, for instance after the centre has moved."""
    enrolment_code: str = field(default="", repr=False)
    """With `central_url`: joins this PC to its site at the first start. A secret until it is used up."""
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
    """keyring, or file: a key file only this user can read, for kiosks without a keyring, or machine: one record and
    one key file for all of this PC's desk users (decisions 0004 and 0015 say what each risks)."""

    passphrase_file: str = ""
    """Locks the key file: a file whose first line is the passphrase, outside `home`, such as a systemd credential."""

    lock_minutes: int = 10
    """After so many minutes without a hand on it the window asks who is there; 1 to 240."""

    @property
    def store_file(self) -> Path:
        """The encrypted record."""
        return self.home / "record.db"

    @classmethod
    def load(cls, overrides: Mapping[str, object] | None = None) -> Settings:
        """Put the sources together; None among `overrides` means not given. Raises InvalidInput."""
        known = {name: str(value) for _, said in _sources(overrides or {}) for name, value in said.items()}
        for name, choices in _CHOICES.items():
            if name in known and known[name] not in choices:
                raise InvalidInput(f"{name} must be one of {', '.join(choices)}")
        home = Path(known.pop("home", "") or _usual_home(known.get("key_storage", "")))
        numbers = {name: _number(name, known.pop(name)) for name in _NUMBERS if name in known}
        return replace(cls(home, **known), **numbers)  # type: ignore[arg-type]  # every other field is a text


def where_from(overrides: Mapping[str, object] | None = None) -> dict[str, Origin]:
    """Which source had the last word about each setting that was set at all. Raises InvalidInput."""
    return {name: origin for origin, said in _sources(overrides or {}) for name in said}


def site_file() -> Path:
    """Where IT sets a PC, for all its users."""
    return site_config_path("VoucherDesk", appauthor=False) / "site.toml"


def _sources(overrides: Mapping[str, object]) -> Iterator[tuple[Origin, dict[str, object]]]:
    """What each says of the names we know, the weakest first."""
    names = {each.name for each in fields(Settings)}
    yield Origin.SITE_FILE, _from_file(site_file(), names)
    yield (
        Origin.ENVIRONMENT,
        {name: os.environ[_PREFIX + name.upper()] for name in sorted(names) if _PREFIX + name.upper() in os.environ},
    )
    yield Origin.COMMAND_LINE, {name: overrides[name] for name in overrides if overrides[name] is not None}


def _usual_home(key_storage: str) -> Path:
    return shared_home() if key_storage == "machine" else user_data_path("VoucherDesk", appauthor=False)


def _number(name: str, text: str) -> int:
    allowed = _NUMBERS[name]
    if not text.isdecimal() or int(text) not in allowed:
        raise InvalidInput(f"{name} must be a number from {allowed[0]} to {allowed[-1]}")
    return int(text)


def _from_file(path: Path, names: Set[str]) -> dict[str, object]:
    """What the file says of `names`; others may be a later program's."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # some editors put a mark before UTF-8
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidInput(f"{path.name} cannot be read: {type(error).__name__}") from error
    for name in sorted(names & set(said)):
        if not isinstance(said[name], str) and not (name in _MAY_BE_NUMBERS and type(said[name]) is int):
            raise InvalidInput(f'{name} in {path.name} must be a text, written as {name} = "…"')
    return {name: said[name] for name in names & set(said)}
