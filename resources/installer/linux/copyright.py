"""The file that Debian wants with every package: whose it is, and under which licences what it carries stands."""

from __future__ import annotations

from importlib.metadata import Distribution
from pathlib import Path

from resources.installer.needed import needed
from resources.licences.parts import licence_of

_HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Voucher Desk

Files: *
Copyright: the Voucher Desk contributors
License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.
Comment: the program carries the packages below, unchanged; the text of each licence that came with one lies in
 /opt/voucherdesk/program/_internal/NAME-VERSION.dist-info. Qt and its bindings are used under the LGPL version 3,
 /usr/share/common-licenses/LGPL-3: their libraries are files of their own in PySide6/ and may be replaced.
"""


def copyright_text(root: Path) -> str:
    """In Debian's machine-readable form."""
    return _HEAD + "".join(_paragraph(name, package) for name, package in sorted(needed(root).items()))


def _paragraph(name: str, package: Distribution) -> str:
    authors = _told(package, "Author") or _told(package, "Author-email") or f"the {name} authors"
    return f"\nFiles: {name} {package.version}\nCopyright: {_line(authors)}\nLicense: {licence_of(package)}\n"


def _told(package: Distribution, field: str) -> str:
    return next(iter(package.metadata.get_all(field) or []), "")


def _line(text: str) -> str:
    return " ".join(text.split())[:120]
