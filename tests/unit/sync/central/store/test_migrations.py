"""Migrated is what the models say, on both databases; what an older file holds is there afterwards."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, select, text

from sync.central.store import tables
from sync.central.store.engine import open_store, reading, writing
from sync.central.store.migrate import HEAD, MIGRATIONS, migrate
from sync.errors import StoreNewer, StoreUnreadable
from tests.fakes.postgres import PostgresServer

_SEEDED = Path(__file__).parents[4] / "data" / "centre" / "version-2.db.gz"
_FACT = "INSERT INTO facts SELECT 'f{0}', 'D-1', 1, {0}, 'scan_undone', x'00', x'00', x'00', x'00', 0"
_BACK_TO_VERSION_1 = (
    "INSERT INTO devices SELECT 'D-1', id, 'PC', x'00', 0, 0 FROM sites LIMIT 1",
    _FACT.format(1),
    _FACT.format(2),
    "CREATE TABLE undone_facts (fact_id VARCHAR PRIMARY KEY REFERENCES facts, undone_by VARCHAR NOT NULL)",
    "INSERT INTO undone_facts VALUES ('f1', 'f2')",
    "DROP TABLE undos",
    "DROP TABLE waiting_enrolments",
    "DROP TABLE resolutions",
    "PRAGMA user_version = 1",
)
_MOVED = {"enrolment_codes": {"device"}}
"""Columns that a later script has put elsewhere; a test below follows them."""


@pytest.fixture
def empty_url(store_url: str, request: pytest.FixtureRequest) -> str:
    if store_url.startswith("sqlite"):
        return store_url
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.empty_database()


def test_the_program_stands_at_the_newest_script() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_migrated_is_what_the_models_say(empty_url: str) -> None:
    migrated = create_engine(empty_url.replace("postgresql:", "postgresql+psycopg:"))
    with migrated.begin() as connection:
        migrate(connection)
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        found = _described(connection)
    made = _made_at_once(empty_url, migrated)
    with reading(made) as connection:
        assert found == _described(connection)
    for engine in (migrated, made):
        engine.dispose()


def _made_at_once(url: str, beside: Engine) -> Engine:
    if url.startswith("sqlite"):
        return open_store(f"{url}.made")
    with beside.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    return open_store(url)


def _described(connection: Connection) -> dict[str, Any]:
    """Of each table: columns with types, nullability and defaults; keys; references; indexes. Order is not asked."""
    there = inspect(connection)
    return {name: _table(there, name) for name in there.get_table_names() if name != "alembic_version"}


def _table(there: Any, name: str) -> dict[str, Any]:
    columns = {
        column["name"]: (str(column["type"]), column["nullable"], str(column["default"] or "").split("::")[0])
        for column in there.get_columns(name)
    }
    return {
        "columns": columns,
        "key": there.get_pk_constraint(name)["constrained_columns"],
        "unique": sorted(sorted(found["column_names"]) for found in there.get_unique_constraints(name)),
        "refers": sorted(
            (found["constrained_columns"], found["referred_table"], found["referred_columns"])
            for found in there.get_foreign_keys(name)
        ),
        "indexes": sorted(
            (found["name"], found["column_names"], found["unique"])
            for found in there.get_indexes(name)
            if "duplicates_constraint" not in found
        ),
    }


def test_a_released_file_keeps_every_row_and_gains_histories(tmp_path: Path) -> None:
    path = _released(tmp_path)
    before = _rows(path)
    store = open_store(f"sqlite:///{path}")
    with reading(store) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").scalar_one() == 111
        history = select(tables.voucher_history).order_by(tables.voucher_history.c.step)
        last = {row.voucher_no: row for row in connection.execute(history)}
        states = {row.no: row.state for row in connection.execute(select(tables.vouchers))}
    store.dispose()
    after = _rows(path)
    assert len(before["vouchers"]) == 60
    for table, rows in before.items():
        stays = rows[0].keys() - _MOVED.get(table, set())
        assert [{name: row[name] for name in stays} for row in after[table]] == [
            {name: row[name] for name in stays} for row in rows
        ], table
    assert {no: row.to_state for no, row in last.items()} == states
    assert _rows(tmp_path / f"centre.db.before-{HEAD}") == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["centre.db", f"centre.db.before-{HEAD}"]
    open_store(f"sqlite:///{path}").dispose()  # nothing more to do, nothing more beside it
    assert len(list(tmp_path.iterdir())) == 2


def test_a_database_of_the_first_script_keeps_its_rows(empty_url: str) -> None:
    old = create_engine(empty_url.replace("postgresql:", "postgresql+psycopg:"))
    with old.begin() as connection:
        migrate(connection, "0001")
        connection.execute(text("INSERT INTO trainees VALUES ('T-1', '孙试', '990000199001010019', '199')"))
        voucher = "INSERT INTO vouchers VALUES (1, 'T-1', 'SUBSIDY', 'CLAIMED', NULL, NULL, NULL, 1, 80, :day, :day)"
        connection.execute(text(voucher), {"day": "2026-01-01"})
    old.dispose()
    store = open_store(empty_url)
    with reading(store) as connection:
        row = connection.execute(select(tables.vouchers)).one()
        assert (row.no, row.trainee, row.campaign, row.valid_from) == (1, "T-1", None, date(2026, 1, 1))
        moves = connection.execute(select(tables.voucher_history).order_by(tables.voucher_history.c.step)).all()
        assert [(move.from_state, move.to_state) for move in moves] == [(None, "ISSUED"), ("ISSUED", "CLAIMED")]
    store.dispose()


def test_which_pc_came_by_a_code_stands_with_the_pc(empty_url: str) -> None:
    old = create_engine(empty_url.replace("postgresql:", "postgresql+psycopg:"))
    with old.begin() as connection:
        migrate(connection, "0005")
        for statement in (
            "INSERT INTO institutions (id, name, suspended) VALUES ('I-1', 'school', false)",
            "INSERT INTO sites VALUES ('S-1', 'I-1', 'site')",
            "INSERT INTO devices (id, site, name, public_key, enrolled_at, revoked)"
            " VALUES ('D-1', 'S-1', 'PC', :fresh, 0, false)",
            "INSERT INTO enrolment_codes VALUES (:used, 'S-1', 9, 'D-1'), (:fresh, 'S-1', 9, NULL)",
        ):
            connection.execute(text(statement), {"used": b"used", "fresh": b"fresh"})
    old.dispose()
    store = open_store(empty_url)
    with reading(store) as connection:
        came_by = connection.execute(select(tables.devices.c.id, tables.devices.c.enrolment_code)).all()
        codes = connection.execute(select(tables.enrolment_codes.c.uses, tables.enrolment_codes.c.revoked_at)).all()
    store.dispose()
    assert [(device, bytes(code)) for device, code in came_by] == [("D-1", b"used")]
    assert codes == [(1, None)] * 2


def test_a_file_of_version_1_is_brought_up(tmp_path: Path) -> None:
    path = _released(tmp_path)
    with closing(sqlite3.connect(path)) as file:
        for statement in _BACK_TO_VERSION_1:
            file.execute(statement)
        file.commit()
    store = open_store(f"sqlite:///{path}")
    with reading(store) as connection:
        assert connection.execute(select(tables.undos)).all() == [("D-1", "f1", "f2")]
        assert not inspect(connection).has_table("undone_facts")
        assert inspect(connection).has_table("waiting_enrolments")
    store.dispose()


def test_what_fails_on_the_copy_leaves_the_file_alone(tmp_path: Path) -> None:
    path = _released(tmp_path)
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE vouchers SET trainee = 'nobody' WHERE no = 1001")
        file.commit()
    before = _rows(path)
    with pytest.raises(StoreUnreadable):
        open_store(f"sqlite:///{path}")
    assert _rows(path) == before
    assert not (tmp_path / "centre.db.trial").exists()


def test_a_later_version_is_refused(store_url: str) -> None:
    store = open_store(store_url)
    with writing(store) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.dispose()
    with pytest.raises(StoreNewer):
        open_store(store_url)


def test_tables_of_another_program_are_left_alone(postgres: PostgresServer) -> None:
    url = postgres.empty_database()
    database = url.split("/")[3].split("?")[0]
    postgres.run("CREATE TABLE facts (something text)", database)
    with pytest.raises(StoreUnreadable):
        open_store(url)


def _released(folder: Path) -> Path:
    path = folder / "centre.db"
    path.write_bytes(gzip.decompress(_SEEDED.read_bytes()))
    return path


def _rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        names = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: [dict(row) for row in file.execute(f"SELECT * FROM {name}")] for name in names}  # noqa: S608  our names
    shown = {name: rows for name, rows in found.items() if rows and not name.startswith(("sqlite_", "alembic"))}
    return {name: sorted(rows, key=lambda row: repr(tuple(row.values())[:2])) for name, rows in shown.items()}
