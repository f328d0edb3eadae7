"""C210: ranges that hold nothing, or that reach the codes of missing answers."""

import math
from collections.abc import Iterator
from decimal import Decimal

from cati.questionnaire.model import DateQuestion, DerivedItem, NumberQuestion, TimeQuestion
from cati.questionnaire.partial_dates import precision_of
from cati.questionnaire.problems import Problem
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.steps import FilePlace

LIMITS = {"day": "C210.limit_day", "month": "C210.limit_month", "year": "C210.limit_year"}
MOST_DIGITS = 15
"""What Excel, SPSS and Stata keep of a number, as doubles do."""
MISSING_CODES = (-95, -98, -99)
"""Not reached, don't know and refused, as exported files write them."""


def ranges(inspected: Inspected) -> Iterator[Problem]:
    """The range of each item that has one."""
    for step in inspected.steps:
        match step.item:
            case NumberQuestion() as item:
                yield from number_range(inspected, step.place, item.min, item.max, item.decimals, is_asked=True)
            case DerivedItem(min=Decimal() as least, max=Decimal() as most):
                yield from number_range(inspected, step.place, least, most, 6, is_asked=False)
            case (DateQuestion() | TimeQuestion()) as item:
                yield from moment_range(inspected, step.place, item)


def number_range(
    inspected: Inspected, place: FilePlace, least: Decimal, most: Decimal, decimals: int, *, is_asked: bool
) -> Iterator[Problem]:
    """No number of so many decimals between the limits, more digits than a double keeps, or a missing code."""
    scale = Decimal(10) ** decimals
    if math.ceil(least * scale) > math.floor(most * scale):
        yield inspected.nodes.problem("C210.number", (*place, "min"), min=least, max=most)
    digits = max(len(str(abs(int(limit)))) for limit in (least, most))
    if is_asked and digits + decimals > MOST_DIGITS:
        yield inspected.nodes.problem("C210.digits", (*place, "max"), count=digits + decimals, most=MOST_DIGITS)
    for code in MISSING_CODES:
        if least <= code <= most:
            key = "min" if least < 0 <= most else "max"
            yield inspected.nodes.problem("C210.missing_codes", (*place, key), code=code)
            return


def moment_range(inspected: Inspected, place: FilePlace, item: DateQuestion | TimeQuestion) -> Iterator[Problem]:
    """No date, or no time of day, between the limits; or a limit that says more or less than is asked."""
    if isinstance(item, DateQuestion):
        for key, limit in (("min", item.min), ("max", item.max)):
            if limit is not None and precision_of(limit) != item.precision:
                yield inspected.nodes.problem(LIMITS[item.precision], (*place, key), key=key, found=limit)
                return
    if item.min is not None and item.max is not None and str(item.min) > str(item.max):
        word = "C210.date" if isinstance(item, DateQuestion) else "C210.time"
        yield inspected.nodes.problem(word, (*place, "min"), min=item.min, max=item.max)


def call_windows(inspected: Inspected) -> Iterator[Problem]:
    """A call window that closes before it opens."""
    for index, window in enumerate(inspected.questionnaire.fieldwork.call_windows):
        if window.from_ >= window.to:
            place = ("fieldwork", "call_windows", index, "from")
            times = {"from": f"{window.from_:%H:%M}", "to": f"{window.to:%H:%M}"}
            yield inspected.nodes.problem("C210.window", place, **times)
