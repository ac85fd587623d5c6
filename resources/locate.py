"""Where the files beside this one are, in a checkout, in an installed package and in a frozen program folder."""

import sys
from pathlib import Path


def folder() -> Path:
    """The folder that holds `icons/`, `sounds/` and `translations/`."""
    unpacked = getattr(sys, "_MEIPASS", None)  # set by the freezer's start-up code
    return Path(unpacked) / "resources" if unpacked else Path(__file__).parent


def icon(name: str) -> Path:
    """The drawing of that name, an SVG."""
    return folder() / "icons" / f"{name}.svg"


def sound(name: str) -> Path:
    """The tone of that name, a WAV."""
    return folder() / "sounds" / f"{name}.wav"


def translation(language: str) -> Path:
    """The compiled translation into `language` (such as zh_CN); English, the language of the sources, has none."""
    return folder() / "translations" / f"voucherdesk_{language}.qm"
