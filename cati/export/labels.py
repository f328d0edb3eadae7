"""Labels cut to what a format holds, by us and not by a library: at a character, marked, counted, never two alike."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from cati.export.cells import missing_codes
from cati.export.edition import Edition
from cati.questionnaire.variables import Variable

CUT = "…"
Measure = Callable[[str], int]


def in_bytes(text: str) -> int:
    """The length as SPSS counts it."""
    return len(text.encode())


@dataclass(frozen=True)
class Limits:
    """How long labels may be in a format, by its own measure."""

    variable: int
    variable_measure: Measure
    value: int
    value_measure: Measure
    file: int
    file_measure: Measure


SPSS_LIMITS = Limits(256, in_bytes, 120, in_bytes, 64, in_bytes)
STATA_LIMITS = Limits(80, len, 32_000, in_bytes, 80, len)


def cut(text: str, limit: int, measure: Measure) -> str:
    """The text if it fits, else as much as fits with `…` behind it."""
    if measure(text) <= limit:
        return text
    kept = text[:limit]
    while measure(kept.rstrip() + CUT) > limit:
        kept = kept[:-1]
    return kept.rstrip() + CUT


@dataclass
class Labels:
    """The labels of one file in its language, within its limits; `cuts` names those that were too long."""

    edition: Edition
    limits: Limits
    cuts: list[str] = field(default_factory=list, init=False)

    def fitted(self, name: str, text: str, limit: int, measure: Measure) -> str:
        """A text within a limit, what it is called noted if it was cut."""
        short = cut(text, limit, measure)
        if short != text:
            self.cuts.append(name)
        return short

    def file(self) -> str:
        """What the file is called."""
        return self.fitted("title", self.edition.tell(self.edition.title), self.limits.file, self.limits.file_measure)

    def variable(self, column: Variable) -> str:
        """What a column is called."""
        return self.fitted(column.name, self.edition.label(column), self.limits.variable, self.limits.variable_measure)

    def values(self, column: Variable) -> dict[int, str]:
        """What the values of a column are called; two that a cut makes equal get their code."""
        limit, measure = self.limits.value, self.limits.value_measure
        whole = {code: self.edition.tell(label) for code, label in column.value_labels.items()}
        short = {code: self.fitted(f"{column.name}={code}", label, limit, measure) for code, label in whole.items()}
        seen = Counter(short.values())
        for code, label in whole.items():
            if seen[short[code]] > 1 and short[code] != label:
                end = f" ({code})"
                short[code] = cut(label, limit - measure(end), measure) + end
        return short


def value_labels(edition: Edition, column: Variable) -> dict[int, str]:
    """All value labels in full, those of having no answer among them."""
    return {code: edition.tell(label) for code, label in column.value_labels.items()} | missing_labels(edition, column)


def missing_labels(edition: Edition, column: Variable) -> dict[int, str]:
    """The labels of the ways of having no answer, in a column that says them by number."""
    if not column.is_numeric or column.role in ("system", "sample"):
        return {}
    return {code.number: edition.tell(code.labels) for code in missing_codes().values() if code.number is not None}
