"""`python -m scanner PATH… [--json] [--budget-ms N]`: what QR codes say. Decodes only; knows no voucher.

Exit status: 0 done; 1 some file could not be read and is named on stderr; 2 wrong use, or nothing could be read at all.
"""

import argparse
import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from scanner.decoders import load_decoders
from scanner.errors import PictureUnreadable, ScannerError
from scanner.ladder import Ladder
from scanner.live import LIVE_BUDGET_MS, LiveReader
from scanner.opencv import keep_codecs_quiet
from scanner.recording import Recording, files_in

DONE, IN_PART, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


@dataclass
class Answer:
    """One file's line. `texts` in the order they came into view, each once; `ms` is the time spent on reading codes."""

    file: str
    texts: list[str]
    engine: str
    ms: float
    error: str = ""

    def as_json(self) -> str:
        fields = asdict(self)
        if not self.error:
            del fields["error"]
        return json.dumps(fields, ensure_ascii=False)

    def as_text(self) -> str:
        return "\t".join((self.file, *map(_one_line, self.texts))) if self.texts else f"{self.file}\tno code"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit status. Never raises for bad input."""
    options = _parser().parse_args(arguments)
    try:
        ladder = Ladder(load_decoders())
        return _report(_answers(options.paths, ladder, options.budget_ms), as_json=options.json)
    except ScannerError as error:
        print(f"{error.code} {error}. {error.remedy}", file=sys.stderr)
        return UNUSABLE


def _report(answers: Iterator[Answer], *, as_json: bool) -> int:
    read = failed = 0
    for answer in answers:
        failed += bool(answer.error)
        read += not answer.error
        if as_json:
            print(answer.as_json(), flush=True)
        elif not answer.error:
            print(answer.as_text(), flush=True)
        if answer.error:
            print(f"{answer.file}: {answer.error}", file=sys.stderr)
    if not failed:
        return DONE
    return IN_PART if read else UNUSABLE


def _answers(paths: list[str], ladder: Ladder, budget_ms: float | None) -> Iterator[Answer]:
    for given in paths:
        try:
            files = files_in(Path(given))
        except PictureUnreadable as error:
            yield Answer(given, [], "", 0.0, _why(error))
            continue
        for file in files:
            yield _answer(file, ladder, budget_ms)


def _answer(file: Path, ladder: Ladder, budget_ms: float | None) -> Answer:
    answer = Answer(str(file), [], "", 0.0)
    live = LiveReader(ladder, budget_ms or LIVE_BUDGET_MS)
    try:
        with Recording(file) as recording:
            while (frame := recording.read()) is not None:
                reading = ladder.read(frame, budget_ms) if frame.still else live.read(frame)
                answer.ms = round(answer.ms + reading.ms, 2)
                answer.engine = answer.engine or next((symbol.engine for symbol in reading.symbols), "")
                answer.texts += [s.text for s in reading.symbols if s.text not in answer.texts]
    except PictureUnreadable as error:
        answer.error = _why(error)
    return answer


def _one_line(text: str) -> str:
    """The text with line ends and other control characters spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _why(error: PictureUnreadable) -> str:
    return f"{error.reason} ({error.code})"


class _OneLineParser(argparse.ArgumentParser):
    """Wrong use is told in one line, not in a page of usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {message}; --help shows the use\n")


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="python -m scanner", description="Reads QR codes from pictures, videos and folders.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a picture, a video or a folder")
    parser.add_argument("--json", action="store_true", help="one JSON object a line: file, texts, engine, ms, error")
    parser.add_argument("--budget-ms", type=_milliseconds, metavar="N", help="time for one picture or frame")
    return parser


def _milliseconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return value


def run() -> int:
    """`main` for the shell: UTF-8 out, and quiet when interrupted or when nobody reads on."""
    keep_codecs_quiet()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Every answer is out as soon as it is known, so there is nothing to tidy up: an interruption is only a status.
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    try:
        return main()
    except BrokenPipeError:  # the reader of our output has gone, as with `| head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return IN_PART


if __name__ == "__main__":
    sys.exit(run())
