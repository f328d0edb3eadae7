"""The database counts what one would count by reading every row, on both engines."""

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cati.questionnaire.dispositions import dispositions
from cati.storage.case_history import UNRELEASED, tell_change
from cati.storage.cases import Attempt, add_cases, list_attempts
from cati.storage.figures.calls import (
    Span,
    count_conversions,
    count_pauses,
    count_promises,
    tally_calls,
)
from cati.storage.figures.cases import count_arrivals, count_cases, has_cases
from cati.storage.figures.moments import HOUR, MINUTE, moment_of
from cati.storage.figures.queue import holdings, queue_now
from cati.storage.figures.talks import Talk, count_confirmed, count_question_times, list_talks
from cati.storage.interviews import begin, finish, resume
from cati.storage.leases import claim_case
from cati.storage.store import Store, open_store
from cati.storage.tables import CASES
from made_calls import MadeCalls, code_of
from storage_fixtures import (
    COMPLETE,
    NOON,
    OPEN_TO_ALL,
    Conversation,
    a_version,
    at,
    claimed,
    ended,
    new_case,
    resumed,
    started,
)

INTERIM = [name for name, found in dispositions().items() if not found.ends_case and found.set_by != "rule"]
CALLS = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(INTERIM), st.sampled_from(["an", "bo"])), max_size=12)


def by_code(store: Store, as_of: datetime | None = None) -> dict[str, int]:
    with store.reading() as connection:
        found: Counter[str] = Counter()
        for row in count_cases(connection, as_of):
            found[row.code] += row.cases
    return dict(found)


def read_and_folded(attempts: list[Attempt], cases: int, as_of: datetime) -> dict[str, int]:
    """The same by hand: the code of every case from the results of its calls that were over by then."""
    results: dict[int, list[str]] = {case: [] for case in range(1, cases + 1)}
    for attempt in attempts:
        if attempt.ended_at is not None and attempt.ended_at <= as_of and attempt.disposition is not None:
            results[attempt.case_id].append(attempt.disposition)
    return dict(Counter(code_of(found) for found in results.values()))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(CALLS, st.integers(0, 150))
def test_the_codes_as_of_any_moment_are_those_of_the_calls_that_were_over_by_then(
    planned: list[tuple[int, str, str]], minute: int
):
    with open_store(":memory:", create=True) as store:
        add_cases(store, [new_case(number) for number in (1, 2, 3)])
        room = MadeCalls(store)
        for at_minute, (case, result, who) in enumerate(planned):
            room.call(case, result, at_minute * 12, who=who)
        moment = NOON + timedelta(minutes=minute)
        assert by_code(store, moment) == read_and_folded(list(list_attempts(store)), 3, moment)
        assert by_code(store) == by_code(store, NOON + timedelta(days=9))


def test_a_complete_case_is_counted_where_it_became_complete(store: Store):
    room = MadeCalls(store)
    room.call(1, "busy", 10)
    over = room.call(1, "complete", 70)
    room.call(2, "complete", 200)
    with store.reading() as connection:
        hours = count_arrivals(connection, ("1.1",), HOUR)
        earlier = count_arrivals(connection, ("1.1",), MINUTE, over)
    assert hours == [("2027-03-01T13", 1), ("2027-03-01T15", 1)]
    assert [(moment_of(start), count) for start, count in earlier] == [(over.replace(second=0, microsecond=0), 1)]


def test_practice_and_what_is_not_released_are_in_no_count_and_what_was_added_later_not_before(store: Store):
    waiting = new_case(5, state="parked", queue=None)
    add_cases(store, [new_case(4, practice=True), waiting, new_case(6)], at(3600))
    with store.transaction() as connection:
        connection.execute(CASES.update().where(CASES.c.case_key == "K005").values(parked_because=UNRELEASED))
        tell_change(connection, CASES.c.case_key == "K005", at(3600), UNRELEASED)
    assert by_code(store) == by_code(store, at(7200)) == {"3.11": 4}
    assert by_code(store, at(3599)) == {"3.11": 3}
    with store.transaction() as connection:
        released = CASES.update().where(CASES.c.case_key == "K005")
        connection.execute(released.values(parked_because=None, state="fresh", queue=4))
        tell_change(connection, CASES.c.case_key == "K005", at(7300), "release")
    assert (by_code(store, at(7200)), by_code(store, at(7300))) == ({"3.11": 4}, {"3.11": 5})
    with store.reading() as connection:
        assert has_cases(connection, practice=True)


def test_calls_are_tallied_by_interviewer_result_and_hour_and_a_span_bounds_them_by_their_end(store: Store):
    room = MadeCalls(store)
    room.call(1, "busy", 0)
    first = room.call(2, "busy", 30)
    room.call(2, "no_answer", 70, who="bo")
    with store.reading() as connection:
        assert sorted(tally_calls(connection)) == [
            ("an", "busy", NOON.replace(minute=0, second=0, microsecond=0), 2),
            ("bo", "no_answer", NOON.replace(hour=13, minute=0, second=0, microsecond=0), 1),
        ]
        assert sum(tally.attempts for tally in tally_calls(connection, Span(before=first))) == 2
        assert [tally.interviewer for tally in tally_calls(connection, Span(since=at(3600)))] == ["bo"]


def test_pauses_promises_and_conversions_are_each_interviewer_s_own(store: Store):
    room = MadeCalls(store)
    room.call(1, "soft_refusal", 0)
    room.call(2, "appointment", 3)
    room.call(1, "complete", 5, who="bo")
    room.call(2, "busy", 70)
    with store.reading() as connection:
        assert sorted(count_pauses(connection)) == [("an", 60, 1)]
        assert count_promises(connection) == {"an": (1, 1)}
        assert count_conversions(connection, ("soft_refusal",)) == {"bo": 1}


def test_a_conversation_lasts_as_long_as_somebody_was_in_it(store: Store):
    talk = Conversation(store, begin(store, claimed(store), started(), a_version(store)))
    talk.answer(("V1", "yes"))
    claim = claim_case(store, talk.hold.claim.case_id, "I02", at(9000), lease_seconds=1800)
    talk.hold = resume(store, claim, talk.hold.interview_id, resumed(9000, "I02"))
    finish(store, talk.hold, 4, ended(9060), talk.answers, OPEN_TO_ALL, outcome=COMPLETE)
    with store.reading() as connection:
        assert list_talks(connection) == [Talk("I02", at(0), at(9060), 8999.0)]
        assert list_talks(connection)[0].open_seconds == 61
        assert list_talks(connection, Span(before=at(9059))) == []
        assert count_question_times(connection) == [("V1", 9, 1)]
        assert count_confirmed(connection) == {}


def test_the_queue_says_what_is_due_what_is_promised_and_who_has_what(store: Store):
    room = MadeCalls(store)
    over = room.call(1, "appointment", 0)
    claim = claim_case(store, claimed(store, "bo", seconds=200).case_id, "bo", at(200), lease_seconds=1800)
    with store.reading() as connection:
        soon = queue_now(connection, int(over.timestamp()))
        late = queue_now(connection, int(over.timestamp()) + 3600 + 601)
        assert (soon.due, soon.fresh, soon.firm_soon, soon.late) == (1, 2, 1, 0)
        assert soon.next_due_at == (over + timedelta(hours=1)).replace(microsecond=0)
        assert (late.due, late.firm_soon, late.late, late.missed) == (3, 0, 1, 0)
        assert [(each.interviewer, each.case_key) for each in holdings(connection, claim.until(at(0)) - 1)] == [
            ("bo", claim.case_key)
        ]
