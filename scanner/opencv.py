"""OpenCV, kept quiet: it and FFmpeg print warnings of their own, while stderr is for one clear line of ours.

The modules of this package take `cv2` from here.
"""

import os

import cv2

__all__ = ["cv2"]

os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # AV_LOG_QUIET; read by OpenCV when FFmpeg is first used
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
