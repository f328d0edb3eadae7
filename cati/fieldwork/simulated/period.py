"""A field period: a sample, a staff rota, a clock that jumps to what happens next."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from random import Random

from cati.fieldwork.quota_cells import sort_sample
from cati.fieldwork.room import Room
from cati.fieldwork.sign_in import sign_in
from cati.fieldwork.simulated.company import MODEL, Company, Model
from cati.fieldwork.simulated.interviewer import Desk, Tally
from cati.fieldwork.study import Study
from cati.interview.simulation import any_sample
from cati.questionnaire.answer import Answers
from cati.questionnaire.fieldwork_rules import CallWindow, Fieldwork
from cati.questionnaire.path import path
from cati.questionnaire.proof.diagram import TooLargeError
from cati.questionnaire.proof.examples import examples
from cati.questionnaire.sample_values import read_sample
from cati.sample.call_windows import next_call_start, starts
from cati.storage.cases import NewCase, Phone, add_cases, list_cases
from cati.storage.ids import CaseId
from cati.storage.interviewers import Interviewer
from cati.storage.store import Store

FIRST_DAY = date(2027, 3, 1)
"""A Monday, four weeks before the clock goes forward and Easter comes."""
OFFICE_HOURS = CallWindow.model_validate({"name": "day", "days": "mon-fri", "from": "09:00", "to": "17:00"})
"""When people work where the study sets no hours."""


@dataclass(frozen=True)
class Plan:
    """What to simulate."""

    cases: int
    interviewers: int
    seed: int
    days: int
    target: int | None = None
    model: Model = MODEL
    hard_quotas: bool = False


@dataclass
class Clock:
    """The virtual time, aware UTC."""

    now: datetime

    def __call__(self) -> datetime:
        """As a clock on the wall."""
        return self.now


@dataclass(frozen=True)
class Period:
    """A field period that is over: the room as it was left, and what was seen besides."""

    room: Room
    plan: Plan
    tally: Tally


Progress = Callable[[int, int], None]
"""Told which hour of the period it is, and how many there are at most."""


def simulate_room(study: Study, store: Store, plan: Plan, language: str, progress: Progress | None = None) -> Period:
    """Live through a field period in an empty database; the same plan gives the same period."""
    study = with_hours(with_hard_quotas(study) if plan.hard_quotas else study)
    chance = Random(f"{plan.seed}")  # noqa: S311 - to be repeated, not to be secret
    start = datetime.combine(FIRST_DAY, time.min, study.zone)
    clock, tally = Clock(start.astimezone(UTC)), Tally()
    room = Room(study, store, language=language, clock=clock, chance=lambda: f"{chance.getrandbits(128):032x}")
    companies = invited(room, plan)
    sort_sample(room)
    plans = complete_interviews(study)
    desks = [Desk(seated(room, at), companies, plans, tally, plan.target) for at in range(1, plan.interviewers + 1)]
    run([working(desk, clock, plan.days) for desk in desks], clock, hours_told(study, plan, clock.now, progress))
    return Period(room, plan, tally)


def with_hours(study: Study) -> Study:
    """The study, with office hours if it has no call windows."""
    rules = study.questionnaire.fieldwork
    if rules.call_windows:
        return study
    rules = rules.model_copy(update={"call_windows": (OFFICE_HOURS,)})
    return replace(study, questionnaire=study.questionnaire.model_copy(update={"fieldwork": rules}))


def with_hard_quotas(study: Study) -> Study:
    """The study, with quotas that keep no promise in a full cell."""
    rules = study.questionnaire.fieldwork
    hard = tuple(quota.model_copy(update={"hard": True}) for quota in rules.quotas)
    rules = rules.model_copy(update={"quotas": hard})
    return replace(study, questionnaire=study.questionnaire.model_copy(update={"fieldwork": rules}))


def invited(room: Room, plan: Plan) -> dict[CaseId, Company]:
    """The sample, each case with the company behind it."""
    rules = room.study.questionnaire.fieldwork
    parts = tuple(dict.fromkeys(window.name for window in rules.call_windows))
    keys = [f"{number:06}" for number in range(1, plan.cases + 1)]
    order = list(range(plan.cases))
    Random(f"{plan.seed}:order").shuffle(order)  # noqa: S311 - as above
    add_cases(room.store, (new_case(room, plan, key, rank) for key, rank in zip(keys, order, strict=True)))
    return {
        case.case_id: Company(Random(f"{plan.seed}:{case.case_key}"), parts, plan.model)  # noqa: S311 - as above
        for case in list_cases(room.store)
    }


def new_case(room: Room, plan: Plan, key: str, rank: int) -> NewCase:
    """A company that never was, with one number or two that ring nowhere."""
    chance = Random(f"{plan.seed}:{key}:sample")  # noqa: S311 - as above
    questionnaire = room.study.questionnaire
    numbers = [Phone(f"+3250{key}")]
    if chance.random() < plan.model.second_numbers:
        numbers.append(Phone(f"+32450{key}"))
    sample = {**any_sample(chance, questionnaire), "company_name": f"Bedrijf {key} (verzonnen)"}
    return NewCase(key, sample, numbers, language=questionnaire.study.languages[0], shuffle=rank)


def complete_interviews(study: Study) -> list[Answers]:
    """Answers of whole interviews that end as completes, from the proof; none if it grows too large."""
    questionnaire = study.questionnaire
    try:
        found = examples(questionnaire)
    except (TooLargeError, RecursionError):
        return []
    whole: list[Answers] = []
    for example in found:
        sample = read_sample(questionnaire, {name: str(value) for name, value in example.sample.items()})
        end = path(questionnaire, sample, example.answers).end
        if end is not None and "complete" in end.disposition:
            whole.append(example.answers)
    return whole


def seated(room: Room, number: int) -> Room:
    """The room with an interviewer known by a number."""
    found = sign_in(room.store, f"Interviewer {number}", room.clock())
    assert isinstance(found, Interviewer)  # noqa: S101 - the name is ours
    return replace(room, interviewer=found.code, interviewer_name=found.name)


def working(desk: Desk, clock: Clock, days: int) -> Iterator[datetime]:
    """Every shift of the period; yields the moments at which the desk goes on."""
    rules, zone = desk.room.study.questionnaire.fieldwork, desk.room.study.zone
    today: date | None = None
    for start in shifts(rules, clock.now.astimezone(zone), days):
        if desk.is_enough():
            return
        yield start.astimezone(UTC)
        if today != start.date():
            today = start.date()
            sign_in(desk.room.store, desk.room.interviewer_name, clock.now)
        for passed in desk.shift():
            yield clock.now + passed


def shifts(rules: Fieldwork, first: datetime, days: int) -> Iterator[datetime]:
    """The starts of the windows of so many calling days."""
    seen: set[date] = set()
    for start in starts(rules, next_call_start(rules, first)):
        seen.add(start.date())
        if len(seen) > days:
            return
        yield start


def hours_told(study: Study, plan: Plan, first: datetime, progress: Progress | None) -> Callable[[datetime], None]:
    """Tell whoever looks on how far the period is."""
    if progress is None:
        return lambda _now: None
    *_, last = shifts(study.questionnaire.fieldwork, first.astimezone(study.zone), plan.days)
    hours = hours_between(first, last)
    return lambda now: progress(hours_between(first, now), hours)


def hours_between(first: datetime, last: datetime) -> int:
    """Whole hours that pass."""
    return int((last - first).total_seconds() // 3600)


def run(desks: list[Iterator[datetime]], clock: Clock, tell: Callable[[datetime], None]) -> None:
    """Let all desks go on, each at its time, whoever is first going first."""
    line = [(clock.now, at) for at in range(len(desks))]
    while line:
        clock.now, at = heapq.heappop(line)
        tell(clock.now)
        moment = next(desks[at], None)
        if moment is not None:
            heapq.heappush(line, (max(moment, clock.now), at))
