"""A centre that answers what a test says, signed as the real one signs, over real HTTP; or not signed, or cut short."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sync.protocol.requests import SIGNATURE_HEADER, TIME_HEADER, Assertion, sign_answer
from sync.protocol.signing import SigningKey


@dataclass(frozen=True)
class Answer:
    """`body` is what is signed; `sent` what goes over the line in its place, `says` how long it is said to be."""

    body: bytes
    status: int = 200
    sent: bytes | None = None
    says: int | None = None
    nonce: str | None = None
    signed: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    at: str | None = None


Script = Callable[[str], Answer]
"""What is answered to a request of this path with its query."""


@contextmanager
def answering(key: SigningKey, script: Script) -> Iterator[str]:
    """Its address, while it answers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = script(self.path)
            at = answer.at or datetime.now(UTC).isoformat()
            nonce = answer.nonce or Assertion.from_header(self.headers["Authorization"]).nonce
            sent = answer.body if answer.sent is None else answer.sent
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header(TIME_HEADER, at)
            if answer.signed:
                signature = sign_answer(key, nonce=nonce, status=answer.status, time=at, body=answer.body)
                self.send_header(SIGNATURE_HEADER, signature)
            self.send_header("Content-Length", str(len(sent) if answer.says is None else answer.says))
            self.end_headers()
            self.wfile.write(sent)
            self.close_connection = answer.says is not None

        do_POST = do_GET  # noqa: N815  as above

        def log_message(self, *_: object) -> None:
            """Nothing to standard error."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A desk that has heard enough hangs up."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
