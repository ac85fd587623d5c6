"""Requests of phones, class managers and officers: real HTTP, with tokens of the TEST identity provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import httpx

_PATIENCE_S = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What the centre said. `problem`: the kind of its refusal, else None."""

    status: int
    body: Any

    @property
    def problem(self) -> str | None:
        """The last part of a problem's type."""
        return None if self.status < httpx.codes.BAD_REQUEST else _kind_of(self.body)


class Api:
    """The centre's workers, asked in turn: which of them answers must make no difference."""

    def __init__(self, addresses: Sequence[str]) -> None:
        timeout = httpx.Timeout(_PATIENCE_S)
        self._clients = [httpx.Client(base_url=url, trust_env=False, timeout=timeout) for url in addresses]
        self._turn = cycle(self._clients)

    def close(self) -> None:
        """Give up the sockets."""
        for client in self._clients:
            client.close()

    def get(self, path: str, token: str = "", **query: str | int) -> Answer:
        """One GET; `query` as it stands in the address."""
        return self._ask("GET", path, token, params=query)

    def put(self, path: str, token: str, body: object) -> Answer:
        """One PUT of JSON."""
        return self._ask("PUT", path, token, json=body)

    def post(self, path: str, token: str, body: object = None) -> Answer:
        """One POST of JSON, or of nothing."""
        return self._ask("POST", path, token, **({} if body is None else {"json": body}))

    def put_file(self, path: str, token: str, content: bytes, content_type: str) -> Answer:
        """One PUT of a file."""
        return self._ask("PUT", path, token, content=content, headers={"Content-Type": content_type})

    def _ask(self, method: str, path: str, token: str, **how: Any) -> Answer:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = next(self._turn).request(method, path, **how | {"headers": headers | how.get("headers", {})})
        is_json = "json" in answer.headers.get("content-type", "")
        return Answer(answer.status_code, answer.json() if is_json else answer.content)


def _kind_of(body: Any) -> str:
    return str(body.get("type", "")).rpartition(":")[2] if isinstance(body, dict) else "not-a-problem"
