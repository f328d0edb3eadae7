"""Answers given row by row, each committed."""

from dataclasses import dataclass, field

from cati.interview.entry.base import Entry
from cati.interview.entry.outcomes import Give, Leave, OpenText, Outcome, Tell, tell
from cati.questionnaire.answer import Answer, Choice, Choices, DontKnow, GridRows, Refused
from cati.questionnaire.model import GridQuestion
from cati.questionnaire.validity import row_fault, why_invalid

YES, NO = "1", "2"


@dataclass
class RowsEntry(Entry):
    """Row by row, each committed: a grid, or options that are read one by one."""

    caret: int = 0
    told_open: bool = False

    def __post_init__(self) -> None:
        """Begin at the first row without an answer."""
        self.caret = next((at for at, row in enumerate(self.prompt.rows) if not self.has(row.name)), 0)

    @property
    def row(self) -> str:
        """The name of the row at the caret."""
        return self.prompt.rows[self.caret].name

    @property
    def row_label(self) -> str:
        """The label of the row at the caret."""
        return self.prompt.rows[self.caret].label

    def has(self, row: str) -> bool:
        """Whether a row has an answer."""
        del row
        return False

    def move(self, by: int) -> None:
        """Move the caret, within the rows."""
        self.caret = max(0, min(len(self.prompt.rows) - 1, self.caret + by))

    def open_rows(self) -> list[str]:
        """The labels of the rows without an answer."""
        return [row.label for row in self.prompt.rows if not self.has(row.name)]

    def enter(self) -> Outcome | None:
        """Go on if every row has its answer, or if the whole question had a status and no row was touched."""
        rest = self.open_rows()
        if len(rest) == len(self.prompt.rows) and self.stands():
            return Leave()
        if rest:
            self.told_open = True
            return tell("rows_open", count=len(rest), rows=", ".join(rest))
        fault = why_invalid(self.prompt.question, self.prompt.stop.offered, self.answer())
        return Leave() if fault is None else Tell(fault)

    def answer(self) -> Answer:
        """The answer as far as it goes."""
        raise TypeError(type(self).__name__)

    def given(self) -> Outcome:
        """Record the rows so far and go down one."""
        self.told_open = False
        self.move(1)
        return Give(self.answer(), stays=True)


@dataclass
class GridEntry(RowsEntry):
    """One option for each row."""

    rows: dict[str, Choice | DontKnow | Refused] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the rows given before that can still stand."""
        question, before = self.prompt.question, self.prompt.answer
        if isinstance(question, GridQuestion) and isinstance(before, GridRows):
            offered = self.prompt.stop.offered
            self.rows = {
                row: given for row, given in before.rows.items() if row_fault(question, offered, given) is None
            }
        super().__post_init__()

    def has(self, row: str) -> bool:
        """Whether a row has an answer."""
        return row in self.rows

    def press(self, key: str) -> Outcome | None:
        """The option of the key is the answer of the row at the caret."""
        line = self.option(key)
        if line is None:
            return None
        self.rows[self.row] = Choice(option=line.name)
        return self.given()

    def status(self, status: DontKnow | Refused) -> Outcome:
        """The status of the row at the caret; after the sentence about open rows, of all of those."""
        fault = why_invalid(self.prompt.question, self.prompt.stop.offered, status)
        if fault is not None:
            return Tell(fault)
        if self.told_open:
            self.rows |= {row.name: status for row in self.prompt.rows if row.name not in self.rows}
        else:
            self.rows[self.row] = status
        return self.given()

    def answer(self) -> Answer:
        """The rows given so far, in questionnaire order."""
        assert isinstance(self.prompt.question, GridQuestion)  # noqa: S101 - `entry_for` chose this entry
        order = [row.name for row in self.prompt.question.rows]
        return GridRows(rows={name: self.rows[name] for name in order if name in self.rows})


@dataclass
class EachEntry(RowsEntry):
    """Options read one by one: a yes or no for each."""

    said: dict[str, bool] = field(default_factory=dict)
    other: str | None = None

    def __post_init__(self) -> None:
        """Begin with what was said before."""
        before = self.prompt.answer
        if isinstance(before, Choices):
            self.said = dict.fromkeys(before.options, True) | dict.fromkeys(before.declined, False)
            self.other = before.other
        super().__post_init__()

    def has(self, row: str) -> bool:
        """Whether a row has a yes or no."""
        return row in self.said

    def press(self, key: str) -> Outcome | None:
        """1 is yes, 2 is no, for the row at the caret."""
        if key not in (YES, NO):
            return None
        row = self.prompt.rows[self.caret]
        if key == YES and row.is_other:
            self.opened = row.name
            return OpenText(row.label, self.other or self.prompt.draft.text)
        self.said[row.name] = key == YES
        if row.is_other:
            self.other = None
        return self.given()

    def with_text(self, option: str, text: str) -> Outcome:
        """The row is a yes."""
        self.other = text
        self.said[option] = True
        self.opened = None
        return self.given()

    def status(self, status: DontKnow | Refused) -> Outcome:
        """A status holds for the whole question, and only before any yes or no."""
        return tell(f"{status.kind}_whole") if self.said else super().status(status)

    def answer(self) -> Answer:
        """What was said so far, in list order."""
        order = [option.name for option in self.prompt.stop.offered]
        yes = tuple(name for name in order if self.said.get(name) is True)
        no = tuple(name for name in order if self.said.get(name) is False)
        return Choices(options=yes, declined=no, other=self.other)
