"""A printed form as a workbook (.xlsx), with the same columns as on paper."""

from __future__ import annotations

from pathlib import Path

from sync.desk.operations.desk import Desk
from sync.desk.operations.named_file import check_may_write
from sync.desk.spreadsheets.form_workbook import form_bytes
from sync.domain.forms import Form
from sync.errors import InvalidInput
from sync.protocol.whole_file import write_whole


def export_form(desk: Desk, form: Form, path: Path) -> None:
    """Write it whole or not at all; only its owner may read the file. Raises InvalidInput (no place for a file) or
    DiskFull."""
    check_place(desk, path)
    write_whole(path, [form_bytes(form)])


def check_place(desk: Desk, path: Path) -> None:
    """That a file may be written there. Raises InvalidInput or DiskFull."""
    check_may_write(path, desk.store.path)
    if not path.parent.is_dir():
        raise InvalidInput("there is no folder of that name to write into")
