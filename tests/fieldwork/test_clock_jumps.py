"""The machine's clock is set back a day or forward an hour in mid-interview: nothing depends on it that was said."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case, resume_interview
from cati.fieldwork.room import Room
from cati.fieldwork.study import QUESTIONNAIRE, Study, open_study
from cati.interview.events import AnswerRecorded
from cati.interview.session import folded
from cati.interview.view import QuestionView
from cati.questionnaire.answer import Choice
from cati.storage.cases import fetch_case
from cati.storage.interviews import open_interviews
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from moving_clock import MovingClock
from phone_room import add_companies, seated, taken
from promises import trials
from scenario import single, whole

QUESTIONS = 8
JUMPS = st.sampled_from([-86_400, -3_600, -61, 0, 1, 7, 3_600, 86_400])
"""Seconds from one answer to the next, as the clock says it."""


@cache
def study() -> Study:
    with TemporaryDirectory() as folder:
        yaml = whole("".join(single(f"Q{number}") for number in range(QUESTIONS)))
        (Path(folder) / QUESTIONNAIRE).write_text(yaml, encoding="utf-8")
        return open_study(Path(folder))


@contextmanager
def a_call(clock: MovingClock) -> Iterator[tuple[Interview, Room]]:
    """An interview on the only case, and a colleague who waits for one."""
    numbers = count()
    with open_store(":memory:", create=True) as store:
        room = Room(study(), store, clock=clock, chance=lambda: f"{next(numbers):016x}")
        add_companies(room, ["Voorbeeld Weverij NV"])
        yield taken(next_case(seated(room), practice=False)), seated(room, "Bo Maes")


def answer(interview: Interview, elapsed_ms: int) -> str:
    """Answer what is asked; its key."""
    view = interview.view()
    assert isinstance(view, QuestionView)
    interview.answer(view.prompt, Choice(option="yes"), elapsed_ms=elapsed_ms)
    return view.prompt.key


@settings(max_examples=trials("clock"))
@given(st.lists(JUMPS, min_size=2, max_size=QUESTIONS))
def test_order_answers_and_durations_are_as_they_were_whatever_the_clock_said(jumps: list[int]):
    clock = MovingClock()
    with a_call(clock) as (interview, _):
        keys = []
        for number, jump in enumerate(jumps):
            clock.forward(seconds=jump)
            keys.append(answer(interview, 1_000 + number))
        events = load_events(interview.room.store, interview.hold.interview_id)
        given_ = [(event.key, event.elapsed_ms) for event in events if isinstance(event, AnswerRecorded)]
        assert given_ == [(key, 1_000 + number) for number, key in enumerate(keys)]
        assert folded(events).answers == interview.session.state.answers
        assert verify(interview.room.store, lambda stored: folded(stored).answers) == []


@settings(max_examples=trials("clock"))
@given(st.lists(JUMPS, min_size=1, max_size=QUESTIONS))
def test_a_lease_is_never_longer_than_a_lease_and_never_lost_to_a_clock_set_back(jumps: list[int]):
    clock = MovingClock()
    with a_call(clock) as (interview, colleague):
        store, case = interview.room.store, interview.case.case.case_id
        for jump in jumps:
            clock.forward(seconds=jump)
            if jump < interview.room.lease_seconds:
                assert next_case(colleague, practice=False) is None
            answer(interview, 1_000)
            lease_until = fetch_case(store, case).case.lease_until
            assert lease_until == int(clock.now.timestamp()) + interview.room.lease_seconds


@settings(max_examples=trials("clock"))
@given(JUMPS, JUMPS)
def test_an_interview_that_broke_off_goes_on_where_it_was_though_the_clock_was_set_back(before: int, after: int):
    clock = MovingClock()
    with a_call(clock) as (interview, colleague):
        clock.forward(seconds=before)
        key = answer(interview, 1_000)
        clock.forward(seconds=after)
        (broken,) = open_interviews(colleague.store, clock.now)
        again = resume_interview(interview.room, broken)
        assert list(again.session.state.answers) == [key]
        clock.forward(days=-1)
        assert answer(again, 1_000) != key
        assert verify(colleague.store, lambda stored: folded(stored).answers) == []
