"""A statement of SQLAlchemy's as text for a driver's own cursor: compiled once for each engine."""

from collections.abc import Callable

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler


class DriverText:
    """One statement; the order of its places is checked when it is compiled, and relied on by who runs it."""

    def __init__(self, statement: ClauseElement, *order: str) -> None:
        self._statement, self._order = statement, order
        self._texts = {"sqlite": self._compiled(sqlite.dialect())}

    def on(self, engine_name: str) -> str:
        """The text that an engine's driver understands."""
        known = self._texts.get(engine_name)
        if known is None:
            known = self._texts[engine_name] = self._compiled(_dialect(engine_name))
        return known

    def _compiled(self, dialect: Dialect) -> str:
        compiled = self._statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler) or tuple(compiled.positiontup or ()) != self._order:
            raise AssertionError(str(compiled), self._order)
        return str(compiled)


def _dialect(engine_name: str) -> Dialect:
    if engine_name != "postgresql":
        raise AssertionError(engine_name)
    from sqlalchemy.dialects.postgresql import psycopg  # noqa: PLC0415  # most desks have no server

    dialect: Callable[..., Dialect] = psycopg.dialect  # it comes without types
    return dialect(paramstyle="format")
