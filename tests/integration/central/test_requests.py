"""Who may ask what: assertions, scopes, sizes, and errors that are signed as well."""

import json
import secrets
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import update

from sync.central.store.engine import writing
from sync.central.store.tables import devices
from sync.domain.ids import DeviceId
from sync.protocol import batches
from sync.protocol.requests import NONCE_HEADER, TIME_HEADER
from sync.protocol.signing import SigningKey
from tests.fakes.scripted_desk import ScriptedDesk, is_signed
from tests.integration.central.test_joining import problem
from tests.integration.conftest import RunningCentre

CHANGES = "/v1/changes?scope=site:S-0001"


def test_a_device_that_nobody_knows_is_told_so(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    scripted_desk.welcome = type(scripted_desk.welcome)(
        DeviceId("D-none"), *(getattr(scripted_desk.welcome, name) for name in scripted_desk.welcome.__slots__[1:])
    )
    answer = scripted_desk.ask("GET", CHANGES)
    assert (answer.status_code, problem(answer)) == (401, "device-unknown")
    assert answer.headers["WWW-Authenticate"] == "VoucherDesk"


def test_a_revoked_device_is_shut_out(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    with writing(centre.behind.store) as connection:
        connection.execute(update(devices).values(revoked=True))
    assert problem(scripted_desk.ask("GET", CHANGES)) == "device-revoked"


@pytest.mark.parametrize("off", [timedelta(minutes=-6), timedelta(minutes=6)])
def test_a_request_from_another_time_is_stale_and_brings_the_right_time(
    scripted_desk: ScriptedDesk, off: timedelta
) -> None:
    answer = scripted_desk.ask("GET", CHANGES, at=datetime.now(UTC) + off)
    assert (answer.status_code, problem(answer)) == (401, "assertion-stale")
    told = datetime.fromisoformat(answer.headers[TIME_HEADER])
    assert abs(datetime.now(UTC) - told) < timedelta(seconds=30)


def test_a_request_made_twice_is_a_replay(scripted_desk: ScriptedDesk) -> None:
    nonce = secrets.token_hex(16)
    assert scripted_desk.ask("GET", CHANGES, nonce=nonce).status_code == 200
    assert problem(scripted_desk.ask("GET", CHANGES, nonce=nonce)) == "assertion-replayed"


def test_another_key_is_not_the_devices(scripted_desk: ScriptedDesk) -> None:
    scripted_desk.key = SigningKey.generate()
    assert problem(scripted_desk.ask("GET", CHANGES)) == "assertion-invalid"


def test_no_assertion_no_changes(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    answer = httpx.get(centre.url + CHANGES, headers={NONCE_HEADER: "n"}, trust_env=False)
    assert problem(answer) == "assertion-invalid"
    assert is_signed(answer, scripted_desk.welcome, "n")


def test_another_sites_changes_are_not_told(scripted_desk: ScriptedDesk) -> None:
    answer = scripted_desk.ask("GET", "/v1/changes?scope=site:S-0002")
    assert (answer.status_code, problem(answer)) == (403, "scope-forbidden")


@pytest.mark.parametrize("query", ["&cursor=zzz", "&limit=0", "&limit=x", "&cursor=djE6LTE"])
def test_a_question_of_the_wrong_form_is_malformed(scripted_desk: ScriptedDesk, query: str) -> None:
    answer = scripted_desk.ask("GET", CHANGES + query)
    assert (answer.status_code, problem(answer)) == (400, "malformed")


def test_what_is_not_there_is_said_in_the_same_way(scripted_desk: ScriptedDesk) -> None:
    assert problem(scripted_desk.ask("GET", "/v1/nothing")) == "not-found"
    assert problem(scripted_desk.ask("PUT", "/v1/health")) == "method-not-allowed"


def test_too_large_is_refused_before_it_is_read(scripted_desk: ScriptedDesk) -> None:
    large = json.dumps({"code": "1" * 70_000}).encode()
    assert problem(scripted_desk.ask("POST", "/v1/resolutions", large)) == "too-large"
    assert problem(scripted_desk.push_batch(bytes(batches.MAX_BYTES + 1))) == "too-large"


def test_facts_go_to_the_devices_own_address(scripted_desk: ScriptedDesk) -> None:
    batch = batches.pack([], scripted_desk.chain.head, scripted_desk.key)
    answer = scripted_desk.ask("POST", "/v1/devices/D-other/facts", batch, batches.CONTENT_TYPE)
    assert problem(answer) == "assertion-invalid"
    assert problem(scripted_desk.push_batch(batch, "application/json")) == "malformed"
    assert problem(scripted_desk.push_batch(b"not a batch")) == "malformed"


def test_a_failure_inside_is_signed_and_tells_nothing(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    with writing(centre.behind.store) as connection:
        connection.exec_driver_sql("ALTER TABLE devices RENAME COLUMN public_key TO other")
    answer = scripted_desk.ask("GET", CHANGES)
    assert (answer.status_code, problem(answer)) == (500, "internal")
    assert "SELECT" not in answer.text

