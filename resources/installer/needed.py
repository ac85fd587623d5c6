"""The installed packages that the program runs with: what pyproject.toml asks for, and what those ask for in turn."""

from __future__ import annotations

import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from resources.installer.errors import CannotBuild


def project(root: Path) -> dict[str, object]:
    """The `[project]` table of the checkout at `root`."""
    table: dict[str, object] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def version_of(root: Path) -> str:
    """The program's."""
    return str(project(root)["version"])


def needed(root: Path) -> dict[str, Distribution]:
    """By canonical name. Raises CannotBuild when one is not installed here."""
    asked = project(root)["dependencies"]
    waiting = [Requirement(line) for line in asked] if isinstance(asked, list) else []
    found: dict[str, Distribution] = {}
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in found or not _applies(wanted):
            continue
        try:
            found[name] = distribution(wanted.name)
        except PackageNotFoundError as error:
            raise CannotBuild(f"the package {wanted.name} is missing; run: make test, or .ci/set-up test") from error
        waiting += [Requirement(line) for line in found[name].requires or ()]
    return found


def not_needed(root: Path) -> list[str]:
    """Modules that are installed here and belong to none of the `needed`: tests, tools, the centre's server."""
    kept = needed(root).keys()
    return sorted(
        module
        for module, owners in packages_distributions().items()
        if not kept & {canonicalize_name(owner) for owner in owners}
    )


def _applies(wanted: Requirement) -> bool:
    return wanted.marker is None or wanted.marker.evaluate({"extra": ""})
