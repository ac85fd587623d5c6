"""OpenCV, kept quiet: it and FFmpeg print warnings of their own, while stderr is for one clear line of ours.

The modules of this package take `cv2` from here.
"""

import io
import os
import sys

import cv2

__all__ = ["cv2", "keep_codecs_quiet"]

os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # AV_LOG_QUIET; read by OpenCV when FFmpeg is first used
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def keep_codecs_quiet() -> None:
    """Let `sys.stderr` alone reach the terminal: libjpeg and libpng write to the process's stderr past all settings.

    For a program's start, before other threads. Does nothing where stderr is no file, as in a test or under a window.
    """
    try:
        ours = os.dup(sys.stderr.fileno())
    except (AttributeError, OSError, io.UnsupportedOperation):
        return
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.stderr = open(ours, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115  open to the end
