"""One signed request, one answer that is known to be the centre's, and errors in the package's own words."""

from __future__ import annotations

import json
import math
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpx
import truststore

from sync.desk.device.clock import Clock
from sync.desk.device.settings import Settings
from sync.desk.exchange.deadline import keep_deadlines, within
from sync.domain.ids import DeviceId
from sync.errors import (
    CentreBusy,
    CentreRefused,
    InvalidInput,
    MalformedMessage,
    NotTheCentre,
    Offline,
    ProgramTooOld,
)
from sync.protocol.joining import Welcome
from sync.protocol.requests import (
    CONTRACT,
    CONTRACT_HEADER,
    PROBLEM,
    SIGNATURE_HEADER,
    STALE,
    TIME_HEADER,
    TOO_OLD,
    answer_holds,
    assert_request,
)
from sync.protocol.signing import SigningKey, VerifyKey

_CONNECT_SECONDS, _ANSWER_SECONDS = 5.0, 30.0
_LARGEST_ANSWER = 32 * 1024 * 1024
_TOO_MANY, _SERVER_ERRORS = 429, 500
_NONCE_BYTES = 16
_YEARS = range(2000, 2201)
"""Of a centre's clock that can be gone by; at the calendar's ends every sum with it would fail."""
_PACKINGS = ("", "identity", "gzip")
"""How the centre packs an answer: once at most. Packed twice, two kilobytes unpack to gigabytes in one piece."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks (device and its key) and whose answers count; `centre` None only while joining."""

    device: DeviceId
    key: SigningKey
    centre: VerifyKey | None


class Connection:
    """A connection to the centre. Safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        url: str,
        caller: Caller,
        clock: Clock,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Nothing is asked yet. `transport`: another way than sockets. Raises InvalidInput for an address or a CA file
        that cannot be used.
        """
        self._caller = caller
        self._clock = clock
        loopback = check_address(url)
        self._client = keep_deadlines(open_client(settings, url, transport, trust_env=not loopback))

    def close(self) -> None:
        """Give up the sockets; a request under way ends with Offline."""
        self._client.close()

    def get(self, path: str, params: Mapping[str, str | int]) -> Any:
        """The JSON document of a GET. Raises the ExchangeError tree or MalformedMessage."""
        return _read(self._ask("GET", path, params=params))

    def get_bytes(self, path: str, params: Mapping[str, str | int] | None = None, accept: str = "*/*") -> bytes:
        """The body of a GET as it is. Raises as `get`."""
        return self._ask("GET", path, params=params, headers={"Accept": accept})

    def post_json(self, path: str, body: Any, *, deadline: float = _ANSWER_SECONDS) -> Any:
        """The JSON answer to a JSON body; `deadline` in seconds. Raises as `get`."""
        content = json.dumps(body).encode()
        kind = {"Content-Type": "application/json"}
        return _read(self._ask("POST", path, content=content, headers=kind, deadline=deadline))

    def post_bytes(self, path: str, content: bytes, content_type: str) -> Any:
        """The JSON answer to a binary body. Raises as `get`."""
        return _read(self._ask("POST", path, content=content, headers={"Content-Type": content_type}))

    def _ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        deadline: float = _ANSWER_SECONDS,
    ) -> bytes:
        said = {CONTRACT_HEADER: str(CONTRACT), **(headers or {})}
        request = self._client.build_request(method, path, params=params, content=content, headers=said)
        with within(deadline):
            try:
                return self._send_signed(request, content)
            except CentreRefused as refused:
                if refused.problem != STALE:
                    raise
            # The clock was off. The refusal carried the centre's time, signed, so the second attempt is in time.
            return self._send_signed(request, content)

    def _send_signed(self, request: httpx.Request, content: bytes) -> bytes:
        nonce = secrets.token_hex(_NONCE_BYTES)
        caller = self._caller
        assertion = assert_request(
            caller.device,
            caller.key,
            request.method,
            request.url.raw_path.decode("ascii"),
            body=content,
            time=self._clock.read().best,
            nonce=nonce,
        )
        request.headers["Authorization"] = assertion.to_header()
        asked_at = self._clock.steady()
        answer, body = self._send(request)
        self._believe(answer, body, nonce, asked_at)
        _raise_for_problem(answer, body)
        return body

    def _send(self, request: httpx.Request) -> tuple[httpx.Response, bytes]:
        """The answer and its body. RuntimeError is how httpx tells that the line was closed meanwhile."""
        try:
            answer = self._client.send(request, stream=True)
            try:
                _check_packing(answer)
                body = bytearray()
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > _LARGEST_ANSWER:
                        raise NotTheCentre("an answer without end")
            finally:
                answer.close()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, RuntimeError, OSError) as error:
            raise Offline(type(error).__name__) from error
        return answer, bytes(body)

    def _believe(self, answer: httpx.Response, body: bytes, nonce: str, asked_at: float) -> None:
        """Raises NotTheCentre for a body that was not signed for this very request; else its time is an anchor."""
        time = answer.headers.get(TIME_HEADER, "")
        signature = answer.headers.get(SIGNATURE_HEADER, "")
        centre = self._caller.centre or _key_in_welcome(_read(body))
        if centre is not None:
            holds = answer_holds(signature, centre, nonce=nonce, status=answer.status_code, time=time, body=body)
        else:
            holds = bool(signature) and _is_problem(_read(body))  # joining was refused; the key is not known yet
        if not holds:
            raise NotTheCentre(f"status {answer.status_code}")
        try:
            server_time = datetime.fromisoformat(time)
        except ValueError as error:
            raise NotTheCentre("no time") from error
        if server_time.tzinfo is not None and server_time.year in _YEARS:
            self._clock.anchor_at(server_time.astimezone(UTC), asked_at)


