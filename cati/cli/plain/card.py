"""The case before the call: whom to ring, on which number, and what was tried before."""

from collections.abc import Iterator

from cati.fieldwork.broken_off import COMPANY
from cati.fieldwork.interview import Interview
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.phone_number import written_phone
from cati.storage.cases import Attempt
from cati.storage.interviewers import list_interviewers
from cati.words import say

MOST_ATTEMPTS = 5


def card_lines(interview: Interview, language: str) -> Iterator[str]:
    """Company, contact, numbers, the last attempts, notes, and where the interview goes on."""
    file, session = interview.case, interview.session
    company = session.raw_sample.get(COMPANY, "")
    word = "plain.practice" if file.case.practice else "plain.case"
    yield ""
    yield say(language, word, case=f"{file.case.case_key} {company}".strip())
    if file.contact is not None and file.contact.name:
        yield say(language, "plain.contact", who=", ".join(filter(None, (file.contact.name, file.contact.function))))
    region = session.questionnaire.study.phone_region
    for at, phone in enumerate((phone for phone in file.phones if phone.state == "usable"), 1):
        yield f"  {at}  {written_phone(phone.e164, region)} {phone.label}".rstrip()
    yield from attempt_lines(interview, language)
    if file.contact is not None and file.contact.notes:
        yield say(language, "plain.remark", text=file.contact.notes)
    if session.state.answers:
        where = "–" if session.at is None else session.at.key
        yield say(language, "plain.goes_on", question=where, count=len(session.state.answers))


def attempt_lines(interview: Interview, language: str) -> Iterator[str]:
    """The last attempts that came to a result: when, what, who."""
    names = {each.code: each.name for each in list_interviewers(interview.room.store)}
    over = [attempt for attempt in interview.case.attempts if attempt.disposition in dispositions()]
    if over:
        yield say(language, "plain.attempts", count=len(over))
    for attempt in over[-MOST_ATTEMPTS:]:
        yield f"  {attempt_line(interview, attempt, names, language)}"


def attempt_line(interview: Interview, attempt: Attempt, names: dict[str, str], language: str) -> str:
    """One attempt: `24/11 10:12 geen gehoor, Bo Maes`."""
    at = attempt.started_at.astimezone(interview.room.study.zone)
    result = dispositions()[attempt.disposition or ""].label(language)
    return f"{at:%d/%m %H:%M} {result}, {names.get(attempt.interviewer, attempt.interviewer)}"
