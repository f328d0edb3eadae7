"""What was answered: frequencies as the codebook has them, for all and by a field of the sample, with margins."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cati.errors import UnknownOptionError
from cati.export.edition import NEVER, Edition
from cati.export.entries import Asked, codebook
from cati.export.tally import Tally
from cati.fieldwork.export_source import Source, Wanted
from cati.fieldwork.figures.counting import Counting, Said, code_in
from cati.fieldwork.room import Room
from cati.questionnaire.model import Questionnaire, Text
from cati.sample.margins import Margin, margin
from cati.sample.rates import counted
from cati.storage.figures.calls import WHOLE, Span
from cati.storage.figures.sample import count_sample_values
from cati.storage.snapshot import Snapshot


@dataclass(frozen=True)
class Class:
    """One class of the sample: its label, its interviews, and how many companies it has that may take part."""

    label: str
    interviews: int
    population: int
    tallies: Mapping[str, Tally]

    def margin(self, column: str, count: int) -> Margin | None:
        """Between what shares that of the whole class lies, for `count` of those a column was asked of."""
        return margin(count, self.tallies[column].asked, self.population)


@dataclass(frozen=True)
class Answers:
    """The answers of all complete and partial interviews; `by` is the field of the sample that makes the classes."""

    asked: tuple[Asked, ...]
    overall: Class
    classes: tuple[Class, ...]
    by: str | None
    outcomes: Mapping[str, int]
    said: Mapping[str, Said]


def read_answers(
    room: Room, now: Snapshot, *, by: str | None = None, span: Span = WHOLE, as_of: datetime | None = None
) -> Answers | None:
    """The answers of the interviews that came to their end in a span, as they are now; None if there is none.

    `by` names a choice of the sample; None takes the first one there is. `as_of` says which cases are counted as
    the population. Raises `UnknownOptionError`.
    """
    questionnaire = room.study.questionnaire
    by = class_field(questionnaire, by)
    counting = Counting(by)
    for interview in Source(room, now, Wanted(), "").interviews():
        if span.has(interview.ended_at):
            counting.count(interview)
    if not counting.versions:
        return None
    edition, overall, columns = edition_of(room, counting), counting.overall, counting.columns
    asked = codebook(columns, edition, [overall[column.name] for column in columns])
    populations = populations_of(now, questionnaire, by, as_of)
    return Answers(
        asked=tuple(each for each in asked if each.kind),
        overall=Class("", counting.sizes.total(), populations.total(), overall),
        classes=tuple(
            Class(edition.tell(option.label), counting.sizes[option.code], populations[option.code], tallies)
            for option in (() if by is None else questionnaire.sample[by].options)
            if counting.sizes[option.code] and (tallies := counting.tallies(option.code))
        ),
        by=by,
        outcomes=counting.outcomes,
        said=counting.said,
    )


def edition_of(room: Room, counting: Counting) -> Edition:
    """How the figures tell of the questionnaire: in the language of the screen, if the study has it."""
    languages = room.study.questionnaire.study.languages
    return Edition(
        title=Text({language: room.study.title(language) for language in languages}),
        language=room.language if room.language in languages else languages[0],
        data_as_of=counting.last_at or NEVER,
        versions=tuple(counting.versions[rank] for rank in sorted(counting.versions)),
        outcomes=counting.outcomes,
    )


def class_field(questionnaire: Questionnaire, by: str | None) -> str | None:
    """The field of the sample by which answers are split. Raises `UnknownOptionError` if it is none."""
    choices = [name for name, field in questionnaire.sample.items() if field.type == "choice" and not field.personal]
    if by is not None and by not in choices:
        raise UnknownOptionError("report.unknown_field", given=by, known=", ".join(choices) or "-")
    return by or next(iter(choices), None)


def populations_of(
    now: Snapshot, questionnaire: Questionnaire, by: str | None, as_of: datetime | None
) -> Counter[int | None]:
    """The cases of each class, by its code, without those that are known not to be eligible."""
    found: Counter[int | None] = Counter()
    for (text, code), count in count_sample_values(now.connection, by or "", as_of).items():
        if not counted({code: count}).of(("NE",)):
            found[None if by is None else code_in(questionnaire, by, text)] += count
    return found
