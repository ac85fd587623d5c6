"""From results to the write-off through the interface: what each role is told, step by step."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from sync.central.centre import Centre
from sync.central.example.seed import seed_example
from sync.central.settlement.bank_result import COLUMNS
from sync.central.store import tables
from sync.central.store.engine import writing
from tests.fakes.askers import Askers
from tests.unit.sync.central.conftest import SetTime

OFFICER, MANAGER, CLERK = "officer", "class_manager", "clerk"
CLASS = "/v1/classes/K-0001"
ACCOUNT = "6200990000001234"


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Askers]:
    """Ten days on, with the welders' class over, reported in time and attended."""
    time = SetTime()
    centre = Centre.open(f"sqlite:///{tmp_path / 'centre.db'}", time)
    seed_example(centre)
    asked = Askers.at(centre)
    entries, now = tables.roster_entries, time()
    with writing(centre.store) as connection:
        connection.execute(update(entries).values(hours_done=80))
        connection.execute(delete(tables.payments))  # the sample data's own: what is due here is the class's
        connection.execute(update(tables.institutions).values(bank_account=ACCOUNT))
        report = {"class_id": "K-0001", "reported_at": now, "received_at": now, "deadline": now, "in_time": True}
        connection.execute(insert(tables.opening_reports).values(report | {"actor": "x", "policy_version": 1}))
        for number in connection.scalars(select(entries.c.voucher_no).where(entries.c.class_id == "K-0001")).all():
            row = {"class_id": "K-0001", "voucher_no": number, "at": now, "in_time": True}
            connection.execute(insert(tables.registrations).values(row))
    time.go_on(timedelta(days=10))
    yield asked
    centre.close()


def members(asked: Askers) -> list[int]:
    entries = tables.roster_entries.c
    with writing(asked.centre.store) as connection:
        wanted = select(entries.voucher_no).where(entries.class_id == "K-0001").order_by(entries.voucher_no)
        return list(connection.scalars(wanted))


def ask(asked: Askers, role: str, method: str, target: str, body: Any = None, *, status: int = 200) -> Any:
    data = json.dumps(body).encode() if body is not None else b""
    answer = asked.ask(role, method, target, data)
    assert answer.status_code == status, answer.text
    return answer.json()


def kind(problem: Any) -> str:
    return str(problem["type"].rpartition(":")[2])


def line(number: int, theory: int | None = 80, certificate: str | None = None) -> dict[str, Any]:
    return {
        "voucher_no": number,
        "attempt": 1,
        "theory": theory,
        "practical": 80,
        "certificate_no": certificate,
    }


def certificate(number: int) -> str:
    return f"S000031000001265{number:06d}"


def test_the_whole_way_from_results_to_the_write_off(asked: Askers) -> None:
    first, second, failed = members(asked)[:3]
    results = {"results": [line(first, certificate=certificate(first)), line(second), line(failed, theory=10)]}
    shown = ask(asked, MANAGER, "PUT", f"{CLASS}/assessments/L-1", results)
    assert [one["passed"] for one in shown["results"]] == [True, True, False]
    assert ask(asked, MANAGER, "PUT", f"{CLASS}/assessments/L-1", results) == shown
    noted = ask(asked, MANAGER, "PUT", f"{CLASS}/certificates/{second}", {"certificate_no": certificate(second)})
    assert ask(asked, CLERK, "GET", f"{CLASS}/assessments") == noted

    checked = ask(asked, OFFICER, "POST", f"{CLASS}/eligibility-checks")
    assert ask(asked, OFFICER, "POST", f"{CLASS}/eligibility-checks") == checked
    by_voucher = {one["voucher_no"]: one for one in checked["checks"]}
    assert by_voucher[first]["unmet"] == by_voucher[second]["unmet"] == []
    assert by_voucher[failed]["unmet"] == ["assessment_passed", "certificate_issued"]
    assert ask(asked, CLERK, "GET", f"{CLASS}/eligibility-checks") == checked

    due = ask(asked, OFFICER, "GET", "/v1/payments?state=due&limit=1")
    rest = ask(asked, OFFICER, "GET", f"/v1/payments?state=due&after={due['next']}")
    assert [one["voucher_no"] for one in (*due["payments"], *rest["payments"])] == [first, second]
    assert rest["next"] is None

    batch = ask(asked, OFFICER, "PUT", "/v1/payment-batches/B-1")
    assert batch["total_fen"] == sum(by_voucher[number]["amount_fen"] for number in (first, second))
    assert kind(ask(asked, OFFICER, "PUT", "/v1/payment-batches/B-2", status=409)) == "nothing-to-pay"
    file = asked.ask(OFFICER, "GET", "/v1/payment-batches/B-1/file")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))[1:]
    assert {row[5] for row in rows} == {ACCOUNT}

    answered = [("B-1", batch["file_digest"], rows[0][1], rows[0][6], "成功", "")]
    answered.append(("B-1", batch["file_digest"], rows[1][1], rows[1][6], "失败", "账号有误"))
    taken = asked.ask(OFFICER, "PUT", "/v1/payment-batches/B-1/result", as_csv(answered), Content_Type="text/csv")
    assert (taken.status_code, taken.json()["paid"], taken.json()["returned"]) == (200, 1, 1)
    whole = ask(asked, OFFICER, "GET", "/v1/payment-batches/B-1")
    assert [one["state"] for one in whole["content"]] == ["paid", "returned"]
    assert ACCOUNT not in str(whole)
    ask(asked, OFFICER, "PUT", "/v1/payment-batches/B-2")
    newest = ask(asked, OFFICER, "GET", "/v1/payment-batches?limit=1")
    older = ask(asked, OFFICER, "GET", f"/v1/payment-batches?after={newest['next']}")
    assert [one["id"] for one in (*newest["batches"], *older["batches"])] == ["B-2", "B-1"]

    voucher = ask(asked, OFFICER, "GET", f"/v1/vouchers/{first}")
    assert (voucher["state"], voucher["payment"]) == ("WRITTEN_OFF", "paid")
    assert [step["move"] for step in voucher["history"]] == ["issue", "claim", "enrol", "check", "write_off"]


