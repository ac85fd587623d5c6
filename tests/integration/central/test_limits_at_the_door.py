"""Sizes, rates and times as somebody outside meets them."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.types import Message, Scope

from sync.central.askers.identity import Role
from sync.central.centre import Centre
from sync.central.door.front_door import REQUEST_HEADER
from sync.central.door.limits import Limits
from sync.central.door.operations import MAX_JSON_BYTES
from sync.central.example.seed import seed_example
from sync.central.problems import ProblemKind
from tests.fakes.askers import NOBODY, UNLIMITED, Askers
from tests.integration.central.test_joining import problem


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Askers]:
    """A centre that takes few requests a second and waits for none."""
    centre = Centre.open(f"sqlite:///{tmp_path / 'centre.db'}")
    seed_example(centre)
    yield Askers.at(centre, Limits(per_address=1.0, per_asker=0.4, body_within=timedelta(milliseconds=50)))
    centre.close()


def test_who_asks_too_often_is_told_how_long_to_wait(slow: Askers) -> None:
    answers = [slow.ask(Role.HOLDER, "GET", "/v1/holder/vouchers") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert problem(answers[-1]) == ProblemKind.TOO_MANY_REQUESTS
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 3
    assert slow.ask(Role.OFFICER, "GET", "/v1/holder/vouchers").status_code == 403  # somebody else goes on
    at_this_address = [slow.ask(NOBODY, "GET", "/v1/health").status_code for _ in range(8)]
    assert (at_this_address[0], at_this_address[-1]) == (200, 429)


def test_a_body_that_never_ends_is_waited_for_a_while(slow: Askers) -> None:
    async def silence() -> Message:
        await asyncio.sleep(60)
        raise AssertionError("waited too long")

    assert asyncio.run(status_of(slow, silence)) == 408


def test_a_body_without_an_end_is_not_read_to_it(askers: Askers) -> None:
    asked = 0

    async def more() -> Message:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b"x" * 1024, "more_body": True}

    assert asyncio.run(status_of(askers, more)) == 413
    assert asked == MAX_JSON_BYTES // 1024 + 1


async def status_of(askers: Askers, receive: object) -> int:
    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/resolutions",
        "raw_path": b"/v1/resolutions",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1),
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await askers.door(scope, receive, send)  # type: ignore[arg-type]  # a Receive, defined by each test
    return int(sent[0]["status"])


def test_a_head_too_large(askers: Askers) -> None:
    answer = askers.ask(NOBODY, "GET", "/v1/health", Cookie="c" * 20_000)
    assert (answer.status_code, problem(answer)) == (431, ProblemKind.HEAD_TOO_LARGE)
    assert askers.ask(NOBODY, "GET", "/v1/changes?scope=" + "s" * 20_000).status_code == 431


@pytest.mark.parametrize("text", ["a\0b", "half a pair: \ud83d"])
def test_a_text_that_no_database_keeps(askers: Askers, text: str) -> None:
    body = json.dumps({"code": text}).encode()
    answer = askers.ask("device", "POST", "/v1/resolutions", body)
    assert (answer.status_code, problem(answer)) == (400, ProblemKind.MALFORMED)
    assert problem(askers.ask("device", "GET", "/v1/changes?scope=%00")) == ProblemKind.MALFORMED


def test_every_answer_has_an_id_of_its_own(askers: Askers) -> None:
    targets = ("/v1/health", "/v1/nothing", "/v1/changes?scope=%00")
    ids = [askers.ask(NOBODY, "GET", target).headers[REQUEST_HEADER] for target in targets]
    assert len(set(ids)) == 3
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in ids)


def test_another_method_is_told_which_the_address_takes(askers: Askers) -> None:
    answer = askers.ask(NOBODY, "DELETE", "/v1/policy")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")


def test_no_limit_is_the_tests_own() -> None:
    assert replace(UNLIMITED, per_address=Limits().per_address, per_asker=Limits().per_asker) == Limits()
