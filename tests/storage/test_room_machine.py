"""The phone room at random through its verbs, on both engines: no case held twice, none lost, dispatch as specified.

Interviewers take cases, dial, give results, hold interviews or walk away; each deed may break off before or after its
commit and is tried again; numbers come on the do-not-call list; programs crash; time goes on, also over leases.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from breaking import crash
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update

from cati.errors import CaseHeldError, LeaseLostError, NotSavedError
from cati.fieldwork.asking import asker_of, candidate_of
from cati.fieldwork.call_result import CallResult, calls_of
from cati.fieldwork.case_card import CaseCard, dial, next_card, open_card, put_back
from cati.fieldwork.give_result import give_result
from cati.fieldwork.next_case import begin_interview
from cati.fieldwork.room import Room
from cati.questionnaire.answer import Appointment
from cati.sample.after_call import MORE_FOR_PROMISES, state_of
from cati.sample.dispatch import next_of
from cati.sample.history import counted
from cati.sample.said import Said
from cati.storage.cases import Case, NewCase, Phone, add_cases, fetch_case, list_cases
from cati.storage.dialling import Forbidden
from cati.storage.do_not_call import Entry, forbid
from cati.storage.store import Store, open_store
from cati.storage.tables import INTERVIEWERS
from moving_clock import MovingClock
from phone_room import seated, the_study
from postgresql_server import Server
from spoken import SAMPLE

CASES = 4
PEOPLE = {"An": "nl", "Bo": "nl fr", "Els": None}
RESULTS = (
    "soft_refusal", "hard_refusal", "suspended", "appointment", "not_available", "language_barrier", "machine_company",
    "busy", "no_answer", "call_blocked", "technical", "not_dialled", "disconnected", "fax", "refer_supervisor",
)  # fmt: skip
PICKS = st.integers(0, 9)
MOMENTS = st.sampled_from(["", "", "", "before", "after"])
Done = TypeVar("Done")


@contextmanager
def broken(store: Store, moment: str) -> Iterator[None]:
    """The next transaction fails before or after its commit, and no later one."""
    whole = store.transaction

    @contextmanager
    def once() -> Iterator[Any]:
        del store.transaction  # type: ignore[method-assign]
        with whole() as connection:
            yield connection
            if moment == "before":
                raise NotSavedError("storage.busy")
        raise NotSavedError("storage.busy")

    if moment:
        store.transaction = once  # type: ignore[method-assign]
    try:
        yield
    finally:
        store.__dict__.pop("transaction", None)


class PhoneRoom(RuleBasedStateMachine):
    """Who holds what is written down here, and looked up in the database after every step."""

    def __init__(self, place: Path | str) -> None:
        super().__init__()
        self.place, self.clock, numbers = place, MovingClock(), count()
        self.store = open_store(place, create=True)
        study = the_study()
        room = Room(study, self.store, clock=self.clock, chance=lambda: f"{next(numbers):032x}")
        self.rooms = {name: seated(room, name) for name in PEOPLE}
        self.cards: dict[str, CaseCard] = {}
        self.lost: list[CaseCard] = []

    @initialize()
    def open(self) -> None:
        with self.store.transaction() as connection:
            for name, languages in PEOPLE.items():
                code = self.rooms[name].interviewer
                connection.execute(update(INTERVIEWERS).where(INTERVIEWERS.c.code == code).values(languages=languages))
        add_cases(
            self.store,
            [
                NewCase(
                    f"K{at}",
                    SAMPLE,
                    [Phone(f"+325000000{at}"), Phone(f"+324500000{at}")],
                    language=("nl", "fr", None)[at % 3],
                    shuffle=at,
                )
                for at in range(CASES)
            ],
        )

    def teardown(self) -> None:
        self.store.close()

    def again(self, deed: Callable[[], Done], moment: str) -> Done:
        """Do it; if it broke off, with the same command once more."""
        try:
            with broken(self.store, moment):
                return deed()
        except NotSavedError:
            return deed()

    def cases(self) -> list[Case]:
        return list(list_cases(self.store))

    def took(self, name: str, card: CaseCard) -> None:
        """Whoever had the case before, or this desk's case before, has nothing now that can be written about."""
        for other, held in list(self.cards.items()):
            if held.claim.case_id == card.claim.case_id:
                self.lost.append(self.cards.pop(other))
        assert card.file.case.lease_until > self.clock.now.timestamp()
        self.cards[name] = card

    @rule(name=st.sampled_from(list(PEOPLE)), moment=MOMENTS)
    def take_the_next(self, name: str, moment: str) -> None:
        self.clock.forward(seconds=1)
        room = self.rooms[name]
        before, asker = [candidate_of(case) for case in self.cases()], asker_of(room, self.clock.now)
        command = room.command()
        card = self.again(lambda: next_card(room, command, practice=False), moment)
        expected = next_of(before, asker)
        closed = {case.case_id for case in self.cases() if case.state == "closed"}
        while expected is not None and expected.case_id in closed:  # nothing of it may be called
            before.remove(expected)
            expected = next_of(before, asker)
        assert (card and card.claim.case_id) == (expected and expected.case_id)
        if card is not None:
            self.took(name, card)

    @rule(name=st.sampled_from(list(PEOPLE)), at=st.integers(0, CASES - 1), moment=MOMENTS)
    def look_one_up(self, name: str, at: int, moment: str) -> None:
        self.clock.forward(seconds=1)
        room, case = self.rooms[name], self.cases()[at]
        is_held = case.lease_until > self.clock.now.timestamp() and case.lease_by != room.interviewer
        command = room.command()
        try:
            card = self.again(lambda: open_card(room, case.case_id, command), moment)
        except CaseHeldError:
            assert is_held or fetch_case(self.store, case.case_id).case.state == "closed"
        else:
            assert not is_held
            self.took(name, card)

    def desk(self, pick: int) -> str:
        """One of those who have a case in hand."""
        return sorted(self.cards)[pick % len(self.cards)]

    @precondition(lambda self: self.cards)
    @rule(pick=PICKS, moment=MOMENTS)
    def dial_a_number(self, pick: int, moment: str) -> None:
        name = self.desk(pick)
        card = self.cards[name]
        usable = [phone for phone in card.file.phones if phone.state == "usable"]
        if not usable or usable[0].phone_id is None:
            return
        self.clock.forward(seconds=1)
        phone_id, command = usable[0].phone_id, card.room.command()
        dialled = self.again(lambda: dial(card, phone_id, command), moment)
        if isinstance(dialled, Forbidden):
            del self.cards[name]
        else:
            self.cards[name] = dialled

    @precondition(lambda self: self.lost)
    @rule()
    def whoever_lost_a_case_writes_no_more_about_it(self) -> None:
        while self.lost:
            card = self.lost.pop()
            self.clock.forward(seconds=1)
            before = fetch_case(self.store, card.claim.case_id)
            with pytest.raises(LeaseLostError):
                give_result(card, CallResult("busy"), card.room.command())
            assert fetch_case(self.store, card.claim.case_id) == before

    @precondition(lambda self: self.cards)
    @rule(pick=PICKS, result=st.sampled_from(RESULTS), hours=st.integers(1, 60), moment=MOMENTS)
    def give_a_result(self, pick: int, result: str, hours: int, moment: str) -> None:
        name = self.desk(pick)
        card = self.cards[name]
        self.clock.forward(seconds=20)
        command, given = card.room.command(), self.result(result, hours)
        del self.cards[name]
        left = self.again(lambda: give_result(card, given, command), moment)
        if left is not None:
            self.cards[name] = left

    def result(self, name: str, hours: int) -> CallResult:
        """A result with all that it may ask."""
        at = self.clock.now + timedelta(hours=hours)
        promised = Appointment(at=at, wall=at.replace(tzinfo=None), timezone="UTC", firm=hours % 2 == 0)
        said = Said("other" if hours % 3 else "respondent", "no_time", ("fr", "tr", "en")[hours % 3], "zo gezegd")
        given = said if name == "language_barrier" else replace(said, language="")
        has_time = name == "appointment" or hours % 5 > 0
        return CallResult(name, given, promised if has_time else None, for_me=hours % 4 == 0)

    @precondition(lambda self: self.cards)
    @rule(pick=PICKS, ends=st.sampled_from(["complete", "suspended", "suspended", "wrong_number", ""]))
    def hold_an_interview(self, pick: int, ends: str) -> None:
        card = self.cards.pop(self.desk(pick))
        self.clock.forward(seconds=1)
        interview = begin_interview(card, card.room.command())
        self.clock.forward(minutes=8)
        if ends == "suspended":
            interview.suspend(ends)
        elif ends:
            interview.end(ends)

    @precondition(lambda self: self.cards)
    @rule(pick=PICKS)
    def put_it_back(self, pick: int) -> None:
        put_back(self.cards.pop(self.desk(pick)))

    @rule(at=st.integers(0, CASES - 1))
    def a_number_comes_on_the_do_not_call_list(self, at: int) -> None:
        with self.store.transaction() as connection:
            forbid(connection, [Entry("phone", f"+325000000{at}", "asked", "2026-11-25")], self.clock.now, "bo")

    @rule()
    def the_program_crashes_and_is_started_again(self) -> None:
        crash(self.store)
        self.store = open_store(self.place, create=False)
        self.rooms = {name: replace(room, store=self.store) for name, room in self.rooms.items()}
        self.cards = {name: replace(card, room=self.rooms[name]) for name, card in self.cards.items()}
        self.lost = [replace(card, room=replace(card.room, store=self.store)) for card in self.lost]

    @rule(minutes=st.sampled_from([1, 15, 31, 180, 1440, 7 * 1440]))
    def time_goes_on(self, minutes: int) -> None:
        self.clock.forward(minutes=minutes)

    @invariant()
    def no_case_is_lost_and_each_is_where_its_history_puts_it(self) -> None:
        cases = self.cases()
        assert len(cases) in (0, CASES)
        for case in cases:
            assert (case.queue is None) == (case.state in ("closed", "parked"))
            file = fetch_case(self.store, case.case_id)
            room = self.rooms["An"]
            calls = calls_of(room, file)
            rules = room.study.questionnaire.fieldwork
            assert counted(calls) <= rules.max_attempts + MORE_FOR_PROMISES
            if calls:
                usable = sum(phone.state == "usable" for phone in file.phones)
                told = state_of(calls, rules, numbers=usable, fresh_from=datetime.min)  # noqa: DTZ901
                stored = (case.state, case.queue, case.due_at, case.current_code, case.not_by, case.parked_because)
                assert stored == (
                    told.state, told.queue, int(told.due_at.timestamp()), told.code, told.not_by, told.parked_because,
                )  # fmt: skip


def run_room(place: Callable[[], Path | str], examples: int) -> None:
    run_state_machine_as_test(
        lambda: PhoneRoom(place()),
        settings=settings(deadline=None, max_examples=examples, stateful_step_count=50),
    )


def test_the_room_on_a_file(tmp_path_factory: pytest.TempPathFactory):
    run_room(lambda: tmp_path_factory.mktemp("room") / "cati.sqlite", 15)


def test_the_room_on_a_server(server: Server):
    def emptied() -> str:
        server.empty("suite")
        return server.url("suite")

    run_room(emptied, 8)
