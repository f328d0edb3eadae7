"""Parquet: native types, and beside every question's column its status in words, so that no mean ever meets -98."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from cati.errors import PackageMissingError
from cati.export.cells import NOT_ASKED, Cell, NoAnswer
from cati.export.columns import columns_of
from cati.export.csv_file import compare_fields
from cati.export.edition import Edition, Notes, Progress, idle
from cati.export.labels import value_labels
from cati.export.sorted_rows import Rows
from cati.questionnaire.variable_names import SYSTEM
from cati.questionnaire.variables import Variable

ROWS_OF_A_GROUP = 10_000
WHOLE_DIGITS = 18
"""As many as a limit of a questionnaire can have."""
VERSION_AT = SYSTEM.index("questionnaire_version")
Lacking = Mapping[str, frozenset[str]]
"""Of each column the versions that do not have it."""

ANSWERED, NOT_IN_VERSION = "answered", "not_in_version"


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
            for batch in batches(table):
                arrays = [array for place, column in kept for array in arrays_of(place, column, batch, lacking)]
                data = [pyarrow.array(values, type=field.type) for values, field in zip(arrays, schema, strict=True)]
                writer.write_table(pyarrow.Table.from_arrays(data, schema=schema), row_group_size=ROWS_OF_A_GROUP)
                done += len(batch)
                progress(done)
        out.flush()
        os.fsync(out.fileno())
    return Notes()


def batches(table: Rows) -> Iterator[list[list[Cell]]]:
    """Rows, a group at a time."""
    rows = table.rows()
    while batch := list(islice(rows, ROWS_OF_A_GROUP)):
        yield batch


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


def arrays_of(place: int, column: Variable, batch: Sequence[list[Cell]], lacking: Lacking) -> Iterator[list[object]]:
    """The values of a column, and its statuses."""
    yield [native(row[place], column) for row in batch]
    if has_status(column):
        versions = lacking.get(column.name, frozenset())
        yield [status_of(row[place], row, versions) for row in batch]


def native(cell: Cell, column: Variable) -> object:
    """A cell as the library takes it; a number is a double only where it is not said how many decimals it has."""
    if isinstance(cell, NoAnswer):
        return None
    return float(cell) if isinstance(cell, Decimal) and not column.decimals else cell


def status_of(cell: Cell, row: list[Cell], lacking: frozenset[str]) -> str:
    """A cell's status in a word."""
    if not isinstance(cell, NoAnswer):
        return ANSWERED
    return NOT_IN_VERSION if cell is NOT_ASKED and lacking and row[VERSION_AT] in lacking else cell.value


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
        for batch in batches(table):
            wanted = [array for place, column in kept for array in arrays_of(place, column, batch, lacking)]
            read = [column.to_pylist() for column in next(groups, ())]
            compare_fields(name, "", names, [len(batch)] * len(names), [len(values) for values in read])
            for number, row in enumerate(batch):
                expected = [values[number] for values in wanted]
                compare_fields(name, str(row[0]), names, expected, [values[number] for values in read])
        compare_fields(name, "", [], [], next(groups, ()))


def without_ids(field: Any) -> Any:  # noqa: ANN401
    """A field's own metadata, without what the file format adds."""
    kept = {key: value for key, value in (field.metadata or {}).items() if key != b"PARQUET:field_id"}
    return kept or None
