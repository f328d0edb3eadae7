"""Sample values, reviews and what the next shift finds, counted on both engines."""

from cati.storage.cases import NewCase, add_cases
from cati.storage.figures.handover import count_waiting, list_promises, list_waiting
from cati.storage.figures.reviews import count_outcomes, count_reviews, count_versions
from cati.storage.figures.sample import count_sample_values
from cati.storage.interviews import begin, finish
from cati.storage.store import Store
from cati.storage.tables import CASES, NOTES, REVIEW_MARKS
from made_calls import MadeCalls
from storage_fixtures import (
    COMPLETE,
    EXAMPLE_HASH,
    NOON,
    OPEN_TO_ALL,
    Conversation,
    a_version,
    at,
    claimed,
    ended,
    new_case,
    started,
)


def test_cases_are_counted_by_a_value_of_the_sample_and_by_their_code_now_and_then(store: Store):
    sizes = ("10-49", "10-49", 'a "quoted" one', None)
    add_cases(store, [NewCase(f"S{number}", {"size": size}) for number, size in enumerate(sizes)])
    MadeCalls(store).call(4, "complete")
    with store.reading() as connection:
        now = count_sample_values(connection, "size")
        then = count_sample_values(connection, "size", NOON)
    assert now == {
        ("10-49", "1.1"): 1, ("10-49", "3.11"): 1, ('a "quoted" one', "3.11"): 1, (None, "3.11"): 4,
    }  # fmt: skip
    assert then == {("10-49", "3.11"): 2, ('a "quoted" one', "3.11"): 1, (None, "3.11"): 4}


def test_an_interview_is_reviewed_once_however_often_it_is_marked(store: Store):
    version = a_version(store)
    for _ in range(2):
        talk = Conversation(store, begin(store, claimed(store, "I01"), started(), version))
        finish(store, talk.hold, 2, ended(60), talk.answers, OPEN_TO_ALL, outcome=COMPLETE)
    with store.transaction() as connection:
        for mark in ("listened", "listened", "called_back"):
            row = {"interview_id": talk.hold.interview_id, "at": at(0), "actor": "bo", "mark": mark, "outcome": ""}
            connection.execute(REVIEW_MARKS.insert().values(**row))
    with store.reading() as connection:
        assert count_reviews(connection) == [("I01", 2, 1, 1, 1)]
        assert count_outcomes(connection) == [("called_back", "", 1), ("listened", "", 2)]
        assert count_versions(connection) == [(EXAMPLE_HASH, 2)]


def test_the_next_shift_finds_open_promises_and_cases_that_wait_each_with_its_company(store: Store):
    add_cases(store, [NewCase("S1", {"company_name": "Voorbeeld NV"}, shuffle=-1)])
    over = MadeCalls(store).call(4, "appointment", who="an")
    with store.transaction() as connection:
        waits = CASES.update().where(CASES.c.case_key == "K001")
        connection.execute(waits.values(state="parked", queue=None, parked_because="supervisor"))
        for kind, text in (("to_supervisor", "eerst"), ("to_supervisor", "laatst"), ("note", "iets anders")):
            connection.execute(NOTES.insert().values(case_id=1, kind=kind, at=over, author="an", text=text))
    with store.reading() as connection:
        (found,) = list_promises(connection, at(9000))
        assert (found.case_key, found.company, found.firm, found.made_by) == ("S1", "Voorbeeld NV", True, "an")
        assert list_promises(connection, at(60)) == []
        assert list_waiting(connection, 9) == [("K001", None, "supervisor", "3.11", "laatst")]
        assert count_waiting(connection) == {"supervisor": 1}


def test_practice_is_in_neither(store: Store):
    add_cases(store, [new_case(9, practice=True, state="parked", queue=None)])
    with store.reading() as connection:
        assert count_waiting(connection) == {}
        assert count_sample_values(connection, "company").keys() == {(f"De Reiger {n}", "3.11") for n in (1, 2, 3)}