def _check_packing(answer: httpx.Response) -> None:
    """Raises NotTheCentre before anything is unpacked."""
    if answer.headers.get("Content-Encoding", "").strip().lower() not in _PACKINGS:
        raise NotTheCentre("an answer packed in another way")


def open_client(
    settings: Settings, url: str, transport: httpx.BaseTransport | None, *, trust_env: bool
) -> httpx.Client:
    proxy, trust = settings.proxy, _trust(settings.ca_file)
    try:
        if proxy and _parts(proxy) is None:
            raise ValueError
        return httpx.Client(
            base_url=url,
            verify=trust,
            proxy=proxy or None,
            trust_env=trust_env,
            transport=transport,
            timeout=httpx.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS),
            follow_redirects=False,
            headers={"Accept-Encoding": "gzip"},
        )
    except (ValueError, ImportError, httpx.InvalidURL) as error:  # ImportError: a SOCKS proxy
        raise InvalidInput("the proxy's address must look like http://host:port") from error


def _raise_for_problem(answer: httpx.Response, body: bytes) -> None:
    status = answer.status_code
    if status == _TOO_MANY or status >= _SERVER_ERRORS:
        raise CentreBusy(f"status {status}", retry_after=_seconds(answer.headers.get("Retry-After")))
    if not answer.is_success:
        values = _read(body)
        problem = values if isinstance(values, dict) else {}
        if problem.get("type") == TOO_OLD:
            raise ProgramTooOld
        raise CentreRefused(str(problem.get("title", "")), status=status, problem=str(problem.get("type", "")))


def _read(body: bytes) -> Any:
    """None for anything but JSON; nested without end it is none either."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _key_in_welcome(values: Any) -> VerifyKey | None:
    """While joining, the key that the welcome brings is the one that must have signed it; TLS vouches for the rest."""
    try:
        return Welcome.from_map(values).centre_key
    except MalformedMessage:
        return None


def _is_problem(values: Any) -> bool:
    return isinstance(values, dict) and str(values.get("type", "")).startswith(PROBLEM)


def _seconds(header: str | None) -> float | None:
    try:
        seconds = float(header or "")
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def check_address(url: str) -> bool:
    """Whether the centre is on this very PC. Raises InvalidInput when the address cannot or may not be used."""
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidInput("the centre's address must look like https://centre.example")
    loopback = parts.hostname == "localhost" or _is_loopback(parts.hostname)
    if parts.scheme == "http" and not loopback:
        raise InvalidInput("the centre's address must begin with https://")
    return loopback


def _parts(url: str) -> SplitResult | None:
    """An address taken apart; None when it or its port is none."""
    try:
        parts = urlsplit(url)
        httpx.URL(url)
        return None if parts.port == 0 else parts
    except (ValueError, httpx.InvalidURL):
        return None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _trust(ca_file: str) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise InvalidInput(f"ca_file cannot be used: {type(error).__name__}") from error
    return context
