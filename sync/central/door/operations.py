"""What the interface can be asked, one operation after the other, read from the application itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

MAX_JSON_BYTES = 64 * 1024
ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address; `template` has its variables in braces, `roles` are those let in."""

    method: str
    template: str
    pattern: re.Pattern[str]
    max_bytes: int
    roles: tuple[str, ...]


def operations(app: FastAPI) -> Iterator[Operation]:
    """Every operation of `app`. A route takes MAX_JSON_BYTES unless it says `max_body_size`."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute):
            limit = route.max_body_size or MAX_JSON_BYTES
            roles = tuple(sorted(_roles(route.dependant))) or (ANYONE,)
            for method in sorted(route.methods or ()):
                yield Operation(method, route.path or "", route.path_regex, limit, roles)


def _roles(dependant: Dependant) -> set[str]:
    own = {str(role) for role in getattr(dependant.call, "roles", ())}
    return own.union(*(_roles(inner) for inner in dependant.dependencies))


class Addresses:
    """Finds the operation that a request is for, before the application does."""

    def __init__(self, app: FastAPI) -> None:
        self._operations = tuple(operations(app))

    def find(self, method: str, path: str) -> Operation | None:
        """None: there is nothing at `path`, or it does not take `method`."""
        asked = (found for found in self._operations if found.method == method)
        return next((found for found in asked if found.pattern.match(path)), None)

    def methods_at(self, path: str) -> tuple[str, ...]:
        """What `path` takes; a router would name those of its first fitting route only."""
        return tuple(sorted({found.method for found in self._operations if found.pattern.match(path)}))
