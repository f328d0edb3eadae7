"""SPSS and Stata files: codes with their labels, the ways of having no answer declared, no clock inside."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cati.export.cells import NoAnswer, missing_codes
from cati.export.edition import Edition, Notes, Progress, idle
from cati.export.labels import SPSS_LIMITS, STATA_LIMITS, Labels, missing_labels
from cati.export.sorted_rows import Rows
from cati.export.stat_frame import (
    NOT_A_NUMBER,
    SPSS,
    STATA,
    Missing,
    compare_facts,
    compare_frame,
    frame_of,
)
from cati.questionnaire.variables import Variable

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SAV_CLOCK_AT = 92
DTA_CLOCK = b"<timestamp>\x11"
STATA_VERSION = 14
"""File format 118, which each Stata since 14 reads; 119 is for more columns than we have."""

SCALES = frozenset({"integer", "decimal", "date", "time", "datetime"})


@dataclass(frozen=True)
class Facts:
    """What a file tells of itself and its columns."""

    title: str
    labels: dict[str, str | None]
    values: dict[str, dict[Any, str]]
    formats: dict[str, str]
    cuts: tuple[str, ...]


def write_sav(table: Rows, file: Path, edition: Edition, progress: Progress = idle) -> Notes:
    """Write an SPSS file."""
    import pyreadstat  # noqa: PLC0415  # costs a second, and only these formats need it

    facts = facts_of(table, edition, Labels(edition, SPSS_LIMITS), sav_format)
    with library_faults(file):
        pyreadstat.write_sav(
            frame_of(table, sav_missing(), SPSS, progress),
            str(file),
            file_label=facts.title,
            column_labels=facts.labels,
            row_compress=True,
            note=[f"cati {version.name}" for version in edition.versions] or None,
            variable_value_labels=facts.values,
            missing_ranges={column: discrete() for column in with_codes(table)},
            variable_measure={c.name: "scale" if c.kind in SCALES else "nominal" for c in table.columns},
            variable_format=facts.formats,
        )
    when = edition.data_as_of
    day = f"{when.day:02} {MONTHS[when.month - 1]} {when.year % 100:02}"
    overwrite(file, SAV_CLOCK_AT, f"{day}{when:%H:%M:%S}".encode())
    return Notes(cut_labels=facts.cuts)


def compare_sav(table: Rows, file: Path, name: str, edition: Edition) -> None:
    """Read an SPSS file back and compare it with the table, labels and declarations too."""
    import pyreadstat  # noqa: PLC0415

    with library_faults(file):
        frame, meta = pyreadstat.read_sav(str(file), user_missing=True, disable_datetime_conversion=True)
    compare_frame(table, frame, name, sav_missing(), SPSS)
    facts = facts_of(table, edition, Labels(edition, SPSS_LIMITS), sav_format)
    declared: dict[str, Any] = meta.missing_ranges
    ranges = {column: sorted(part["lo"] for part in parts) for column, parts in declared.items()}
    compare_facts(name, "missing", dict.fromkeys(with_codes(table), sorted(discrete())), ranges)
    compare_labels(table, name, facts, meta)


def write_dta(table: Rows, file: Path, edition: Edition, progress: Progress = idle) -> Notes:
    """Write a Stata file."""
    import pyreadstat  # noqa: PLC0415

    facts = facts_of(table, edition, Labels(edition, STATA_LIMITS), dta_format)
    for column in with_codes(table):
        facts.values[column] = {letter_of(code): label for code, label in facts.values[column].items()}
    with library_faults(file):
        pyreadstat.write_dta(
            frame_of(table, dta_missing(), STATA, progress),
            str(file),
            file_label=facts.title,
            column_labels=facts.labels,
            version=STATA_VERSION,
            variable_value_labels=facts.values,
            missing_user_values={column: list(letters()) for column in with_codes(table)},
            variable_format=facts.formats,
        )
    when = edition.data_as_of
    stamp = f"{when.day:02} {MONTHS[when.month - 1]} {when.year:04} {when:%H:%M}".encode()
    overwrite(file, file.read_bytes()[:4096].index(DTA_CLOCK) + len(DTA_CLOCK), stamp)
    return Notes(cut_labels=facts.cuts)


def compare_dta(table: Rows, file: Path, name: str, edition: Edition) -> None:
    """Read a Stata file back and compare it with the table, labels too."""
    import pyreadstat  # noqa: PLC0415

    with library_faults(file):
        frame, meta = pyreadstat.read_dta(str(file), user_missing=True, disable_datetime_conversion=True)
    compare_frame(table, frame, name, dta_missing(), STATA)
    facts = facts_of(table, edition, Labels(edition, STATA_LIMITS), dta_format)
    for column in with_codes(table):
        facts.values[column] = {letter_of(code): label for code, label in facts.values[column].items()}
    compare_labels(table, name, facts, meta)


def compare_labels(table: Rows, name: str, facts: Facts, meta: Any) -> None:  # noqa: ANN401
    """The labels of the file, of its columns and of their values."""
    names = [column.name for column in table.columns]
    compare_facts(
        name, "label", facts.labels, dict(zip(names, [label or "" for label in meta.column_labels], strict=True))
    )
    compare_facts(name, "label", {"": facts.title}, {"": meta.file_label or ""})
    wanted = {column: values for column, values in facts.values.items() if values}
    compare_facts(name, "values", wanted, meta.variable_value_labels)


def facts_of(table: Rows, edition: Edition, labels: Labels, form: Any) -> Facts:  # noqa: ANN401
    """Labels within the limits of a format, and how its columns look."""
    values: dict[str, dict[Any, str]] = {
        column.name: labels.values(column) | missing_labels(edition, column)
        for column in table.columns
        if column.is_numeric
    }
    names: dict[str, str | None] = {column.name: labels.variable(column) for column in table.columns}
    formats = {column.name: how for column in table.columns if (how := form(column))}
    return Facts(labels.file(), names, values, formats, tuple(labels.cuts))


def with_codes(table: Rows) -> list[str]:
    """The columns in which the ways of having no answer are declared."""
    return [column.name for column in table.columns if column.is_numeric and column.role not in ("system", "sample")]


def sav_missing() -> Missing:
    """The ways of having no answer as SPSS has them."""
    return {status: NOT_A_NUMBER if code.number is None else float(code.number) for status, code in codes()}


def dta_missing() -> Missing:
    """The ways of having no answer as Stata has them."""
    return {status: NOT_A_NUMBER if code.number is None else code.stata[1:] for status, code in codes()}


def codes() -> list[tuple[NoAnswer, Any]]:
    """The table of codes."""
    return list(missing_codes().items())


def discrete() -> list[Any]:
    """Three user-missing values: all that SPSS has room for."""
    return [float(code.number) for _, code in codes() if code.number is not None]


def letters() -> tuple[str, ...]:
    """Stata's extended missing values, `.a` and on."""
    return tuple(code.stata[1:] for _, code in codes() if code.number is not None)


