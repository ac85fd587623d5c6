"""What those who watch the centre see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from sync.central.__main__ import main
from sync.central.askers.identity import Role
from sync.central.centre import Centre
from sync.central.example.seed import seed_example
from sync.central.note_run import RunOutcome, note_run
from sync.protocol import batches
from tests.fakes.askers import NOBODY, Askers
from tests.fakes.scripted_desk import Chain
from tests.integration.central.test_facts_and_changes import punch
from tests.integration.central.test_joining import problem


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Askers]:
    """A fresh centre: counting starts at nothing."""
    centre = Centre.open(f"sqlite:///{tmp_path / 'centre.db'}")
    yield Askers.at(centre, example=seed_example(centre))
    centre.close()


def counted(askers: Askers) -> dict[tuple[str, ...], float]:
    """Each sample by its name and its labels' values but for the worker."""
    answer = askers.ask(NOBODY, "GET", "/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, *(value for name, value in sorted(sample.labels.items()) if name != "worker")): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_template_method_and_status(watched: Askers) -> None:
    for number in (1, 2, 3):
        watched.ask(Role.HOLDER, "GET", f"/v1/holder/vouchers/{number}00000/code")
    watched.ask(NOBODY, "GET", "/v1/holder/vouchers")
    watched.ask(NOBODY, "BREW", "/v1/somewhere/else")
    found = counted(watched)
    assert found["voucherdesk_requests_total", "GET", "/v1/holder/vouchers/{number}/code", "404"] == 3
    assert found["voucherdesk_requests_total", "GET", "/v1/holder/vouchers", "401"] == 1
    assert found["voucherdesk_requests_total", "OTHER", "(none)", "404"] == 1
    assert found["voucherdesk_request_seconds_count", "GET", "/v1/holder/vouchers/{number}/code"] == 3


def test_facts_are_counted_by_outcome(watched: Askers) -> None:
    chain = Chain(watched.device)
    people = [entry for entry in watched.example["cast"] if entry["note"] == "enrolled"]
    facts = [chain.write(punch(entry)) for entry in people]
    batch = batches.pack(facts, chain.head, watched.key)
    target = f"/v1/devices/{watched.device}/facts"
    answer = watched.ask("device", "POST", target, batch, Content_Type=batches.CONTENT_TYPE)
    assert answer.status_code == 200
    assert counted(watched)["voucherdesk_facts_total", "recorded"] == len(people)


def test_vouchers_and_runs_are_read_from_the_record(watched: Askers) -> None:
    note_run(watched.centre, "settle", RunOutcome.REFUSED)
    url = watched.centre.store.url.render_as_string(hide_password=False)
    assert [main(["expire", "--db", url]) for _ in range(2)] == [0, 0]
    found = counted(watched)
    vouchers = {key[1]: value for key, value in found.items() if key[0] == "voucherdesk_vouchers"}
    assert sum(vouchers.values()) > 50
    assert {"ISSUED", "CLAIMED", "IN_USE", "VOID"} <= vouchers.keys()
    assert found["voucherdesk_batch_runs_done", "expire"] == 2
    assert found["voucherdesk_batch_runs_refused", "settle"] == 1
    assert found["voucherdesk_batch_last_run_timestamp_seconds", "expire"] > 1_700_000_000


def test_every_number_of_a_process_says_whose_it_is(watched: Askers) -> None:
    watched.ask(NOBODY, "GET", "/v1/health")
    text = watched.ask(NOBODY, "GET", "/metrics").text
    lines = [line for line in text.splitlines() if line.startswith(("voucherdesk_request", "voucherdesk_facts"))]
    assert lines
    assert all('worker="' in line for line in lines)


def test_no_person_is_in_the_numbers(watched: Askers) -> None:
    for entry in watched.example["sheet"]:
        watched.ask(NOBODY, "GET", entry["holder_page"])
    text = watched.ask(NOBODY, "GET", "/metrics").text
    assert "token" not in text
    assert [entry["name"] for entry in watched.example["cast"] if entry["name"] and entry["name"] in text] == []


def test_ready_means_that_the_database_is_this_programs(watched: Askers) -> None:
    assert watched.ask(NOBODY, "GET", "/v1/health").json()["status"] == "ok"
    with watched.centre.store.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    answer = watched.ask(NOBODY, "GET", "/v1/health")
    assert (answer.status_code, problem(answer)) == (503, "busy")
