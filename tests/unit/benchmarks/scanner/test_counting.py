"""The harness itself: what counts as read, what counts as wrong, and when."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from scanner.decoders import load_decoders
from scanner.frame import Frame, Pixels
from scanner.ladder import Ladder
from tests.benchmarks.scanner import tables
from tests.benchmarks.scanner.empty_frames import FIRST_LOOK, look_at_empty
from tests.benchmarks.scanner.presentations import ClipResult, watch
from tests.benchmarks.scanner.readers import OURS, ZXING, Answer, Chain, Look, Peer, Reader, readers
from tests.benchmarks.scanner.stills import Still, StillResult, judged, look_at
from tests.unit.scanner.pictures import code_picture, in_a_frame

TEXT = "THE TRUE TEXT"
BLANK = np.full((40, 40), 128, np.uint8)


def still(*expected: str, complete: bool = True) -> Still:
    return Still("a set", "a still", expected, lambda: BLANK, complete)


@pytest.mark.parametrize(
    ("expected", "complete", "said", "read", "wrong"),
    [
        ((TEXT,), True, (TEXT,), True, 0),
        ((TEXT,), True, (), False, 0),
        ((TEXT,), True, (TEXT + " ",), False, 1),
        ((TEXT,), True, (TEXT, "A LIE"), True, 1),
        ((TEXT, "ANOTHER"), True, ("ANOTHER",), True, 0),
        ((TEXT,), False, ("PERHAPS THERE",), False, 0),
        ((), True, ("A LIE", "A LIE"), False, 1),
    ],
)
def test_read_is_an_exact_text_and_wrong_a_text_that_is_not_there(
    expected: tuple[str, ...], complete: bool, said: tuple[str, ...], read: bool, wrong: int
) -> None:
    result = judged(still(*expected, complete=complete), "r", Answer(said, 1.0))
    assert (result.read, result.wrong, result.coded) == (read, wrong, bool(expected))


def saying(text: str, name: str = "liar") -> Peer:
    return Peer(name, lambda grey: [text])


def test_a_reader_that_lies_about_stills_is_counted_wrong() -> None:
    results = list(look_at([still(TEXT), still()], [saying("A LIE"), saying(TEXT, "honest")]))
    assert [(r.reader, r.read, r.wrong) for r in results] == [
        ("liar", False, 1),
        ("honest", True, 0),
        ("honest", False, 1),  # it says so of the still that shows nothing, too
        ("liar", False, 1),
    ]
    assert tables.wrong_texts(results) == "liar on a set: 2; honest on a set: 1"


@dataclass
class FiveFrames:
    """A clip at ten frames a second. Each frame's grey is its number."""

    index: int = 3
    stratum: str = "fair"
    text: str = TEXT
    drawn: int = 0

    def frames(self) -> Iterator[Frame]:
        for number in range(5):
            self.drawn += 1
            yield Frame(np.full((4, 4), number, np.uint8), number / 10, number)


def from_frame(number: int, text: str = TEXT, name: str = "late") -> Peer:
    """A reader that sees the code from that frame on, and before it something that is not there, once."""

    def decode(grey: Pixels) -> list[str]:
        if grey[0, 0] >= number:
            return [text]
        return ["A LIE"] if grey[0, 0] == 0 else []

    return Peer(name, decode)


def test_the_time_to_read_is_that_of_the_first_frame_with_the_true_text() -> None:
    clip = FiveFrames()
    late, early = next(iter(watch([clip], [from_frame(3), from_frame(1, name="early")])))
    assert late == ClipResult(3, "fair", "late", 0.3, 1, late.ms)
    assert (early.read_at, early.wrong) == (0.1, 1)
    assert (len(late.ms), len(early.ms)) == (4, 2)  # who has read looks no further
    assert clip.drawn == 4  # and when all have, no more is drawn


def test_a_reader_that_lies_about_a_clip_never_reads_it() -> None:
    (result,) = next(iter(watch([FiveFrames()], [from_frame(1, "A LIE")])))
    assert (result.read_at, result.wrong) == (None, 5)
    assert "never" in tables.presentations_table([result])


class Remembers:
    """A reader whose answer depends on what it saw before."""

    name = "remembers"

    def still(self, frame: Frame) -> Answer:
        return self.stream()(frame)

    def stream(self) -> Look:
        seen: list[Frame] = []

        def look(frame: Frame) -> Answer:
            seen.append(frame)
            return Answer((TEXT,) if len(seen) == 3 else (), 1.0)

        return look


