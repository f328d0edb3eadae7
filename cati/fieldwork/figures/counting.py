"""One pass over the interviews: what came in by class of the sample, and what each interviewer got to hear.

Cells and tallies are those of the export, so that the numbers are the codebook's.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from statistics import median

from cati.export.cells import Cell, NoAnswer
from cati.export.columns import columns_of, union
from cati.export.interview import Interviewed, Version
from cati.export.table import row_cells
from cati.export.tally import Tally
from cati.questionnaire.model import DerivedItem, Questionnaire, SampleField
from cati.questionnaire.sample_values import sample_value
from cati.questionnaire.steps import step_by_id
from cati.questionnaire.variables import Variable


@dataclass
class Said:
    """What was said to one interviewer: questions asked, those not answered, the length of open answers."""

    asked: int = 0
    lacking: int = 0
    lengths: list[int] = field(default_factory=list)

    @property
    def nonresponse(self) -> float | None:
        """Don't know and refused, of all that was asked."""
        return self.lacking / self.asked if self.asked else None

    @property
    def median_length(self) -> float | None:
        """The median length of an open answer, in characters."""
        return median(self.lengths) if self.lengths else None

    def hear(self, interview: Interviewed, cells: list[Cell]) -> None:
        """One interview."""
        questions, texts = places_of(interview.version)
        for place in questions:
            cell = cells[place]
            is_lacking = cell is NoAnswer.DONT_KNOW or cell is NoAnswer.REFUSED
            self.lacking += is_lacking
            self.asked += is_lacking or not isinstance(cell, NoAnswer)
        self.lengths.extend(len(cell) for place in texts if isinstance(cell := cells[place], str))


@dataclass
class Counting:
    """What was counted so far; `by` is the field of the sample that makes the classes, a choice."""

    by: str | None
    by_class: dict[int | None, dict[str, Tally]] = field(default_factory=dict)
    sizes: Counter[int | None] = field(default_factory=Counter)
    said: dict[str, Said] = field(default_factory=dict)
    versions: dict[int, Version] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    last_at: datetime | None = None

    def count(self, interview: Interviewed) -> None:
        """One interview."""
        version = interview.version
        self.versions.setdefault(version.rank, version)
        self.outcomes[interview.outcome] += 1
        self.last_at = interview.ended_at if self.last_at is None else max(self.last_at, interview.ended_at)
        of_class = None if self.by is None else code_in(version.questionnaire, self.by, interview.sample.get(self.by))
        self.sizes[of_class] += 1
        cells, tallies = row_cells(interview), self.by_class.setdefault(of_class, {})
        for cell, column in zip(cells, columns_of(version), strict=True):
            if (tally := tallies.get(column.name)) is None:
                tally = tallies[column.name] = Tally()
            tally.count(cell, column)
        self.said.setdefault(interview.interviewer, Said()).hear(interview, cells)

    @property
    def columns(self) -> tuple[Variable, ...]:
        """The columns of all versions. Raises `CannotBeSaidError` where they contradict."""
        return union(self.versions.values())

    def tallies(self, of_class: int | None) -> dict[str, Tally]:
        """A tally for each column of one class; what its version lacks was not asked."""
        return {column.name: self.tally(of_class, column.name) for column in self.columns}

    def tally(self, of_class: int | None, column: str) -> Tally:
        """One column of one class."""
        found = self.by_class.get(of_class, {}).get(column, Tally())
        lacking = self.sizes[of_class] - found.answered - found.missing.total()
        return found + Tally(missing=Counter({NoAnswer.NOT_ASKED: lacking}))

    @property
    def overall(self) -> dict[str, Tally]:
        """All classes together, and those of no class."""
        parts = [self.tallies(of_class) for of_class in self.sizes]
        return {column.name: sum((part[column.name] for part in parts), Tally()) for column in self.columns}


def code_in(questionnaire: Questionnaire, name: str, text: str | None) -> int | None:
    """The code of a choice of the sample, from how it is spelled there; None if it is no option."""
    found = questionnaire.sample.get(name, SampleField(type="text"))
    value = sample_value(found, (text or "").strip())
    return next((option.code for option in found.options if option.name == value), None)


@lru_cache(maxsize=64)
def places_of(version: Version) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where in a row the things stand that are asked, and where the open answers."""
    columns = columns_of(version)
    texts = (at for at, each in enumerate(columns) if each.kind == "text" and each.role in ("value", "other"))
    return tuple(question_places(columns, version.questionnaire)), tuple(texts)


def question_places(columns: tuple[Variable, ...], questionnaire: Questionnaire) -> Iterator[int]:
    """One column for each thing that is asked: a question, a row of a grid, and of a set of options the first."""
    seen: set[tuple[str, str | None]] = set()
    for place, column in enumerate(columns):
        step = step_by_id(questionnaire).get(column.question)
        is_again = column.role == "option" and (column.question, column.item) in seen
        if column.role not in ("value", "row", "option") or is_again or step is None:
            continue
        if not isinstance(step.item, DerivedItem):
            seen.add((column.question, column.item))
            yield place
