"""A phone room for tests of what is above storage: the project's questionnaire, a real database, a fixed clock."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.practice import load_practice
from cati.fieldwork.room import Room, open_database
from cati.fieldwork.sign_in import sign_in
from cati.fieldwork.study import Study, open_study
from cati.interview.view import QuestionView
from cati.questionnaire.answer import Answer, Choice
from cati.storage.cases import Contact, NewCase, Phone, add_cases
from cati.storage.interviewers import Interviewer
from spoken import NOW, PROJECT, SAMPLE


def the_study() -> Study:
    """The project's own study."""
    return open_study(PROJECT.parent)


def at_any_hour(study: Study) -> Study:
    """The study without call windows, for tests by the clock on the wall."""
    rules = study.questionnaire.fieldwork.model_copy(update={"call_windows": (), "holidays": "none"})
    return replace(study, questionnaire=study.questionnaire.model_copy(update={"fieldwork": rules}))


def an_empty_room(folder: Path, *, at: datetime = NOW) -> Room:
    """A room with a database of its own, and nobody at the desk."""
    study = the_study()
    store = open_database(study, folder / "db" / "cati.sqlite")
    return Room(study, store, clock=lambda: at, chance=iter(f"{number:016x}" for number in range(10_000)).__next__)


def seated(room: Room, name: str = "An Peeters") -> Room:
    """The room with somebody at the desk."""
    interviewer = sign_in(room.store, name, room.clock())
    assert isinstance(interviewer, Interviewer)
    return Room(
        room.study,
        room.store,
        interviewer=interviewer.code,
        interviewer_name=interviewer.name,
        clock=room.clock,
        chance=room.chance,
    )


def add_companies(room: Room, companies: Iterable[str]) -> None:
    """A sample of companies, numbered from 0042 on, each with two phone numbers of its own."""
    add_cases(
        room.store,
        [
            NewCase(
                case_key=f"{number:04}",
                sample={**SAMPLE, "company_name": company},
                phones=[Phone(f"+3256{123414 + number}"), Phone(f"+32470{123414 + number}")],
                contact=Contact(name="dhr. J. Voorbeeld", function="zaakvoerder"),
                language="nl",
                shuffle=number,
            )
            for number, company in enumerate(companies, 42)
        ],
    )


def an_interview(folder: Path, company: str = "Voorbeeld Weverij NV") -> Interview:
    """An interview with a company, before its first answer."""
    room = seated(an_empty_room(folder))
    add_companies(room, [company])
    return taken(next_case(room, practice=False))


def a_practice_interview(room: Room) -> Interview:
    """An interview with an invented company."""
    load_practice(room)
    return taken(next_case(room, practice=True))


def answer(interview: Interview, **answers: Answer | str) -> Interview:
    """Answer what is asked, by option names; each is durable."""
    for key, given in answers.items():
        view = interview.view()
        assert isinstance(view, QuestionView)
        assert view.prompt.key == key
        interview.answer(view.prompt, Choice(option=given) if isinstance(given, str) else given)
    return interview


def taken(interview: Interview | None) -> Interview:
    """The interview, which must be there."""
    assert interview is not None
    return interview
