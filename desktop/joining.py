"""Joining a site: the PC's key and record, the code shown to the centre, its welcome kept.

On PCs that were installed without anybody before them, the address and the code stand in site.toml: the first start
joins with them. Such a code is shown until the centre has taken or refused it, and never told.
"""

from __future__ import annotations

import platform

from sync.desk.device.enrolment_note import EnrolmentNote, code_of_site_file, read_note, write_note
from sync.desk.device.settings import Settings
from sync.desk.exchange.join import join
from sync.desk.operations.desk import Desk
from sync.desk.operations.join_site import ALREADY_JOINED, joining, take_up_site
from sync.errors import CentreRefused, NotJoined, SyncError
from sync.protocol.joining import Welcome, code_digest, code_name
from sync.protocol.requests import CODE_UNKNOWN, CODE_USED, WITHDRAWN

_FINAL = (CODE_UNKNOWN, CODE_USED, WITHDRAWN)
"""Refusals that the same code meets again."""


def join_site(settings: Settings, url: str, code: str) -> Welcome:
    """Make this PC's key, show the code, keep the welcome. Raises SyncError."""
    name = code_name(code_digest(code))
    with joining(settings) as key:
        try:
            welcome = join(settings, url, code.strip().upper(), key, platform.node() or "PC")
        except CentreRefused as refused:
            if refused.problem in _FINAL and name == code_of_site_file(settings):
                write_note(settings.home, EnrolmentNote(name, refused.problem))
            raise
        take_up_site(settings, welcome, url)
        write_note(settings.home, EnrolmentNote(name))
    return welcome


def join_by_site_file(settings: Settings) -> None:
    """Join with what IT has set. Raises NotJoined, from what kept it from joining; a code that was refused is not
    shown again.
    """
    name = code_of_site_file(settings)
    if not name or not settings.central_url:
        raise NotJoined
    noted = read_note(settings.home)
    if noted is not None and noted.code == name and noted.refused:
        raise NotJoined(f"the centre refused code {name}") from CentreRefused(problem=noted.refused)
    try:
        join_site(settings, settings.central_url, settings.enrolment_code)
    except SyncError as error:
        if error.detail != ALREADY_JOINED:  # by another program of this PC, meanwhile
            raise NotJoined(f"by code {name}: {error.code} {error.title}") from error


def open_joined(settings: Settings) -> Desk:
    """This PC's desk, joined first where it can be. Raises as `Desk.open`."""
    try:
        return Desk.open(settings)
    except NotJoined:
        join_by_site_file(settings)
    return Desk.open(settings)
