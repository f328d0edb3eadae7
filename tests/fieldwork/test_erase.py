"""Erased is erased: no byte is left, rates stay, twice is once; and what is held about a person can be shown."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from cati.errors import CaseHeldError, StudyError
from cati.fieldwork.erase import erase_case, erase_expired
from cati.fieldwork.export import export_file
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.keeping import answers_after
from cati.fieldwork.next_case import next_case
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.fieldwork.subject import case_with_phone, everything_about
from cati.storage.audit import list_deeds
from cati.storage.backup import back_up
from cati.storage.cases import NewCase, Phone, add_cases, list_cases
from cati.storage.copying import opened_copy
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from moving_clock import MovingClock
from phone_room import add_companies, answer, seated, taken, the_study

COMPANY, MAIL = "Voorbeeld Weverij NV", "marieke@voorbeeld.example"
HELD = (COMPANY, MAIL, "Voorbeeld, ", "+3256123456", "gezegd door Marieke")


@pytest.fixture
def on_disk(tmp_path: Path, clock: MovingClock) -> Iterator[Room]:
    """A room on a file, with one break-off in which an address and a remark were left."""
    numbers = count()
    with open_store(tmp_path / "db" / "cati.sqlite", create=True) as store:
        room = Room(the_study(), store, clock=clock, chance=lambda: f"{next(numbers):016x}")
        add_companies(room, [COMPANY, "Voorbeeld Metaal BV"])
        room = seated(room)
        interview = answer(taken(next_case(room, practice=False)), INT="reached")
        interview.remark(interview.view().prompt.key, "gezegd door Marieke")  # type: ignore[union-attr]
        interview.end("not_eligible")
        yield room


@pytest.fixture
def supervisor(on_disk: Room) -> Supervisor:
    return Supervisor(replace(on_disk, interviewer="bo"), "asked to")


def bytes_left(folder: Path, text: str) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


def test_no_byte_of_an_erased_case_is_left_in_the_database_or_in_a_later_backup(
    on_disk: Room, supervisor: Supervisor, tmp_path: Path
):
    assert bytes_left(tmp_path, COMPANY) != []
    receipt = erase_case(supervisor, "0042")
    assert (receipt.removed["contacts"], receipt.removed["phone_numbers"]) == (1, 2)
    back_up(on_disk.store, tmp_path / "later.sqlite")
    assert {text: bytes_left(tmp_path, text) for text in HELD if text != "+3256123456"} == {
        text: [] for text in HELD if text != "+3256123456"
    }
    assert verify(on_disk.store, answers_after) == []


def test_rates_and_the_case_itself_stay(on_disk: Room, supervisor: Supervisor):
    before = {case.case_key: (case.state, case.current_code) for case in list_cases(on_disk.store)}
    erase_case(supervisor, "0042")
    assert {case.case_key: (case.state, case.current_code) for case in list_cases(on_disk.store)} == before


def test_erasing_twice_does_nothing_the_second_time(on_disk: Room, supervisor: Supervisor):
    assert erase_case(supervisor, "0042").was_erased is False
    assert erase_case(supervisor, "0042").was_erased is True
    assert len(list(list_deeds(on_disk.store, verb="erase"))) == 1


def test_an_older_backup_that_still_holds_the_case_is_named(on_disk: Room, supervisor: Supervisor, tmp_path: Path):
    older = tmp_path / "db" / "backups" / "older.sqlite"
    back_up(on_disk.store, older)
    assert erase_case(supervisor, "0042").backups == (older,)
    with opened_copy(older) as copy:
        assert len(load_events(copy, 1)) == 4


def test_an_erased_interview_is_in_no_export(on_disk: Room, supervisor: Supervisor, tmp_path: Path):
    erase_case(supervisor, "0042")
    with pytest.raises(Exception, match="no_rows"):
        export_file(on_disk, tmp_path / "out.csv", Wanted(("csv",), include=frozenset({"all"})))


def test_a_case_in_somebodys_hands_is_not_erased_under_them(on_disk: Room, supervisor: Supervisor):
    taken(next_case(on_disk, practice=False))
    with pytest.raises(CaseHeldError):
        erase_case(supervisor, "0043")
    erase_case(replace(supervisor, breaks=True), "0043")


def test_contact_data_go_all_at_once_when_their_time_is_over_and_answers_stay(on_disk: Room, clock: MovingClock):
    with pytest.raises(StudyError) as told:
        erase_expired(on_disk, "over")
    assert told.value.word == "powers.not_expired"
    clock.forward(days=800)
    assert erase_expired(on_disk, "over") == 2
    assert erase_expired(on_disk, "over") == 0
    assert len(load_events(on_disk.store, 1)) == 4
    assert verify(on_disk.store, answers_after) == []


def test_what_is_held_about_a_person_is_found_by_any_spelling_of_the_number_and_reading_it_is_a_deed(on_disk: Room):
    add_cases(on_disk.store, [NewCase("0044", phones=[Phone("+3256123456")])])
    with pytest.raises(StudyError) as told:
        case_with_phone(on_disk, "056 12 34 56")
    assert told.value.places["known"] == "0042, 0044"
    found = everything_about(on_disk, "0042")
    assert found["sample"]["company_name"] == COMPANY
    assert [event["kind"] for event in found["interviews"][0]][:2] == ["interview_started", "answer_recorded"]
    assert [deed.object for deed in list_deeds(on_disk.store, verb="subject_access")] == ["0042"]
