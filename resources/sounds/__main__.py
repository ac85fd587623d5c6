"""Writes the tones: two rising notes for accepted, two low ones for refused, one held and repeated for to be confirmed,
and one that swings up and down, long and unlike an answer, for what could not be saved.

They differ in pitch, direction and rhythm, so that a loud room or a hearing loss in one range leaves a difference.
"""

import math
import wave
from pathlib import Path

RATE = 22_050
LOUDNESS = 0.55
FADE_S = 0.012
# Frequency in Hz (0: silence) and duration in seconds, one note after another.
TONES: dict[str, tuple[tuple[float, float], ...]] = {
    "accepted": ((783.99, 0.08), (1174.66, 0.16)),
    "refused": ((233.08, 0.16), (0.0, 0.05), (174.61, 0.26)),
    "to_confirm": ((587.33, 0.09), (0.0, 0.05), (587.33, 0.09), (0.0, 0.05), (587.33, 0.09)),
    "not_saved": ((987.77, 0.14), (698.46, 0.14)) * 2,
}


def samples(notes: tuple[tuple[float, float], ...]) -> bytes:
    """16-bit little-endian mono; each note fades in and out so that it does not click."""
    out = bytearray()
    for frequency, seconds in notes:
        count = round(seconds * RATE)
        for index in range(count):
            edge = min(1.0, index / RATE / FADE_S, (count - index) / RATE / FADE_S)
            phase = 2 * math.pi * frequency * index / RATE
            value = LOUDNESS * edge * (0.8 * math.sin(phase) + 0.2 * math.sin(2 * phase))
            out += round(value * 32_767).to_bytes(2, "little", signed=True)
    return bytes(out)


def write(folder: Path) -> None:
    """One file per tone into `folder`."""
    for name, notes in TONES.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(notes))


if __name__ == "__main__":
    write(Path(__file__).parent)
