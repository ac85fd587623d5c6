"""The line against whatever may answer in the centre's place: slow, endless, deep, cut; and addresses of no use."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from sync.desk.device.clock import Clock
from sync.desk.device.settings import Settings
from sync.desk.exchange.connection import Caller, Connection
from sync.desk.exchange.resolve import resolve
from sync.domain.ids import DeviceId
from sync.errors import InvalidInput, NotTheCentre, Offline
from sync.protocol.signing import SigningKey, VerifyKey

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CENTRE = SigningKey.generate().public()


@contextmanager
def line_to(
    serve: Callable[[socket.socket], None], home: Path, centre: VerifyKey | None = CENTRE
) -> Iterator[Connection]:
    """A line to something that serves one client so."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def answer() -> None:
            with suppress(OSError):
                client, _ = server.accept()
                with client:
                    client.recv(65536)
                    serve(client)

        thread = threading.Thread(target=answer)
        thread.start()
        caller = Caller(DeviceId("device-1"), SigningKey.generate(), centre)
        connection = Connection(Settings(home), f"http://127.0.0.1:{server.getsockname()[1]}", caller, Clock())
        with closing(connection):
            yield connection
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def dripping(start: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    """Never silent for longer than a moment, never done."""

    def serve(client: socket.socket) -> None:
        client.sendall(start)
        while True:
            client.sendall(drop)
            time.sleep(0.1)

    return serve


@pytest.mark.parametrize(
    "serve", [dripping(HEAD + b"Content-Length: 100000\r\n\r\n", b"x"), dripping(HEAD, b"X-More: 1\r\n")]
)
def test_a_line_that_drips_does_not_outlast_the_deadline(
    serve: Callable[[socket.socket], None], tmp_path: Path
) -> None:
    with line_to(serve, tmp_path) as connection:
        began = time.monotonic()
        assert resolve(connection, "123456789012345678901234", 0.5) is None
        assert 0.4 < time.monotonic() - began < 2


def test_an_answer_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    def serve(client: socket.socket) -> None:
        client.sendall(HEAD + b"\r\n")
        while True:
            client.sendall(bytes(1 << 20))

    with line_to(serve, tmp_path) as connection, pytest.raises(NotTheCentre):
        connection.get("/v1/changes", {})


@pytest.mark.parametrize("centre", [CENTRE, None])
def test_an_answer_nested_without_end_is_not_the_centres(centre: VerifyKey | None, tmp_path: Path) -> None:
    deep = b"[" * 200_000
    head = HEAD + f"Content-Length: {len(deep)}\r\n\r\n".encode()
    with (
        line_to(lambda client: client.sendall(head + deep), tmp_path, centre) as connection,
        pytest.raises(NotTheCentre),
    ):
        connection.get("/v1/changes", {})


def test_closing_the_line_ends_the_request_under_way(tmp_path: Path) -> None:
    asked = threading.Event()

    def serve(client: socket.socket) -> None:
        asked.set()
        client.recv(1)

    with line_to(serve, tmp_path) as connection:

        def close() -> None:
            asked.wait(5)
            connection.close()

        closer = threading.Thread(target=close)
        closer.start()
        began = time.monotonic()
        with pytest.raises(Offline):
            connection.get("/v1/health", {})
        assert time.monotonic() - began < 2
        closer.join()
        with pytest.raises(Offline):
            connection.get("/v1/health", {})


@pytest.mark.parametrize("url", ["http://[::1", "https://h:abc", "https://h:99999", "https://"])
def test_an_address_of_no_use_is_one_clear_line(url: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        Connection(Settings(tmp_path), url, Caller(DeviceId("d"), SigningKey.generate(), None), Clock())
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("proxy", ["foo", "ftp://proxy:1", "http://[::1", "http://h:abc", "http://h:99999"])
def test_a_proxy_of_no_use_is_one_clear_line(proxy: str, tmp_path: Path) -> None:
    caller = Caller(DeviceId("d"), SigningKey.generate(), None)
    with pytest.raises(InvalidInput) as refused:
        Connection(Settings(tmp_path, proxy=proxy), "https://centre.example", caller, Clock())
    assert "proxy" in str(refused.value)
