"""The workbook that a list of people is filled into."""

from __future__ import annotations

from pathlib import Path

from sync.desk.operations.desk import Desk
from sync.desk.operations.export_form import check_place
from sync.desk.spreadsheets.roster_template import template_bytes
from sync.protocol.whole_file import write_whole


def save_template(desk: Desk, path: Path) -> None:
    """Write it to `path`, where others may read it: there is nobody in it. Raises InvalidInput or DiskFull."""
    check_place(desk, path)
    write_whole(path, [template_bytes()], others_may_read=True)
