"""What the two databases say when something fails, in the package's own words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, ProgrammingError, TimeoutError

from sync.errors import DiskFull, StoreError, StoreLocked, StoreUnreachable, StoreUnreadable

WHERE = "the centre's database"
_SQLITE_SAYS: tuple[tuple[str, type[StoreError]], ...] = (
    ("locked", StoreLocked),
    ("full", DiskFull),
    ("readonly", DiskFull),
    ("disk I/O", DiskFull),
    ("unable to open", DiskFull),
)
# PostgreSQL's own codes (Appendix A of its manual); the first two characters name a class.
_POSTGRES_SAYS: dict[str, type[StoreError]] = {
    "40001": StoreLocked,  # serialization_failure
    "40P01": StoreLocked,  # deadlock_detected
    "55P03": StoreLocked,  # lock_not_available: lock_timeout has passed
    "57014": StoreLocked,  # query_canceled: statement_timeout has passed
    "53300": StoreLocked,  # too_many_connections
    "25P03": StoreLocked,  # idle_in_transaction_session_timeout: the server let go of us
    "25006": DiskFull,  # read_only_sql_transaction: a standby, which may not be written
    "53100": DiskFull,
    "58030": DiskFull,  # io_error
    "42501": DiskFull,  # insufficient_privilege
    "08": StoreUnreachable,
    "57P": StoreUnreachable,  # the server is going down or coming up
}


@contextmanager
def translated() -> Iterator[None]:
    """SQLAlchemy's errors as the StoreError tree; statements, parameters and values stay out of it.

    Not translated: IntegrityError, and a statement that the database does not understand. Those are ours.
    """
    try:
        yield
    except TimeoutError as error:  # all connections are taken, and stay so
        raise StoreLocked(WHERE) from error
    except (IntegrityError, DataError) as error:
        raise _without_values(error) from None  # what came before would repeat them
    except DBAPIError as error:
        kind = _kind_of(error)
        if kind is None:
            raise
        raise kind(WHERE) from error


def _without_values(error: DBAPIError) -> DBAPIError:
    """PostgreSQL tells the values that do not fit; they may be a person's."""
    told = getattr(error.orig, "diag", None)
    if told is None:
        return error
    return type(error)(None, None, Exception(f"{told.sqlstate} {told.table_name} {told.constraint_name}"))


def _kind_of(error: DBAPIError) -> type[StoreError] | None:
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return next((_POSTGRES_SAYS[state[:length]] for length in (5, 3, 2) if state[:length] in _POSTGRES_SAYS), None)
    if isinstance(error, ProgrammingError):
        return None
    if type(error.orig).__module__.startswith("psycopg"):  # no code: it never came to an answer
        return StoreUnreachable if isinstance(error, OperationalError) else None
    said = str(error.orig)
    return next((kind for words, kind in _SQLITE_SAYS if words in said), StoreUnreadable)
