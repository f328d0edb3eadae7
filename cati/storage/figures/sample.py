"""How many cases have each value of a sample field."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from cati.storage.figures.cases import cases_then
from cati.storage.figures.moments import is_real
from cati.storage.tables import CASES


class SampleText(FunctionElement[str]):
    """One value of a JSON column, by its name, as text."""

    type = Text()
    inherit_cache = True


@compiles(SampleText, "sqlite")
def _in_file(element: SampleText, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401
    column, name = (compiler.process(part, **more) for part in element.clauses)
    return f"json_extract({column}, '$.\"' || {name} || '\"')"


@compiles(SampleText, "postgresql")
def _on_server(element: SampleText, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401
    column, name = (compiler.process(part, **more) for part in element.clauses)
    return f"(({column})::jsonb ->> {name})"


def count_sample_values(
    connection: Connection, field: str, as_of: datetime | None = None
) -> dict[tuple[str | None, str], int]:
    """Released cases by the text of a sample field (None: it has none) and by AAPOR code."""
    value = SampleText(CASES.c.sample, literal(field))
    if as_of is None:
        code: ColumnElement[str] = CASES.c.current_code
        wanted = select(value, code, func.count()).where(is_real())
    else:
        then = cases_then(as_of)
        code = then.c.code
        wanted = select(value, code, func.count()).join(then, then.c.case_id == CASES.c.id)
    found: Counter[tuple[str | None, str]] = Counter()
    for text, of_code, count in connection.execute(wanted.group_by(value, code)):
        found[None if text is None else str(text), of_code] += count
    return dict(found)
