"""The log of a whole run, searched for every person in it: nobody is found."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from sync.central.app import describe
from sync.central.askers.identity import Role
from sync.central.centre import Centre
from sync.central.door.front_door import REQUEST_HEADER
from sync.central.door.operations import operations
from sync.central.example.seed import seed_example
from sync.central.store import tables
from sync.central.store.engine import reading
from sync.protocol.requests import to_base64
from tests.fakes.askers import ROLES, Askers
from tests.fakes.scripted_desk import ScriptedDesk
from tests.integration.central.test_facts_and_changes import punch

OPERATIONS = list(operations(describe()))


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[str, Path]]:
    """A centre of its own process on `folder`'s database: its address, and the file that its log goes to."""
    log = folder / "log"
    command = [sys.executable, "-m", "sync.central", "serve", "--db", database(folder), "--port", "0", *options]
    with log.open("wb") as errors, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().decode().strip().removeprefix("listening on "), log
        finally:
            process.terminate()
            process.wait(timeout=20)


def database(folder: Path) -> str:
    return f"sqlite:///{folder / 'centre.db'}"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("run"))


class Run:
    """Everybody asks everything; then the record breaks while it is asked. `lines` is what was logged."""

    def __init__(self, folder: Path) -> None:
        self.centre = Centre.open(database(folder))
        self.example = seed_example(self.centre)
        self.askers = Askers.at(self.centre)
        self.ids: list[str] = []
        with serving(folder, "--log-format", "json") as (url, log), httpx.Client(trust_env=False) as self.client:
            self._play(url)
            self._break(url)
        self.lines = log.read_text("utf-8").splitlines()
        self.centre.close()

    def _play(self, url: str) -> None:
        desk = ScriptedDesk.join(url, self.example["enrolment_code"])
        desk.push(*(desk.chain.write(punch(entry)) for entry in self.example["cast"]))
        desk.pull_all()
        for entry in self.example["cast"]:
            desk.ask("POST", "/v1/resolutions", json.dumps({"code": entry["text"][:512] or "x"}).encode())
        for entry in self.example["sheet"]:
            self.client.get(url + entry["holder_page"])
        desk.close()
        for operation in OPERATIONS:
            for role in ROLES:
                self._ask(url, role, operation.method, re.sub(r"\{\w+\}", self.some_name, operation.template))

    def _ask(self, url: str, role: str, method: str, target: str) -> None:
        sent = httpx.URL(url + target + "?q=" + self.some_name)
        body = json.dumps({"name": self.some_name}).encode() if method != "GET" else b""
        headers = self.askers.authorization(role, method, sent.raw_path.decode(), body)
        answer = self.client.request(method, sent, content=body, headers=headers)
        self.ids.append(answer.headers[REQUEST_HEADER])

    def _break(self, url: str) -> None:
        with self.centre.store.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE vouchers RENAME COLUMN state TO other")
        self._ask(url, Role.HOLDER, "GET", "/v1/holder/vouchers")
        with self.centre.store.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE vouchers RENAME COLUMN other TO state")

    @property
    def some_name(self) -> str:
        name: str = self.example["cast"][0]["name"]
        return name

    @property
    def secrets(self) -> set[str]:
        """Everything personal that the run had in it, and everything that opens something."""
        with reading(self.centre.store) as connection:
            people = connection.execute(select(tables.trainees)).mappings().all()
            staff = connection.scalars(select(tables.staff.c.name).union(select(tables.officers.c.name))).all()
            keys = connection.scalars(select(tables.keys.c.secret)).all()
        personal = ("name", "id_number", "phone", "bank_account", "employer")
        found = {str(person[column]) for person in people for column in personal if person.get(column)}
        found |= {str(name) for name in staff}
        found |= {entry[key] for entry in self.example["cast"] for key in ("text", "name") if entry.get(key)}
        found |= {entry["holder_page"].partition("token=")[2] for entry in self.example["sheet"]}
        found |= {self.askers.token_of(role) for role in Role} | {to_base64(key) for key in keys}
        found |= {self.example["enrolment_code"], self.example["elsewhere"]["enrolment_code"]}
        return {secret for secret in found if len(secret) > 1}


def test_nobody_is_in_the_log(run: Run) -> None:
    text = "\n".join(run.lines)
    assert len(run.secrets) > 200
    assert [secret for secret in run.secrets if secret in text or secret in json.dumps(text)] == []


def test_every_request_has_its_line(run: Run) -> None:
    lines = [json.loads(line) for line in run.lines]
    requests = {line["id"]: line for line in lines if line["event"] == "request"}
    assert set(run.ids) <= requests.keys()
    templates = {operation.template for operation in OPERATIONS} | {"(none)"}
    assert {line["route"] for line in requests.values()} <= templates
    assert {line["role"] for line in requests.values()} == set(ROLES)
    assert all({"at", "method", "status", "ms", "worker"} <= line.keys() for line in requests.values())


def test_a_failure_is_told_by_its_places(run: Run) -> None:
    lines: list[dict[str, Any]] = [json.loads(line) for line in run.lines]
    failures = [line for line in lines if line["event"] == "failure"]
    assert {line["id"] for line in failures} == {run.ids[-1]}
    assert all(any("holder.py" in place for place in line["places"]) for line in failures)
    assert "SELECT" not in str(failures)


def test_without_being_asked_only_failures_are_told(tmp_path: Path) -> None:
    with serving(tmp_path) as (url, log):
        assert httpx.get(f"{url}/v1/health", trust_env=False).status_code == 200
    assert log.read_text() == ""


def test_as_text(tmp_path: Path) -> None:
    with serving(tmp_path, "--log-format", "text") as (url, log):
        httpx.get(f"{url}/v1/health", trust_env=False)
    assert "route=/v1/health method=GET status=200" in log.read_text()
