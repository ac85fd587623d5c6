"""What a holder's phone sees."""

import re

import httpx
import pytest

from sync.central.askers.identity import Role
from sync.central.holders import find_voucher
from sync.central.news.documents import lists_in_force
from sync.central.store.engine import reading
from sync.domain.ids import VoucherNo
from sync.domain.masking import mask_name
from sync.protocol.voucher_code import VerifiedCode, verify_code
from tests.integration.central.test_joining import problem
from tests.integration.conftest import RunningCentre


def get(centre: RunningCentre, path: str, number: int) -> httpx.Response:
    return httpx.get(centre.url + path, headers={"Authorization": f"Bearer {token(centre, number)}"}, trust_env=False)


def token(centre: RunningCentre, number: int) -> str:
    return centre.behind.test_tokens.token_for(Role.HOLDER, f"T-{number}")


def test_a_holder_sees_the_own_vouchers_and_a_fresh_code(centre: RunningCentre) -> None:
    number = centre.example["cast"][0]["voucher_no"]
    listed = get(centre, "/v1/holder/vouchers", number).json()["vouchers"]
    assert [(row["voucher_no"], row["state"]) for row in listed] == [(number, "IN_USE")]
    shown = get(centre, f"/v1/holder/vouchers/{number}/code", number).json()
    with reading(centre.behind.store) as connection:
        trust = lists_in_force(connection, centre.behind.keys, None).trust
    code = verify_code(shown["code"], trust)
    assert isinstance(code, VerifiedCode)
    assert code.claims.voucher_no == number


def test_nobody_sees_anothers_voucher(centre: RunningCentre) -> None:
    mine, another = (centre.example["cast"][place]["voucher_no"] for place in (0, 1))
    assert problem(get(centre, f"/v1/holder/vouchers/{another}/code", mine)) == "voucher-unknown"
    guess = {"Authorization": f"Bearer holder.T-{mine}.0000"}
    answer = httpx.get(f"{centre.url}/v1/holder/vouchers", headers=guess, trust_env=False)
    assert problem(answer) == "person-unknown"


@pytest.mark.parametrize("path", ["/v1/holder/vouchers/{}/code", "/v1/holder/vouchers/{}/claim", "/holder/vouchers/{}"])
@pytest.mark.parametrize("number", ["0", "-1", str(1 << 32), "9" * 23, "9" * 5000])
def test_a_number_that_no_voucher_has(centre: RunningCentre, path: str, number: str) -> None:
    mine = centre.example["cast"][0]["voucher_no"]
    asked, headers = path.format(number), {"Authorization": f"Bearer {token(centre, mine)}"}
    method = "POST" if path.endswith("claim") else "GET"
    url = f"{centre.url}{asked}?token={token(centre, mine)}"
    answer = httpx.request(method, url, headers=headers, trust_env=False)
    assert problem(answer) == "malformed"


def test_a_voucher_is_claimed_before_it_can_be_shown(centre: RunningCentre) -> None:
    number = issued(centre)
    code = f"/v1/holder/vouchers/{number}/code"
    assert problem(get(centre, code, number)) == "voucher-not-usable"
    claim = [
        httpx.post(
            f"{centre.url}/v1/holder/vouchers/{number}/claim",
            headers={"Authorization": f"Bearer {token(centre, number)}"},
            trust_env=False,
        )
        for _ in range(2)
    ]
    assert claim[0].json()["state"] == "CLAIMED"
    assert problem(claim[1]) == "voucher-not-usable"
    assert get(centre, code, number).status_code == 200


def issued(centre: RunningCentre) -> int:
    with reading(centre.behind.store) as connection:
        return int(connection.exec_driver_sql("SELECT min(no) FROM vouchers WHERE state = 'ISSUED'").scalar_one())


@pytest.mark.parametrize("place", [0, 3])
def test_the_page_shows_the_code_and_a_masked_name(centre: RunningCentre, place: int) -> None:
    entry = centre.example["sheet"][place]
    answer = httpx.get(centre.url + entry["holder_page"], trust_env=False)
    page = answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert mask_name(entry["name"]) in page
    assert entry["name"] not in page
    assert '<meta http-equiv="refresh" content="60">' in page
    assert re.search(r'<svg[^>]*width="244"', page)  # version 9: 53 modules and a quiet zone of 4, 4 pixels each
    assert re.search(r"https?://(?!www\.w3\.org)", page) is None


def test_a_void_voucher_has_no_page(centre: RunningCentre) -> None:
    entry = next(entry for entry in centre.example["sheet"] if entry["note"] == "revoked")
    assert problem(httpx.get(centre.url + entry["holder_page"], trust_env=False)) == "voucher-not-usable"
    with reading(centre.behind.store) as connection:
        assert find_voucher(connection, VoucherNo(entry["voucher_no"])) is not None
