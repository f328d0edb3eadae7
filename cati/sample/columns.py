"""Which column of a file is which field of a case."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

from cati.sample.finding import Finding

PHONES = tuple(f"phone_{number}" for number in range(1, 10))
ALWAYS = ("company_name", "sample_source", "sample_date")
"""What every case must have, beside a number to call."""
OURS = "problem"
"""The column that is added to the file of rejected rows."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a file, and the field each column fills (empty: none)."""

    headings: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def phones(self) -> tuple[str, ...]:
        """The fields with numbers to call, in calling order."""
        return tuple(name for name in PHONES if name in self.fields)

    def chosen(self) -> dict[str, str]:
        """The heading of each field that has a column."""
        return {name: heading for heading, name in zip(self.headings, self.fields, strict=True) if name}


@cache
def standard_headings() -> Mapping[str, tuple[str, ...]]:
    """How a column may be headed, by field."""
    text = files(__package__).joinpath("headings.toml").read_text(encoding="utf-8")
    return {name: tuple(headings) for name, headings in tomllib.loads(text).items()}


@cache
def field_of_heading() -> Mapping[str, str]:
    """The field of each heading that is known, folded."""
    known = {folded(heading): name for name, headings in standard_headings().items() for heading in headings}
    return known | {folded(name): name for name in (*standard_headings(), *PHONES)}


def folded(heading: str) -> str:
    """A heading without case, accents, blanks and marks."""
    return "".join(sign for sign in normalize("NFKD", heading.casefold()) if sign.isalnum() and not combining(sign))


def known_headings(headings: Sequence[str], own: Collection[str]) -> int:
    """How many of these headings stand for a field."""
    fields = field_of_heading()
    names = {folded(name) for name in own}
    return sum(folded(heading) in fields or folded(heading) in names for heading in headings)


def map_columns(headings: Sequence[str], own: Collection[str], chosen: Mapping[str, str]) -> Columns:
    """The field of each column: as chosen (field to heading), else as headed. `own` are the study's fields."""
    by_heading = {folded(heading): name for name, heading in chosen.items() if heading}
    by_own_name = {folded(name): name for name in own}
    fields = []
    for heading in headings:
        key = folded(heading)
        name = by_heading.get(key) or by_own_name.get(key) or field_of_heading().get(key, "")
        fields.append("" if name in chosen and key not in by_heading else name)
    return Columns(tuple(headings), tuple(fields))


def faults_of_columns(columns: Columns, required: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the heading as a whole: a field that is missing, or that stands there twice."""
    for name in sorted(set(columns.fields) - {""}, key=columns.fields.index):
        at = [place for place, field in enumerate(columns.fields) if field == name]
        if len(at) > 1:
            headings = ", ".join(f"{columns.headings[place]} ({place + 1})" for place in at)
            yield Finding(1, "error", name, "sample_file.two_columns", headings, {"field": name, "columns": headings})
    for name in required:
        if name not in columns.fields:
            yield Finding(1, "error", name, "sample_file.no_column", "", {"field": name})
    if not columns.phones:
        yield Finding(1, "error", PHONES[0], "sample_file.no_column", "", {"field": PHONES[0]})


def unused_columns(columns: Columns) -> Iterator[Finding]:
    """A notice for each column that fills no field."""
    for heading, name in zip(columns.headings, columns.fields, strict=True):
        if not name and folded(heading) not in ("", OURS):
            yield Finding(1, "notice", "", "sample_file.unknown_column", heading)
