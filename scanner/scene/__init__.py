"""Drawn scenes: phones held up before a webcam, for the demo, for practice and for tests. No photograph is used.

`Presentation` says what is shown, `Scene` gives the frames, `record` writes them to a video that `Recording` plays.
"""

from scanner.scene.record import record
from scanner.scene.scene import Presentation, Scene

__all__ = ["Presentation", "Scene", "record"]
