"""Opening somebody's file as a workbook: what it is and how large it unfolds is looked at before it is parsed."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from sync.domain.people_list import FileFault
from sync.errors import WorkbookUnusable

_LARGEST, _UNFOLDED, _PARTS = 20 << 20, 120 << 20, 2000
_ELEMENTS, _PIECE = 3_000_000, 1 << 20
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOK = "xl/workbook.xml"


def read_workbook_file(path: Path) -> bytes:
    """The whole file, looked at: what happens to it afterwards changes nothing. Raises WorkbookUnusable, whose `fault`
    says why.
    """
    try:
        size = path.stat().st_size if path.is_file() else -1
        content = path.read_bytes() if 0 <= size <= _LARGEST else b""
    except OSError as error:
        raise WorkbookUnusable(FileFault.NOT_THERE) from error
    if size < 0:
        raise WorkbookUnusable(FileFault.NOT_THERE)
    if size > _LARGEST or len(content) > _LARGEST:
        raise WorkbookUnusable(FileFault.TOO_LARGE)
    _look_at(content)
    return content


def open_workbook(content: bytes, *, values: bool) -> Workbook:
    """`values`: the last results in place of formulas. Raises WorkbookUnusable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out, as pictures: nothing that is read here
            return load_workbook(BytesIO(content), data_only=values)
    except Exception as error:  # whatever a strange file makes the parser raise, it means this
        raise WorkbookUnusable(FileFault.DAMAGED) from error


def _look_at(head: bytes) -> None:
    if head.startswith(_OLD):
        raise WorkbookUnusable(FileFault.PASSWORD if _ENCRYPTED in head else FileFault.OLD_WORKBOOK)
    if not head.startswith(_ZIP):
        raise WorkbookUnusable(FileFault.NO_WORKBOOK if b"\0" in head or not head else FileFault.PLAIN_TEXT)
    _look_into(head)


def _look_into(content: bytes) -> None:
    """The sizes a zip declares hold: its reader takes no more than that. Empty cells are short in the file and large
    in memory, so what is in the parts is counted as well.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNFOLDED:
                raise WorkbookUnusable(FileFault.TOO_LARGE)
            if _BOOK not in {part.filename for part in parts}:
                raise WorkbookUnusable(FileFault.NO_WORKBOOK)
            if sum(_elements(packed, part) for part in parts) > _ELEMENTS:
                raise WorkbookUnusable(FileFault.TOO_LARGE)
    except WorkbookUnusable:
        raise
    except Exception as error:  # whatever a strange zip makes its reader raise, it means this
        raise WorkbookUnusable(FileFault.DAMAGED) from error


def _elements(packed: ZipFile, part: ZipInfo) -> int:
    """How many a part has, or a little more."""
    with packed.open(part) as file:
        return sum(piece.count(b"<") for piece in iter(lambda: file.read(_PIECE), b""))
