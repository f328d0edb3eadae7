"""The room at one moment: figures, and what wants a supervisor."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cati.errors import NotSavedError
from cati.fieldwork.case_page import case_page
from cati.fieldwork.figures.standing import standing
from cati.fieldwork.monitor import RoomNow, room_now
from cati.fieldwork.next_case import next_case
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room, open_database
from cati.questionnaire.answer import Appointment
from cati.storage.cases import list_cases
from cati.storage.snapshot import snapshot
from cati.storage.store import open_store
from moving_clock import MovingClock
from phone_room import a_practice_interview, add_companies, an_empty_room, answer, seated, taken


def words(now: RoomNow) -> list[str]:
    return [alert.word for alert in now.alerts]


def ended(room: Room, disposition: str, **more: object) -> None:
    answer(taken(next_case(room, practice=False)), INT="reached").end(disposition, **more)  # type: ignore[arg-type]


def promised(room: Room, clock: MovingClock, *, minutes: int) -> None:
    """An appointment with the next case, so many minutes from now."""
    interview = answer(taken(next_case(room, practice=False)), INT="reached")
    at = clock().replace(second=0, microsecond=0)
    wall = at.astimezone(room.study.zone).replace(tzinfo=None)
    when = timedelta(minutes=minutes)
    interview.suspend(
        "appointment",
        appointment=Appointment(at=at + when, wall=wall + when, timezone=room.study.zone.key, firm=True),
    )


def test_a_room_in_which_nothing_happened_has_figures_and_no_alert(room: Room):
    now = room_now(room)
    assert (now.standing.released, now.standing.completes, now.attempts_today) == (2, 0, 0)
    assert (now.people, now.held, now.promises, now.alerts) == ((), (), (), ())


def test_a_complete_interview_counts_for_the_day_and_for_its_interviewer(room: Room):
    ended(room, "complete")
    now = room_now(room)
    assert (now.completes_today, now.standing.completes, now.attempts_today) == (1, 1, 1)
    assert [(person.code, person.completes) for person in now.people] == [("an-peeters", 1)]


def test_who_is_in_a_case_is_seen_with_the_question_and_since_when(room: Room, clock: MovingClock):
    answer(taken(next_case(room, practice=False)), INT="reached")
    clock.forward(minutes=3)
    (held,) = room_now(room).held
    assert (held.interviewer, held.case_key, held.question) == ("an-peeters", "0042", "INT")
    assert (clock() - held.since).total_seconds() == pytest.approx(180, abs=1)


def test_practice_is_in_no_figure(room: Room):
    answer(a_practice_interview(room), INT="reached").end("complete")
    now = room_now(room)
    assert (now.standing.completes, now.attempts_today, now.held) == (0, 0, ())


def test_an_appointment_is_listed_and_after_ten_minutes_it_is_late(room: Room, clock: MovingClock):
    promised(room, clock, minutes=60)
    assert [promise.case_key for promise in room_now(room).promises] == ["0042"]
    clock.forward(minutes=69)
    assert room_now(room).late == ()
    clock.forward(minutes=2)
    now = room_now(room)
    assert [promise.case_key for promise in now.late] == ["0042"]
    assert words(now)[0] == "monitor.alert.late"


def test_a_parked_case_waits_for_a_decision(room: Room):
    Supervisor(replace(room, interviewer="bo"), "wrong list").park("0042")
    assert "monitor.alert.waiting" in words(room_now(room))


def test_a_lease_that_ran_out_is_told_with_who_had_it_until_somebody_else_has_the_case(room: Room, clock: MovingClock):
    answer(taken(next_case(room, practice=False)), INT="reached")
    clock.forward(seconds=room.lease_seconds)
    assert (room_now(room).held, words(room_now(room))) == ((), ["monitor.alert.hanging"])
    clock.forward(minutes=4)
    (alert,) = room_now(room).alerts
    assert alert.places == {"name": "An Peeters", "case_key": "0042", "minutes": 4}
    Supervisor(replace(room, interviewer="bo"), "went home").free("0042")
    assert room_now(room).hanging == ()


def test_looking_writes_nothing(room: Room):
    ended(room, "complete")
    with room.store.reading() as connection:
        before = connection.exec_driver_sql("SELECT total_changes()").scalar()
    room_now(room)
    with room.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT total_changes()").scalar() == before


def test_an_answer_is_saved_while_a_look_is_held_open_and_the_look_stays_what_it_was(tmp_path: Path):
    room = seated(an_empty_room(tmp_path))
    add_companies(room, ["Voorbeeld Weverij NV"])
    interview = answer(taken(next_case(room, practice=False)), INT="reached")
    with snapshot(open_database(room.study, tmp_path / "db" / "cati.sqlite")) as seen:
        before = standing(seen)
        interview.end("complete")
        assert standing(seen) == before
    assert room_now(room).standing.completes == before.completes + 1


def test_slow_saving_is_told_with_what_to_do(room: Room):
    assert words(replace(room_now(room), slowest_ms=250.0)) == []
    (alert,) = replace(room_now(room), slowest_ms=251.4).alerts
    assert (alert.word, alert.places) == ("monitor.alert.slow", {"ms": 251})


def test_a_look_needs_no_write_lock_it_works_while_somebody_is_writing(tmp_path: Path):
    room = seated(an_empty_room(tmp_path))
    add_companies(room, ["Voorbeeld Weverij NV"])
    (case,) = list_cases(room.store)
    with open_store(tmp_path / "db" / "cati.sqlite", create=False, busy_seconds=0.1) as other, room.store.transaction():
        seen = replace(room, store=other)
        assert room_now(seen).standing.released == 1
        assert case_page(seen, case.case_id).file.case == case
        with pytest.raises(NotSavedError), other.transaction():
            pass
