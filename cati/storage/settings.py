"""Facts about this study's database, by name."""

import json
from typing import Any

from sqlalchemy import Connection, select

from cati.storage.canonical import canonical
from cati.storage.faults import as_written
from cati.storage.keeping_once import add_once, add_or_change
from cati.storage.store import Store
from cati.storage.tables import SETTINGS

STUDY_ID = "study_id"
"""By which a database says whose it is; drawn when its schema is made."""


def read_setting(store: Store, key: str) -> Any:  # noqa: ANN401  # JSON
    """The value of a setting (plain JSON), or None."""
    with store.reading() as connection:
        return get_setting(connection, key)


def get_setting(connection: Connection, key: str) -> Any:  # noqa: ANN401  # JSON
    """`read_setting` inside a transaction."""
    text = connection.execute(select(SETTINGS.c.value).where(SETTINGS.c.key == key)).scalar()
    with as_written():
        return None if text is None else json.loads(text)


def write_setting(store: Store, key: str, value: object) -> None:
    """Set a setting to plain JSON."""
    with store.transaction() as connection:
        put_setting(connection, key, value)


def put_setting(connection: Connection, key: str, value: object) -> None:
    """`write_setting` inside a transaction."""
    add_or_change(connection, SETTINGS, "key", "value", key=key, value=canonical(value))


def settle(store: Store, key: str, value: object) -> Any:  # noqa: ANN401  # JSON
    """Set a setting once and for all: whoever comes first decides. Returns what holds now."""
    with store.transaction() as connection:
        add_once(connection, SETTINGS, key=key, value=canonical(value))
    return read_setting(store, key)
