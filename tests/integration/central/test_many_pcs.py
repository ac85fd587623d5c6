"""IT brings many PCs to their sites by one code, and sees from afar how they are."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from sync.central.__main__ import main
from sync.central.askers.device_health import SILENT_AFTER, list_devices
from sync.central.askers.enrolment_codes import list_enrolment_codes, make_enrolment_code
from sync.central.store.engine import reading, writing
from sync.domain.ids import SiteId
from sync.protocol.desk_health import DeskHealth
from sync.protocol.joining import code_digest, code_name
from sync.protocol.signing import SigningKey
from tests.fakes.scripted_desk import ScriptedDesk, ask_to_join
from tests.integration.central.test_joining import problem
from tests.integration.conftest import RunningCentre

SITE = SiteId("S-0001")


def new_code(centre: RunningCentre, uses: int, days: int = 1, *, age: timedelta = timedelta()) -> str:
    with writing(centre.behind.store) as connection:
        made_at = centre.behind.now() - age
        return make_enrolment_code(connection, SITE, made_at, uses=uses, life=timedelta(days=days))


def the_code(centre: RunningCentre, code: str) -> tuple[int, bool]:
    with reading(centre.behind.store) as connection:
        name = code_name(code_digest(code))
        found = next(one for one in list_enrolment_codes(connection, SITE) if one.name == name)
    return found.used, found.is_open(centre.behind.now())


def command(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(words)
    return status, capsys.readouterr().out


def test_of_pcs_that_come_at_once_as_many_join_as_the_code_is_for(centre: RunningCentre) -> None:
    code = new_code(centre, uses=3)
    keys = [SigningKey.generate() for _ in range(5)]
    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(lambda key: ask_to_join(centre.url, code, key), keys))
    joined = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.json()["device"] for answer in joined}) == len(joined) == 3
    assert {problem(answer) for answer in answers if answer not in joined} == {"code-used"}
    assert the_code(centre, code) == (3, False)


def test_a_pc_that_asks_again_takes_no_second_place(centre: RunningCentre) -> None:
    code, key = new_code(centre, uses=2), SigningKey.generate()
    first, again = (ask_to_join(centre.url, code, key) for _ in range(2))
    assert first.json() == again.json()
    assert the_code(centre, code) == (1, True)


def test_a_code_for_days_ends_by_itself_but_not_for_who_has_joined(centre: RunningCentre) -> None:
    code = new_code(centre, uses=9, days=7, age=timedelta(days=6))
    assert ask_to_join(centre.url, code, SigningKey.generate()).status_code == 201
    over = new_code(centre, uses=9, days=7, age=timedelta(days=8))
    assert problem(ask_to_join(centre.url, over, SigningKey.generate())) == "code-unknown"


def test_a_code_is_made_listed_and_revoked_from_the_command_line(
    centre: RunningCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--db", f"sqlite:///{centre.db}")
    _, out = command(capsys, "enrolment-code", "--site", SITE, "--uses", "40", "--days", "14", "--json", *at)
    made = json.loads(out)
    assert timedelta(days=13) < datetime.fromisoformat(made["expires"]) - datetime.now(UTC) <= timedelta(days=14)
    key = SigningKey.generate()
    assert ask_to_join(centre.url, made["enrolment_code"], key).status_code == 201
    status, out = command(capsys, "enrolment-codes", "--site", SITE, *at)
    assert status == 0
    assert f"{made['name']}  S-0001  1 of 40 PCs" in out
    assert made["enrolment_code"] not in out
    _, out = command(capsys, "revoke-enrolment-code", made["name"], *at)
    assert "1 PCs have joined by it and stay" in out
    refused = ask_to_join(centre.url, made["enrolment_code"], SigningKey.generate())
    assert problem(refused) == "code-unknown"
    assert ask_to_join(centre.url, made["enrolment_code"], key).status_code == 201  # whose answer was lost
    _, out = command(capsys, "enrolment-codes", *at)
    assert "1 of 40 PCs" in next(line for line in out.splitlines() if line.endswith("revoked"))
    assert main(["revoke-enrolment-code", "E-00000000", *at]) == 2
    assert "no such enrolment code" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [("--uses", "0"), ("--uses", "1001"), ("--days", "0"), ("--days", "91")])
def test_no_code_without_an_end(wrong: tuple[str, str], centre: RunningCentre) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["enrolment-code", "--site", SITE, *wrong, "--db", f"sqlite:///{centre.db}"])
    assert stopped.value.code == 2


def say(desk: ScriptedDesk, health: dict[str, Any], device: str = "") -> httpx.Response:
    body = json.dumps(health).encode()
    return desk.ask("POST", f"/v1/devices/{device or desk.welcome.device}/health", body)


def test_a_pc_says_how_it_is_and_it_sees_it(
    centre: RunningCentre, scripted_desk: ScriptedDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--db", f"sqlite:///{centre.db}", "--json")
    status, out = command(capsys, "devices", *at)
    (before,) = json.loads(out)["devices"]
    assert (status, before["troubles"]) == (1, ["unknown"])
    well = DeskHealth("0.9.0", "Windows 11", 3, datetime.now(UTC), -1.5, ())
    assert say(scripted_desk, well.to_map()).status_code == 200
    status, out = command(capsys, "devices", "--site", SITE, *at)
    (now,) = json.loads(out)["devices"]
    assert status == 0
    assert (now["name"], now["health"]["pending"], now["health"]["program"]) == ("front desk 1", 3, "0.9.0")
    ill = DeskHealth("0.9.0", "Windows 11", 900, datetime.now(UTC) - timedelta(days=4), 7200.0, ("disk", "pending"))
    say(scripted_desk, ill.to_map())
    status, out = command(capsys, "devices", "--db", f"sqlite:///{centre.db}")
    assert status == 1
    assert "LOOK pending, clock, disk" in out


def test_a_pc_that_is_silent_is_seen_and_a_withdrawn_one_is_nobodys_trouble(
    centre: RunningCentre, scripted_desk: ScriptedDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    say(scripted_desk, DeskHealth("0.9.0", "Linux", 0, None, None, ()).to_map())
    later = centre.behind.now() + SILENT_AFTER + timedelta(minutes=1)
    with reading(centre.behind.store) as connection:
        assert [one.troubles for one in list_devices(connection, later)] == [("silent",)]
    at = ("--db", f"sqlite:///{centre.db}")
    command(capsys, "revoke-device", scripted_desk.welcome.device, "--reason", "stolen", *at)
    status, out = command(capsys, "devices", *at)
    assert status == 0
    assert out.rstrip().endswith("withdrawn")
    assert problem(say(scripted_desk, DeskHealth("", "", 0, None, None, ()).to_map())) == "device-revoked"


@pytest.mark.parametrize(
    "wrong",
    [
        {"pending": -1},
        {"troubles": ["x"] * 21},
        {"troubles": ["x" * 41]},
        {"waiting_since": "2026-01-01T00:00:00"},
        {"clock_error": 1e12},
        {"people": ["somebody"]},
    ],
)
def test_what_is_no_health_is_refused(wrong: dict[str, Any], scripted_desk: ScriptedDesk) -> None:
    said = DeskHealth("0.9.0", "Linux", 0, None, None, ()).to_map() | wrong
    assert problem(say(scripted_desk, said)) == "malformed"


def test_nobody_speaks_for_another_pc(scripted_desk: ScriptedDesk) -> None:
    said = DeskHealth("0.9.0", "Linux", 0, None, None, ()).to_map()
    assert problem(say(scripted_desk, said, device="D-0001")) == "assertion-invalid"
