"""A line that ends in dots where there is no room."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.widgets.elided_label import ElidedLabel


def test_a_line_set_in_either_way_outlasts_a_resize_and_is_cut_only_on_the_screen(qtbot: QtBot) -> None:
    for tell in (ElidedLabel.setText, ElidedLabel.show_text):
        label = ElidedLabel("")
        qtbot.addWidget(label)
        label.resize(400, 30)
        label.show()
        tell(label, "初级焊工 2026-11 班")
        label.resize(500, 30)
        assert (label.text(), label.toolTip()) == ("初级焊工 2026-11 班", "")
        label.resize(60, 30)
        assert label.text().endswith("…")
        assert label.toolTip() == label.accessibleName() == "初级焊工 2026-11 班"
