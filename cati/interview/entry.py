"""From keys and lines to an answer, or a sentence why not: one small machine a kind of question.

An entry is made anew for each painting of a question. It never stores anything: it says what should be
recorded, kept as a draft or told, and the fronts do that. Both fronts use the same entries, so the plain
mode and the screens cannot differ in what they accept.
"""

from dataclasses import dataclass, field
from datetime import date

from cati.interview.cleaning import clean
from cati.interview.prompt import OptionLine, Prompt
from cati.interview.typed import read_typed
from cati.questionnaire.answer import (
    NONRESPONSE,
    Answer,
    Choice,
    Choices,
    DontKnow,
    Draft,
    GridRows,
    Read,
    Refused,
)
from cati.questionnaire.model import (
    AppointmentQuestion,
    GridQuestion,
    MultiQuestion,
    Option,
    SingleQuestion,
    Statement,
)
from cati.questionnaire.validity import Invalid, invalid, named, row_fault, why_invalid

YES, NO = "1", "2"


@dataclass(frozen=True)
class Give:
    """This is the answer: record it. `stays` means that more rows of the same question are to come."""

    answer: Answer
    stays: bool = False


@dataclass(frozen=True)
class AskAgain:
    """An option that is recorded but is never the answer: the question is put anew."""

    option: str


@dataclass(frozen=True)
class Keep:
    """Not yet the answer: keep it as a draft."""

    draft: Draft


@dataclass(frozen=True)
class Leave:
    """Everything here is recorded already: go on."""


@dataclass(frozen=True)
class Tell:
    """A sentence for the interviewer; nothing else changes."""

    reason: Invalid


@dataclass(frozen=True)
class OpenText:
    """A line must be typed that belongs to an option or row, named by its label."""

    label: str
    text: str = ""


Outcome = Give | AskAgain | Keep | Leave | Tell | OpenText
"""What a key or line came to; None stands for a key without meaning here."""


def tell(word: str, **places: object) -> Tell:
    """A sentence by the last part of its word in `answers.toml`."""
    return Tell(invalid(word, **places))


@dataclass
class Entry:
    """What all kinds share: statuses, and the line typed at an `other` option."""

    prompt: Prompt
    opened: str | None = None

    def status(self, status: DontKnow | Refused) -> Outcome:
        """Don't know or refused, for the whole question."""
        fault = why_invalid(self.prompt.question, self.prompt.stop.offered, status)
        return Give(status) if fault is None else Tell(fault)

    def press(self, key: str) -> Outcome | None:
        """A printable key; None if it means nothing here."""
        del key
        return None

    def enter(self) -> Outcome | None:
        """The Enter key keeps the answer given before; None if there is none that can stand."""
        return Leave() if self.stands() else None

    def stands(self) -> bool:
        """Whether the answer given before is still valid here, so that Enter keeps it."""
        answer = self.prompt.answer
        return answer is not None and why_invalid(self.prompt.question, self.prompt.stop.offered, answer) is None

    def line(self, text: str) -> Outcome:
        """The compulsory text typed at the opened option, cleaned as every text from outside."""
        other = clean(text, one_line=True)
        if isinstance(other, Invalid):
            return Tell(other)
        if self.opened is None:
            return tell("other_type")
        return self.with_text(self.opened, other) if other else tell("other_missing")

    def with_text(self, option: str, text: str) -> Outcome:
        """The opened option, now that it has its text."""
        del option, text
        return tell("other_type")

    def close(self) -> Outcome | None:
        """Escape in an opened line: the choice is dropped."""
        self.opened = None
        return None

    def option(self, key: str) -> OptionLine | None:
        """The option a key means."""
        return self.prompt.option_of_key(key)

    def matching(self, typed: str) -> tuple[OptionLine, ...]:
        """The options of a long list whose label or code fits what was typed."""
        wanted = typed.casefold().split()
        return tuple(
            line
            for line in self.prompt.options
            if all(word in line.label.casefold() or str(line.option.code).startswith(word) for word in wanted)
        )


@dataclass
class StatementEntry(Entry):
    """A text read aloud: Enter says that it was."""

    def enter(self) -> Outcome | None:
        """It was read."""
        return Give(Read())


@dataclass
class SingleEntry(Entry):
    """One key per answer."""

    def press(self, key: str) -> Outcome | None:
        """The option of the key is the answer."""
        line = self.option(key)
        return None if line is None else self.choose(line)

    def choose(self, line: OptionLine) -> Outcome:
        """This option is the answer, unless it wants a text first or only asks the question anew."""
        if line.option.ask_again:
            return AskAgain(line.name)
        if line.option.other:
            self.opened = line.name
            before = self.prompt.answer
            kept = before.other if isinstance(before, Choice) and before.option == line.name else None
            return OpenText(line.label, kept or self.prompt.draft.text)
        return Give(Choice(option=line.name))

    def with_text(self, option: str, text: str) -> Outcome:
        """The option is the answer."""
        return Give(Choice(option=option, other=text))


