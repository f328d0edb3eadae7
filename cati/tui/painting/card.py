"""The case card: whom to call, at which numbers, what was tried before, what was noted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.content import Content

from cati.fieldwork.calling import keyed_numbers
from cati.fieldwork.card_results import CardResult
from cati.fieldwork.case_card import CaseCard
from cati.fieldwork.figures.quota import option_label
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.phone_number import written_phone
from cati.sample.said import Said
from cati.storage.call_history import Note
from cati.storage.cases import Attempt
from cati.tui.painting.columns import EMPTY, cell, cut, key_row, wrapped
from cati.tui.painting.moments import short_moment
from cati.tui.show import show
from cati.words import say

MOST_ATTEMPTS, MOST_NOTES = 6, 4
SIZE = "size_class"
SAID_TO_US = ("note", "appointment", "to_interviewer")
"""Notes an interviewer reads; those to the supervisor are not for the next caller."""


@dataclass(frozen=True)
class Faces:
    """The names of interviewers by code, and the study's zone."""

    names: Mapping[str, str]
    zone: ZoneInfo


def card_lines(card: CaseCard, faces: Faces, goes_on_at: str, language: str, width: int) -> list[Content]:
    """Everything about the case before it is called; `goes_on_at` is where a suspended interview goes on."""
    return [
        EMPTY,
        *who_lines(card, language, width),
        EMPTY,
        *number_lines(card, language, width),
        EMPTY,
        *(wrapped(say(language, "card.goes_on", question=goes_on_at), width - 3, indent=3) if goes_on_at else ()),
        *attempt_lines(card, faces, language, width),
        *note_lines(card, faces, language, width),
    ]


def who_lines(card: CaseCard, language: str, width: int) -> Iterator[Content]:
    """Contact, language, size class."""
    contact, case = card.file.contact, card.file.case
    size = size_in_words(card, language)
    who = "" if contact is None else ", ".join(filter(None, (contact.name, contact.function)))
    facts = [
        say(language, "card.language", language=case.language) if case.language else "",
        say(language, "card.size", size=size) if size else "",
        str(case.sample.get("municipality") or ""),
    ]
    about = " · ".join(filter(None, facts))
    yield cut(f" {say(language, 'card.contact'):<10}{who or say(language, 'card.nobody_known')}", width)
    if about:
        yield cut(f" {say(language, 'card.about'):<10}{about}", width)


def size_in_words(card: CaseCard, language: str) -> str:
    """The size class as the questionnaire labels it; empty if it is not known."""
    found = str(card.file.case.sample.get(SIZE) or "")
    questionnaire = card.room.study.questionnaire
    return option_label(questionnaire, SIZE, found, language) if found and SIZE in questionnaire.sample else found


def number_lines(card: CaseCard, language: str, width: int) -> Iterator[Content]:
    """The numbers, each with its key; what may not be called says why."""
    region = card.room.study.questionnaire.study.phone_region
    for key, phone in keyed_numbers(card):
        written = f"{written_phone(phone.e164, region)}  {phone.label}".rstrip()
        told = "" if phone.state == "usable" else say(language, f"card.number.{phone.state}")
        if phone.phone_id == card.dialled:
            told = say(language, "card.calling")
        yield key_row(key, written, width, told, is_open=phone.state == "usable", at=36)
    if not any(phone.state == "usable" for phone in card.file.phones):
        yield from wrapped(say(language, "card.no_number"), width - 3, indent=3)


def attempt_lines(card: CaseCard, faces: Faces, language: str, width: int) -> Iterator[Content]:
    """The last calls that came to a result: when, what, who."""
    over = [attempt for attempt in card.file.attempts if attempt.disposition in dispositions()]
    if not over:
        yield show(f" {say(language, 'card.never_called')}").stylize("bold")
        return
    days = say(language, "card.days", count=len({each.started_at.astimezone(faces.zone).date() for each in over}))
    yield show(f" {say(language, 'card.history', count=len(over), days=days)}").stylize("bold")
    for attempt in over[-MOST_ATTEMPTS:]:
        yield cut(f"   {attempt_line(card, attempt, faces, language)}", width)


def attempt_line(card: CaseCard, attempt: Attempt, faces: Faces, language: str) -> str:
    """`di 24 nov 10:12   056 12 34 56   geen gehoor   Maes`."""
    when = short_moment(attempt.started_at.astimezone(faces.zone), language)
    numbers = {phone.phone_id: phone.e164 for phone in card.file.phones}
    dialled = [dial.phone_id for dial in card.file.dials if dial.attempt_id == attempt.attempt_id]
    region = card.room.study.questionnaire.study.phone_region
    e164 = numbers.get(dialled[-1]) if dialled else None
    number = written_phone(e164, region) if e164 else ""
    result = dispositions()[attempt.disposition or ""].label(language)
    who = faces.names.get(attempt.interviewer, attempt.interviewer)
    return f"{when}  {cell(number, 14).plain}  {cell(result, 32).plain}  {who}"


def note_lines(card: CaseCard, faces: Faces, language: str, width: int) -> Iterator[Content]:
    """What was noted for whoever calls: of the sample, by interviewers, by the supervisor."""
    told = [note for note in card.file.notes if note.kind in SAID_TO_US]
    first = card.file.contact.notes if card.file.contact is not None else ""
    if not told and not first:
        return
    yield show(f" {say(language, 'card.notes')}").stylize("bold")
    if first:
        yield from wrapped(first, width - 3, indent=3)
    for note in told[-MOST_NOTES:]:
        style = "$alert" if note.kind == "to_interviewer" and note.seen_at is None else ""
        yield from (line.stylize(style) for line in wrapped(note_text(note, faces, language), width - 3, indent=3))


def note_text(note: Note, faces: Faces, language: str) -> str:
    """A note with who wrote it and when."""
    who, when = faces.names.get(note.author, note.author), short_moment(note.at.astimezone(faces.zone), language)
    return f"{note.text} ({who}, {when})"


# The result of the call


def result_lines(rows: Sequence[CardResult], language: str, width: int) -> list[Content]:
    """Results with their keys."""
    return [key_row(row.key, row.disposition.label(language), width, closes(row, language), at=46) for row in rows]


def closes(row: CardResult, language: str) -> str:
    """That a result closes the case."""
    return say(language, "result.closes") if row.disposition.ends_case else ""


def said_text(said: Said, language: str) -> str:
    """What was asked with a result, in words."""
    parts = [
        say(language, f"card.by.{said.by}") if said.by else "",
        say(language, f"card.reason.{said.reason}") if said.reason else "",
        said.language,
        said.words,
    ]
    return ", ".join(filter(None, parts))


def held_until(until: datetime, zone: ZoneInfo, language: str) -> str:
    """Until when the case is held for this desk."""
    return say(language, "card.held", time=f"{until.astimezone(zone):%H:%M}")
