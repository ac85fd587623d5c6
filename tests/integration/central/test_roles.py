"""All operations for all roles, read from the application: a wrong one is told so and learns nothing of what exists."""

import itertools
import json
import re

import pytest

from sync.central.app import describe
from sync.central.door.authenticate import DEVICE
from sync.central.door.operations import ANYONE, Operation, operations
from sync.central.problems import Problem, ProblemKind
from tests.fakes.askers import NOBODY, ROLES, Askers

OPERATIONS = list(operations(describe()))
SEEDED = {
    "class_id": "K-0001",
    "session_id": "K-0001-01",
    "institution": "I-0001",
    "site": "S-0001",
    "version": "1",
    "project": "1",
    "code": "6-18-02-04",
    "edition": "2022",
}
"""What the sample data hold, by the names that variables have in addresses."""
PLANTED = {
    "campaign": "/v1/campaigns/{campaign}",
    "course": "/v1/courses/{course}",
    "room": "/v1/sites/S-0001/rooms/{room}",
    "teacher": "/v1/institutions/I-0001/teachers/{teacher}",
}
"""What is put there first, with the example of the description."""
MISSING = "4000000000"


@pytest.fixture(scope="module")
def existing(askers: Askers) -> dict[str, str]:
    """Something that exists for the variables of addresses; where nothing is known, only what is missing is asked."""
    number = str(askers.example["cast"][0]["voucher_no"])
    found = {**SEEDED, "number": number, "voucher_no": number, "device": str(askers.device)}
    for variable, template in PLANTED.items():
        operation = next(one for one in OPERATIONS if one.method == "PUT" and one.pattern.match(template))
        described = askers.description["paths"][operation.template]["put"]
        body = json.dumps(described["requestBody"]["content"]["application/json"]["example"]).encode()
        found[variable] = f"X-{variable}"
        answer = askers.ask(operation.roles[-1], "PUT", template.format(**found), body)
        assert answer.status_code == 200, answer.text
    return found


def name(operation: Operation) -> str:
    return f"{operation.method} {operation.template}"


def targets(operation: Operation, existing: dict[str, str]) -> list[str]:
    variables = re.findall(r"\{(\w+)\}", operation.template)
    values = itertools.product(*((existing.get(variable, MISSING), MISSING) for variable in variables))
    return [operation.template.format(**dict(zip(variables, found, strict=True))) for found in values]


def with_token(askers: Askers, role: str, operation: Operation, target: str) -> str:
    """A link holds its token in the address."""
    if not operation.template.startswith("/holder/") or role in {NOBODY, DEVICE}:
        return target
    return f"{target}?token={askers.token_of(role)}"


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
@pytest.mark.parametrize("role", ROLES)
def test_each_operation_lets_in_its_roles_and_nobody_else(
    askers: Askers, existing: dict[str, str], role: str, operation: Operation
) -> None:
    body = b"{}" if operation.method in {"POST", "PUT", "PATCH"} else b""
    for target in targets(operation, existing):
        answer = askers.ask(role, operation.method, with_token(askers, role, operation, target), body)
        said = answer.json().get("type", "") if "problem" in answer.headers["content-type"] else ""
        if operation.roles == (ANYONE,) or role in operation.roles:
            assert not said.endswith((ProblemKind.ROLE_FORBIDDEN, ProblemKind.PERSON_UNKNOWN))
            assert answer.status_code < 500
        elif role == NOBODY or (role == DEVICE and operation.template.startswith("/holder/")):
            expected = ProblemKind.ASSERTION_INVALID if operation.roles == (DEVICE,) else ProblemKind.PERSON_UNKNOWN
            assert (answer.status_code, answer.content) == (401, Problem(expected).to_json())
        else:
            assert (answer.status_code, answer.content) == (403, Problem(ProblemKind.ROLE_FORBIDDEN).to_json())


def test_only_what_is_meant_for_all_is_open_to_all() -> None:
    """A new operation without a dependency that judges who asks would turn up here."""
    open_to_all = {name(operation) for operation in OPERATIONS if operation.roles == (ANYONE,)}
    assert open_to_all <= {
        "GET /v1/health",
        "GET /metrics",
        "POST /v1/devices",
        "GET /v1/policy",
        "GET /v1/policy/{version}",
        "GET /v1/projects",
        "GET /v1/occupations",
        "GET /v1/courses",
        "GET /v1/courses/{course}",
        "GET /v1/courses/{course}/evaluations",
        "GET /v1/jobs",
    }


def test_the_description_says_who_may_ask(askers: Askers) -> None:
    paths = askers.description["paths"]
    for operation in OPERATIONS:
        assert paths[operation.template][operation.method.lower()]["x-roles"] == list(operation.roles)


@pytest.mark.parametrize("token", ["", "x", "holder.T-1", "officer.O-1.0000", "boss.B-1." + "0" * 32, "a b", "\xfc"])
def test_a_token_that_nobody_sealed_is_nobodys(askers: Askers, token: str) -> None:
    answer = askers.ask_as_is("GET", "/v1/holder/vouchers", b"", {"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
