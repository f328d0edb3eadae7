"""What all files of one export share: its study, its language, what is in it and what is left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cati.export.interview import Version
from cati.questionnaire.model import Text
from cati.questionnaire.variables import Variable

Progress = Callable[[int], None]
NEVER = datetime(1980, 1, 1, tzinfo=UTC)
"""The clock of an export without rows."""


def idle(_: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Edition:
    """One export of a study, as its files tell of it.

    `data_as_of` is the last event in it: files carry that time and no clock, so the same database gives the
    same bytes. `versions` are the questionnaires in it, the newest last; `selection` is what
    was asked for, so that the same can be asked for again.
    """

    title: Text
    language: str
    data_as_of: datetime
    versions: tuple[Version, ...] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    selection: Mapping[str, object] = field(default_factory=dict)
    practice: bool = False

    @property
    def newest(self) -> Version:
        """The newest questionnaire in it."""
        return self.versions[-1]

    @property
    def zone(self) -> str:
        """The zone of its wall times."""
        return self.newest.questionnaire.study.timezone if self.versions else "UTC"

    def label(self, variable: Variable) -> str:
        """What a column is called, in full."""
        return self.tell(variable.label)

    def tell(self, text: Text) -> str:
        """A text in the language of this export, or in the first one it has."""
        return text.within(self.language) or next((words for _, words in text.every() if words), "")


@dataclass(frozen=True)
class Notes:
    """What a file could not hold as it is: labels that were cut (`V5`, `V5=3` for a value), cells that got a guard.

    `first_guarded` is the case (its pseudonym) and the column of the first of these. `label_conflicts` are labels
    with another wording in older versions.
    """

    cut_labels: tuple[str, ...] = ()
    guarded_cells: int = 0
    first_guarded: tuple[str, str] | None = None
    label_conflicts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __add__(self, other: "Notes") -> "Notes":
        """Of both."""
        return Notes(
            self.cut_labels + other.cut_labels,
            self.guarded_cells + other.guarded_cells,
            self.first_guarded or other.first_guarded,
            {**self.label_conflicts, **other.label_conflicts},
        )


NOTHING = Notes()


def total(notes: Iterable[Notes]) -> Notes:
    """Of all files."""
    return sum(notes, Notes())
