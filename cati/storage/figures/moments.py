"""Moments as every engine can count with them, and which cases are in the figures at all."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, FromClause, Integer, Select, and_, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from cati.storage.case_history import UNRELEASED
from cati.storage.column_types import UtcDateTime
from cati.storage.tables import CASES

HOUR, MINUTE = len("2027-03-01T09"), len("2027-03-01T09:00")
"""How much of a moment's text says its hour, or its minute."""
Width = int


class WholeSecond(FunctionElement[int]):
    """A stored moment as UTC seconds, cut to the whole second."""

    type = Integer()
    inherit_cache = True


@compiles(WholeSecond, "sqlite")
def _in_file(element: WholeSecond, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **more)}) AS INTEGER)"


@compiles(WholeSecond, "postgresql")
def _on_server(element: WholeSecond, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401
    return f"CAST(floor(extract(epoch FROM ({compiler.process(element.clauses, **more)})::timestamptz)) AS BIGINT)"


def start_of(column: ColumnElement[Any], width: Width) -> ColumnElement[str]:
    """The hour or minute (UTC) in which a stored moment lies, as text."""
    return func.substr(column, 1, width)


def moment_of(start: str) -> datetime:
    """The aware UTC moment of what `start_of` gave."""
    return datetime.fromisoformat(start if len(start) > HOUR else f"{start}:00").replace(tzinfo=UTC)


def until(column: ColumnElement[Any], as_of: datetime | None) -> ColumnElement[bool]:
    """Whether a stored moment was there as of another; None is now."""
    return literal(True, Boolean()) if as_of is None else column <= literal(as_of, UtcDateTime())  # noqa: FBT003


def is_real(cases: FromClause = CASES) -> ColumnElement[bool]:
    """Whether a case is in the sample that is called: no practice, its replicate released."""
    return and_(cases.c.practice.is_(False), func.coalesce(cases.c.parked_because, "") != UNRELEASED)


def practice_cases() -> Select[Any]:
    """The ids of practice cases, which are in no figure."""
    return select(CASES.c.id).where(CASES.c.practice)
