"""What the program carries of others: which version, under which licence, and the texts that came with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from resources.locate import folder

OURS = "voucher-desk"
ICONS = ("Lucide icons", "1.62.0", "ISC")
"""Drawn into the window; name, version, licence. Their text lies beside them."""
_QT = dict.fromkeys(("pyside6-essentials", "pyside6-addons", "shiboken6"), "LGPL-3.0-only")
"""Offered under a choice of licences; used under the LGPL version 3."""
_READ_IN_THEIR_FILES = {"sqlcipher3": "Zlib", "pyserial": "BSD-3-Clause"}
_BESIDE_THIS = {
    **dict.fromkeys(_QT, ("LGPL-3.0.txt", "GPL-3.0.txt")),
    "pyserial": ("pyserial.txt",),
    "sqlcipher3": ("sqlcipher.txt",),
}
"""Texts that a package should have brought: its own, or of what is compiled into it."""
_MARK = "License :: OSI Approved :: "
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Part:
    """`text`: every licence file that came with it, one after another; empty when none did."""

    name: str
    version: str
    licence: str
    text: str


def parts_inside() -> list[Part]:
    """Every package that the program needs and has here, by name, and what it draws; the program itself first."""
    known: dict[str, Distribution] = {}
    wanted = [OURS]
    while wanted:
        name = _plain(wanted.pop())
        try:
            found = distribution(name)
        except PackageNotFoundError:  # another system's
            continue
        if name not in known:
            known[name] = found
            wanted += [_name(need) for need in found.requires or () if "extra ==" not in need]
    ours = known.pop(OURS, None)
    others = [Part(name, part.version, licence_of(part), licence_text(part)) for name, part in known.items()]
    drawn = Part(*ICONS, _read(folder() / "icons" / "LICENSE"))
    first = Part(OURS, ours.version if ours else "", "Apache-2.0", licence_text(ours) if ours else "")
    return [first, *sorted([*others, drawn], key=lambda part: part.name.lower())]


def licence_of(part: Distribution) -> str:
    """In one line: an SPDX expression where the package says one; `see its licence file` where it says nothing."""
    known = {**_QT, **_READ_IN_THEIR_FILES}.get(_plain(part.name))
    if known:
        return known
    marks = [line.removeprefix(_MARK) for line in part.metadata.get_all("Classifier") or [] if line.startswith(_MARK)]
    said = next(iter(part.metadata.get_all("License") or []), "").strip()
    expression = next(iter(part.metadata.get_all("License-Expression") or []), "")
    return " ".join((expression or ", ".join(marks) or said or "see its licence file").split())[:_LONGEST]


def licence_text(part: Distribution) -> str:
    """The licence files beside the package's metadata, in a checkout's environment and in a frozen program alike."""
    ours = [folder() / "licences" / name for name in _BESIDE_THIS.get(_plain(part.name), ())]
    return "\n\n".join(filter(None, map(_read, [*sorted(_licence_files(part)), *ours])))


def _licence_files(part: Distribution) -> Iterator[Path]:
    for told in Path(str(part.locate_file(""))).glob("*.dist-info"):
        if _plain(told.name.partition("-")[0]) == _plain(part.name):
            yield from (file for file in told.rglob("*") if _is_licence(file))


def _is_licence(file: Path) -> bool:
    return file.is_file() and file.name.upper().startswith(("LICEN", "COPYING", "NOTICE"))


def _read(file: Path) -> str:
    return file.read_text("utf-8", errors="replace").strip() if file.is_file() else ""


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _name(requirement: str) -> str:
    return next(requirement[:at] for at, sign in enumerate(f"{requirement};") if sign in " <>=!~;[(")
