"""What each interviewer did, and how much of it was looked at by a supervisor, in words."""

from collections.abc import Mapping, Sequence
from datetime import date

from cati.fieldwork.figures.counting import Said
from cati.fieldwork.figures.people import FEW_CONTACTS, Person
from cati.fieldwork.report.document import Section, Table, heads
from cati.fieldwork.report.numbers import clock, day, decimal, percent, whole
from cati.questionnaire.version import SHOWN
from cati.storage.figures.reviews import Reviewed
from cati.words import say

LEAST_REVIEWED = 0.1
"""The share of each interviewer's interviews that a supervisor should have listened to or called back about."""
WORK = (
    "report.people.name", "report.people.signed_in", "report.people.dials", "report.people.dials_an_hour",
    "report.people.calls", "report.people.contacts", "report.people.completes", "report.people.completes_an_hour",
    "report.people.length", "report.people.pause",
)  # fmt: skip
TALK = (
    "report.people.name", "report.people.cooperation", "report.people.refusals", "report.people.conversions",
    "report.people.nonresponse", "report.people.open_length", "report.people.checks", "report.people.appointments",
)  # fmt: skip
REVIEWS = (
    "report.people.name", "report.quality.interviews", "report.quality.listened", "report.quality.called_back",
    "report.quality.reviewed",
)  # fmt: skip


def people_sections(found: Sequence[Person], said: Mapping[str, Said], language: str) -> tuple[Section, ...]:
    """Two tables: how much was done, and how it went."""
    title = say(language, "report.people.work")
    if not found:
        return (Section("interviewers", title, (say(language, "report.no_calls"),)),)
    few = frozenset(at for at, person in enumerate(found) if person.is_few)
    notes = [say(language, "report.people.contacts_are")]
    if few:
        notes.append(say(language, "report.people.few", few=FEW_CONTACTS))
    work = Table(heads(language, *WORK), tuple(work_row(person, language) for person in found), quiet=few)
    rows = tuple(talk_row(person, said.get(person.code, Said()), language) for person in found)
    talk = Table(heads(language, *TALK), rows, quiet=few)
    note = (say(language, "report.people.talk_note"),)
    return (
        Section("interviewers", title, table=work, after=tuple(notes)),
        Section("conversations", say(language, "report.people.talk"), table=talk, after=note, is_below=True),
    )


def shown_name(person: Person) -> str:
    """The name, marked where there are too few contacts to judge by."""
    return f"{person.name} *" if person.is_few else person.name


def work_row(person: Person, language: str) -> tuple[str, ...]:
    """How much was done."""
    hours = person.seconds_signed_in / 3600
    return (
        shown_name(person),
        decimal(hours or None, language),
        whole(person.dials, language),
        decimal(person.dials_an_hour, language),
        whole(person.calls, language),
        whole(person.contacts, language),
        whole(person.completes, language),
        decimal(person.completes_an_hour, language),
        clock(person.interview_seconds, language),
        clock(person.pause_seconds, language),
    )


def talk_row(person: Person, said: Said, language: str) -> tuple[str, ...]:
    """How it went."""
    return (
        shown_name(person),
        percent(person.cooperation, language),
        percent(person.refusal_share, language),
        whole(person.conversions, language),
        percent(said.nonresponse, language),
        decimal(said.median_length, language, 0),
        whole(person.checks_confirmed, language),
        f"{whole(person.appointments_kept, language)}/{whole(person.appointments_made, language)}",
    )


def quality_section(
    reviewed: Sequence[Reviewed],
    names: Mapping[str, str],
    outcomes: Sequence[tuple[str, str, int]],
    versions: Sequence[tuple[str, int]],
    sources: Mapping[str, int],
    kept_until: date | None,
    language: str,
) -> Section:
    """What ISO 20252 wants a report to say: reviews per interviewer, versions, source of the sample, retention."""
    rows = tuple(review_row(each, names, language) for each in reviewed)
    too_few = [names.get(each.interviewer, each.interviewer) for each in reviewed if is_too_few(each)]
    notes = [say(language, "report.quality.too_few", least="10%", names=", ".join(too_few))] if too_few else []
    notes += [outcome_told(each, language) for each in outcomes]
    if versions:
        told = ", ".join(f"{content_hash[:SHOWN]} ({count})" for content_hash, count in versions)
        notes.append(say(language, "report.quality.versions", versions=told))
    if sources:
        told = ", ".join(f"{source} ({whole(count, language)})" for source, count in sources.items())
        notes.append(say(language, "report.quality.sources", sources=told))
    if kept_until is None:
        notes.append(say(language, "report.quality.kept_for_ever"))
    else:
        notes.append(say(language, "report.quality.kept_until", day=day(kept_until, language)))
    table = Table(heads(language, *REVIEWS), rows) if rows else None
    return Section("quality", say(language, "report.quality.title"), table=table, after=tuple(notes))


def outcome_told(found: tuple[str, str, int], language: str) -> str:
    """What came of reviews: `Listened to, in order: 12.`"""
    mark, outcome, count = found
    done = say(language, "report.quality.listened" if mark == "listened" else "report.quality.called_back")
    return f"{done}, {outcome}: {whole(count, language)}." if outcome else f"{done}: {whole(count, language)}."


def review_row(found: Reviewed, names: Mapping[str, str], language: str) -> tuple[str, ...]:
    """One interviewer's interviews, and how many were looked at."""
    return (
        names.get(found.interviewer, found.interviewer),
        whole(found.interviews, language),
        whole(found.listened, language),
        whole(found.called_back, language),
        percent(found.either / found.interviews, language),
    )


def is_too_few(found: Reviewed) -> bool:
    """Whether a supervisor looked at too few of them."""
    return found.either < LEAST_REVIEWED * found.interviews
