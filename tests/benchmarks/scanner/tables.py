"""The results as tables of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tests.benchmarks.scanner.presentations import ClipResult
from tests.benchmarks.scanner.readers import OURS, ZXING, Answer
from tests.benchmarks.scanner.stills import StillResult

WITHIN_S = (0.5, 1.0, 3.0)
NEVER = float("inf")


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Cells under one another, the first column to the left, the others to the right."""
    first, *others = (max(map(len, column)) for column in zip(*lines, strict=True))
    return "\n".join(
        "  ".join([name.ljust(first), *(cell.rjust(width) for cell, width in zip(cells, others, strict=True))])
        for name, *cells in lines
    )


def spread(ms: Sequence[float], *hundredths: int) -> str:
    """Median and the given percentiles: `1.9 / 2.9`."""
    if not ms:
        return "-"
    return " / ".join(f"{value:.3g}" for value in np.percentile(ms, (50, *hundredths)))


def stills_table(results: Sequence[StillResult]) -> str:
    """A row per reader: % read of each set, wrong texts anywhere, ms where it read and ms where zxing-cpp did not."""
    sets = list(dict.fromkeys(result.set for result in results if result.coded))
    head = ["", *(f"{name} ({_size(results, name)})" for name in sets)]
    head += ["wrong", "ms, read", "ms, zxing-cpp missed"]
    missed = {r.still for r in results if r.reader == ZXING and r.coded and not r.read}
    lines = [head]
    for reader in dict.fromkeys(result.reader for result in results):
        mine = [result for result in results if result.reader == reader]
        line = [reader, *(_share([r.read for r in mine if r.set == name and r.coded]) for name in sets)]
        line.append(str(sum(r.wrong for r in mine)))
        line.append(spread([r.ms for r in mine if r.read], 95))
        line.append(spread([r.ms for r in mine if r.coded and r.still in missed], 95))
        lines.append(line)
    return aligned(lines)


def _size(results: Sequence[StillResult], name: str) -> int:
    return len({result.still for result in results if result.set == name and result.coded})


def _share(read: Sequence[bool]) -> str:
    return f"{100 * sum(read) / len(read):.1f}" if read else "-"


def wrong_texts(results: Sequence[StillResult]) -> str:
    """Where texts came that are not there, a line per set; "none" where there were none."""
    lines = [
        f"{reader} on {name}: {count}"
        for reader in dict.fromkeys(r.reader for r in results)
        for name in dict.fromkeys(r.set for r in results)
        if (count := sum(r.wrong for r in results if r.reader == reader and r.set == name))
    ]
    return "; ".join(lines) or "none"


def empty_table(results: Mapping[str, Sequence[Answer]], first_look: str, peer: str = ZXING) -> str:
    """A row per way of looking: ms on frames without a code, texts read there; and the ratio that has a limit."""
    lines = [["", "median", "p95", "p99", "most", "texts"]]
    for name, answers in results.items():
        ms = [answer.ms for answer in answers]
        figures = (*np.percentile(ms, (50, 95, 99)), max(ms))
        lines.append([name, *(f"{value:.2f}" for value in figures), str(sum(len(a.texts) for a in answers))])
    if peer not in results:
        return aligned(lines)
    ours, its = (float(np.median([answer.ms for answer in results[name]])) for name in (first_look, peer))
    return f"{aligned(lines)}\n{first_look} ÷ {peer}: {ours / its:.2f} (limit 1.5)"


def read_times(results: Iterable[ClipResult], reader: str) -> list[float]:
    """When `reader` read each clip; NEVER where it did not."""
    return [NEVER if r.read_at is None else r.read_at for r in results if r.reader == reader]


def presentations_table(results: Sequence[ClipResult]) -> str:
    """A row per reader: % read within each time, the median time to read, wrong answers, ms a frame."""
    lines = [["", *(f"≤ {limit:g} s" for limit in WITHIN_S), "median", "wrong", "ms a frame"]]
    for reader in dict.fromkeys(result.reader for result in results):
        times = read_times(results, reader)
        mine = [result for result in results if result.reader == reader]
        line = [reader, *(_share([time <= limit for time in times]) for limit in WITHIN_S)]
        line += [_seconds(float(np.median(times))), str(sum(result.wrong for result in mine))]
        line.append(spread([ms for result in mine for ms in result.ms], 95, 99))
        lines.append(line)
    return aligned(lines)


def _seconds(time: float) -> str:
    return "never" if time == NEVER else f"{time:.2f} s"


def strata_table(results: Sequence[ClipResult]) -> str:
    """A row per reader: in each stratum, % read within each time."""
    strata = list(dict.fromkeys(result.stratum for result in results))
    limits = "/".join(f"{limit:g}" for limit in WITHIN_S)
    counts = {name: len({r.clip for r in results if r.stratum == name}) for name in strata}
    lines = [[f"% ≤ {limits} s", *(f"{name} ({counts[name]})" for name in strata)]]
    for reader in dict.fromkeys(result.reader for result in results):
        cells = []
        for name in strata:
            times = read_times((r for r in results if r.stratum == name), reader)
            cells.append("/".join(f"{100 * sum(t <= limit for t in times) / len(times):.0f}" for limit in WITHIN_S))
        lines.append([reader, *cells])
    return aligned(lines)


def against_zxing(results: Sequence[ClipResult]) -> str:
    """Two lines: ours within 0.5 s beside zxing-cpp within 1 s; what ours makes of those that zxing-cpp never reads."""
    ours, its = read_times(results, OURS), read_times(results, ZXING)
    if not ours or not its:
        return ""
    never = [mine for mine, other in zip(ours, its, strict=True) if other == NEVER]
    won = sum(mine <= WITHIN_S[-1] for mine in never)
    soon, sooner = sum(time <= 1 for time in its), sum(time <= WITHIN_S[0] for time in ours)
    return (
        f"read by ours within 0.5 s: {sooner}; by zxing-cpp within 1 s: {soon}\n"
        f"never read by zxing-cpp: {len(never)}; of them read by ours within 3 s: {won}"
    )
