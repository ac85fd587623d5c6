"""Where a phone was, and whether that is inside a teaching place's fence: computed in one reference system, WGS-84.

Phones give WGS-84; Chinese maps give GCJ-02, which moves a point by 300 to 700 m, and Baidu's BD-09 on top of it. A
point therefore never goes without its system. GCJ-02 is unpublished: the formulas are the ones everybody has used since
2010. There and back is exact to a millimetre (BD-09: two decimetres); against real maps they hold within some metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import atan2, cos, dist, hypot, isfinite, pi, radians, sin, sqrt

from sync.domain.policy import Policy
from sync.errors import InvalidInput

_WGS_AXIS, _WGS_E2 = 6_378_137.0, 6.694379990141316e-3
_GCJ_AXIS, _GCJ_E2 = 6_378_245.0, 0.00669342162296594323  # Krasovsky 1940, as GCJ-02 takes it
_BD_TURN = pi * 3000 / 180
_ROUNDS = 8
"""Of the way back from GCJ-02, which has no closed form; each round makes the error some thousand times smaller."""
_MOST_NORTHERLY, _MOST_EASTERLY = 90, 180
_MOST_INEXACT_M = 20_000_000
"""Half the way round the earth: more says nothing at all."""


class CoordinateSystem(StrEnum):
    """In which system a latitude and a longitude were measured."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class FixFault(StrEnum):
    """Why a point or a fix cannot be one. Its value is the detail of the InvalidInput that names it."""

    NOT_A_NUMBER = "not_a_number"
    OFF_THE_GLOBE = "off_the_globe"
    NULL_ISLAND = "null_island"
    """0°/0° is what a receiver says that has not found itself yet."""
    ACCURACY_IMPOSSIBLE = "accuracy_impossible"


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, north and east positive. Raises InvalidInput with the FixFault."""

    latitude: float
    longitude: float
    system: CoordinateSystem = CoordinateSystem.WGS84

    def __post_init__(self) -> None:
        if not (isfinite(self.latitude) and isfinite(self.longitude)):
            raise InvalidInput(FixFault.NOT_A_NUMBER)
        if abs(self.latitude) > _MOST_NORTHERLY or abs(self.longitude) > _MOST_EASTERLY:
            raise InvalidInput(FixFault.OFF_THE_GLOBE)
        if self.latitude == self.longitude == 0:
            raise InvalidInput(FixFault.NULL_ISLAND)


@dataclass(frozen=True, slots=True)
class Fix:
    """A phone's word for where it is: within `accuracy_m` metres of `point`. Raises InvalidInput with the FixFault."""

    point: Point
    accuracy_m: float

    def __post_init__(self) -> None:
        if not isfinite(self.accuracy_m) or not 0 <= self.accuracy_m <= _MOST_INEXACT_M:
            raise InvalidInput(FixFault.ACCURACY_IMPOSSIBLE)


