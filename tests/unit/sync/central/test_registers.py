"""What is written is in use: every command, every resource of the interface, every kind of fact."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

from sync.central import api, commands
from sync.central.__main__ import COMMANDS
from sync.central.app import RESOURCES
from sync.central.intake.rules import RULES
from sync.protocol.payloads import PAYLOADS


def modules_with(name: str, package: ModuleType) -> set[ModuleType]:
    """Those directly in `package` that define `name`."""
    found = (import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__))
    return {module for module in found if hasattr(module, name)}


@pytest.mark.parametrize(
    ("package", "name", "listed"), [(commands, "add_to", COMMANDS), (api, "router", RESOURCES)], ids=["commands", "api"]
)
def test_every_file_is_listed(package: ModuleType, name: str, listed: tuple[ModuleType, ...]) -> None:
    assert modules_with(name, package) == set(listed)


def test_every_kind_of_fact_has_its_rule() -> None:
    """Without one its records would be told unreadable, once and for all."""
    assert set(PAYLOADS.values()) == RULES.keys()
