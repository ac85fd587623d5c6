"""What became of the enrolment code that IT has set for this PC, by the code's name: it is not tried without end."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from sync.desk.device.settings import Settings
from sync.errors import DiskFull
from sync.protocol.joining import code_digest, code_name
from sync.protocol.whole_file import write_whole

_FILE = "enrolment.json"


@dataclass(frozen=True, slots=True)
class EnrolmentNote:
    """`code`: its name (`code_name`); `refused`: the type of the centre's refusal, empty where this PC came by it."""

    code: str
    refused: str = ""


def code_of_site_file(settings: Settings) -> str:
    """The name of the code that IT has set; empty without one."""
    return code_name(code_digest(settings.enrolment_code)) if settings.enrolment_code else ""


def read_note(home: Path) -> EnrolmentNote | None:
    """None before the first attempt that the centre answered; what cannot be read is none."""
    try:
        said = json.loads((home / _FILE).read_text("utf-8"))
        return EnrolmentNote(str(said["code"]), str(said["refused"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_note(home: Path, note: EnrolmentNote) -> None:
    """Where nothing can be written, the code is only tried once more."""
    with suppress(DiskFull):
        write_whole(home / _FILE, [json.dumps(asdict(note)).encode()])