class Standing(StrEnum):
    """How a fix stands to a fence."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Placement:
    """`distance_m` from the room's point to the fix's, None where nobody said where the room is."""

    standing: Standing
    distance_m: float | None


def judge_fix(fix: Fix, room: Point | None, policy: Policy) -> Placement:
    """Whether the phone was within `policy.fence_metres` of `room`.

    The phone is somewhere in a circle. All of it inside the fence, and the circle small enough to mean something
    (`policy.fix_accuracy_metres`): INSIDE. All of it beyond the fence, however large: OUTSIDE. Anything between, an
    inexact fix and a room without a point: UNSURE. Only INSIDE counts by itself; the rest is kept for a person to see.
    """
    if room is None:
        return Placement(Standing.UNSURE, None)
    distance = distance_m(fix.point, room)
    if distance - fix.accuracy_m > policy.fence_metres:
        return Placement(Standing.OUTSIDE, distance)
    exact = fix.accuracy_m <= policy.fix_accuracy_metres
    inside = exact and distance + fix.accuracy_m <= policy.fence_metres
    return Placement(Standing.INSIDE if inside else Standing.UNSURE, distance)


def distance_m(one: Point, other: Point) -> float:
    """Metres between two points, whatever their systems: straight through the WGS-84 ellipsoid.

    A straight line is shorter than the way along the ground by s³/24R²: a millimetre at 10 km, a metre at 100 km.
    """
    return dist(_earth_centred(to_wgs84(one)), _earth_centred(to_wgs84(other)))


def to_wgs84(point: Point) -> Point:
    """The same place in WGS-84."""
    match point.system:
        case CoordinateSystem.WGS84:
            return point
        case CoordinateSystem.GCJ02:
            return _gcj02_to_wgs84(point)
        case CoordinateSystem.BD09:
            return _gcj02_to_wgs84(_bd09_to_gcj02(point))


def to_gcj02(point: Point) -> Point:
    """The same place in GCJ-02, as a Chinese map shows it."""
    match point.system:
        case CoordinateSystem.GCJ02:
            return point
        case CoordinateSystem.WGS84:
            north, east = _shift(point.latitude, point.longitude)
            return Point(point.latitude + north, point.longitude + east, CoordinateSystem.GCJ02)
        case CoordinateSystem.BD09:
            return _bd09_to_gcj02(point)


def to_bd09(point: Point) -> Point:
    """The same place in BD-09, as Baidu's map shows it."""
    mapped = to_gcj02(point)
    x, y = mapped.longitude, mapped.latitude
    reach = hypot(x, y) + 0.00002 * sin(y * _BD_TURN)
    angle = atan2(y, x) + 0.000003 * cos(x * _BD_TURN)
    return Point(reach * sin(angle) + 0.006, reach * cos(angle) + 0.0065, CoordinateSystem.BD09)


def _bd09_to_gcj02(point: Point) -> Point:
    x, y = point.longitude - 0.0065, point.latitude - 0.006
    reach = hypot(x, y) - 0.00002 * sin(y * _BD_TURN)
    angle = atan2(y, x) - 0.000003 * cos(x * _BD_TURN)
    return Point(reach * sin(angle), reach * cos(angle), CoordinateSystem.GCJ02)


def _gcj02_to_wgs84(point: Point) -> Point:
    """Look for the place whose shift leads here; outside China nothing is shifted."""
    latitude, longitude = point.latitude, point.longitude
    for _ in range(_ROUNDS):
        north, east = _shift(latitude, longitude)
        latitude, longitude = point.latitude - north, point.longitude - east
    return Point(latitude, longitude)


def _shift(latitude: float, longitude: float) -> tuple[float, float]:
    """By how many degrees north and east GCJ-02 moves a WGS-84 point."""
    if not _is_shifted(latitude, longitude):
        return 0.0, 0.0
    x, y = longitude - 105, latitude - 35
    waves = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi) + 160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi) + 150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    bend = 1 - _GCJ_E2 * sin(radians(latitude)) ** 2
    metres_a_radian = _GCJ_AXIS * (1 - _GCJ_E2) / (bend * sqrt(bend))
    return (
        north * 180 / (metres_a_radian * pi),
        east * 180 / (_GCJ_AXIS / sqrt(bend) * cos(radians(latitude)) * pi),
    )


def _is_shifted(latitude: float, longitude: float) -> bool:
    """The rectangle in which the formulas shift; the border itself is nobody's secret but not theirs."""
    return 72.004 <= longitude <= 137.8347 and 0.8293 <= latitude <= 55.8271  # noqa: PLR2004  as published


def _earth_centred(point: Point) -> tuple[float, float, float]:
    """Metres from the centre of the WGS-84 ellipsoid."""
    north, east = radians(point.latitude), radians(point.longitude)
    radius = _WGS_AXIS / sqrt(1 - _WGS_E2 * sin(north) ** 2)
    return radius * cos(north) * cos(east), radius * cos(north) * sin(east), radius * (1 - _WGS_E2) * sin(north)
