"""A desk that does what a test tells it: it speaks the protocol and nothing else. No store, no rules, no retries."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx

from sync.domain.ids import DeviceId, FactId, StaffId, new_fact_id
from sync.domain.trusted_time import Anchor, Moment
from sync.protocol import batches
from sync.protocol.changes import START, Page
from sync.protocol.facts import GENESIS, Fact, Header, digest, seal_payload, write_fact
from sync.protocol.joining import Welcome
from sync.protocol.payloads import Payload
from sync.protocol.receipts import Receipt
from sync.protocol.requests import (
    SIGNATURE_HEADER,
    TIME_HEADER,
    answer_holds,
    assert_request,
    to_base64,
)
from sync.protocol.signing import SigningKey

_BOOT = "boot-1"
_OPERATOR = StaffId("P-0001")


class Chain:
    """Writes facts one after the other, each naming the one before."""

    def __init__(self, device: DeviceId, epoch: int = 1) -> None:
        self.device = device
        self.epoch = epoch
        self.seq = 0
        self.last = GENESIS
        self.operator = _OPERATOR

    def write(
        self,
        payload: Payload,
        *,
        at: datetime | None = None,
        trusted: bool = True,
        list_version: int | None = None,
        fact_id: FactId | None = None,
    ) -> Fact:
        """The next fact, done at `at` (now by default) on a clock that is trusted or not."""
        sealed = seal_payload(payload.to_map())
        header = self._header(payload.type, payload.version, sealed, at or datetime.now(UTC))
        if not trusted:
            header = replace(header, moment=replace(header.moment, anchor=None))
        return self.append(replace(header, status_list_version=list_version, id=fact_id or header.id), sealed)

    def write_unknown(self, kind: str, version: int) -> Fact:
        """The next fact, of a type or version of a later program."""
        sealed = seal_payload({"new": True})
        return self.append(self._header(kind, version, sealed, datetime.now(UTC)), sealed)

    def write_values(self, kind: str, sealed: bytes, version: int = 1) -> Fact:
        """The next fact, of whatever values, sealed as they are."""
        return self.append(self._header(kind, version, sealed, datetime.now(UTC)), sealed)

    def append(self, header: Header, sealed: bytes) -> Fact:
        """The next fact, from a header made by the test."""
        fact = write_fact(header, sealed)
        self.seq, self.last = header.seq, fact.hash
        return fact

    @property
    def head(self) -> batches.ChainHead:
        """Where the chain stands."""
        return batches.ChainHead(self.device, self.epoch, self.seq, self.last)

    def _header(self, kind: str, version: int, sealed: bytes, at: datetime) -> Header:
        moment = Moment(at, 100.0, _BOOT, Anchor(at, 100.0, _BOOT, 0.0))
        return Header(
            new_fact_id(),
            self.device,
            self.epoch,
            self.seq + 1,
            kind,
            version,
            moment,
            self.operator,
            None,
            self.last,
            digest(sealed),
        )


class ScriptedDesk:
    """A joined device at the centre `url`; every answer's signature is checked before the test sees it."""

    def __init__(self, url: str, key: SigningKey, welcome: Welcome) -> None:
        self.client = httpx.Client(base_url=url, trust_env=False)
        self.key = key
        self.welcome = welcome
        self.chain = Chain(welcome.device)

    @classmethod
    def join(cls, url: str, code: str) -> ScriptedDesk:
        """Join with a fresh key."""
        key = SigningKey.generate()
        answer = ask_to_join(url, code, key)
        assert answer.status_code == 201, answer.text
        return cls(url, key, Welcome.from_map(answer.json()))

    def close(self) -> None:
        """Give up the sockets."""
        self.client.close()

    def push(self, *facts: Fact) -> list[Receipt]:
        """The receipts for `facts`."""
        answer = self.push_batch(batches.pack(facts, self.chain.head, self.key))
        assert answer.status_code == 200, answer.text
        return [Receipt.from_map(row) for row in answer.json()["receipts"]]

    def push_batch(self, batch: bytes, content_type: str = batches.CONTENT_TYPE) -> httpx.Response:
        """The answer to a batch packed by the test."""
        return self.ask("POST", f"/v1/devices/{self.welcome.device}/facts", batch, content_type)

    def pull(self, cursor: str = START, limit: int = 500) -> Page:
        """One page of the site's changes."""
        answer = self.ask("GET", f"/v1/changes?scope=site:{self.welcome.site}&cursor={cursor}&limit={limit}")
        assert answer.status_code == 200, answer.text
        return Page.from_map(answer.json())

    def pull_all(self) -> dict[tuple[str, str], dict[str, Any] | None]:
        """Everything the site's feed says now, by kind and key."""
        found: dict[tuple[str, str], dict[str, Any] | None] = {}
        page = Page((), START, more=True)
        while page.more:
            page = self.pull(page.cursor)
            found |= {(change.kind, change.key): change.body for change in page.changes}
        return found

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        content_type: str = "application/json",
        *,
        at: datetime | None = None,
        nonce: str | None = None,
    ) -> httpx.Response:
        """One signed request; `at` and `nonce` where the test wants them wrong."""
        nonce = nonce or secrets.token_hex(16)
        assertion = assert_request(
            self.welcome.device,
            self.key,
            method,
            target,
            body=body,
            time=at or datetime.now(UTC),
            nonce=nonce,
        )
        headers = {"Authorization": assertion.to_header(), "Content-Type": content_type}
        answer = self.client.request(method, target, content=body, headers=headers)
        assert is_signed(answer, self.welcome, nonce)
        return answer


def ask_to_join(url: str, code: str, key: SigningKey, *, signed_by: SigningKey | None = None) -> httpx.Response:
    """The answer to a request to join; `signed_by` another key where the test wants no proof of possession."""
    body = json.dumps({"code": code, "public_key": to_base64(key.public().to_bytes()), "name": "front desk 1"}).encode()
    assertion = assert_request(
        DeviceId("new"),
        signed_by or key,
        "POST",
        "/v1/devices",
        body=body,
        time=datetime.now(UTC),
        nonce=secrets.token_hex(16),
    )
    headers = {"Authorization": assertion.to_header(), "Content-Type": "application/json"}
    return httpx.post(f"{url}/v1/devices", content=body, headers=headers, trust_env=False)


def is_signed(answer: httpx.Response, welcome: Welcome, nonce: str) -> bool:
    """Whether `answer` is the centre's, given to the request with `nonce`."""
    return answer_holds(
        answer.headers.get(SIGNATURE_HEADER, ""),
        welcome.centre_key,
        nonce=nonce,
        status=answer.status_code,
        time=answer.headers.get(TIME_HEADER, ""),
        body=answer.content,
    )
