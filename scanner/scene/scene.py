"""People come to the desk, hold a phone up and go: what the desk's webcam sees, drawn."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from scanner.frame import Frame, Pixels
from scanner.opencv import cv2
from scanner.scene.lens import Lens, Pose, show_sheet, smear_of
from scanner.scene.paint import Point, lay_over
from scanner.scene.person import WIDTH as PERSON_WIDTH
from scanner.scene.person import Looks, draw_person
from scanner.scene.phone import Phone, draw_phone
from scanner.scene.room import draw_room

_RISE_S = 0.32
_BELOW = 640.0  # pixels under its place where a phone comes from
_SIDEWAYS = 310.0  # from the phone to the face beside it
_STEP_S = 0.02


@dataclass(frozen=True)
class Presentation:
    """One phone held up: what its code says, the title of the app's page, and for how long it is in view."""

    text: str = field(repr=False)
    app_title: str = "My training voucher"
    seconds: float = 1.2


class Scene:
    """A camera's view of 1280x720, the same for the same seed."""

    def __init__(self, seed: int = 7, fps: float = 15.0, gap_s: float = 0.4) -> None:
        """`gap_s` is how long no phone is in view between two presentations, before the first and after the last."""
        self._seed = seed
        self._fps = fps
        self._gap_s = gap_s

    def frames(self, presentations: Iterable[Presentation]) -> Iterator[Frame]:
        """Every frame in order, `taken_at` in seconds from the first. Raises ValueError: a text fits no QR code."""
        rng = np.random.default_rng(self._seed)
        room, lens = draw_room(rng), Lens(rng)
        number = 0
        for index, presentation in enumerate(presentations):
            visit = _Visit(presentation, room, self._gap_s, np.random.default_rng([self._seed, index]))
            for moment in range(round(visit.seconds * self._fps)):
                yield Frame(lens.expose(visit.seen(moment / self._fps)), number / self._fps, number)
                number += 1
        for _ in range(round(self._gap_s * self._fps)):
            yield Frame(lens.expose(room), number / self._fps, number)
            number += 1


class _Visit:
    """One person with one phone, from walking in to walking out. The gap comes first, the phone then."""

    def __init__(self, presentation: Presentation, room: Pixels, gap_s: float, rng: np.random.Generator) -> None:
        self.seconds = gap_s + presentation.seconds
        self._gap_s = gap_s
        self._in_view_s = presentation.seconds
        self._rise_s = min(_RISE_S, presentation.seconds / 4)
        looks = Looks(rng)
        self._room = room
        self._person = draw_person(looks)
        self._standing: tuple[int, Pixels] | None = None  # room and person, drawn once while the person keeps still
        phone = draw_phone(presentation.text, presentation.app_title, looks, rng)
        self._place = (640 + float(rng.uniform(-70, 70)), 372 + float(rng.uniform(-20, 24)))
        self._code_side = float(rng.uniform(256, 296))
        self._sheet, self._anchor = _sized(phone, self._code_side)
        self._tilt = (float(rng.uniform(-7, 7)), float(rng.uniform(-14, 14)), float(rng.uniform(-12, 6)))
        self._phases = rng.uniform(0, 2 * math.pi, 6).tolist()
        self._side = -1 if rng.random() < 0.6 else 1  # noqa: PLR2004 - most people hold the phone in the right hand

    def seen(self, t: float) -> Pixels:
        """The room with the person and the phone as they are `t` seconds after the visit began."""
        picture = self._room_and_person(t).copy()
        pose = self._pose(t - self._gap_s)
        if pose is not None:
            later = self._pose(t - self._gap_s + _STEP_S) or pose
            show_sheet(picture, self._sheet, self._anchor, pose, smear_of(pose.at, later.at, _STEP_S))
        return picture

    def _room_and_person(self, t: float) -> Pixels:
        here = self._person_share(t)
        if here == 0:
            return self._room
        standing = self._place[0] + self._side * _SIDEWAYS - PERSON_WIDTH / 2
        away = (1 - here) * (1280 if self._side > 0 else -1000)
        x = round(standing + away + 1.4 * math.sin(1.7 * t + self._phases[0]))
        if self._standing is None or self._standing[0] != x:
            picture = self._room.copy()
            lay_over(picture, self._person, x)
            self._standing = (x, picture)
        return self._standing[1]

    def _person_share(self, t: float) -> float:
        """0 outside, 1 standing at the desk: in with the phone's rise, out with its fall."""
        coming = _ease((t - self._gap_s / 2) / (self._gap_s / 2 + self._rise_s))
        return coming * _ease((self.seconds - t) / (self._rise_s * 1.3))

    def _pose(self, t: float) -> Pose | None:
        """The phone's pose `t` seconds after it came into view; None while it is not."""
        if not 0 <= t <= self._in_view_s:
            return None
        up = _ease(t / self._rise_s) * _ease((self._in_view_s - t) / self._rise_s)
        dx, dy = self._tremor(t)
        roll, yaw, pitch = self._tilt
        at = (self._place[0] + dx + (1 - up) * self._side * -60, self._place[1] + dy + (1 - up) * _BELOW)
        return Pose(at, 0.86 + 0.14 * up, roll + (1 - up) * 12 + 0.6 * dx / 4, yaw, pitch + 0.5 * dy / 4)

    def _tremor(self, t: float) -> Point:
        """A hand held still: a slow sway of a few pixels and a fast tremble of less than one."""
        a, b, c, d, e, f = self._phases
        dx = 5 * math.sin(3.1 * t + a) + 2 * math.sin(7.3 * t + b) + 0.5 * math.sin(52 * t + c)
        dy = 4 * math.sin(2.7 * t + d) + 2 * math.sin(6.1 * t + e) + 0.5 * math.sin(57 * t + f)
        return dx, dy


def _sized(phone: Phone, code_side: float) -> tuple[Pixels, Point]:
    """The drawn phone reduced so that its code is `code_side` wide, and the middle of the code in it."""
    scale = code_side / phone.side
    sheet = np.asarray(cv2.resize(phone.layer, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    return sheet, (phone.code[0] * scale, phone.code[1] * scale)


def _ease(share: float) -> float:
    """0 to 1, slow at both ends."""
    x = max(0.0, min(1.0, share))
    return x * x * (3 - 2 * x)
