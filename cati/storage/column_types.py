"""How times and JSON lie in a column, the same on every engine."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Dialect, Identity, Integer, String, Text, TypeDecorator

from cati.storage.faults import as_written

WHOLE = BigInteger().with_variant(Integer, "sqlite")
"""A whole number of any size; SQLite's own integers are."""
KEY_TEXT = String().with_variant(String(collation="C"), "postgresql")
"""Text by which rows are put in order: the same order on every engine, whatever the server's language."""


def utc_text(moment: datetime) -> str:
    """A moment as `2027-03-01T09:00:00.000000Z`: to the microsecond, and it sorts as text.

    Raises `ValueError` for a time without a zone: nobody could say later which moment it was.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def utc_moment(text: str) -> datetime:
    """The aware UTC moment that `utc_text` wrote."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in, aware UTC out; text in the file, so that anyone who opens it can read it."""

    impl = Text().with_variant(Text(collation="C"), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The moment as it is stored."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment as it was given. Raises `DatabaseDamagedError`."""
        with as_written():
            return None if value is None else utc_moment(value)


def identity() -> Column[Any]:
    """An integer key that the engine gives out; SQLite wants exactly INTEGER for that."""
    return Column(WHOLE, Identity(), primary_key=True)


def is_json(column: str) -> list[CheckConstraint]:
    """The engine itself refuses what is not JSON (NaN, too)."""
    name = f"{column}_is_json"
    on_sqlite = CheckConstraint(f"json_valid({column})", name=name).ddl_if("sqlite")
    on_server = CheckConstraint(f"({column}::jsonb) IS NOT NULL", name=name).ddl_if("postgresql")
    return [on_sqlite, on_server]


def is_one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """The engine itself refuses a value outside a closed set."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")
