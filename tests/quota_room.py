"""A phone room whose study has quotas: on the size of a company, on size and region crossed, or on an answer."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cati.fieldwork.call_result import CallResult
from cati.fieldwork.case_card import next_card
from cati.fieldwork.give_result import give_result
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.quota_cells import sort_sample
from cati.fieldwork.room import Room, open_database
from cati.fieldwork.study import open_study
from cati.questionnaire.answer import Appointment
from cati.sample.said import Said
from cati.storage.cases import NewCase, Phone, add_cases, list_cases
from moving_clock import MovingClock
from phone_room import answer, taken

YAML = """
study: {{languages: [en], title: An example}}
sample:
  company_name: {{type: text}}
  size: {{type: choice, options: [{{code: 1, name: small, label: 1-9}}, {{code: 2, name: large, label: 10+}}]}}
  region: {{type: choice, options: [{{code: 1, name: coast, label: Coast}}, {{code: 2, name: inland, label: Inland}}]}}
questions:
- id: Q
  type: single
  text: Do you export?
  options: [{{code: 1, name: yes, label: Yes}}, {{code: 2, name: no, label: No}}]
- {{id: N, type: number, text: For how many years?, min: 0, max: 90}}
- {{id: END, type: end, disposition: complete, text: Thank you.}}
fieldwork:
  holidays: none
  quotas:
{quotas}
  retention: {{contact_data_until: "2027-12-31"}}
"""
SIZE = "- {name: size, by: [size], targets: {small: 2, large: 2}}"
HARD = "- {name: size, by: [size], hard: true, targets: {small: 2, large: 2}}"
CROSSED = (
    "- {name: both, by: [size, region],"
    " targets: {small x coast: 1, small x inland: 2, large x coast: 3, large x inland: 4}}"
)
ASKED = "- {name: exports, by: [Q], hard: true, targets: {yes: 1, no: 3}}"
LATER = Appointment(
    at=datetime(2027, 3, 3, 10, tzinfo=UTC),
    wall=datetime.fromisoformat("2027-03-03T11:00"),
    timezone="Europe/Brussels",
    name="N.",
)


def quota_room(folder: Path, *quotas: str, sizes: Sequence[str] = (), place: str | None = None) -> Room:
    """A room with a case for each size, in that order, sorted into the cells of its quotas."""
    lines = "\n".join(f"  {quota}" for quota in quotas)
    (folder / "questionnaire.yaml").write_text(YAML.format(quotas=lines), encoding="utf-8")
    study = open_study(folder)
    draws = iter(range(1, 10**6))
    store = open_database(study, place)
    room = Room(study, store, "an", "An", "en", clock=MovingClock(), chance=lambda: f"{next(draws):016x}")
    add_sizes(room, sizes)
    sort_sample(room)
    return room


def add_sizes(room: Room, sizes: Sequence[str]) -> None:
    """More cases, numbered on."""
    first = len(list(list_cases(room.store)))
    add_cases(room.store, [new_case(number, size) for number, size in enumerate(sizes, first)])


def new_case(number: int, size: str) -> NewCase:
    """An invented company; every second one is at the coast."""
    sample = {"company_name": f"Example {number}", "size": size, "region": ("coast", "inland")[number % 2]}
    return NewCase(f"C{number:03}", sample, [Phone(f"+32501000{number:02}")], shuffle=number)


def begun(room: Room) -> Interview:
    """The next case, in conversation."""
    return taken(next_case(room, practice=False))


def completed(room: Room, times: int = 1) -> None:
    """So many complete interviews, one after the other."""
    for _ in range(times):
        finished(begun(room))


def finished(interview: Interview) -> None:
    """Answer all and end."""
    later(interview.room)
    answer(interview, Q="yes").end("complete")


def called(room: Room, result: str) -> None:
    """A call without an interview."""
    card = next_card(room, room.command(), practice=False)
    assert card is not None
    later(room)
    promised = LATER if result == "appointment" else None
    give_result(card, CallResult(result, Said("respondent", "no_time"), promised), room.command())


def later(room: Room, minutes: int = 1) -> None:
    """Let time pass."""
    assert isinstance(room.clock, MovingClock)
    room.clock.forward(minutes=minutes)


def states(room: Room) -> dict[str, str]:
    """The state of each case, and why it waits, by its number."""
    return {
        case.case_key: case.state + (f" {case.parked_because}" if case.parked_because else "")
        for case in list_cases(room.store)
    }
