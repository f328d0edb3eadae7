"""What the next shift finds on its page."""

from datetime import timedelta

from cati.cli.report import printed
from cati.fieldwork.next_case import next_case
from cati.fieldwork.report.handover import MOST, handover
from cati.fieldwork.report.page import rendered
from cati.fieldwork.room import Room
from cati.questionnaire.answer import Appointment
from cati.storage.case_history import UNRELEASED
from cati.storage.cases import NewCase, add_cases
from cati.storage.interviewers import Interviewer, add_interviewer
from cati.storage.tables import CASES, NOTES
from moving_clock import MovingClock
from phone_room import answer, taken


def text(room: Room) -> str:
    return "\n".join(printed(handover(room), 120))


def promise(room: Room, **away: float) -> None:
    """The next case is promised a call."""
    at = room.local_now() + timedelta(**away)
    booked = Appointment(at=at, wall=at.replace(tzinfo=None), timezone="Europe/Brussels", firm=True, name="An")
    taken(next_case(room, practice=False)).suspend("appointment", appointment=booked)


def test_an_appointment_of_the_next_shift_is_on_the_page_and_a_later_one_is_not(room: Room):
    promise(room, hours=20)
    promise(room, days=9)
    page = text(room)
    assert "26 nov 2026 10:02   0042   Voorbeeld Weverij NV   vast" in page
    assert "0043" not in page.partition("HALF AFGEWERKTE")[0]


def test_an_appointment_whose_time_is_gone_is_told_to_be_late(room: Room, clock: MovingClock):
    promise(room, hours=1)
    clock.forward(hours=2)
    assert "vast, te laat" in text(room)


def test_a_half_done_interview_is_told_with_where_it_goes_on_and_who_had_it(room: Room):
    add_interviewer(room.store, Interviewer("an-peeters", "An Peeters"), room.clock())
    answer(taken(next_case(room, practice=False)), INT="reached").suspend("suspended")
    answer(taken(next_case(room, practice=False)), INT="reached").leave()
    page = text(room)
    assert "0042   Voorbeeld Weverij NV   WHO" in page
    assert "onderbroken" in page
    assert "afgebroken, niet opgehangen" in page
    assert "An Peeters" in page


def parked(room: Room, key: str, because: str, note: str = "") -> None:
    """A case is set aside."""
    with room.store.transaction() as connection:
        change = CASES.update().where(CASES.c.case_key == key)
        connection.execute(change.values(state="parked", queue=None, parked_because=because))
        if note:
            case_id = connection.execute(CASES.select().where(CASES.c.case_key == key)).one().id
            said = {"kind": "to_supervisor", "at": room.clock(), "author": "an", "text": note}
            connection.execute(NOTES.insert().values(case_id=case_id, **said))


def test_a_case_that_waits_for_a_decision_is_told_with_its_note_and_a_full_cell_only_with_a_number(room: Room):
    parked(room, "0042", "supervisor", "vraagt om een brief <b>eerst</b>")
    parked(room, "0043", "quota")
    page = text(room)
    assert "voorgelegd aan de supervisor   vraagt om een brief <b>eerst</b>" in page
    assert "quotumcel vol: 1" in page
    assert "0043" not in page
    assert "<b>eerst" not in rendered(handover(room))


def test_a_replicate_that_was_not_released_waits_for_nobody(room: Room):
    parked(room, "0042", UNRELEASED)
    assert "Geen case wacht op een beslissing." in text(room)


def test_what_does_not_fit_on_the_page_is_a_number(room: Room):
    more = [NewCase(f"X{number:03}", state="parked", queue=None) for number in range(MOST + 3)]
    add_cases(room.store, more)
    for case in more:
        parked(room, case.case_key, "other")
    page = text(room)
    assert "aan de kant gezet: other: 28" in page
    assert "En nog 3." in page


def test_the_page_of_an_empty_room_says_so_in_each_part(room: Room):
    page = text(room)
    assert "Geen afspraken." in page
    assert "Geen half afgewerkte interviews." in page
    assert "Nu aan de beurt: 2." in page


def test_outside_call_hours_only_what_is_promised_is_due(room: Room, clock: MovingClock):
    clock.forward(hours=6)
    assert "Nu aan de beurt: 0. Nog nooit gebeld: 2." in text(room)
