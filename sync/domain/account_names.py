"""户名: names on bank accounts go into files that clerks open as a table, where a name must stay a text."""

from __future__ import annotations

_FORMULA_SIGNS = frozenset("=+-@＝＋－＠")  # noqa: RUF001  spreadsheets set to Chinese take full-width signs too
"""What makes a table's programs calculate, or run, what follows (OWASP, "CSV injection")."""


def is_account_name(text: str) -> bool:
    """Whether no program takes `text` for a formula. The bank gets a name as it is, so nothing can be put before it."""
    return text.lstrip()[:1] not in _FORMULA_SIGNS
