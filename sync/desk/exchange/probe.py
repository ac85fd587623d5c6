"""Before joining: what is at the address that was given, and how far this PC's clock is off."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import httpx

from sync.desk.device.settings import Settings
from sync.desk.exchange.connection import check_address, open_client
from sync.desk.exchange.deadline import keep_deadlines, within
from sync.protocol.requests import TIME_HEADER

_SECONDS = 10.0


class Found(StrEnum):
    """What is there."""

    CENTRE = "centre"
    NOTHING = "nothing"
    NO_TRUST = "no trust"
    """Its certificate is not one this PC trusts, for this name and this date."""
    SOMETHING_ELSE = "something else"
    """It answers, but not as the centre: a login page of the network, or another web page."""


@dataclass(frozen=True, slots=True)
class Probe:
    """`clock_error`: how far this PC's clock is ahead of the centre's, None where that was not said."""

    found: Found
    clock_error: timedelta | None = None


def probe_centre(settings: Settings, url: str) -> Probe:
    """Ask for its health. Raises InvalidInput for what is no address, or a proxy or CA file that cannot be used."""
    loopback = check_address(url)
    with keep_deadlines(open_client(settings, url, None, trust_env=not loopback)) as client, within(_SECONDS):
        try:
            answer = client.get("/v1/health")
            body = answer.json() if answer.is_success else None
        except ValueError:
            return Probe(Found.SOMETHING_ELSE)
        except (httpx.HTTPError, RuntimeError, OSError) as error:
            return Probe(Found.NO_TRUST if _is_distrust(error) else Found.NOTHING)
    if not isinstance(body, dict) or body.get("status") != "ok" or "protocol" not in body:
        return Probe(Found.SOMETHING_ELSE)
    return Probe(Found.CENTRE, _clock_error(answer.headers.get(TIME_HEADER, "")))


def _is_distrust(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _clock_error(said: str) -> timedelta | None:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return None if at.tzinfo is None else datetime.now(UTC) - at
