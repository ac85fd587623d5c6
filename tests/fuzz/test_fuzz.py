"""A verdict each, no exception: a sample here, the whole million in the long battery."""

from dataclasses import replace

import pytest

from sync.domain.ids import VoucherNo
from sync.protocol.trust_list import TrustList
from sync.protocol.voucher_code import CodeRefusal, VerifiedCode, verify_code
from tests.fuzz import codes, messages
from tests.fuzz.messages import CLAIMS

SAMPLE = 20_000
EVERY_ANSWER = {refusal.value for refusal in CodeRefusal} | {"verified"}


def test_each_of_20_000_odd_texts_has_a_verdict() -> None:
    found = codes.run(SAMPLE, seed=1)
    assert found.total() == SAMPLE
    assert set(found) == EVERY_ANSWER  # the generator reaches every step


def test_a_verifier_that_leaks_an_error_is_found_out() -> None:
    def leaks(text: str, trust: TrustList) -> VerifiedCode | CodeRefusal:
        text.encode()  # halves of characters cannot be
        return verify_code(text, trust)

    with pytest.raises(AssertionError, match="seed 5"):
        codes.run(2_000, seed=5, verify=leaks)


def test_a_verifier_that_believes_without_a_signature_is_found_out() -> None:
    def believes(text: str, trust: TrustList) -> VerifiedCode | CodeRefusal:
        verdict = verify_code(text, trust)
        if verdict is not CodeRefusal.BAD_SIGNATURE:
            return verdict
        return VerifiedCode(replace(CLAIMS, voucher_no=VoucherNo(9)), b"K1")

    with pytest.raises(AssertionError, match="nobody signed"):
        codes.run(2_000, seed=5, verify=believes)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_each_of_a_million_odd_texts_has_a_verdict() -> None:
    found = codes.run(1_000_000, seed=2)
    assert found.total() == 1_000_000
    assert set(found) == EVERY_ANSWER


def test_every_other_door_reads_or_refuses() -> None:
    found = messages.run(1_500, seed=3)
    assert found.total() == 1_500 * len(messages.DOORS)
    for door in messages.DOORS:
        assert found[f"{door.__name__} P01"] > 0, door.__name__  # something odd did arrive there


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_every_other_door_reads_or_refuses_for_long() -> None:
    assert messages.run(60_000, seed=4).total() == 60_000 * len(messages.DOORS)
