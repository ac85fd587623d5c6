"""Copying the data folder, or a stick, shows nothing readable: no name, number, code or key, searched byte by byte.

A desk that has done everything a desk does: joined, scanned people and strangers, searched, enrolled, synced, made
backups, a migration and a repair, exported and imported, and was copied while its log still lay beside the record. What
its commands and the log say about bad input is searched too.
"""

from __future__ import annotations

import io
import json
import logging
import shutil
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import pytest
from sqlalchemy import select

from desktop.__main__ import main
from desktop.widgets.habits import Habits, keep
from sync.central.askers.enrolment_codes import make_enrolment_code
from sync.central.centre import Centre
from sync.central.example.seed import seed_example
from sync.central.intake.take_queue import take_queue
from sync.central.store import tables as central_tables
from sync.central.store.engine import reading, writing
from sync.desk.device.key_vault import open_vault
from sync.desk.device.settings import Settings
from sync.desk.exchange.join import join
from sync.desk.exchange.open_exchange import open_exchange
from sync.desk.operations.back_up import back_up
from sync.desk.operations.check_in import check_in, check_in_by_hand
from sync.desk.operations.desk import DEVICE_KEY, STORE_KEY, Desk
from sync.desk.operations.enrol_trainee import enrol_trainee
from sync.desk.operations.export_queue import export_queue
from sync.desk.operations.find_trainee import find_trainee
from sync.desk.operations.import_receipts import import_receipts
from sync.desk.operations.join_site import device_key, take_up_site
from sync.desk.operations.repair_record import repair_record
from sync.desk.store import kept, tables
from sync.desk.store.page_reader import PAGE
from sync.domain.ids import ClassId, SessionId, SiteId, StaffId, VoucherNo
from sync.domain.masking import mask_name
from sync.protocol.signing import SigningKey
from tests.fakes.memory_keyring import MemoryKeyring
from tests.faults.figures import note
from tests.faults.readable import Secrets, found_in, search
from tests.integration.conftest import answering

STRANGERS = ("https://u.wechat.com/MLtest1234567", "6222020200012345678", "990000199001010016")
WORDS_OF_THE_RECORD = {"CREATE TABLE", "SQLite format", "roster_entries", "attendance_punched", "id_number"}


@dataclass(frozen=True)
class LivedIn:
    """`folders`: the home while it was open, and after; the stick. `said`: what logs and commands said."""

    folders: tuple[Path, ...]
    secrets: Secrets
    said: str
    plain: bytes

    @property
    def files(self) -> list[Path]:
        return [path for folder in self.folders for path in sorted(folder.rglob("*")) if path.is_file()]


