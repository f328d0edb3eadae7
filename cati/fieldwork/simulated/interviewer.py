"""An invented interviewer at a desk: takes cases, dials, gives results, holds interviews, all by the real verbs."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from random import Random
from typing import assert_never

from cati.fieldwork.asking import within_hours
from cati.fieldwork.call_result import CallResult
from cati.fieldwork.case_card import CaseCard, dial, next_card, put_back
from cati.fieldwork.give_result import give_result
from cati.fieldwork.next_case import begin_interview
from cati.fieldwork.room import Room
from cati.fieldwork.simulated.company import Answered, Company
from cati.fieldwork.simulated.respondent import interviewed
from cati.interview.robot import MOST_STEPS
from cati.questionnaire.answer import Answers, Appointment
from cati.sample.call_windows import next_call_start
from cati.sample.day_parts import window_at
from cati.sample.said import Said
from cati.storage.dialling import Forbidden
from cati.storage.figures.queue import queue_now
from cati.storage.ids import CaseId, PhoneId
from cati.storage.snapshot import snapshot

IDLE = timedelta(minutes=5)
"""Who has no case while others are due asks again after so long."""
SOON, LONGEST = timedelta(minutes=1), timedelta(hours=1)
NOBODY = ("no_answer", "busy", "machine_company", "machine_unknown")
NOBODY_SHARES = (55, 15, 20, 10)
REFUSED, AGREED = Said(by="respondent", reason="no_interest"), Said(by="respondent")
Steps = Generator[timedelta, None, CaseCard | None]
"""How long each step takes, and at its end the card if the case stays in hand."""


@dataclass
class Tally:
    """What no table of the database says: how long desks waited, how late firm appointments were dialled (seconds)."""

    waited: timedelta = timedelta()
    late: list[int] = field(default_factory=list)
    completes: int = 0


@dataclass
class Desk:
    """One interviewer; `plans` are answers of whole interviews."""

    room: Room
    companies: dict[CaseId, Company]
    plans: list[Answers]
    tally: Tally
    target: int | None = None

    def shift(self) -> Iterator[timedelta]:
        """Work while calls may be made; yields how long each step takes."""
        while within_hours(self.room, self.room.clock()) and not self.is_enough():
            card = next_card(self.room, self.room.command(), practice=False)
            if card is None:
                wait = self.until_next()
                self.tally.waited += wait
                yield wait
                continue
            yield from self.call(card)
            yield timedelta(seconds=self.companies[card.claim.case_id].model.between)

    def is_enough(self) -> bool:
        """Whether the study has as many complete interviews as it wants."""
        return self.target is not None and self.tally.completes >= self.target

    def until_next(self) -> timedelta:
        """How long there is nothing for this desk: a case that is another's may come free at any time."""
        now = self.room.clock()
        with snapshot(self.room.store) as seen:
            queue = queue_now(seen.connection, self.room.store.second(now))
        if queue.due or queue.next_due_at is None:
            return IDLE
        return min(max(queue.next_due_at - now, SOON), LONGEST)

    def call(self, card: CaseCard | None) -> Iterator[timedelta]:
        """Call the numbers of a case until one of them gives a result."""
        while card is not None:
            if not within_hours(self.room, self.room.clock()):
                put_back(card)
                return
            self.note_lateness(card)
            company = self.companies[card.claim.case_id]
            at, phone_id = first_number(card)
            promised = card.file.case.state in ("firm", "soft")
            dialled = dial(card, phone_id, self.room.command())
            if isinstance(dialled, Forbidden):
                return
            card = yield from self.ring(dialled, company, company.answers(at, self.part(), promised=promised))

    def ring(self, card: CaseCard, company: Company, who: Answered) -> Steps:
        """The number rings; the card if there is another number to call."""
        yield timedelta(seconds=company.model.ring)
        match who:
            case "dead":
                return self.give(card, CallResult("disconnected"))
            case "nobody":
                return self.give(card, CallResult(company.chance.choices(NOBODY, NOBODY_SHARES)[0]))
            case "door":
                return (yield from self.at_the_door(card, company))
            case "respondent":
                return (yield from self.with_respondent(card, company))
            case _:
                assert_never(who)

    def at_the_door(self, card: CaseCard, company: Company) -> Steps:
        """Somebody answers who is not the respondent."""
        yield timedelta(seconds=company.model.appointment)
        chance = company.chance
        if chance.random() < company.model.other_language:
            return self.give(card, CallResult("language_barrier", Said(by="other", language="tr")))
        if chance.random() < company.model.best_time:
            return self.give(card, CallResult("not_available", promised=self.time_for(chance, firm=False)))
        return self.give(card, CallResult("not_available"))

    def with_respondent(self, card: CaseCard, company: Company) -> Steps:
        """The respondent is on the line."""
        if not company.is_eligible:
            yield timedelta(seconds=company.model.refusal)
            return self.give(card, CallResult("no_eligible_respondent", Said(words="geen activiteit")))
        mood = company.asked()
        match mood:
            case "hard" | "soft":
                yield timedelta(seconds=company.model.refusal)
                return self.give(card, CallResult(f"{mood}_refusal", REFUSED))
            case "later":
                yield timedelta(seconds=company.model.appointment)
                chance = company.chance
                promised = self.time_for(chance, firm=chance.random() < company.model.firm)
                mine = chance.random() < company.model.in_person
                return self.give(card, CallResult("appointment", AGREED, promised=promised, for_me=mine))
            case "willing":
                yield from self.interview(card, company)
                return None
            case _:
                assert_never(mood)

    def interview(self, card: CaseCard, company: Company) -> Iterator[timedelta]:
        """Hold the interview; now and then somebody hangs up in the middle of it."""
        chance, interview = company.chance, begin_interview(card, self.room.command())
        plan = chance.choice(self.plans) if self.plans else {}
        hangs_up = chance.randint(3, 9) if chance.random() < company.model.hangs_up else MOST_STEPS
        yield from interviewed(interview, plan, chance, company.model.question, hangs_up)
        ended = interview.session.state.ended
        self.tally.completes += ended is not None and ended.disposition == "complete"

    def give(self, card: CaseCard, result: CallResult) -> CaseCard | None:
        """Give the call its result."""
        return give_result(card, result, self.room.command())

    def time_for(self, chance: Random, *, firm: bool) -> Appointment:
        """A time within call hours in the next days, at a whole quarter of an hour."""
        wanted = self.room.local_now() + timedelta(days=chance.randint(1, 3), hours=chance.randint(-3, 3))
        quarter = wanted.replace(minute=wanted.minute // 15 * 15, second=0, microsecond=0)
        at = next_call_start(self.room.study.questionnaire.fieldwork, quarter)
        return Appointment(
            at=at.astimezone(UTC), wall=at.replace(tzinfo=None), timezone=str(at.tzinfo), firm=firm, name="N."
        )

    def part(self) -> str:
        """The day part it is."""
        window = window_at(self.room.study.questionnaire.fieldwork, self.room.local_now())
        return "" if window is None else window.name

    def note_lateness(self, card: CaseCard) -> None:
        """How long after its time a firm appointment is dialled."""
        agreed = next((each for each in card.file.agreed if each.is_open and each.firm), None)
        if agreed is not None and card.file.case.state == "firm":
            self.tally.late.append(int(self.room.clock().timestamp()) - agreed.due_at)


def first_number(card: CaseCard) -> tuple[int, PhoneId]:
    """The number to call first, with its place in the list."""
    return next(
        (at, phone.phone_id)
        for at, phone in enumerate(card.file.phones, 1)
        if phone.state == "usable" and phone.phone_id is not None
    )
