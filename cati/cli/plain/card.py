"""The case before the call: whom to ring, on which numbers, what was tried before, what was noted."""

from collections.abc import Iterator

from cati.fieldwork.broken_off import COMPANY, question_of_case
from cati.fieldwork.calling import keyed_numbers
from cati.fieldwork.case_card import CaseCard
from cati.fieldwork.notes import words_of
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.phone_number import written_phone
from cati.storage.call_history import Note
from cati.storage.cases import Attempt
from cati.storage.interviewers import list_interviewers
from cati.words import say

MOST_ATTEMPTS, MOST_NOTES = 5, 4
SAID_TO_US = ("note", "appointment", "to_interviewer")
"""Notes an interviewer reads; those to the supervisor are not for the next caller."""


def card_lines(card: CaseCard, language: str) -> Iterator[str]:
    """Company, contact, numbers, the last attempts, notes, and where the interview goes on."""
    file = card.file
    word = "plain.practice" if file.case.practice else "plain.case"
    yield ""
    yield say(language, word, case=f"{file.case.case_key} {file.case.sample.get(COMPANY) or ''}".strip())
    if file.contact is not None and file.contact.name:
        yield say(language, "plain.contact", who=", ".join(filter(None, (file.contact.name, file.contact.function))))
    yield from number_lines(card, language)
    names = {each.code: each.name for each in list_interviewers(card.room.store)}
    yield from attempt_lines(card, names, language)
    yield from note_lines(card, names, language)
    if goes_on_at := question_of_case(card):
        yield say(language, "card.goes_on", question=goes_on_at)


def number_lines(card: CaseCard, language: str) -> Iterator[str]:
    """The numbers with their keys; one that may not be called says why."""
    region = card.room.study.questionnaire.study.phone_region
    for key, phone in keyed_numbers(card):
        told = "" if phone.state == "usable" else f"({say(language, f'card.number.{phone.state}')})"
        yield " ".join(filter(None, (f"  {key} ", written_phone(phone.e164, region), phone.label, told)))
    if not any(phone.state == "usable" for phone in card.file.phones):
        yield say(language, "plain.no_number")


def attempt_lines(card: CaseCard, names: dict[str, str], language: str) -> Iterator[str]:
    """The last attempts that came to a result: when, what, who."""
    over = [attempt for attempt in card.file.attempts if attempt.disposition in dispositions()]
    if over:
        yield say(language, "plain.attempts", count=len(over))
    for attempt in over[-MOST_ATTEMPTS:]:
        yield f"  {attempt_line(card, attempt, names, language)}"


def attempt_line(card: CaseCard, attempt: Attempt, names: dict[str, str], language: str) -> str:
    """One attempt: `24/11 10:12 geen gehoor, Bo Maes`."""
    at = attempt.started_at.astimezone(card.room.study.zone)
    result = dispositions()[attempt.disposition or ""].label(language)
    return f"{at:%d/%m %H:%M} {result}, {names.get(attempt.interviewer, attempt.interviewer)}"


def note_lines(card: CaseCard, names: dict[str, str], language: str) -> Iterator[str]:
    """What was noted for whoever calls: of the sample, by interviewers, by the supervisor."""
    contact = card.file.contact
    if contact is not None and contact.notes:
        yield say(language, "plain.remark", text=contact.notes)
    told = [note for note in card.file.notes if note.kind in SAID_TO_US]
    for note in told[-MOST_NOTES:]:
        yield say(language, "plain.remark", text=note_text(card, note, names))


def note_text(card: CaseCard, note: Note, names: dict[str, str]) -> str:
    """A note, and who wrote it when."""
    at = note.at.astimezone(card.room.study.zone)
    return f"{words_of(note)}, {names.get(note.author, note.author)} {at:%d/%m %H:%M}"
