"""The whole report, or one part of it: figures read at one moment, then put in words."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property

from cati.errors import UnknownOptionError
from cati.fieldwork.figures.answers import Answers, read_answers
from cati.fieldwork.figures.calls import Calls, calls
from cati.fieldwork.figures.people import people
from cati.fieldwork.figures.progress import progress, target_of
from cati.fieldwork.figures.question_times import question_times
from cati.fieldwork.figures.quota import cells_now
from cati.fieldwork.figures.standing import Standing, standing
from cati.fieldwork.report.answers_part import answers_sections
from cati.fieldwork.report.audit_part import audit_section
from cati.fieldwork.report.calls_part import calls_section, hours_section, times_section
from cati.fieldwork.report.cases_part import cases_section, progress_section, rates_section
from cati.fieldwork.report.document import Page, Section
from cati.fieldwork.report.numbers import moment
from cati.fieldwork.report.people_part import people_sections, quality_section
from cati.fieldwork.report.quotas_part import quotas_section
from cati.fieldwork.room import Room
from cati.storage.audit import list_deeds
from cati.storage.figures.calls import Span
from cati.storage.figures.reviews import count_outcomes, count_reviews, count_versions
from cati.storage.figures.sample import count_sample_values
from cati.storage.interviewers import interviewer_names
from cati.storage.snapshot import Snapshot, snapshot
from cati.words import say


@dataclass(frozen=True)
class Wanted:
    """What to report: parts by name (none: all but the audit), as of when, calls of which days, a given e.

    `by` is the field of the sample that splits the answers. Times are aware; None is now, or no bound.
    """

    parts: tuple[str, ...] = ()
    as_of: datetime | None = None
    since: datetime | None = None
    before: datetime | None = None
    e: Fraction | None = None
    by: str | None = None

    def __post_init__(self) -> None:
        """Refuse a part that is none. Raises `UnknownOptionError`."""
        for name in self.parts:
            if name not in PARTS:
                near = get_close_matches(name, PARTS, 1, 0)[0]
                raise UnknownOptionError("report.unknown_part", given=name, near=near, known=", ".join(PARTS))

    @property
    def span(self) -> Span:
        """Which calls are counted."""
        ends = [moment for moment in (self.before, self.as_of) if moment is not None]
        return Span(self.since, min(ends, default=None))


@dataclass(frozen=True)
class Reading:
    """One moment of the study's database, and what is wanted of it; each figure is counted once."""

    room: Room
    now: Snapshot
    wanted: Wanted

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.room.language

    @cached_property
    def standing(self) -> Standing:
        """How the sample stands."""
        return standing(self.now, as_of=self.wanted.as_of, e=self.wanted.e)

    @cached_property
    def calls(self) -> Calls:
        """The calls."""
        return calls(self.now, self.room.study.zone, self.wanted.span)

    @cached_property
    def answers(self) -> Answers | None:
        """The answers."""
        return read_answers(self.room, self.now, by=self.wanted.by, span=self.wanted.span, as_of=self.wanted.as_of)

    def progress(self) -> Iterator[Section]:
        """Complete interviews by day."""
        target = target_of(self.room.study.questionnaire)
        found = progress(self.now, self.room.study.zone, self.wanted.as_of)
        yield progress_section(found, self.at.date(), target, self.language)

    def cases(self) -> Iterator[Section]:
        """AAPOR's groups."""
        yield cases_section(self.standing, self.language)

    def rates(self) -> Iterator[Section]:
        """AAPOR's rates."""
        yield rates_section(self.standing, self.language)

    def quotas(self) -> Iterator[Section]:
        """The cells of quotas, which are of now only."""
        if self.room.study.questionnaire.fieldwork.quotas and self.wanted.as_of is None:
            yield quotas_section(cells_now(self.now, self.room, self.at), self.room.study.zone, self.language)

    def calls_made(self) -> Iterator[Section]:
        """Calls by result and hour."""
        yield calls_section(self.calls, self.language)
        if hours := hours_section(self.calls, self.language):
            yield hours

    def interviewers(self) -> Iterator[Section]:
        """What each interviewer did."""
        found = people(self.now, self.calls, self.wanted.span)
        said = {} if self.answers is None else self.answers.said
        yield from people_sections(found, said, self.language)

    def said(self) -> Iterator[Section]:
        """What was answered."""
        yield from answers_sections(self.answers, self.language)

    def times(self) -> Iterator[Section]:
        """How long questions take."""
        found = question_times(self.now, self.room.study.questionnaire, self.wanted.span)
        if section := times_section(found, self.language):
            yield section

    def quality(self) -> Iterator[Section]:
        """What ISO 20252 wants to be told."""
        questionnaire, at = self.room.study.questionnaire, self.now.connection
        sources: Counter[str] = Counter()
        if SOURCE in questionnaire.sample:
            for (source, _), count in count_sample_values(at, SOURCE, self.wanted.as_of).items():
                sources[source or "–"] += count
        yield quality_section(
            count_reviews(at, self.wanted.span),
            interviewer_names(at),
            count_outcomes(at, self.wanted.span),
            count_versions(at, self.wanted.span),
            sources,
            questionnaire.fieldwork.retention.contact_data_until,
            self.language,
        )

    def audit(self) -> Iterator[Section]:
        """What was done beside the calls."""
        found = list_deeds(self.room.store, newest_first=True)
        deeds = (deed for deed in found if self.wanted.span.has(deed.at))
        yield audit_section(deeds, self.room.study.zone, self.language)

    @property
    def at(self) -> datetime:
        """The moment of the report, on the study's wall."""
        return (self.wanted.as_of or self.room.clock()).astimezone(self.room.study.zone)

    def page(self) -> Page:
        """The report."""
        language = self.language
        word = "report.made" if self.wanted.as_of is None else "report.as_of"
        lines = [say(language, word, moment=moment(self.at, language)), self.how_final()]
        wanted = self.wanted.parts or tuple(name for name in PARTS if name != "audit")
        has_figures = self.standing.released or self.wanted.parts
        sections = [section for name in wanted for section in PARTS[name](self)] if has_figures else []
        return Page(language, self.room.study.title(language), tuple(lines), tuple(sections))

    def how_final(self) -> str:
        """Whether the figures can still change."""
        if not self.standing.released:
            return say(self.language, "report.no_sample")
        if still_open := self.standing.still_open:
            return say(self.language, "report.provisional", count=still_open)
        return say(self.language, "report.final")


PARTS: Mapping[str, Callable[[Reading], Iterator[Section]]] = {
    "progress": Reading.progress,
    "cases": Reading.cases,
    "rates": Reading.rates,
    "quotas": Reading.quotas,
    "calls": Reading.calls_made,
    "interviewers": Reading.interviewers,
    "answers": Reading.said,
    "times": Reading.times,
    "quality": Reading.quality,
    "audit": Reading.audit,
}
"""What can be asked for, in the order of the page."""
SOURCE = "sample_source"


def report(room: Room, wanted: Wanted) -> Page:
    """The report in the room's language, read at one moment of the database.

    Raises `UnknownOptionError` for a field of the sample that cannot split the answers.
    """
    with snapshot(room.store) as now:
        return Reading(room, now, wanted).page()
