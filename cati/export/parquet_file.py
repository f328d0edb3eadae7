"""Parquet: native types, and beside every question's column its status in words, so that no mean ever meets -98."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from cati.errors import PackageMissingError
from cati.export.cells import NOT_ASKED, Cell, NoAnswer
from cati.export.columns import columns_of
from cati.export.csv_file import compare_fields
from cati.export.edition import Edition, Notes, Progress, idle
from cati.export.labels import value_labels
from cati.export.sorted_rows import Rows, batches
from cati.questionnaire.variable_names import SYSTEM
from cati.questionnaire.variables import Variable

ROWS_OF_A_GROUP = 10_000
WHOLE_DIGITS = 18
"""As many as a limit of a questionnaire can have."""
VERSION_AT = SYSTEM.index("questionnaire_version")
Lacking = Mapping[str, frozenset[str]]
"""Of each column the versions that do not have it."""

ANSWERED, NOT_IN_VERSION = "answered", "not_in_version"
NONE: dict[Cell, object] = dict.fromkeys(NoAnswer)
WORDS: dict[Cell, object] = {status: status.value for status in NoAnswer}


def arrow() -> Any:  # noqa: ANN401
    """The library, if it is installed. Raises `PackageMissingError` with what to install."""
    try:
        import pyarrow.parquet  # noqa: PLC0415  # an extra
    except ImportError as fault:
        raise PackageMissingError("export.package_missing", format="parquet", extra="parquet") from fault
    return pyarrow


def write_parquet(table: Rows, file: Path, edition: Edition, progress: Progress = idle) -> Notes:
    """Write a Parquet file."""
    pyarrow = arrow()
    schema = schema_of(pyarrow, table, edition)
    kept = value_columns(table)
    lacking = versions_lacking(table, edition)
    with file.open("xb") as out:
        with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd", store_schema=True) as writer:
            done = 0
            for batch in batches(table, ROWS_OF_A_GROUP):
                writer.write_table(group_of(pyarrow, batch, kept, lacking, schema), row_group_size=ROWS_OF_A_GROUP)
                done += len(batch)
                progress(done)
        out.flush()
        os.fsync(out.fileno())
    return Notes()


def value_columns(table: Rows) -> list[tuple[int, Variable]]:
    """The columns but those that only hold a status: each question has one in words."""
    return [(place, column) for place, column in enumerate(table.columns) if column.role != "status"]


def has_status(column: Variable) -> bool:
    """Whether a column is an answer's."""
    return column.role not in ("system", "sample")


def schema_of(pyarrow: Any, table: Rows, edition: Edition) -> Any:  # noqa: ANN401
    """Names and types, with labels as metadata."""
    fields = []
    for _, column in value_columns(table):
        told = {"label": edition.label(column)}
        if column.value_labels:
            told["value_labels"] = json.dumps(value_labels(edition, column), ensure_ascii=False)
        fields.append(pyarrow.field(column.name, type_of(pyarrow, column, edition.zone), metadata=told))
        if has_status(column):
            fields.append(pyarrow.field(f"{column.name}_st", pyarrow.dictionary(pyarrow.int8(), pyarrow.string())))
    return pyarrow.schema(fields, metadata={"title": edition.tell(edition.title)})


def type_of(pyarrow: Any, column: Variable, zone: str) -> Any:  # noqa: ANN401
    """The native type of a column."""
    match column.kind:
        case "code" | "flag" | "status":
            return pyarrow.int16()
        case "integer":
            return pyarrow.int64()
        case "decimal":
            digits = WHOLE_DIGITS + column.decimals
            return pyarrow.decimal128(digits, column.decimals) if column.decimals else pyarrow.float64()
        case "date":
            return pyarrow.date32()
        case "time":
            return pyarrow.time32("ms")
        case "datetime":
            return pyarrow.timestamp("us", tz=zone)
        case "text":
            return pyarrow.string()


def group_of(
    pyarrow: Any,  # noqa: ANN401
    batch: Sequence[list[Cell]],
    kept: Sequence[tuple[int, Variable]],
    lacking: Lacking,
    schema: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Some rows as a table of the library."""
    columns = list(zip(*batch, strict=True))
    values = (each for place, column in kept for each in values_of(column, columns[place], columns, lacking))
    data = [pyarrow.array(each, type=field.type) for each, field in zip(values, schema, strict=True)]
    return pyarrow.Table.from_arrays(data, schema=schema)


def values_of(
    column: Variable, cells: Sequence[Any], columns: Sequence[Sequence[Any]], lacking: Lacking
) -> Iterator[list[object]]:
    """The values of a column, and its statuses in words; a double where no decimals are declared."""
    values: list[Any] = list(map(NONE.get, cells, cells))
    if column.kind == "decimal" and not column.decimals:
        values = [None if value is None else float(value) for value in values]
    yield values
    if has_status(column):
        yield statuses(cells, columns[VERSION_AT], lacking.get(column.name, frozenset()))


def statuses(cells: Sequence[Any], versions: Sequence[Any], lacking: frozenset[str]) -> list[object]:
    """Why each cell of a column has a value or none."""
    if not lacking:
        return list(map(WORDS.get, cells, repeat(ANSWERED)))
    return [
        NOT_IN_VERSION if cell is NOT_ASKED and version in lacking else WORDS.get(cell, ANSWERED)
        for cell, version in zip(cells, versions, strict=True)
    ]


def versions_lacking(table: Rows, edition: Edition) -> Lacking:
    """The versions in which a column is not."""
    has = {version.name: {column.name for column in columns_of(version)} for version in edition.versions}
    return {
        column.name: frozenset(name for name, known in has.items() if column.name not in known)
        for column in table.columns
    }


def compare_parquet(table: Rows, file: Path, name: str, edition: Edition) -> None:
    """Read the file back and compare it with the table, cell by cell. Raises `ReadBackDiffersError`."""
    pyarrow = arrow()
    kept = value_columns(table)
    lacking = versions_lacking(table, edition)
    with file.open("rb") as opened:
        found = pyarrow.parquet.ParquetFile(opened)
        schema = schema_of(pyarrow, table, edition)
        names = [field.name for field in schema]
        compare_fields(name, "", names, [str(f.type) for f in schema], [str(f.type) for f in found.schema_arrow])
        compare_fields(name, "", names, [f.metadata for f in schema], [without_ids(f) for f in found.schema_arrow])
        groups = found.iter_batches(batch_size=ROWS_OF_A_GROUP)
        for batch in batches(table, ROWS_OF_A_GROUP):
            wanted = group_of(pyarrow, batch, kept, lacking, schema)
            read = pyarrow.Table.from_batches([group]) if (group := next(groups, None)) else wanted.slice(0, 0)
            if not wanted.equals(read):
                compare_group(name, batch, names, wanted, read)
        compare_fields(name, "", [], [], next(groups, ()))


def compare_group(name: str, batch: Sequence[list[Cell]], names: list[str], wanted: Any, read: Any) -> None:  # noqa: ANN401
    """Find the cell that differs."""
    compare_fields(name, "", ["–"], [wanted.num_rows], [read.num_rows])
    for row, expected, found in zip(batch, wanted.to_pylist(), read.to_pylist(), strict=True):
        compare_fields(name, str(row[0]), names, expected.values(), found.values())


def without_ids(field: Any) -> Any:  # noqa: ANN401
    """A field's own metadata, without what the file format adds."""
    kept = {key: value for key, value in (field.metadata or {}).items() if key != b"PARQUET:field_id"}
    return kept or None