def as_csv(rows: Sequence[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *rows])
    return text.getvalue().encode("utf-8-sig")


def test_a_list_that_cannot_be_taken_says_which_line_and_why(asked: Askers) -> None:
    first, second = members(asked)[:2]
    body = {"results": [line(first), line(second, certificate="S1"), line(1)]}
    refused = ask(asked, MANAGER, "PUT", f"{CLASS}/assessments/L-1", body, status=409)
    assert (kind(refused), refused["unmet"]) == (
        "results-refused",
        [{"line": 2, "refusal": "certificate_malformed"}, {"line": 3, "refusal": "not_in_class"}],
    )
    assert ask(asked, MANAGER, "GET", f"{CLASS}/assessments")["results"] == []
    noted = f"{CLASS}/certificates/{first}"
    refused = ask(asked, MANAGER, "PUT", noted, {"certificate_no": certificate(1)}, status=409)
    assert (kind(refused), refused["unmet"]) == ("certificate-refused", [{"refusal": "not_passed"}])


def test_a_class_of_another_institution_is_one_that_is_not_there(asked: Askers) -> None:
    body = {"results": [line(1)]}
    elsewhere = ask(asked, MANAGER, "PUT", "/v1/classes/K-0004/assessments/L-1", body, status=404)
    nowhere = ask(asked, MANAGER, "PUT", "/v1/classes/K-none/assessments/L-1", body, status=404)
    assert elsewhere == nowhere
    assert ask(asked, OFFICER, "PUT", "/v1/classes/K-0004/assessments/L-1", body, status=409)["unmet"]


def test_runs_over_everything(asked: Askers) -> None:
    run = ask(asked, OFFICER, "POST", "/v1/eligibility-checks")
    assert (run["eligible"], run["amount_fen"]) == (0, 0)
    assert run["checked"] > 24
    asked.centre.now.go_on(timedelta(days=4000))  # type: ignore[attr-defined]  # the fixture's clock
    assert ask(asked, OFFICER, "POST", "/v1/expiry-runs")["expired"] > 0
    assert ask(asked, OFFICER, "POST", "/v1/expiry-runs") == {"expired": 0}


def test_a_class_that_is_not_over_is_not_checked(asked: Askers) -> None:
    asked.centre.now.go_on(timedelta(days=-10))  # type: ignore[attr-defined]  # the fixture's clock
    refused = ask(asked, OFFICER, "POST", f"{CLASS}/eligibility-checks", status=409)
    assert kind(refused) == "class-not-over"


def test_a_revocation_and_what_cannot_be_revoked(asked: Askers) -> None:
    number = members(asked)[0]
    words = {"reason": "申领材料不实"}
    revoked = ask(asked, OFFICER, "PUT", f"/v1/vouchers/{number}/revocation", words)
    assert (revoked["state"], revoked["void_reason"], revoked["history"][-1]["note"]) == (
        "VOID",
        "REVOKED",
        "申领材料不实",
    )
    assert ask(asked, OFFICER, "PUT", f"/v1/vouchers/{number}/revocation", words) == revoked
    again = ask(asked, OFFICER, "PUT", f"/v1/vouchers/{number}/revocation", {"reason": "x"}, status=409)
    assert kind(again) == "voucher-not-usable"
    missing = ask(asked, OFFICER, "PUT", "/v1/vouchers/4000000000/revocation", words, status=404)
    assert kind(missing) == kind(ask(asked, OFFICER, "GET", "/v1/vouchers/4000000000", status=404)) == "voucher-unknown"


def test_a_result_for_another_batch_and_one_that_is_no_table(asked: Askers) -> None:
    rows = as_csv([("B-9", "00" * 32, "1", "1.00", "成功", "")])
    for data in (rows, b"x"):
        refused = asked.ask(OFFICER, "PUT", "/v1/payment-batches/B-1/result", data, Content_Type="text/csv")
        assert (refused.status_code, kind(refused.json())) == (409, "bank-result-refused")
    wrong = asked.ask(OFFICER, "PUT", "/v1/payment-batches/B-1/result", rows)
    assert kind(wrong.json()) == "malformed"
    for target in ("/v1/payment-batches/B-9", "/v1/payment-batches/B-9/file", "/v1/payment-batches?after=B-9"):
        assert asked.ask(OFFICER, "GET", target).status_code == 404
