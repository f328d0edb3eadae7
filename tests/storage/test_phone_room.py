"""A phone room at random, on both engines: no case held twice, none lost, every acknowledged answer there once.

Interviewers claim, answer, hang up or walk away; connections break off before and after a COMMIT;
programs crash; leases run out.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from breaking import Moment, break_next_answer, crash
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cati.errors import LeaseLostError, NotSavedError, WrittenElsewhereError
from cati.interview.events import AnswerRecorded
from cati.storage.cases import add_cases, list_cases
from cati.storage.interviews import begin, finish, open_interviews, resume
from cati.storage.leases import Claim, claim_next
from cati.storage.outcomes import Outcome
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from postgresql_server import Server
from promises import trials
from storage_fixtures import (
    COMPLETE,
    LEASE,
    OPEN_TO_ALL,
    Conversation,
    a_version,
    answered,
    at,
    ended,
    fold,
    new_case,
    resumed,
    started,
)

CASES = 3
AGAIN = Outcome("suspended", "resume", "2.12", 2, 0)
PEOPLE = st.sampled_from(["I01", "I02", "I03"])
MOMENTS: st.SearchStrategy[Moment] = st.sampled_from(["before the commit", "after the commit"])


class Talk(Conversation):
    """A conversation with an answer that may not be saved yet."""

    unsaved: AnswerRecorded | None = None


class PhoneRoom(RuleBasedStateMachine):
    """What was acknowledged is written down here, and looked up in the database after every step."""

    talks = Bundle("talks")

    def __init__(self, place: Path | str) -> None:
        super().__init__()
        self.place = place
        self.store = open_store(place, create=True)
        self.seconds = 0
        self.holders: dict[int, str] = {}
        self.until: dict[int, int] = {}
        self.acknowledged: dict[int, list[AnswerRecorded]] = {}
        self.tried: dict[int, list[AnswerRecorded]] = {}

    @initialize()
    def open(self) -> None:
        add_cases(self.store, [new_case(number) for number in range(1, CASES + 1)])
        self.version = a_version(self.store)

    def teardown(self) -> None:
        assert verify(self.store, fold) == []
        self.store.close()

    def holds(self, claim: Claim) -> bool:
        return self.holders.get(claim.case_id) == claim.token

    @rule(target=talks, interviewer=PEOPLE)
    def take_the_next(self, interviewer: str) -> Talk | None:
        self.seconds += 1
        claim = claim_next(self.store, interviewer, at(self.seconds), practice=False, lease_seconds=LEASE)
        if claim is None:
            return None
        assert self.until.get(claim.case_id, 0) <= self.seconds, "held twice"
        self.holders[claim.case_id], self.until[claim.case_id] = claim.token, self.seconds + LEASE
        return self.conversation(claim)

    def conversation(self, claim: Claim) -> Talk:
        mine = [one for one in open_interviews(self.store, at(self.seconds)) if one.case_id == claim.case_id]
        if not mine:
            return Talk(self.store, begin(self.store, claim, started(self.seconds), self.version))
        event = resumed(self.seconds, claim.interviewer)
        talk = Talk(self.store, resume(self.store, claim, mine[0].interview_id, event))
        talk.answers = fold(load_events(self.store, mine[0].interview_id))
        return talk

    @rule(talk=talks, option=st.sampled_from("abc"))
    def answer(self, talk: Talk | None, option: str) -> None:
        if talk is not None:
            self.seconds += 1
            self.say(talk, talk.unsaved or answered("V1", option, self.seconds))

    @rule(talk=talks, option=st.sampled_from("abc"), moment=MOMENTS)
    def answer_as_the_connection_breaks_off(self, talk: Talk | None, option: str, moment: Moment) -> None:
        if talk is None or not self.holds(talk.hold.claim):
            return
        self.seconds += 1
        break_next_answer(self.store, moment)
        event = talk.unsaved or answered("V1", option, self.seconds)
        with pytest.raises(NotSavedError):
            self.say(talk, event)
        if moment == "after the commit":
            self.until[talk.hold.claim.case_id] = int(event.at.timestamp() - at(0).timestamp()) + LEASE

    def say(self, talk: Talk, event: AnswerRecorded) -> None:
        """Try to save an answer; what is not saved stays, and is tried again before any other."""
        claim, interview = talk.hold.claim, talk.hold.interview_id
        talk.store, talk.unsaved = self.store, event
        self.tried.setdefault(interview, []).append(event)
        try:
            talk.say(event)
        except (LeaseLostError, WrittenElsewhereError):
            assert not self.holds(claim)
        else:
            talk.unsaved = None
            self.acknowledged.setdefault(interview, []).append(event)
            if self.holds(claim):
                self.until[claim.case_id] = int(event.at.timestamp() - at(0).timestamp()) + LEASE

    @rule(talk=talks, outcome=st.sampled_from([COMPLETE, AGAIN]))
    def hang_up(self, talk: Talk | None, outcome: Outcome) -> None:
        if talk is None or talk.unsaved or not self.holds(talk.hold.claim):
            return
        self.seconds += 1
        last = talk.hold.last_sequence + 1
        finish(self.store, talk.hold, last, ended(self.seconds), talk.answers, OPEN_TO_ALL, outcome=outcome)
        del self.holders[talk.hold.claim.case_id], self.until[talk.hold.claim.case_id]

    @rule()
    def the_program_crashes_and_is_started_again(self) -> None:
        crash(self.store)
        self.store = open_store(self.place, create=False)

    @rule(seconds=st.sampled_from([60, LEASE]))
    def time_goes_on(self, seconds: int) -> None:
        self.seconds += seconds

    @invariant()
    def no_case_is_lost(self) -> None:
        cases = list(list_cases(self.store))
        assert len(cases) in (0, CASES)
        assert all((case.queue is None) == (case.state == "closed") for case in cases)

    @invariant()
    def every_acknowledged_answer_is_there_once_and_no_other_than_was_tried(self) -> None:
        for interview, tried in self.tried.items():
            stored = [event for event in load_events(self.store, interview) if isinstance(event, AnswerRecorded)]
            assert all(stored.count(event) == 1 for event in self.acknowledged.get(interview, []))
            assert all(event in tried and stored.count(event) == 1 for event in stored)


def run_room(place: Callable[[], Path | str], examples: int) -> None:
    run_state_machine_as_test(
        lambda: PhoneRoom(place()),
        settings=settings(deadline=None, max_examples=examples, stateful_step_count=25),
    )


def test_a_phone_room_on_a_file(tmp_path_factory: pytest.TempPathFactory):
    run_room(lambda: tmp_path_factory.mktemp("room") / "cati.sqlite", trials("phone_room") * 2 // 3)


def test_a_phone_room_on_a_server(server: Server):
    def emptied() -> str:
        server.empty("suite")
        return server.url("suite")

    run_room(emptied, trials("phone_room") // 3)
