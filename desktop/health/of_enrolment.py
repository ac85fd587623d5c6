"""What became of the enrolment code that IT has set in site.toml; told by its name, never by itself."""

from __future__ import annotations

from desktop.health.check import Check, Grade, well
from sync.desk.device.enrolment_note import code_of_site_file, read_note
from sync.desk.device.settings import Settings


def enrolment_code(settings: Settings) -> list[Check]:
    """Nothing where none is set."""
    name = code_of_site_file(settings)
    if not name:
        return []
    note = read_note(settings.home)
    if note is None or note.code != name:
        return [well("enrolment code", "{code}: not used by this PC", code=name)]
    if not note.refused:
        return [well("enrolment code", "{code}: this PC has joined by it", code=name)]
    fix = "Ask the centre for a new code and put it into site.toml, or type it into the window."
    values = {"code": name, "why": note.refused.rpartition(":")[2]}
    return [Check("enrolment code", Grade.BAD, "{code}: the centre refused it, {why}", fix, values=values)]
