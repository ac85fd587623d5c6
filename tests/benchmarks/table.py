"""A measured line, and how lines are printed."""

from __future__ import annotations

from dataclasses import dataclass

_HEADINGS = ("what", "ours", "beside", "ratio", "limit", "how")


@dataclass(frozen=True, slots=True)
class Row:
    """`beside`: the peer's figure, or the bare machine's. `limit`: what the ratio may be, for the reader to judge."""

    what: str
    ours: str
    beside: str
    ratio: float | None
    limit: str
    how: str


def printed(rows: list[Row]) -> str:
    """The rows under their headings, columns aligned."""
    lines = [_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "-" if row.ratio is None else f"{row.ratio:.2f}"
    return row.what, row.ours, row.beside, ratio, row.limit, row.how