def letter_of(number: int) -> int | str:
    """A code as Stata labels it."""
    return next((code.stata[1:] for _, code in codes() if code.number == number), number)


def sav_format(column: Variable) -> str:
    """How SPSS shows a column; a text is as wide as its longest."""
    match column.kind:
        case "date":
            return "SDATE10"
        case "time":
            return "TIME8"
        case "datetime":
            return "DATETIME20"
        case "decimal":
            return f"F{max(column.width, 8)}.{column.decimals or 2}"
        case "text":
            return ""
        case _:
            return f"F{max(column.width, 6)}.0"


def dta_format(column: Variable) -> str:
    """How Stata shows a column."""
    return {"date": "%td", "time": "%tcHH:MM:SS", "datetime": "%tc"}.get(column.kind, "")


@contextmanager
def library_faults(file: Path) -> Iterator[None]:
    """The library tells of a full disk in its own words, or not at all."""
    from pyreadstat import PyreadstatError, ReadstatError  # noqa: PLC0415

    try:
        yield
    except (PyreadstatError, ReadstatError) as fault:
        if "write" in str(fault) or not file.exists() or file.stat().st_size == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file)) from fault
        raise


def overwrite(file: Path, place: int, stamp: bytes) -> None:
    """Put the time of the data where the library put the clock, and the file on the disk."""
    if file.stat().st_size < place + len(stamp):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
    with file.open("r+b") as out:
        out.seek(place)
        out.write(stamp)
        out.flush()
        os.fsync(out.fileno())
