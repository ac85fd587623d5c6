"""One sighting per presentation, whatever the flicker."""

from hypothesis import given
from hypothesis import strategies as st

from scanner.sightings import Sightings

GAP = 1.5


def whole_text(text: str) -> str:
    return text


def test_a_phone_held_up_counts_once() -> None:
    sightings = Sightings(whole_text, GAP)
    seen = [sightings.see("A", at / 20) for at in range(100)]
    assert [sighting is not None for sighting in seen] == [True] + [False] * 99
    assert seen[0] is not None
    assert (seen[0].text, seen[0].at, seen[0].number) == ("A", 0.0, 1)


def test_away_for_longer_than_the_gap_is_a_new_presentation() -> None:
    sightings = Sightings(whole_text, GAP)
    assert sightings.see("A", 0.0) is not None
    assert sightings.see("A", GAP) is None
    assert sightings.see("A", 2 * GAP + 0.01) is not None


def test_a_code_signed_anew_is_the_same_voucher() -> None:
    sightings = Sightings(lambda text: text.split("|")[0], GAP)
    assert sightings.see("V1|08:00", 0.0) is not None
    assert sightings.see("V1|08:01", 0.5) is None
    assert sightings.see("V2|08:01", 0.6) is not None


def test_two_codes_may_alternate() -> None:
    sightings = Sightings(whole_text, GAP)
    seen = [sightings.see("AB"[n % 2], n / 10) for n in range(50)]
    assert [sighting.text for sighting in seen if sighting is not None] == ["A", "B"]


def test_each_instance_has_its_own_memory() -> None:
    first, second = Sightings(whole_text), Sightings(whole_text)
    assert first.see("A", 0.0) is not None
    assert second.see("A", 0.0) is not None


def test_a_clock_that_jumps_back_stands_still() -> None:
    sightings = Sightings(whole_text, GAP)
    assert sightings.see("A", 100.0) is not None
    assert sightings.see("A", 3.0) is None
    assert sightings.see("A", 100.0 + GAP) is None


def test_a_flood_of_codes_does_not_fill_the_memory() -> None:
    sightings = Sightings(whole_text, GAP)
    assert all(sightings.see(str(n), 0.0) is not None for n in range(10_000))
    assert len(sightings._last_seen) <= 256


def test_a_sighting_keeps_its_text_out_of_logs() -> None:
    assert "SECRET" not in repr(Sightings(whole_text).see("SECRET", 0.0))


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.floats(0, 4 * GAP)), max_size=60))
def test_a_sighting_begins_exactly_where_its_code_was_away_for_the_gap(readings: list[tuple[str, float]]) -> None:
    sightings = Sightings(whole_text, GAP)
    now = 0.0
    last: dict[str, float] = {}
    count = 0
    for text, wait in readings:
        now += wait
        begins = text not in last or now - last[text] > GAP
        sighting = sightings.see(text, now)
        assert (sighting is not None) == begins
        count += begins
        if sighting is not None:
            assert sighting.number == count
        last[text] = now
