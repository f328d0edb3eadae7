"""Connections that break off at the worst moment: just before a COMMIT, or between it and the news of it."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any, Literal

from sqlalchemy import PoolProxiedConnection

from cati.errors import NotSavedError
from cati.storage.postgresql_store import PostgresqlStore
from cati.storage.store import Store

Moment = Literal["before the commit", "after the commit"]


def break_next_answer(store: Store, moment: Moment) -> None:
    """Let the next `recording` of a store fail at that moment, and no later one."""
    if isinstance(store, PostgresqlStore):
        _once(store, "_commit", lambda _commit: lambda connection: _commit_broken_off(connection, moment))
    else:
        _once(store, "recording", lambda recording: lambda: _broken(recording, moment))


def _once(store: Store, name: str, replacement: Callable[[Any], Any]) -> None:
    broken = replacement(getattr(store, name))

    def run(*arguments: object) -> Any:  # noqa: ANN401
        delattr(store, name)
        return broken(*arguments)

    setattr(store, name, run)


@contextmanager
def _broken(recording: Callable[[], Any], moment: Moment) -> Iterator[Any]:
    """A file has no connection to lose: what is raised is what a fault of the disk would be."""
    with recording() as cursor:
        yield cursor
        if moment == "before the commit":
            raise NotSavedError("storage.busy")
    raise NotSavedError("storage.busy")


def _commit_broken_off(connection: PoolProxiedConnection, moment: Moment) -> None:
    """The network goes; the server may have the COMMIT by then, and then carries it out."""
    driver: Any = connection.driver_connection
    if moment == "after the commit":
        driver.pgconn.send_query(b"COMMIT")
        driver.pgconn.flush()
    cut(driver)
    connection.commit()


def cut(driver: Any) -> None:  # noqa: ANN401
    """Break a psycopg connection off, as a pulled cable would."""
    with closing(socket.socket(fileno=os.dup(driver.fileno()))) as wire:
        wire.shutdown(socket.SHUT_RDWR)


def crash(store: Store) -> None:
    """Leave as a killed program does: nothing is said to the server, and nobody waits for an answer."""
    if isinstance(store, PostgresqlStore):
        with suppress(NotSavedError), store.reading() as connection:
            cut(connection.connection.driver_connection)
    store.close()
