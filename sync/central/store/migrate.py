"""Run the migration scripts in a transaction that is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0006"
"""The migration this program's tables stand at; a test compares it with the scripts and with the tables."""
MIGRATIONS = Path(__file__).parent / "migrations"
_USER_VERSION = 3
"""Programs from before migrations look here, and refuse a file that is newer than 2."""


def migrate(connection: Connection, to: str = HEAD) -> None:
    """From wherever the tables stand to HEAD, or not that far."""
    from alembic import command  # noqa: PLC0415  only needed once per version

    command.upgrade(_config(connection), to)
    _tell_old_programs(connection)


def stamp(connection: Connection) -> None:
    """Say that the tables stand at HEAD already."""
    from alembic import command  # noqa: PLC0415  as above

    command.stamp(_config(connection), HEAD)
    _tell_old_programs(connection)


def is_at_head(connection: Connection) -> bool:
    """Whether nothing is to be done."""
    return version_of(connection) == HEAD


def version_of(connection: Connection) -> str | None:
    """Which migration the tables stand at; None: they know of none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _tell_old_programs(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {_USER_VERSION}")
