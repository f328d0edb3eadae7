"""What is in each column, counted in one pass: for codebooks, and for whoever reads them."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from cati.export.cells import Cell, NoAnswer
from cati.export.sorted_rows import Rows
from cati.questionnaire.variables import Variable

COUNTED = frozenset({"code", "flag", "status"})


@dataclass
class Tally:
    """One column: how often each code and each way of having no answer, the range of numbers, the longest text."""

    answered: int = 0
    values: Counter[int] = field(default_factory=Counter)
    missing: Counter[NoAnswer] = field(default_factory=Counter)
    least: int | Decimal | None = None
    most: int | Decimal | None = None
    sum: Decimal = Decimal(0)
    longest: int = 0

    def count(self, cell: Cell, column: Variable) -> None:
        """Count one cell."""
        if isinstance(cell, NoAnswer):
            self.missing[cell] += 1
            return
        self.answered += 1
        if isinstance(cell, str):
            self.longest = max(self.longest, len(cell))
        elif isinstance(cell, int) and column.kind in COUNTED:
            self.values[cell] += 1
        elif isinstance(cell, int | Decimal):
            self.least = cell if self.least is None else min(self.least, cell)
            self.most = cell if self.most is None else max(self.most, cell)
            self.sum += cell

    def __add__(self, other: "Tally") -> "Tally":
        """Two parts of one column together."""
        return Tally(
            answered=self.answered + other.answered,
            values=self.values + other.values,
            missing=self.missing + other.missing,
            least=min((each for each in (self.least, other.least) if each is not None), default=None),
            most=max((each for each in (self.most, other.most) if each is not None), default=None),
            sum=self.sum + other.sum,
            longest=max(self.longest, other.longest),
        )

    @property
    def asked(self) -> int:
        """How many it was put to."""
        return self.answered + self.missing[NoAnswer.DONT_KNOW] + self.missing[NoAnswer.REFUSED]

    @property
    def mean(self) -> Decimal | None:
        """The mean of the numbers, to two decimals."""
        if self.least is None:
            return None
        return (self.sum / self.answered).quantize(Decimal("0.01"))

    def percent(self, count: int) -> float:
        """A count as a part of those it was put to."""
        return round(100 * count / self.asked, 1) if self.asked else 0.0


def tallied(table: Rows) -> list[Tally]:
    """A tally per column."""
    tallies = [Tally() for _ in table.columns]
    for row in table.rows():
        for tally, column, cell in zip(tallies, table.columns, row, strict=True):
            tally.count(cell, column)
    return tallies
