"""Tones are played where there is a device, and nothing happens or is said where there is none."""

from __future__ import annotations

import os
import subprocess
import sys

from PySide6.QtWidgets import QApplication

from desktop.widgets.tones import Tones
from sync.domain.verdicts import Verdict

_DESK_WITHOUT_SOUND = """
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication
from desktop.widgets.tones import Tones, without_chatter
app = QApplication([])
Tones().alarm()
with without_chatter():
    qWarning("something else")
qWarning("PulseAudioService: later")
"""


def test_a_desk_without_loudspeakers_goes_on(qapp: QApplication) -> None:
    tones = Tones()
    for verdict in Verdict:
        tones.play(verdict)
    tones.alarm()


def test_a_muted_desk_does_not_even_look_for_them(qapp: QApplication) -> None:
    tones = Tones(muted=True)
    tones.play(Verdict.ACCEPTED)
    assert tones._effects is None


def test_missing_sound_is_not_talked_about_but_everything_else_is() -> None:
    # Nobody answers at that address, whatever sound this machine has.
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": "tcp:127.0.0.1:9"}
    environment.pop("QT_LOGGING_RULES", None)
    done = subprocess.run(
        [sys.executable, "-c", _DESK_WITHOUT_SOUND], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines() == ["something else", "PulseAudioService: later"]
