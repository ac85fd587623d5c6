"""One short tone per verdict. Without an audio device, or muted, the desk is silent and goes on."""

from PySide6.QtCore import QObject, QUrl

from resources import locate
from sync.domain.verdicts import Verdict


class Tones(QObject):
    """Plays the verdict's tone; loads QtMultimedia only when a first tone is wanted."""

    def __init__(self, parent: QObject | None = None, *, muted: bool = False) -> None:
        super().__init__(parent)
        self.muted = muted
        self._effects: dict[Verdict, QObject] | None = None

    def play(self, verdict: Verdict) -> None:
        """Sound the tone; returns at once."""
        if self.muted:
            return
        if self._effects is None:
            self._effects = self._load()
        effect = self._effects.get(verdict)
        if effect is not None:
            effect.play()  # type: ignore[attr-defined]  # a QSoundEffect, whose module is imported late

    def _load(self) -> dict[Verdict, QObject]:
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415  slow, and missing on a PC without audio libraries
        except ImportError:
            return {}
        if not QMediaDevices.audioOutputs():
            return {}
        effects: dict[Verdict, QObject] = {}
        for verdict in Verdict:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(locate.sound(verdict.value))))
            effects[verdict] = effect
        return effects
