"""TLS with an organisation's own authority, and a proxy: as settings, against the real centre."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
import uvicorn

from sync.central.app import make_app
from sync.desk.device.settings import Settings
from sync.desk.exchange.ask_health import ask_health
from sync.desk.exchange.open_exchange import open_exchange
from sync.errors import InvalidInput, Offline
from tests.fakes.private_ca import PrivateCa, make_private_ca
from tests.integration.desk.conftest import JoinedDesk


@pytest.fixture
def authority(tmp_path: Path) -> PrivateCa:
    """Fresh certificates."""
    return make_private_ca(tmp_path)


@contextmanager
def over_tls(joined: JoinedDesk, files: PrivateCa) -> Iterator[str]:
    """The centre once more, behind TLS."""
    config = uvicorn.Config(
        make_app(joined.centre.behind),
        lifespan="off",
        log_level="critical",
        ssl_certfile=files.certificate,
        ssl_keyfile=files.key,
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def ask(joined: JoinedDesk, **settings: str) -> None:
    """One question with other settings."""
    values = {"home": joined.settings.home, "key_storage": "file", **settings}
    exchange = open_exchange(Settings.load(values), joined.desk)
    try:
        ask_health(exchange.connection)
    finally:
        exchange.connection.close()


def test_a_private_authority_is_believed_when_it_is_named(joined: JoinedDesk, authority: PrivateCa) -> None:
    with over_tls(joined, authority) as url:
        ask(joined, central_url=url, ca_file=str(authority.ca))
        with pytest.raises(Offline):
            ask(joined, central_url=url)


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_an_authority_file_that_cannot_be_used(joined: JoinedDesk, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "other.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InvalidInput):
        ask(joined, ca_file=str(file))


@contextmanager
def proxy() -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that knows CONNECT, and what was asked of it."""
    asked: list[bytes] = []
    threads: list[threading.Thread] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            while True:
                try:
                    near, _ = server.accept()
                except OSError:
                    return
                threads.append(threading.Thread(target=tunnel, args=(near,), daemon=True))
                threads[-1].start()

        def tunnel(near: socket.socket) -> None:
            head = near.recv(65536)
            asked.append(head.split(b"\r\n")[0])
            host, port = asked[-1].split()[1].split(b":")
            with near, socket.create_connection((host.decode(), int(port))) as far:
                near.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                other_way = threading.Thread(target=carry, args=(far, near), daemon=True)
                other_way.start()
                carry(near, far)
                other_way.join(5)

        def carry(source: socket.socket, sink: socket.socket) -> None:
            with suppress(OSError):
                while data := source.recv(65536):
                    sink.sendall(data)
            with suppress(OSError):
                sink.shutdown(socket.SHUT_WR)

        accepting = threading.Thread(target=serve, daemon=True)
        accepting.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
    accepting.join(5)
    for thread in threads:
        thread.join(5)


def test_a_proxy_is_used_when_it_is_set(joined: JoinedDesk, authority: PrivateCa) -> None:
    with over_tls(joined, authority) as url, proxy() as (address, asked):
        ask(joined, central_url=url, ca_file=str(authority.ca), proxy=address)
        assert [line.split()[0] for line in asked] == [b"CONNECT"]
    with pytest.raises(Offline):
        ask(joined, central_url=url, ca_file=str(authority.ca), proxy="http://127.0.0.1:9")

