"""Rules of the scheme broken on purpose, one at a time, inside the process that keeps the rule.

Each names the program's own function and what stands in its place. A name that is no longer there raises: no fault can
miss silently.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Broken = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Takes the sound function, gives the faulty one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`rule`: what the books must say is broken. `where`: "module:function" or "module:Class.method"."""

    rule: str
    where: str
    broken: Broken
    place: str = "centre"


FAULTS: dict[str, Fault] = {}


def plant(name: str | None, place: str) -> None:
    """Break the rule in this process, if it belongs to `place`. Raises LookupError when there is nothing to break."""
    fault = None if name is None else FAULTS[name]
    if fault is None or fault.place != place:
        return
    module_name, _, path = fault.where.partition(":")
    owner: Any = import_module(module_name)
    *classes, function = path.split(".")
    for part in classes:
        owner = getattr(owner, part)
    if function not in vars(owner):
        raise LookupError(f"{fault.where} is not there any more")
    sound = getattr(owner, function)
    broken = fault.broken(sound)
    setattr(owner, function, broken)
    if not classes:
        _replace_imported(function, sound, broken)


def _replace_imported(name: str, sound: object, broken: object) -> None:
    """Wherever another module has taken the function by name."""
    for module in [module for named, module in list(sys.modules.items()) if named.startswith("sync.")]:
        if vars(module).get(name) is sound:
            setattr(module, name, broken)
