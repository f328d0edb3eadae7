"""A phone room in which calls come to anything, in an order that a seed decides: through the real verbs."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room, open_database
from cati.fieldwork.study import open_study
from cati.interview.robot import any_answer
from cati.interview.view import QuestionView
from cati.storage.cases import NewCase, Phone, add_cases
from moving_clock import MovingClock

ENDS = ("complete", "complete", "partial", "hard_refusal", "not_eligible", "ceased")
PAUSES = ("suspended", "not_available", "no_answer", "busy", "soft_refusal")
PEOPLE = ("an", "bo", "cy")
YAML = """
study: {languages: [nl, fr], title: {nl: Voorbeeldstudie, fr: Étude inventée}}
sample:
  company_name: {type: text}
  region: {type: text, export: true}
  size: {type: choice, options: [{code: 1, name: small, label: klein}, {code: 2, name: large, label: groot}]}
  sample_source: {type: text}
questions:
- {id: Q, type: single, text: Doet u mee?, options: [{code: 1, name: yes, label: ja}, {code: 2, name: no, label: nee}]}
- id: M
  type: multi
  text: {nl: "Wat?", fr: "Quoi ?"}
  options: [{code: 1, name: a, label: een}, {code: 2, name: b, label: twee}]
  ask_if: Q == yes
- {id: N, type: number, text: Hoeveel?, min: 0, max: 90}
- {id: T, type: text, text: Waarom?}
- {id: END, type: end, disposition: complete, text: Dank u.}
fieldwork:
  quotas: [{name: size, by: [size], targets: {small: 20, large: 20}}]
  retention: {contact_data_until: "2027-12-31"}
"""


@dataclass
class Simulated:
    """The room after its calls, and the moments after each."""

    room: Room
    clock: MovingClock
    moments: list[datetime]


def simulated_room(
    folder: Path, seed: int, *, cases: int = 25, calls: int = 70, language: str = "nl", place: str | None = None
) -> Simulated:
    """So many calls to so many companies, in the folder's own database or another; the same seed is the same room."""
    chance, clock = Random(seed), MovingClock()  # noqa: S311 - a made-up room
    (folder / "questionnaire.yaml").write_text(YAML, encoding="utf-8")
    study = open_study(folder)
    draws = iter(range(1, 10**6))
    room = Room(
        study, open_database(study, place), language=language, clock=clock, chance=lambda: f"{next(draws):016x}"
    )
    add_cases(room.store, [made_case(number) for number in range(cases)], clock.now)
    moments = []
    for _ in range(calls):
        clock.forward(minutes=chance.randrange(1, 400))
        a_call(replace(room, interviewer=chance.choice(PEOPLE)), clock, chance)
        moments.append(clock.now)
    return Simulated(room, clock, moments)


def made_case(number: int) -> NewCase:
    """An invented company."""
    sample = {"company_name": f"Voorbeeld {number} NV", "region": "kust", "sample_source": "lijst 1"}
    size = ("small", "2", "groot", "")[number % 4]
    return NewCase(f"C{number:03}", sample | {"size": size}, [Phone(f"+32501000{number:02}")], shuffle=number)


def a_call(room: Room, clock: MovingClock, chance: Random) -> None:
    """One call, if a case is due: some answers, then an end or a pause."""
    interview = next_case(room, practice=False)
    if interview is None:
        return
    is_done = answered_some(interview, clock, chance)
    clock.forward(seconds=20)
    if is_done:
        interview.end("complete")
    elif chance.random() < 0.7:
        interview.suspend(chance.choice(PAUSES))
    else:
        interview.end(chance.choice(ENDS))


def answered_some(interview: Interview, clock: MovingClock, chance: Random) -> bool:
    """Answer some of what is asked; whether it came to the end."""
    for _ in range(chance.choice((0, 0, 1, 2, 9))):
        view = interview.view()
        if not isinstance(view, QuestionView):
            return True
        seconds = chance.randrange(2, 60)
        clock.forward(seconds=seconds)
        answer = any_answer(chance, view.prompt.question, view.prompt.stop.offered)
        interview.answer(view.prompt, answer, elapsed_ms=seconds * 1000)
    return not isinstance(interview.view(), QuestionView)
