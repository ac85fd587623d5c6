"""A state as a small pill: words with a sign before them, on the ground of their tone."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from desktop import theme


def mark(said: tuple[str, str], label: QLabel | None = None) -> QLabel:
    """`said`: words and tone, as `wording` gives them; into `label` where there is one."""
    words, tone = said
    shown = label or theme.styled(QLabel(), "mark")
    shown.setText(words)
    shown.setProperty("verdict", tone)
    shown.style().unpolish(shown)
    shown.style().polish(shown)
    if label is not None:  # one without a parent would come up as a window of its own
        label.setVisible(bool(words))
    return shown
