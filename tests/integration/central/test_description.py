"""The interface describes itself, and the description says what the handlers do."""

from typing import Any

import httpx
import pytest

from sync.central.api.wire import ClaimsBody, PageBody, ReceiptBody, WelcomeBody
from sync.protocol.batches import CONTENT_TYPE
from tests.fakes.scripted_desk import ScriptedDesk
from tests.integration.central.test_facts_and_changes import punch
from tests.integration.conftest import RunningCentre


@pytest.fixture
def description(centre: RunningCentre) -> dict[str, Any]:
    described: dict[str, Any] = httpx.get(f"{centre.url}/openapi.json", trust_env=False).json()
    return described


def test_every_operation_has_a_summary_and_names_its_answers(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    assert len(operations) >= 9
    assert all(operation["summary"] and operation["description"] for operation in operations)
    assert all("application/problem+json" in answer["content"] for answer in problems(operations))


def problems(operations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [
        answer
        for operation in operations
        for status, answer in operation["responses"].items()
        if status >= "400"
    ]
    assert len(found) > 20
    return found


def test_the_batch_of_facts_is_described(description: dict[str, Any]) -> None:
    operation = description["paths"]["/v1/devices/{device}/facts"]["post"]
    assert CONTENT_TYPE in operation["requestBody"]["content"]
    assert operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith("ReceiptsBody")


def test_what_the_handlers_send_is_what_is_described(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    WelcomeBody.model_validate(scripted_desk.welcome.to_map())
    for receipt in scripted_desk.push(scripted_desk.chain.write(punch(centre.example["cast"][0]))):
        ReceiptBody.model_validate(receipt.to_map())
    PageBody.model_validate(scripted_desk.pull().to_map())
    known = next(entry for entry in centre.example["cast"] if entry["note"] == "national code")
    answer = scripted_desk.ask("POST", "/v1/resolutions", b'{"code": "%s"}' % known["text"].encode())
    ClaimsBody.model_validate(answer.json()["claims"])
