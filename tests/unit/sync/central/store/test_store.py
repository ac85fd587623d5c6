"""The centre's file: one of an earlier version is brought up, with what it holds."""

from pathlib import Path

from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.store import tables
from sync.central.store.engine import open_store, reading, writing
from sync.central.store.upgrade import SCHEMA_VERSION
from tests.unit.sync.central.conftest import Sender, SetTime, Town, undo

_VERSION_1 = (
    "CREATE TABLE undone_facts (fact_id VARCHAR PRIMARY KEY REFERENCES facts, undone_by VARCHAR NOT NULL)",
    "INSERT INTO undone_facts SELECT fact_id, undone_by FROM undos",
    "DROP TABLE undos",
    "DROP TABLE waiting_enrolments",
    "DROP TABLE resolutions",
    "PRAGMA user_version = 1",
)


def test_a_file_of_version_1_is_brought_up(town: Town, desk: Sender, time: SetTime) -> None:
    fact = desk.chain.write(town.punch(None, 1001))
    undone = desk.chain.write(undo(fact))
    desk.hand_in(fact, undone)
    with writing(town.centre.store) as connection:
        for statement in _VERSION_1:
            connection.exec_driver_sql(statement)
    path = Path(str(town.centre.store.url.database))
    town.centre.close()

    desk.centre = Centre.open(f"sqlite:///{path}", time)
    with reading(desk.centre.store) as connection:
        row = connection.execute(select(tables.undos)).one()
        assert tuple(row) == (desk.device.id, fact.header.id, undone.header.id)
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == SCHEMA_VERSION
    assert len(desk.hand_in(fact, desk.chain.write(town.punch(None, 1001)))) == 2
    desk.centre.close()
    open_store(f"sqlite:///{path}").dispose()
