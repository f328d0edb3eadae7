"""The dispositions of a call: AAPOR's codes and groups, and what each means for the case.

The table is `dispositions.csv` (AAPOR Standard Definitions, 10th edition, 2023; telephone surveys). Codes
are data, not program.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Group = Literal["I", "P", "R", "NC", "O", "UH", "UO", "NE", "derived"]
SetBy = Literal["interviewer", "engine", "rule", "supervisor"]


@dataclass(frozen=True)
class Disposition:
    """One result of a call; it is stored, exported and written in a questionnaire by its name.

    `cool_off` is an ISO 8601 duration, `time`, `next_day_part`, `next_number`, `parked` or empty; `asks`
    names what the interviewer is asked (`?`: may stay empty).
    """

    name: str
    labels: Mapping[str, str]
    aapor: str
    group: Group
    aapor_if_other: str
    group_if_other: Group | Literal[""]
    is_final: bool
    level: Literal["case", "number"]
    cool_off: str
    counts_attempt: bool
    asks: tuple[str, ...]
    ends_case: bool
    set_by: SetBy

    def label(self, language: str) -> str:
        """What an interviewer reads."""
        return self.labels.get(language, self.labels["en"])


@cache
def dispositions() -> Mapping[str, Disposition]:
    """All dispositions by name, in the order of the table."""
    text = files(__package__).joinpath("dispositions.csv").read_text(encoding="utf-8")
    return {row["code"]: read_disposition(row) for row in csv.DictReader(text.splitlines())}


def read_disposition(row: Mapping[str, str]) -> Disposition:
    """One row of the table."""
    return Disposition(
        name=row["code"],
        labels={language: row[language] for language in ("nl", "en", "fr")},
        aapor=row["aapor"],
        group=cast("Group", row["group"]),
        aapor_if_other=row["aapor_if_other"],
        group_if_other=cast("Group", row["group_if_other"]),
        is_final=row["kind"] == "final",
        level=cast("Literal['case', 'number']", row["level"]),
        cool_off=row["cool_off"],
        counts_attempt=row["counts_attempt"] == "yes",
        asks=tuple(row["asks"].split()),
        ends_case=row["ends_case"] == "yes",
        set_by=cast("SetBy", row["set_by"]),
    )
