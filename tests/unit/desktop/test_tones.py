"""Tones are played where there is a device, and nothing happens where there is none."""

from PySide6.QtWidgets import QApplication

from desktop.widgets.tones import Tones
from sync.domain.verdicts import Verdict


def test_a_desk_without_loudspeakers_goes_on(qapp: QApplication) -> None:
    tones = Tones()
    for verdict in Verdict:
        tones.play(verdict)


def test_a_muted_desk_does_not_even_look_for_them(qapp: QApplication) -> None:
    tones = Tones(muted=True)
    tones.play(Verdict.ACCEPTED)
    assert tones._effects is None
