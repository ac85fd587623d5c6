"""Coordinates against published pairs, distances, and fences."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.locations import (
    CoordinateSystem,
    Fix,
    FixFault,
    Placement,
    Point,
    Standing,
    distance_m,
    judge_fix,
    to_bd09,
    to_gcj02,
    to_wgs84,
)
from sync.domain.policy import Policy
from sync.errors import InvalidInput

GCJ, BD = CoordinateSystem.GCJ02, CoordinateSystem.BD09
SHANGHAI = Point(31.1774276, 121.5272106)
POLICY = Policy(fence_metres=300, fix_accuracy_metres=100)
IN_CHINA = st.builds(Point, st.floats(18, 53), st.floats(74, 135))


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [  # the pairs that implementations of the shift have been tested by since it became known
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
        ((39.7392, -104.9903), (39.7392, -104.9903)),
    ],
)
def test_the_shift_against_published_pairs(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    there, back = to_gcj02(Point(*wgs)), to_wgs84(Point(*gcj, GCJ))
    assert (there.latitude, there.longitude) == pytest.approx(gcj, abs=1e-9)
    assert (back.latitude, back.longitude) == pytest.approx(wgs, abs=1e-9)


def test_baidus_shift_against_a_published_pair() -> None:
    there, back = to_bd09(Point(39.915, 116.404, GCJ)), to_gcj02(Point(39.915, 116.404, BD))
    assert (there.latitude, there.longitude) == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-9)
    assert (back.latitude, back.longitude) == pytest.approx((39.90865673957631, 116.39762729119315), abs=1e-9)


@given(IN_CHINA)
def test_there_and_back_again(point: Point) -> None:
    assert distance_m(to_wgs84(to_gcj02(point)), point) < 0.001
    assert distance_m(to_bd09(point), point) < 0.3


def test_mixing_systems_moves_a_point_by_the_size_of_a_fence() -> None:
    mapped = to_gcj02(SHANGHAI)
    assert distance_m(mapped, SHANGHAI) < 0.001
    taken_for_wgs84 = Point(mapped.latitude, mapped.longitude)
    assert distance_m(taken_for_wgs84, SHANGHAI) == pytest.approx(475, abs=5)
    assert judge_fix(Fix(SHANGHAI, 10), mapped, POLICY).standing is Standing.INSIDE
    assert judge_fix(Fix(SHANGHAI, 10), taken_for_wgs84, POLICY).standing is Standing.OUTSIDE


@pytest.mark.parametrize(
    ("one", "other", "metres", "within"),
    [
        # A minute of latitude: 1,842.9 m at the equator, 1,861.6 m at the pole (WGS-84).
        (Point(1e-9, 10), Point(1 / 60, 10), 1842.9, 0.1),
        (Point(90, 10), Point(90 - 1 / 60, 10), 1861.6, 0.1),
        # A minute of longitude at the equator: 1,855.3 m.
        (Point(0, 10), Point(0, 10 + 1 / 60), 1855.3, 0.1),
        (Point(0, 179.999), Point(0, -179.999), 222.6, 0.1),
    ],
)
def test_distances_on_the_ellipsoid(one: Point, other: Point, metres: float, within: float) -> None:
    assert distance_m(one, other) == pytest.approx(metres, abs=within)


def moved_north(metres: float) -> Point:
    return Point(SHANGHAI.latitude + metres / 110_860, SHANGHAI.longitude)


@pytest.mark.parametrize(
    ("metres", "accuracy", "standing"),
    [
        (0, 0, Standing.INSIDE),
        (250, 30, Standing.INSIDE),
        (250, 80, Standing.UNSURE),  # may stand beyond the fence
        (350, 80, Standing.UNSURE),  # may stand within
        (350, 30, Standing.OUTSIDE),
        (0, 101, Standing.UNSURE),  # too inexact to say that it was here
        (50_000, 5_000, Standing.OUTSIDE),  # inexact, and far away all the same
    ],
)
def test_accuracy_counts(metres: float, accuracy: float, standing: Standing) -> None:
    placed = judge_fix(Fix(moved_north(metres), accuracy), SHANGHAI, POLICY)
    assert placed.standing is standing
    assert placed.distance_m == pytest.approx(metres, rel=0.002, abs=0.01)


def test_a_room_without_a_point_is_unsure() -> None:
    assert judge_fix(Fix(SHANGHAI, 5), None, POLICY) == Placement(Standing.UNSURE, None)


@given(IN_CHINA, st.floats(0, 2000), st.floats(0, 500))
def test_a_more_exact_fix_never_says_the_opposite(point: Point, accuracy: float, better_by: float) -> None:
    rough = judge_fix(Fix(point, accuracy), SHANGHAI, POLICY).standing
    fine = judge_fix(Fix(point, max(0, accuracy - better_by)), SHANGHAI, POLICY).standing
    assert rough in (fine, Standing.UNSURE)


@pytest.mark.parametrize(
    ("latitude", "longitude", "fault"),
    [
        (nan, 121, FixFault.NOT_A_NUMBER),
        (31, inf, FixFault.NOT_A_NUMBER),
        (91, 121, FixFault.OFF_THE_GLOBE),
        (31, -180.1, FixFault.OFF_THE_GLOBE),
        (0, -0.0, FixFault.NULL_ISLAND),
    ],
)
def test_absurd_points_are_refused_by_name(latitude: float, longitude: float, fault: FixFault) -> None:
    with pytest.raises(InvalidInput, match=fault):
        Point(latitude, longitude)


@pytest.mark.parametrize("accuracy", [-1, nan, inf, 1e9])
def test_absurd_accuracies_are_refused_by_name(accuracy: float) -> None:
    with pytest.raises(InvalidInput, match=FixFault.ACCURACY_IMPOSSIBLE):
        Fix(SHANGHAI, accuracy)
