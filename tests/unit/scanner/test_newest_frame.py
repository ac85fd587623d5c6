"""A slow reader gets the newest picture; one that must see all of them gets all of them."""

from __future__ import annotations

import threading
import time

import numpy as np

from scanner.frame import Frame
from scanner.newest_frame import NewestFrame


def frame(number: int) -> Frame:
    return Frame(np.zeros((2, 2), np.uint8), float(number), number)


def test_the_newest_takes_the_place_of_the_one_before() -> None:
    place = NewestFrame()
    for number in range(5):
        place.put(frame(number))
    taken = place.take(1)
    assert taken is not None
    assert taken.number == 4
    assert place.take(0.01) is None


def test_whoever_waits_for_the_reader_loses_none() -> None:
    place, read = NewestFrame(), list[int]()

    def read_slowly() -> None:
        while (taken := place.take(1)) is not None:
            time.sleep(0.002)
            read.append(taken.number)

    reader = threading.Thread(target=read_slowly)
    reader.start()
    for number in range(20):
        place.put(frame(number), wait=True)
        assert read == list(range(number + 1))
    place.close()
    reader.join()


def test_closing_lets_go_of_both_sides() -> None:
    place = NewestFrame()
    threads = [
        threading.Thread(target=lambda: place.put(frame(1), wait=True)),
        threading.Thread(target=lambda: [place.take(60), place.take(60)]),
    ]
    for thread in threads:
        thread.start()
    place.close()
    for thread in threads:
        thread.join(5)
    assert not any(thread.is_alive() for thread in threads)
    assert place.take(60) is None
