"""A PC joins its site over HTTP."""

from datetime import timedelta

import httpx

from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.askers.wrong_tries import MAX_WRONG
from sync.central.store.engine import writing
from sync.domain.ids import SiteId
from sync.protocol.joining import Welcome
from sync.protocol.requests import NONCE_HEADER
from sync.protocol.signing import Algorithm, SigningKey
from tests.fakes.scripted_desk import ScriptedDesk, ask_to_join, is_signed
from tests.integration.conftest import RunningCentre


def problem(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    kind: str = answer.json()["type"]
    return kind.removeprefix("urn:voucherdesk:problem:")


def test_the_welcome_names_the_site_and_brings_the_keys(centre: RunningCentre) -> None:
    desk = ScriptedDesk.join(centre.url, centre.example["enrolment_code"])
    assert desk.welcome.site == centre.example["site"]["id"]
    assert desk.welcome.institution_name == centre.example["institution"]["name"]
    assert desk.welcome.roots == centre.behind.keys.roots
    assert len(desk.welcome.roots) == 2
    desk.close()


def test_a_code_typed_with_dashes_and_small_letters_is_the_same_code(centre: RunningCentre) -> None:
    code = centre.example["enrolment_code"].lower()
    assert ask_to_join(centre.url, f"{code[:4]}-{code[4:8]} {code[8:]}", SigningKey.generate()).status_code == 201


def test_an_ed25519_key_joins_too(centre: RunningCentre) -> None:
    key = SigningKey.generate(Algorithm.EDDSA)
    assert ask_to_join(centre.url, centre.example["enrolment_code"], key).status_code == 201


def test_a_code_is_good_for_one_pc_which_may_ask_again(centre: RunningCentre) -> None:
    key = SigningKey.generate()
    first, again = (ask_to_join(centre.url, centre.example["enrolment_code"], key) for _ in range(2))
    assert again.json() == first.json()
    other = ask_to_join(centre.url, centre.example["enrolment_code"], SigningKey.generate())
    assert (other.status_code, problem(other)) == (409, "code-used")


def test_a_wrong_code_is_not_known_and_too_many_have_to_wait(centre: RunningCentre) -> None:
    answers = [ask_to_join(centre.url, "AAAABBBBCCCC", SigningKey.generate()) for _ in range(MAX_WRONG + 1)]
    assert {problem(answer) for answer in answers[:-1]} == {"code-unknown"}
    assert problem(answers[-1]) == "too-many-tries"
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_an_old_code_is_not_known(centre: RunningCentre) -> None:
    with writing(centre.behind.store) as connection:
        yesterday = centre.behind.now() - timedelta(hours=25)
        code = make_enrolment_code(connection, SiteId("S-0001"), yesterday)
    assert problem(ask_to_join(centre.url, code, SigningKey.generate())) == "code-unknown"


def test_the_key_must_be_the_pcs_own(centre: RunningCentre) -> None:
    answer = ask_to_join(
        centre.url, centre.example["enrolment_code"], SigningKey.generate(), signed_by=SigningKey.generate()
    )
    assert (answer.status_code, problem(answer)) == (401, "assertion-invalid")


def test_what_is_no_key_is_told_without_repeating_it(centre: RunningCentre) -> None:
    headers = {"Content-Type": "application/json"}
    body = b'{"code": "SECRETCODE12", "public_key": 5, "name": "x"}'
    answer = httpx.post(f"{centre.url}/v1/devices", content=body, headers=headers, trust_env=False)
    assert problem(answer) == "malformed"
    assert "public_key" in answer.text
    assert "SECRETCODE12" not in answer.text


def test_health_is_signed_for_the_one_who_asked(centre: RunningCentre, scripted_desk: ScriptedDesk) -> None:
    answer = httpx.get(f"{centre.url}/v1/health", headers={NONCE_HEADER: "n-1"}, trust_env=False)
    assert answer.json() == {"status": "ok", "protocol": 1, "oldest_contract": 1, "newest_contract": 1}
    assert is_signed(answer, scripted_desk.welcome, "n-1")
    assert not is_signed(answer, scripted_desk.welcome, "n-2")


def test_the_welcome_reads_back(centre: RunningCentre) -> None:
    answer = ask_to_join(centre.url, centre.example["enrolment_code"], SigningKey.generate())
    welcome = Welcome.from_map(answer.json())
    assert Welcome.from_map(welcome.to_map()) == welcome