@pytest.fixture(scope="module", params=["passphrase", pytest.param("keyring", marks=pytest.mark.long)])
def lived_in(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivedIn]:
    """With both ways of keeping keys that promise something; a key file without a passphrase does not."""
    folder = tmp_path_factory.mktemp("at-rest")
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    (folder / "credential").write_text("correct horse", "ascii")
    variables = {"HOME": folder / "home"}
    if request.param == "passphrase":
        variables |= {"KEY_STORAGE": Path("file"), "PASSPHRASE_FILE": folder / "credential"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(f"VOUCHERDESK_{name}", str(value))
        yield live(Settings.load(), folder)
    keyring.set_keyring(before)


def live(settings: Settings, folder: Path) -> LivedIn:
    """A desk's days, and copies of what they leave."""
    behind = Centre.open(f"sqlite:///{folder / 'centre.db'}")
    example = seed_example(behind)
    people = people_of(behind)
    stick = folder / "stick"
    with everything_said() as said, answering(behind) as url:
        enrol(settings, behind, example, url)
        with closing(Desk.open(settings)) as desk:
            exchange = open_exchange(settings, desk)
            exchange.run_cycle()
            work(desk, example)
            exchange.run_cycle()
            work(desk, example)
            back_up(desk, stick / "record-backup.db")
            carry(desk, behind, stick)
            work(desk, example)
            keep(settings.home, Habits(operator=str(example["staff"][0]["id"]), camera="HD Webcam"))
            exchange.connection.close()
            shutil.copytree(settings.home, folder / "while-open")
            secrets, plain = secrets_of(desk, settings, people, example), dump(desk)
        complain(folder, example)
        spoil_and_repair(settings)
    return LivedIn((settings.home, folder / "while-open", stick), secrets, said.getvalue(), plain)


def test_nothing_of_people_and_no_key_can_be_read(lived_in: LivedIn) -> None:
    names = {path.name for path in lived_in.files}
    assert {"record.db", "record.db-wal", "queue.vdq", "receipts.vdr", "record-backup.db"} <= names
    assert any("repairs" in str(path) for path in lived_in.files)
    readable = search(lived_in.files, lived_in.secrets)
    note("readable in a desk's folder and on its stick: names, numbers, codes, keys", len(readable), "0")
    assert readable == {}


def test_nothing_of_people_and_no_key_is_said(lived_in: LivedIn) -> None:
    assert lived_in.said.count("\n") > 20
    patterns = {pattern: what for pattern, what in lived_in.secrets.patterns().items() if what != "words of the record"}
    assert found_in(lived_in.said.encode(), patterns) == set()


def test_the_search_finds_what_lies_in_the_open(lived_in: LivedIn, tmp_path: Path) -> None:
    """The control: the same record, not encrypted; and keys as a careless program would keep them."""
    dumped = tmp_path / "plain.dump"
    masked = max(lived_in.secrets.texts["masked names"], key=len)
    for encoding in ("utf-8", "utf-16-le", "gbk"):
        dumped.write_bytes(lived_in.plain.decode("utf-8", "ignore").encode(encoding, "ignore") + masked.encode())
        found = set(search([dumped], lived_in.secrets))
        assert {"names", "masked names", "ID numbers", "phones", "codes", "words of the record"} <= found
    for what, key in lived_in.secrets.keys.items():
        for careless in (key, key.hex().encode(), json.dumps({"k": key.hex().upper()}).encode()):
            dumped.write_bytes(b"\x01some\x00bytes" + careless + b"and more")
            assert set(search([dumped], lived_in.secrets)) == {what}


def people_of(behind: Centre) -> list[Any]:
    with reading(behind.store) as connection:
        return list(connection.execute(select(central_tables.trainees)))


def enrol(settings: Settings, behind: Centre, example: dict[str, Any], url: str) -> None:
    with writing(behind.store) as connection:
        code = make_enrolment_code(connection, SiteId(example["site"]["id"]), behind.now())
    take_up_site(settings, join(settings, url, code, device_key(settings), "front desk"), url)


def work(desk: Desk, example: dict[str, Any]) -> None:
    """Everyone the sample data know, strangers, a name searched for, someone by hand, an enrolment."""
    session = SessionId(example["classes"][0]["session_id"])
    class_id, clerk = ClassId(example["classes"][0]["id"]), StaffId(example["staff"][0]["id"])
    for text in [row["text"] for row in example["cast"]] + list(STRANGERS):
        check_in(desk, text, session_id=session, operator=clerk)
    found = find_trainee(desk, example["cast"][0]["name"])
    assert found
    check_in_by_hand(desk, VoucherNo(example["cast"][0]["voucher_no"]), session_id=session, operator=clerk)
    for row in example["cast"]:
        if row["note"] == "not in a class yet":
            enrol_trainee(desk, row["text"], class_id=class_id, operator=clerk)


def carry(desk: Desk, behind: Centre, stick: Path) -> None:
    export_queue(desk, stick / "queue.vdq")
    take_queue(behind, stick / "queue.vdq", stick / "receipts.vdr")
    import_receipts(desk, stick / "receipts.vdr")


def complain(folder: Path, example: dict[str, Any]) -> None:
    """Bad input that holds what must not be said again."""
    code, name = example["cast"][0]["text"], example["cast"][0]["name"]
    junk = folder / "junk"
    junk.write_text(f"{name} {code}", "utf-8")
    for command in (
        ["enrol-device", "--central", "https://127.0.0.1:9", "--code", code],
        ["import-receipts", str(junk)],
        ["restore", str(junk)],
        ["sync", "--once"],
        ["doctor"],
        ["verify-store", "--json"],
        ["export-queue", str(folder / "nowhere" / "queue")],
    ):
        main(command)


def spoil_and_repair(settings: Settings) -> None:
    """A page of the record rots; the repair leaves the damaged files and a queue file beside it."""
    with settings.store_file.open("r+b") as file:
        file.seek(20 * PAGE)
        file.write(bytes(PAGE))
    repair_record(settings, open_vault(settings))


def secrets_of(desk: Desk, settings: Settings, people: list[Any], example: dict[str, Any]) -> Secrets:
    vault = open_vault(settings)
    store_key, device = vault.get(STORE_KEY), vault.get(DEVICE_KEY)
    assert store_key is not None
    assert device is not None
    with desk.store.read() as tx:
        stranger_key = kept.get_stranger_key(tx)
        reply_keys = tx.scalars(select(tables.exports.c.reply_key)).all()
    assert stranger_key is not None
    assert reply_keys
    names = {row.name for row in people} | {row["name"] for row in example["staff"] if "name" in row}
    codes = {row["text"] for row in example["cast"]}
    return Secrets(
        {
            "names": names,
            "masked names": {mask_name(name) for name in names},
            "ID numbers": {row.id_number for row in people} | {row.id_number[6:14] for row in people},
            "phones": {row.phone for row in people},
            "codes": codes | {code[:24] for code in codes} | set(STRANGERS),
            "words of the record": WORDS_OF_THE_RECORD,
        },
        {
            "record's key": store_key,
            "device's key": private_number(device),
            "strangers' key": stranger_key,
            **{f"reply key {number}": key for number, key in enumerate(reply_keys)},
        },
    )


def private_number(device: bytes) -> bytes:
    """The secret itself; what stands around it in the key's file form is no secret."""
    key: Any = SigningKey.from_bytes(device).key
    number: int = key.private_numbers().private_value
    return number.to_bytes(32)


def dump(desk: Desk) -> bytes:
    """The record as it would lie there without encryption: names of tables and columns, and every value."""
    pieces = [b"SQLite format 3"]
    with desk.store.read() as tx:
        for table in tables.metadata.sorted_tables:
            pieces.append(f"CREATE TABLE {table.name} {[column.name for column in table.columns]}".encode())
            for row in tx.execute(select(table)):
                pieces += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return b"\0".join(pieces)


@contextmanager
def everything_said() -> Iterator[io.StringIO]:
    """What goes to the terminal, and what every logger says, down to the last detail."""
    text, root = io.StringIO(), logging.getLogger()
    handler, before = logging.StreamHandler(text), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with redirect_stdout(text), redirect_stderr(text):
            yield text
    finally:
        root.setLevel(before)
        root.removeHandler(handler)


def test_the_key_file_without_a_passphrase_is_what_the_docs_say(tmp_path: Path) -> None:
    """It holds the keys in the open: that is why the doctor says so, and why it is a choice."""
    settings = Settings(tmp_path, key_storage="file")
    open_vault(settings).put("a", b"0123456789abcdef")
    said = json.loads((tmp_path / "keys.json").read_text("ascii"))
    assert b64decode(said["a"]) == b"0123456789abcdef"
