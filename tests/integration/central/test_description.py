"""The interface describes itself completely, and the description says what the handlers do."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from sync.central.api.bodies.wire import ClaimsBody, PageBody, ReceiptBody, WelcomeBody
from sync.central.app import describe
from sync.central.door.description import ANY_REQUEST
from sync.central.problems import Problem, ProblemKind
from sync.protocol.batches import CONTENT_TYPE
from tests.fakes.askers import NOBODY, Askers
from tests.fakes.scripted_desk import ScriptedDesk
from tests.integration.central.test_facts_and_changes import punch
from tests.integration.conftest import RunningCentre

Json = dict[str, Any]
PROBLEM_BODY = "application/problem+json"
DESCRIPTION = describe().openapi()
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in DESCRIPTION["paths"].items()
    for method, operation in methods.items()
}
LARGEST = 2**53 - 1
LARGEST_PAGE = 5_000


@pytest.fixture(params=OPERATIONS)
def operation(request: pytest.FixtureRequest) -> Json:
    found: Json = OPERATIONS[request.param]
    return found


def test_the_whole_is_described(askers: Askers) -> None:
    assert askers.description == DESCRIPTION
    assert DESCRIPTION["openapi"].startswith("3.1")
    assert DESCRIPTION["servers"]
    assert set(DESCRIPTION["components"]["securitySchemes"]) == {"device", "person", "link"}
    words = {tag["name"]: tag["description"] for tag in DESCRIPTION["tags"]}
    used = {tag for operation in OPERATIONS.values() for tag in operation["tags"]}
    assert used == words.keys()
    assert all(words.values())
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(names) == len(set(names))


def test_it_is_good_openapi() -> None:
    """Every reference leads somewhere, and every schema is one."""
    text = str(DESCRIPTION)
    schemas = DESCRIPTION["components"]["schemas"]
    assert set(re.findall(r"#/components/schemas/(\w+)", text)) <= schemas.keys()
    for schema in schemas.values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def test_an_operation_says_what_it_does_and_who_may_ask(operation: Json) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert operation["x-roles"]
    assert bool(operation.get("security")) or operation["x-roles"] == ["anyone"]


def test_an_operation_lists_its_refusals_with_their_types(operation: Json) -> None:
    refused = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
    named = {kind for answer in refused.values() for kind in kinds(answer)}
    assert set(ANY_REQUEST) <= named
    for status, answer in refused.items():
        assert {str(kind.status) for kind in kinds(answer)} == {status}
        for example in answer["content"][PROBLEM_BODY]["examples"].values():
            assert is_valid(example["value"], answer["content"][PROBLEM_BODY]["schema"])


def kinds(answer: Json) -> list[ProblemKind]:
    types = answer["content"][PROBLEM_BODY]["schema"]["properties"]["type"]["enum"]
    found = [ProblemKind(name.rpartition(":")[2]) for name in types]
    assert types == [Problem(kind).type for kind in found]
    return found


def test_an_operation_shows_examples_that_fit_their_schemas(operation: Json) -> None:
    answers = (answer for status, answer in operation["responses"].items() if status < "400")
    bodies = [body for body in (operation.get("requestBody"), *answers) if body]
    shown = [content for body in bodies for media, content in body.get("content", {}).items() if media.endswith("json")]
    for content in shown:
        assert is_valid(content["example"], content["schema"]), content["example"]
        assert "…" not in str(content["example"]), content["example"]


def is_valid(value: object, schema: Json) -> bool:
    whole = {**schema, "components": DESCRIPTION["components"]}
    return jsonschema_rs.validator_for(whole, validate_formats=True).is_valid(value)


def test_whatever_comes_in_is_bounded(operation: Json) -> None:
    """No text, list or number without an end; `binary` is bounded by the operation's size."""
    given = [part["schema"] for part in operation.get("parameters", [])]
    given += [
        content["schema"]
        for media, content in operation.get("requestBody", {}).get("content", {}).items()
        if media.endswith("json")
    ]
    unbounded = [part for schema in given for part in parts(schema) if not is_bounded(part)]
    assert unbounded == []


def test_a_page_is_never_large(operation: Json) -> None:
    limits = [part["schema"] for part in operation.get("parameters", []) if part["name"] == "limit"]
    assert all(limit["maximum"] <= LARGEST_PAGE and limit["default"] <= limit["maximum"] for limit in limits)


def parts(schema: Json) -> Iterator[Json]:
    """`schema` and everything in it."""
    if "$ref" in schema:
        yield from parts(DESCRIPTION["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        return
    yield schema
    inner = [*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")]
    for several in ("anyOf", "oneOf", "allOf", "prefixItems"):
        inner += schema.get(several, [])
    for part in inner:
        if isinstance(part, dict):
            yield from parts(part)


def is_bounded(schema: Json) -> bool:
    if {"enum", "const"} & schema.keys():
        return True
    match schema.get("type"):
        case "string":
            ends = "maxLength" in schema or not set("*+") & set(schema.get("pattern", "*"))
            bounded = ends or schema.get("format") in {"date", "date-time", "time"}
        case "array":
            bounded = "maxItems" in schema or "prefixItems" in schema
        case "integer" | "number":
            least = schema.get("minimum", schema.get("exclusiveMinimum"))
            most = schema.get("maximum", schema.get("exclusiveMaximum"))
            bounded = least is not None and most is not None and -LARGEST <= least <= most <= LARGEST
        case "object":
            bounded = schema.get("additionalProperties") is False or "maxProperties" in schema
        case _:
            bounded = True
    return bool(bounded)


def test_the_batch_of_facts_is_described() -> None:
    operation = OPERATIONS["POST /v1/devices/{device}/facts"]
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


def test_the_description_is_open_to_all(askers: Askers) -> None:
    assert askers.ask(NOBODY, "GET", "/openapi.json").status_code == 200
