"""A recorded source: one picture, one video, or a folder of both, standing in for a camera or read for its own sake."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import numpy as np

from scanner.errors import PictureUnreadable
from scanner.file_kind import is_video, picture_kind
from scanner.frame import Frame, Pixels
from scanner.opencv import cv2
from scanner.picture import read_head, read_picture

_SECONDS_PER_PICTURE = 1.0
_FPS_WHERE_UNSTATED = 25.0
_SUFFIXES = frozenset(
    (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm")
)
_MOST_FPS = 240.0
_MOST_VIDEO_PIXELS = 40_000_000


class Recording:
    """A FrameSource over files.

    `taken_at` is film time: it starts at 0 and goes on over the files of a folder and over every turn of a loop. A
    paced recording gives frames in real time and drops those it is late for, as a camera does.
    """

    live = False

    def __init__(self, path: str | Path, *, paced: bool = False, loop: bool = False) -> None:
        """Raises PictureUnreadable where nothing is there, the folder is empty or the only file is broken."""
        self._path = Path(path)
        self._paced = paced
        self._loop = loop
        self._files = files_in(self._path)
        self._next_file = 0
        self._film: _Film | None = None
        self._clock = 0.0
        self._number = 0
        self._began: float | None = None
        if self._path.is_file():
            self._open_next()

    @property
    def name(self) -> str:
        """The name of the file or folder."""
        return self._path.name

    def read(self) -> Frame | None:
        """The next frame; None at the end. A broken file raises PictureUnreadable; the next call goes on behind it."""
        tries = len(self._files) + 1  # a loop over files without a single frame must end too
        for _ in range(tries):
            film = self._film or self._open_next()
            if film is None:
                return None
            pixels = film.next_picture()
            if pixels is not None:
                return self._frame(film, pixels)
            self._film = None
            film.close()
        return None

    def close(self) -> None:
        """Let go of the file."""
        if self._film is not None:
            self._film.close()
            self._film = None
        self._next_file, self._loop = len(self._files), False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _open_next(self) -> "_Film | None":
        if self._next_file == len(self._files) and self._loop:
            self._next_file = 0
        if self._next_file == len(self._files):
            return None
        path = self._files[self._next_file]
        self._next_file += 1
        self._film = _Film(path)
        return self._film

    def _frame(self, film: "_Film", pixels: Pixels) -> Frame:
        if self._paced:
            pixels = self._keep_pace(film, pixels)
        frame = Frame(pixels, self._clock, self._number, still=film.still, origin=str(film.path))
        self._clock += film.seconds_per_frame
        self._number += 1
        return frame

    def _keep_pace(self, film: "_Film", pixels: Pixels) -> Pixels:
        """Wait until the frame is due; where it is overdue by a frame or more, go on to the newest one."""
        now = time.monotonic()
        if self._began is None:
            self._began = now - self._clock
        while now - self._began - self._clock >= film.seconds_per_frame:
            newer = film.next_picture()
            if newer is None:
                break
            pixels = newer
            self._clock += film.seconds_per_frame
            self._number += 1
            now = time.monotonic()
        time.sleep(max(0.0, self._began + self._clock - now))
        return pixels


class _Film:
    """One file, opened: a picture is a film of one frame."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.still = not is_video(read_head(path))
        self.seconds_per_frame = _SECONDS_PER_PICTURE
        self._capture: cv2.VideoCapture | None = None
        self._pictures = self._one_picture(read_picture(path)) if self.still else self._video()

    def next_picture(self) -> Pixels | None:
        return next(self._pictures, None)

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()

    @staticmethod
    def _one_picture(pixels: Pixels) -> Iterator[Pixels]:
        yield pixels

    def _video(self) -> Iterator[Pixels]:
        """Open the video now, hand its frames out later."""
        # FFmpeg by name: left to itself OpenCV takes a % in a file name for a numbered series of pictures.
        capture = cv2.VideoCapture(str(self.path), cv2.CAP_FFMPEG)
        self._capture = capture
        if not capture.isOpened():
            raise PictureUnreadable(self.path, "the video is broken or of a kind not known here")
        if capture.get(cv2.CAP_PROP_FRAME_WIDTH) * capture.get(cv2.CAP_PROP_FRAME_HEIGHT) > _MOST_VIDEO_PIXELS:
            raise PictureUnreadable(self.path, "the video's frames are too large")
        fps = capture.get(cv2.CAP_PROP_FPS)
        self.seconds_per_frame = 1 / (fps if 0 < fps <= _MOST_FPS else _FPS_WHERE_UNSTATED)
        return self._frames_of(capture)

    def _frames_of(self, capture: cv2.VideoCapture) -> Iterator[Pixels]:
        seen = 0
        while True:
            ok, pixels = capture.read()
            if not ok:
                break
            seen += 1
            yield np.asarray(pixels, np.uint8)
        if not seen:
            raise PictureUnreadable(self.path, "the video holds no frame")


def files_in(path: Path) -> tuple[Path, ...]:
    """The file itself, or the pictures and videos in a folder and the folders in it, by name.

    A file in a folder counts when its name or its first bytes say picture or video; hidden ones do not. Raises
    PictureUnreadable where there is nothing.
    """
    if not path.is_dir():
        read_head(path)
        return (path,)
    try:
        files = tuple(sorted(p for p in path.rglob("*") if _counts(p, path)))
    except OSError as error:
        raise PictureUnreadable(path, error.strerror or "cannot be read") from error
    if not files:
        raise PictureUnreadable(path, "the folder holds no picture and no video")
    return files


def _counts(file: Path, folder: Path) -> bool:
    if any(part.startswith(".") for part in file.relative_to(folder).parts) or not file.is_file():
        return False
    if file.suffix.lower() in _SUFFIXES:
        return True
    try:
        head = read_head(file)
    except PictureUnreadable:
        return False
    return is_video(head) or picture_kind(head) != ""
