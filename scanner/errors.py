"""What can go wrong between the light and the text.

    ScannerError
    ├── CameraNotFound      S01  no such camera, or it cannot be opened
    ├── CameraLost          S02  a camera that was working gives no more frames
    ├── PictureUnreadable   S03  a file is missing, empty, broken, too large or of another kind
    ├── NoDecoder           S04  not one QR decoder works on this PC
    ├── DecoderMissing      S05  one decoder, or the library it needs, is not there
    ├── RecordingNotWritten S06  a video could not be written
    ├── PictureFrozen       S07  a camera sends the same picture over and over, or none
    ├── PictureBlack        S08  a camera sends pictures, but there is no light in them
    ├── ReaderNotFound      S09  no such handheld reader, or its port cannot be opened
    └── ReaderLost          S10  a handheld reader that was open is gone

`code` is short enough to read out on the phone, `title` says what happened, `remedy` what to do next. The text of an
error names devices and files only, never what a code said.
"""

from pathlib import Path
from typing import ClassVar


class ScannerError(Exception):
    """Base of the tree. `detail` says which camera, file or library, in one line."""

    code: ClassVar[str] = "S00"
    title: ClassVar[str] = "The scanner failed"
    remedy: ClassVar[str] = "Try again. If it happens again, call support and read out the code."

    def __init__(self, detail: str = "") -> None:
        self.detail = " ".join(detail.split())
        super().__init__(f"{self.title}: {self.detail}" if self.detail else self.title)


class CameraNotFound(ScannerError):
    """No camera of that number or name, or another program holds it."""

    code = "S01"
    title = "The camera cannot be opened"
    remedy = "Plug the camera in, close other programs that use it, or choose another. Reader and search still work."


class CameraLost(ScannerError):
    """Frames stopped coming from a camera that was open."""

    code = "S02"
    title = "The camera stopped sending pictures"
    remedy = "Check the cable and plug the camera in again. Reader and search still work."


class PictureFrozen(ScannerError):
    """The camera is there, but what it shows is not what is before it."""

    code = "S07"
    title = "The camera's picture does not change"
    remedy = "Unplug the camera and plug it in again. Reader and search still work."


class PictureBlack(ScannerError):
    """A closed cover or a dark room, most likely: the camera itself is well."""

    code = "S08"
    title = "The camera's picture is black"
    remedy = "Open the camera's cover and switch the light on. Reader and search still work."


class PictureUnreadable(ScannerError):
    """A picture, video or folder that gives no frame. `reason` says why, in a few words."""

    code = "S03"
    title = "This file cannot be read as a picture or a video"
    remedy = "Choose a JPEG, PNG, WebP, GIF, BMP or TIFF picture, or an MP4, MOV, AVI, MKV or WebM video."

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path.name}: {reason}")


class NoDecoder(ScannerError):
    """Without any decoder nothing can be read at all."""

    code = "S04"
    title = "No QR decoder works on this PC"
    remedy = "Install the program again. On Windows the Visual C++ runtime is needed, on Linux the zbar library."


class DecoderMissing(ScannerError):
    """One decoder is missing; the others go on."""

    code = "S05"
    title = "A QR decoder is missing"
    remedy = "Reading goes on with the other decoder. Install the program again to have both."


class RecordingNotWritten(ScannerError):
    """The video file could not be opened for writing, or holds nothing afterwards."""

    code = "S06"
    title = "The video could not be written"
    remedy = "Check that the folder exists, can be written and has room, and that the name ends in .mp4 or .avi."


class ReaderNotFound(ScannerError):
    """No serial port of that name, or another program holds it."""

    code = "S09"
    title = "The handheld reader cannot be opened"
    remedy = "Plug the reader in and close other programs that use it. It is found again by itself."


class ReaderLost(ScannerError):
    """A serial port that was open fails."""

    code = "S10"
    title = "The handheld reader is gone"
    remedy = "Plug the reader in again. It is found again by itself; the camera and search still work."
