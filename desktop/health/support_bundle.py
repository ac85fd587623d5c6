"""What IT sends when a PC is not well: its log, versions, settings and health in one file, and nobody's data in it.

Everything is masked by its shape (see sync/desk/device/logs), then rid of every name and number the record knows.
"""

from __future__ import annotations

import io
import json
import platform
import re
import secrets
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from importlib import metadata
from logging import getLogger
from pathlib import Path
from typing import Any

from desktop.health.examine import examine
from sync.desk.device.logs import log_folder, mask
from sync.desk.device.settings import Settings, where_from
from sync.desk.operations.describe_record import describe_record, people_known
from sync.desk.operations.desk import Desk
from sync.errors import SyncError
from sync.protocol.whole_file import write_whole

_LOG = getLogger(__name__)
_READ_OUT = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is mistaken for another on the phone: no 0 and O, no 1, I and L, no U and V."""
_CODE_LENGTH = 6
_SECRET = {"enrolment_code"}
_LOGIN = re.compile(r"(?<=//)[^/@\s]*@")


@dataclass(frozen=True, slots=True)
class Bundle:
    """`code`: six characters to read out; it stands in the file and in the log."""

    path: Path
    code: str
    size: int


def write_bundle(settings: Settings, path: Path) -> Bundle:
    """Written whole or not at all. What cannot be looked at is told in it by its error. Raises DiskFull."""
    code = "".join(secrets.choice(_READ_OUT) for _ in range(_CODE_LENGTH))
    _LOG.info("support bundle %s", code)
    record, people = _of_record(settings)
    about = {"code": code, "made": datetime.now(UTC).isoformat(timespec="seconds"), **_versions()}
    health = [
        {"name": check.name, "ok": check.ok, "detail": check.detail, "fix": check.advice} for check in examine(settings)
    ]
    documents = {"about": about, "settings": _settings(settings), "record": record, "health": health}
    texts = {f"{name}.json": json.dumps(_masked(said), indent=1) for name, said in documents.items()}
    texts |= {f"logs/{file.name}": "\n".join(map(mask, lines)) for file, lines in _logs(settings.home)}
    packed = _packed({name: without(text, people) for name, text in texts.items()})
    write_whole(path, [packed])
    return Bundle(path, code, len(packed))


def without(text: str, words: Iterable[str]) -> str:
    """`text` with a star for each of `words` that stands on its own: the shapes know no names in Latin letters."""
    found = sorted((word for word in words if word in text), key=len, reverse=True)
    for word in found:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "*", text)
    return text


def _of_record(settings: Settings) -> tuple[dict[str, Any], frozenset[str]]:
    if not settings.store_file.exists():
        return {"record": "none yet"}, frozenset()
    try:
        desk = Desk.open(settings)
    except SyncError as error:
        return {"error": f"{error.code} {error.title}"}, frozenset()
    try:
        return dict(describe_record(desk)), people_known(desk)
    except SyncError as error:
        return {"error": f"{error.code} {error.title}"}, frozenset()
    finally:
        desk.close()


def _versions() -> dict[str, Any]:
    installed = {found.name: found.version for found in metadata.distributions()}
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return {"system": system, "python": platform.python_version(), "libraries": dict(sorted(installed.items()))}


def _settings(settings: Settings) -> dict[str, dict[str, str]]:
    """Each with where it comes from; a one-time code and a proxy's login are left out, home folders begin with ~."""
    told = {}
    origins = where_from()
    for field in fields(settings):
        value = str(getattr(settings, field.name))
        if field.name in _SECRET:
            value = "set" if value else ""
        value = _LOGIN.sub("*@", value).replace(str(Path.home()), "~")
        told[field.name] = {"value": value, "from": str(origins.get(field.name, "default"))}
    return told


def _logs(home: Path) -> Iterator[tuple[Path, list[str]]]:
    for file in sorted(log_folder(home).glob("*.log*")):
        yield file, file.read_text("utf-8", errors="replace").splitlines()


def _masked(said: Any) -> Any:
    """Every text in it masked; the names of fields are ours."""
    if isinstance(said, dict):
        return {name: _masked(value) for name, value in said.items()}
    if isinstance(said, list):
        return [_masked(value) for value in said]
    return mask(said) if isinstance(said, str) else said


def _packed(texts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in texts.items():
            bundle.writestr(name, text)
    return packed.getvalue()
