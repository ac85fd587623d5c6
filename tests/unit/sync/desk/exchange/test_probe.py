"""What the address that IT types leads to: the centre, nothing, another web page, no trust; and the time there."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sync.desk.device.settings import Settings
from sync.desk.exchange.probe import Found, Probe, probe_centre
from sync.errors import InvalidInput
from sync.protocol.requests import TIME_HEADER
from tests.fakes.private_ca import PrivateCa, make_private_ca

WELL = json.dumps({"status": "ok", "protocol": "1"}).encode()
SINCE_1970 = datetime.now(UTC) - datetime(1970, 1, 1, tzinfo=UTC)


@contextmanager
def web_page(
    body: bytes, *, status: int = 200, time: str = "", length: int | None = None, tls: PrivateCa | None = None
) -> Iterator[str]:
    """Its address, while it answers every question so."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) if length is None else length))
            if status == 302:
                self.send_header("Location", "http://portal.example/sign-in")
            if time:
                self.send_header(TIME_HEADER, time)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls.certificate, tls.key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"{'http' if tls is None else 'https'}://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", key_storage="file")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"<html>Welcome to the cafe</html>", 200),
        (b"", 302),
        (WELL, 503),
        (b'{"status": "ok"}', 200),
        (b'["status", "protocol"]', 200),
        (b"\xff\xfe\x00", 200),
    ],
)
def test_another_web_page_is_told_from_the_centre(settings: Settings, body: bytes, status: int) -> None:
    with web_page(body, status=status) as url:
        assert probe_centre(settings, url) == Probe(Found.SOMETHING_ELSE)


def test_nothing_there_or_an_answer_cut_short(settings: Settings) -> None:
    with web_page(WELL) as url:
        pass
    assert probe_centre(settings, url) == Probe(Found.NOTHING)
    with web_page(WELL, length=900) as url:
        assert probe_centre(settings, url) == Probe(Found.NOTHING)


@pytest.mark.parametrize("ahead", [timedelta(), timedelta(minutes=-14), timedelta(hours=8), -SINCE_1970])
def test_how_far_the_clock_is_off(settings: Settings, ahead: timedelta) -> None:
    """A clock in 1970 is one that is half a century behind the centre's."""
    with web_page(WELL, time=(datetime.now(UTC) - ahead).isoformat()) as url:
        found = probe_centre(settings, url)
    assert found.found is Found.CENTRE
    assert found.clock_error is not None
    assert abs(found.clock_error - ahead) < timedelta(seconds=10)


@pytest.mark.parametrize("time", ["", "yesterday", "2026-11-23T08:00:00"])
def test_a_centre_that_tells_no_time(settings: Settings, time: str) -> None:
    with web_page(WELL, time=time) as url:
        assert probe_centre(settings, url) == Probe(Found.CENTRE)


def test_a_private_authority_is_trusted_where_it_is_named(settings: Settings, tmp_path: Path) -> None:
    authority = make_private_ca(tmp_path)
    trusting = Settings(settings.home, key_storage="file", ca_file=str(authority.ca))
    with web_page(WELL, tls=authority) as url:
        assert probe_centre(settings, url) == Probe(Found.NO_TRUST)
        assert probe_centre(trusting, url) == Probe(Found.CENTRE)
    with pytest.raises(InvalidInput):
        probe_centre(Settings(settings.home, ca_file=str(tmp_path / "none.pem")), url)


def test_for_a_clock_in_the_past_a_good_certificate_holds_not_yet(settings: Settings, tmp_path: Path) -> None:
    authority = make_private_ca(tmp_path, since=timedelta(days=2))
    trusting = Settings(settings.home, key_storage="file", ca_file=str(authority.ca))
    with web_page(WELL, tls=authority) as url:
        assert probe_centre(trusting, url) == Probe(Found.NO_TRUST)


@pytest.mark.parametrize("address", ["", "centre", "ftp://centre.example", "http://centre.example"])
def test_what_is_no_address(settings: Settings, address: str) -> None:
    with pytest.raises(InvalidInput):
        probe_centre(settings, address)
