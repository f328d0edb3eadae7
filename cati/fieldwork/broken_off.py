"""The interviews that were broken off: whose they are and where they stopped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cati.errors import StudyError
from cati.fieldwork.case_card import CaseCard
from cati.fieldwork.next_case import open_interview_of, questionnaire_of, sample_of
from cati.fieldwork.room import Room
from cati.interview.session import Session, folded
from cati.storage.cases import fetch_case
from cati.storage.interviewers import list_interviewers
from cati.storage.interviews import OpenInterview
from cati.storage.stored_interviews import load_events

COMPANY = "company_name"


@dataclass(frozen=True)
class BrokenOff:
    """An open interview in words; `question` is where it goes on, `holder` who has its case now ("": nobody else)."""

    found: OpenInterview
    company: str
    question: str
    last_by: str
    holder: str


def broken_off(room: Room, open_interviews: Iterable[OpenInterview], most: int) -> tuple[BrokenOff, ...]:
    """The first of these interviews, each looked up: their events are read, so no more than are shown.

    One's own come first, and of these the ones that broke with the machine: nobody told them when to go on.
    """
    ordered = sorted(
        open_interviews,
        key=lambda found: (found.last_interviewer != room.interviewer, found.practice, found.state == "suspended"),
    )
    return tuple(looked_up(room, ordered[:most]))


def looked_up(room: Room, open_interviews: Iterable[OpenInterview]) -> Iterator[BrokenOff]:
    """Each interview with its company, its place, and people by name."""
    names = {each.code: each.name for each in list_interviewers(room.store)}
    for found in open_interviews:
        sample = sample_of(fetch_case(room.store, found.case_id))
        held = found.holder if found.holder not in (None, room.interviewer) else ""
        yield BrokenOff(
            found=found,
            company=sample.get(COMPANY, ""),
            question=question_at(room, found, sample),
            last_by=names.get(found.last_interviewer, found.last_interviewer),
            holder=names.get(held or "", held or ""),
        )


def question_of_case(card: CaseCard) -> str:
    """Where the interview of a claimed case goes on; empty if it has none that was interrupted."""
    found = open_interview_of(card.room, card.claim.case_id)
    return "" if found is None else question_at(card.room, found, sample_of(card.file))


def question_at(room: Room, found: OpenInterview, sample: dict[str, str]) -> str:
    """The question at which the interview goes on; empty at its end, or if its version can no longer be read."""
    try:
        questionnaire = questionnaire_of(room, found.version_id)
    except StudyError:
        return ""
    session = Session(questionnaire, sample, folded(load_events(room.store, found.interview_id)))
    return "" if session.at is None else session.at.key
