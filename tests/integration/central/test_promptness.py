"""An answer leaves at once: no waiting for the other side's acknowledgement between its head and its body."""

import socket

import pytest

from sync.central.serving.serve import listen_at
from sync.errors import InvalidInput


def test_accepted_connections_do_not_hold_back_small_writes() -> None:
    with listen_at("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_an_address_of_somebody_else_is_refused() -> None:
    with pytest.raises(InvalidInput):
        listen_at("192.0.2.1", 0)
