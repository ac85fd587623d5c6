"""A PostgreSQL server by URL: many writers, each with the locks it asks for; a reader sees one view.

Everything that makes a commit durable is left to the server, but a server that would acknowledge before it has flushed
is asked not to.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

READS = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_CONNECTIONS = 10
"""Of each worker: its forty threads rarely are in the database at once, and a server has a hundred for all."""
_WAIT_SECONDS = 10
_SESSION = (
    f"SET lock_timeout = '{_WAIT_SECONDS}s'",
    "SET idle_in_transaction_session_timeout = '60s'",  # a worker that hangs must not hold everybody up
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
)


def postgres_engine(url: URL) -> Engine:
    """An engine for the database that `url` names; nobody has been asked yet."""
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        pool_recycle=1800,
        isolation_level="READ COMMITTED",
        hide_parameters=True,  # they are personal data
        connect_args={"connect_timeout": _WAIT_SECONDS, "application_name": "voucher-desk-centre"},
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.autocommit = True
    for statement in _SESSION:
        connection.execute(statement)
    connection.autocommit = False
