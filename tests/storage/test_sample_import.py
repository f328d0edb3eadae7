"""A sample imported, searched and released, on a file and on a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cati.fieldwork.do_not_call import allow_number, forbid_number, forbidden_numbers, import_list
from cati.fieldwork.room import Room
from cati.fieldwork.sample_status import release_replicate, status_of_sample
from cati.fieldwork.search_cases import search_cases
from cati.fieldwork.staff import add_to_staff, staff
from cati.storage.store import open_store
from phone_room import the_study
from sample_files import DATA, a_row, case_files, counts, imported

ROWS = (
    a_row("Café Noir", enterprise_number="1999000051", contact_name="Oefenpersoon A"),
    a_row("Zoë", "056 00 00 02", replicate="2"),
    a_row("Niet bellen", "057 00 01 20"),
)


@pytest.fixture
def room(place: Path | str) -> Iterator[Room]:
    """A room without a sample."""
    with open_store(place, create=True) as store:
        yield Room(the_study(), store, interviewer="chef", language="en")


def test_a_sample_is_imported_once_and_what_is_new_of_it_is_taken_over(room: Room, tmp_path: Path):
    assert import_list(room, DATA / "do_not_call.csv").added == 1
    assert counts(imported(room, tmp_path, *ROWS)) == {"new": 2, "closed": 1}
    before = case_files(room)
    assert counts(imported(room, tmp_path, *ROWS)) == {"unchanged": 3}
    assert case_files(room) == before
    changed = ROWS[0] | {"phone_1": "050 00 00 09", "contact_name": "Oefenpersoon B"}
    assert counts(imported(room, tmp_path, changed)) == {"changed": 1}
    assert [phone.e164 for phone in case_files(room)["Café Noir"].phones] == ["+3250000009", "+3250000001"]


@pytest.mark.parametrize("text", ["c000001", "cafe", "050/00", "+32 50 00", "1999.000"])
def test_a_case_is_found_by_what_somebody_says(room: Room, tmp_path: Path, text: str):
    imported(room, tmp_path, *ROWS)
    assert [case.sample["company_name"] for case in search_cases(room, text).cases] == ["Café Noir"]


def test_a_replicate_is_released(room: Room, tmp_path: Path):
    imported(room, tmp_path, *ROWS)
    assert (status_of_sample(room).states, release_replicate(room, 2)) == ({"fresh": 2, "parked": 1}, 1)
    assert status_of_sample(room).states == {"fresh": 3}


def test_the_do_not_call_list_and_the_staff_are_kept(room: Room):
    assert forbid_number(room, "phone", "050 00 00 01", "", "") is True
    assert forbid_number(room, "phone", "050 00 00 01", "", "") is False
    assert [entry.value for entry in forbidden_numbers(room)] == ["+3250000001"]
    assert allow_number(room, "phone", "050 00 00 01", "a mistake") is True
    add_to_staff(room, "jo", "Jo", ("nl",), is_supervisor=True)
    add_to_staff(room, "jo", "Jo Maes", (), is_supervisor=False)
    assert [(member.name, member.languages, member.is_supervisor) for member in staff(room)] == [("Jo Maes", (), False)]
