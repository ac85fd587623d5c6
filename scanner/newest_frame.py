"""One place for one frame, between whoever takes pictures and whoever reads them."""

import threading

from scanner.frame import Frame


class NewestFrame:
    """A frame put here takes the place of one that nobody has taken: a slow reader never makes the picture late."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._frame: Frame | None = None
        self._being_read = False
        self.closed = False

    def put(self, frame: Frame, *, wait: bool = False) -> None:
        """Leave a frame. With `wait` return only once it was read, so that none is lost."""
        with self._change:
            self._frame = frame
            self._change.notify_all()
            if wait:
                self._change.wait_for(lambda: self.closed or (self._frame is None and not self._being_read))

    def take(self, patience_s: float) -> Frame | None:
        """The newest frame as soon as there is one, None after `patience_s` or when closed. The last one is read."""
        with self._change:
            self._being_read = False
            self._change.notify_all()
            self._change.wait_for(lambda: self.closed or self._frame is not None, patience_s)
            frame, self._frame = (None, None) if self.closed else (self._frame, None)
            self._being_read = frame is not None
            return frame

    def close(self) -> None:
        """Let go of whoever waits; nothing is handed out any more."""
        with self._change:
            self.closed = True
            self._frame = None
            self._change.notify_all()
