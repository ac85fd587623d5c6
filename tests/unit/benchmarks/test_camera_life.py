"""A sample of the long day: memory is flat and the camera always comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.benchmarks.camera_life import read_frames, unplug


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.timeout(240)
def test_two_thousand_frames_take_no_memory_that_is_not_given_back(qapp: QApplication) -> None:
    memory, presented = read_frames(qapp, 2000)
    assert memory[-1].frames >= 2000
    assert memory[-1].megabytes - memory[1].megabytes < 4
    assert presented >= 20


@pytest.mark.timeout(240)
def test_twenty_times_unplugged_and_always_back(qapp: QApplication) -> None:
    seconds = unplug(qapp, 20)
    assert len(seconds) == 20
    assert max(seconds) < 5