def test_every_clip_is_a_new_stream() -> None:
    reader: Reader = Remembers()
    assert [results[0].read_at for results in watch([FiveFrames(), FiveFrames()], [reader])] == [0.2, 0.2]


def test_a_chain_asks_the_second_only_where_the_first_says_nothing() -> None:
    asked: list[str] = []

    def decoder(name: str, *texts: str) -> Peer:
        def decode(grey: Pixels) -> list[str]:
            asked.append(name)
            return list(texts)

        return Peer(name, decode)

    frame = Frame(BLANK, 0.0, 0)
    silent, one, two = decoder("silent"), decoder("one", "1"), decoder("two", "2")
    assert Chain("chain", one, two).still(frame).texts == ("1",)
    answer = Chain("chain", silent, two).still(frame)
    assert answer.texts == ("2",)
    assert answer.ms == silent.still(frame).ms + two.still(frame).ms
    assert asked == ["one", "silent", "two"]  # nobody twice for the same frame
    two.still(Frame(BLANK, 0.0, 0))
    assert asked[-2:] == ["two", "two"]


def test_the_peers_read_what_is_plain_and_survive_what_is_no_text() -> None:
    known = readers(Ladder(load_decoders()))
    plain = Frame(in_a_frame(code_picture(TEXT), 300, 200), 0.0, 0)
    # Four parts ISO 8859-1 that is no UTF-8: OpenCV's Python binding raises on it.
    bytes_only = Frame(in_a_frame(code_picture("é" * 20, encoding="latin-1"), 300, 200), 0.0, 0)
    assert [reader.name for reader in known if TEXT in reader.still(plain).texts] == [r.name for r in known]
    assert all(reader.still(bytes_only).ms > 0 for reader in known)


def test_looking_at_empty_frames_shows_ours_three_ways() -> None:
    ladder = Ladder(load_decoders())
    known = [reader for reader in readers(ladder) if reader.name in (OURS, ZXING)]
    answers = look_at_empty(ladder, known, 3)
    assert list(answers) == [FIRST_LOOK, f"{OURS}, live step", f"{OURS}, whole ladder", ZXING]
    assert all(len(mine) == 3 and not any(answer.texts for answer in mine) for mine in answers.values())
    assert "limit 1.5" in tables.empty_table(answers, FIRST_LOOK)


def results_of(reader: str, *times: float | None) -> list[ClipResult]:
    return [ClipResult(n, "easy" if n < 2 else "hard", reader, at, 0, (1.0,)) for n, at in enumerate(times)]


def test_the_tables_hold_the_shares_and_medians() -> None:
    results = results_of(OURS, 0.0, 0.5, 2.0, 2.5) + results_of(ZXING, 0.5, 1.0, None, None)
    lines = tables.presentations_table(results).splitlines()
    assert lines[1].split()[:5] == [OURS, "50.0", "50.0", "100.0", "1.25"]
    assert lines[2].split()[:5] == [ZXING, "25.0", "50.0", "50.0", "never"]
    assert tables.strata_table(results).splitlines()[2].split() == [ZXING, "50/100/100", "0/0/0"]
    assert tables.against_zxing(results).splitlines() == [
        "read by ours within 0.5 s: 2; by zxing-cpp within 1 s: 2",
        "never read by zxing-cpp: 2; of them read by ours within 3 s: 2",
    ]


def test_the_table_of_stills_has_a_column_a_set_and_ms_on_those_that_zxing_missed() -> None:
    def result(name: str, reader: str, read: bool, ms: float) -> StillResult:
        return StillResult("posters", name, reader, True, read, 0, ms)

    results = [
        result("a", OURS, True, 2.0),
        result("b", OURS, True, 40.0),
        result("a", ZXING, True, 1.0),
        result("b", ZXING, False, 3.0),
        StillResult("negatives", "c", OURS, False, False, 1, 5.0),
    ]
    head, ours, zxing = tables.stills_table(results).splitlines()
    assert "posters (2)" in head
    assert "negatives" not in head
    assert ours.split() == [OURS, "100.0", "1", "21", "/", "38.1", "40", "/", "40"]
    assert zxing.split() == [ZXING, "50.0", "0", "1", "/", "1", "3", "/", "3"]
