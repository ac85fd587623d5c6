"""One short tone per verdict, and one for what was not saved. Without an audio device, or muted, the desk is silent."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QLoggingCategory,
    QMessageLogContext,
    QObject,
    QtMsgType,
    QUrl,
    qFormatLogMessage,
    qInstallMessageHandler,
)

from resources import locate
from sync.domain.verdicts import Verdict

NOT_SAVED = "not_saved"


class Tones(QObject):
    """Plays tones by name; loads QtMultimedia only when a first one is wanted."""

    def __init__(self, parent: QObject | None = None, *, muted: bool = False) -> None:
        super().__init__(parent)
        self.muted = muted
        self._effects: dict[str, QObject] | None = None

    def play(self, verdict: Verdict) -> None:
        """Sound the verdict's tone; returns at once."""
        self._sound(verdict.value)

    def alarm(self) -> None:
        """Sound that nothing was saved; returns at once."""
        self._sound(NOT_SAVED)

    def _sound(self, name: str) -> None:
        if self.muted:
            return
        if self._effects is None:
            with without_chatter():
                self._effects = self._load()
        effect = self._effects.get(name)
        if effect is not None:
            effect.play()  # type: ignore[attr-defined]  # a QSoundEffect, whose module is imported late

    def _load(self) -> dict[str, QObject]:
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415  slow, and missing on a PC without audio libraries
        except ImportError:
            return {}
        if not QMediaDevices.audioOutputs():
            return {}
        effects: dict[str, QObject] = {}
        for name in (*Verdict, NOT_SAVED):
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(locate.sound(name))))
            effects[name] = effect
        return effects


@contextmanager
def without_chatter() -> Iterator[None]:
    """QtMultimedia's own category says nothing from here on; the sound server's absence, said in none, nothing in here.

    Everything else that Qt says comes through.
    """
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    previous = qInstallMessageHandler(None)

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text.startswith("PulseAudioService:"):
            return
        if previous is not None:
            previous(kind, context, text)
        else:
            sys.stderr.write(qFormatLogMessage(kind, context, text) + "\n")

    qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(previous)
