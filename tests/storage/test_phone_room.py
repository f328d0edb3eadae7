"""A phone room at random: no case held twice, none lost, every fold that of its events."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from cati.errors import LeaseLostError
from cati.storage.attempts import Outcome
from cati.storage.cases import add_cases, list_cases
from cati.storage.interviews import begin, finish, open_interviews, resume
from cati.storage.leases import Claim, claim_next
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
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


class PhoneRoom(RuleBasedStateMachine):
    """Interviewers claim, answer, finish or walk away, while time goes on."""

    talks = Bundle("talks")

    @initialize()
    def open(self) -> None:
        self.store = open_store(":memory:", create=True)
        add_cases(self.store, [new_case(number) for number in range(1, CASES + 1)])
        self.version = a_version(self.store)
        self.seconds = 0
        self.holders: dict[int, str] = {}
        self.until: dict[int, int] = {}

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert verify(self.store, fold) == []
            self.store.close()

    def holds(self, claim: Claim) -> bool:
        return self.holders.get(claim.case_id) == claim.token

    @rule(target=talks, interviewer=PEOPLE)
    def take_the_next(self, interviewer: str) -> Conversation | None:
        self.seconds += 1
        claim = claim_next(self.store, interviewer, at(self.seconds), practice=False, lease_seconds=LEASE)
        if claim is None:
            return None
        assert self.until.get(claim.case_id, 0) <= self.seconds, "held twice"
        self.holders[claim.case_id], self.until[claim.case_id] = claim.token, self.seconds + LEASE
        return self.conversation(claim)

    def conversation(self, claim: Claim) -> Conversation:
        mine = [one for one in open_interviews(self.store, at(self.seconds)) if one.case_id == claim.case_id]
        if not mine:
            return Conversation(self.store, begin(self.store, claim, started(self.seconds), self.version))
        event = resumed(self.seconds, claim.interviewer)
        talk = Conversation(self.store, resume(self.store, claim, mine[0].interview_id, event))
        talk.answers = fold(load_events(self.store, mine[0].interview_id))
        return talk

    @rule(talk=talks, option=st.sampled_from("abc"))
    def answer(self, talk: Conversation | None, option: str) -> None:
        if talk is None:
            return
        self.seconds += 1
        event, claim = answered("V1", option, self.seconds), talk.hold.claim
        try:
            talk.say(event)
        except LeaseLostError:
            assert not self.holds(claim)
        else:
            assert self.holds(claim)
            self.until[claim.case_id] = self.seconds + LEASE

    @rule(talk=talks, outcome=st.sampled_from([COMPLETE, AGAIN]))
    def hang_up(self, talk: Conversation | None, outcome: Outcome) -> None:
        if talk is None or not self.holds(talk.hold.claim):
            return
        self.seconds += 1
        last = talk.hold.last_sequence + 1
        finish(self.store, talk.hold, last, ended(self.seconds), talk.answers, OPEN_TO_ALL, outcome=outcome)
        del self.holders[talk.hold.claim.case_id], self.until[talk.hold.claim.case_id]

    @rule(seconds=st.sampled_from([60, LEASE]))
    def time_goes_on(self, seconds: int) -> None:
        self.seconds += seconds

    @invariant()
    def no_case_is_lost(self) -> None:
        if hasattr(self, "store"):
            cases = list(list_cases(self.store))
            assert len(cases) == CASES
            assert all((case.queue is None) == (case.state == "closed") for case in cases)


TestPhoneRoom = PhoneRoom.TestCase
TestPhoneRoom.settings = settings(deadline=None, max_examples=25, stateful_step_count=25)