@dataclass
class MultiEntry(Entry):
    """A key toggles, Enter goes on."""

    chosen: list[str] = field(default_factory=list)
    other: str = ""

    def __post_init__(self) -> None:
        """Begin with what was given or marked before."""
        before = self.prompt.answer
        offered = {option.name for option in self.prompt.stop.offered}
        marked = before.options if isinstance(before, Choices) else ()
        self.chosen = [name for name in self.prompt.draft.options or marked if name in offered]
        self.other = self.prompt.draft.text or (before.other or "" if isinstance(before, Choices) else "")

    @property
    def question(self) -> MultiQuestion:
        """The question, which is a multi."""
        assert isinstance(self.prompt.question, MultiQuestion)  # noqa: S101 - `entry_for` chose this entry
        return self.prompt.question

    def press(self, key: str) -> Outcome | None:
        """Mark or unmark the option of the key."""
        line = self.option(key)
        return None if line is None else self.toggle(line)

    def toggle(self, line: OptionLine) -> Outcome:
        """Mark or unmark an option, unless it cannot stand beside what is marked."""
        if line.name in self.chosen:
            self.chosen.remove(line.name)
            return self.kept()
        fault = self.clash(line)
        if fault is not None:
            return fault
        if line.option.other:
            self.opened = line.name
            return OpenText(line.label, self.other)
        self.chosen.append(line.name)
        return self.kept()

    def clash(self, line: OptionLine) -> Outcome | None:
        """Why this option cannot be marked beside what is marked."""
        offered = self.prompt.stop.offered
        alone = next((name for name in self.chosen if (found := named(offered, name)) and found.exclusive), None)
        if (line.option.exclusive and self.chosen) or alone is not None:
            label = next((each.label for each in self.prompt.options if each.name == (alone or line.name)), "")
            return tell("exclusive", option=label)
        most = self.question.max_choices
        return tell("too_many", max=most) if most is not None and len(self.chosen) >= most else None

    def with_text(self, option: str, text: str) -> Outcome:
        """The option is marked."""
        self.other = text
        self.chosen.append(option)
        self.opened = None
        return self.kept()

    def kept(self) -> Outcome:
        """What is marked now, as a draft."""
        other = self.other if any(found.other for found in self.marked()) else ""
        return Keep(Draft(options=tuple(self.chosen), text=other))

    def marked(self) -> list[Option]:
        """The options marked now, in list order."""
        return [option for option in self.prompt.stop.offered if option.name in self.chosen]

    def enter(self) -> Outcome | None:
        """What is marked is the answer."""
        marked = self.marked()
        other = self.other or None if any(option.other for option in marked) else None
        answer = Choices(options=tuple(option.name for option in marked), other=other)
        fault = why_invalid(self.question, self.prompt.stop.offered, answer)
        if not marked and isinstance(self.prompt.answer, NONRESPONSE) and self.stands():
            return Leave()
        return Give(answer) if fault is None else Tell(fault)


@dataclass(frozen=True)
class Desk:
    """Where typed answers are read: the phone region, the day, and the language of the screen."""

    phone_region: str
    today: date
    language: str


@dataclass
class TypedEntry(Entry):
    """An answer that is typed: a number, a text, a day, a time, an address."""

    desk: Desk = field(kw_only=True)

    def line(self, text: str) -> Outcome:
        """The typed line is the answer."""
        read = read_typed(
            self.prompt.question,
            text,
            phone_region=self.desk.phone_region,
            today=self.desk.today,
            language=self.desk.language,
        )
        return Tell(read) if isinstance(read, Invalid) else Give(read)


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


def entry_for(prompt: Prompt, desk: Desk) -> Entry:
    """The entry of a question; an appointment has a form of its own (`booking`) and gets the bare one."""
    match prompt.question:
        case Statement():
            return StatementEntry(prompt)
        case SingleQuestion():
            return SingleEntry(prompt)
        case GridQuestion():
            return GridEntry(prompt)
        case MultiQuestion() if prompt.reads_each:
            return EachEntry(prompt)
        case MultiQuestion():
            return MultiEntry(prompt)
        case AppointmentQuestion():
            return Entry(prompt)
        case _:
            return TypedEntry(prompt, desk=desk)
