"""Which of the libraries that PyInstaller found go into the program's folder.

Qt brings plugins for televisions, databases and virtual keyboards; what only they need goes with them. On Linux what
the distribution has stays the distribution's: it is asked for as a package, and gets its security updates.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import TypeAlias

Entry: TypeAlias = tuple[str, str, str]
"""Name inside the program's folder, the file it comes from, what PyInstaller takes it for."""
Imports: TypeAlias = Callable[[str], Iterable[tuple[str, str | None]]]
"""The libraries that a file asks for: (name, path or None)."""

_PLUGINS = {
    "generic": (),
    "iconengines": ("qsvgicon",),
    "imageformats": ("qgif", "qico", "qjpeg", "qsvg", "qwebp"),
    "multimedia": (),  # tones go to the sound server without one
    "networkinformation": (),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platforms": ("qoffscreen", "qwayland", "qwindows", "qxcb"),
    "platformthemes": ("qxdgdesktopportal",),
    "printsupport": ("cupsprintersupport",),
    "styles": ("qmodernwindowsstyle",),
    "tls": (),
    "wayland-decoration-client": ("bradient",),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
    "wayland-shell-integration": ("xdg-shell",),
    "xcbglintegrations": ("qxcb-egl-integration", "qxcb-glx-integration"),
}
"""Of each kind of Qt's plugins those that the window uses; a kind that is not named here is not used."""
_SYSTEM = ("/lib/", "/usr/lib/", "/lib64/")


def worth_keeping(entries: Iterable[Entry], imports: Imports) -> list[Entry]:
    """Without plugins that nobody uses, the Qt libraries that only those need, and the distribution's own."""
    kept = [entry for entry in entries if not _is_spare(entry[0]) and not _is_the_systems(entry)]
    by_file = {PurePath(entry[0]).name: entry for entry in kept}
    reached: set[str] = set()
    waiting = [entry for entry in kept if not _is_qt_library(entry[0])]
    while waiting:
        name, source, _ = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        waiting += [by_file[PurePath(asked).name] for asked, _ in imports(source) if PurePath(asked).name in by_file]
    return [entry for entry in kept if entry[0] in reached]


def spoken(entries: Iterable[Entry]) -> list[Entry]:
    """Without the words of Qt in languages that the window does not speak."""
    return [entry for entry in entries if not _is_qts_words(entry[0]) or "qtbase_zh_CN" in entry[0]]


def _is_qts_words(name: str) -> bool:
    parts = PurePath(name).parts
    return parts[0] == "PySide6" and "translations" in parts


def _is_spare(name: str) -> bool:
    parts = PurePath(name).parts
    if "plugins" not in parts or "PySide6" not in parts:
        return False
    kind, file = parts[-2:]
    return file.removeprefix("lib").split(".")[0] not in _PLUGINS.get(kind, ())


def _is_qt_library(name: str) -> bool:
    parts = PurePath(name).parts
    file = parts[-1].removeprefix("lib")
    return parts[0] == "PySide6" and "plugins" not in parts and file.startswith(("Qt6", "av", "sw"))


def _is_the_systems(entry: Entry) -> bool:
    name, source, kind = entry
    if sys.platform != "linux" or kind != "BINARY" or PurePath(name).name.startswith("libpython"):
        return False
    return source.startswith(_SYSTEM)
