"""Finding a case by what somebody says on the telephone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.fieldwork.room import Room
from cati.fieldwork.search_cases import search_cases
from cati.storage.store import open_store
from moving_clock import MovingClock
from phone_room import the_study
from sample_files import a_row, imported

ROWS = (
    a_row("Koffiebranderij Café Noir", "050 00 00 01", enterprise_number="1999000051"),
    a_row("Zoë & Cœur Mode", "056 00 00 02", phone_2="0450 00 00 08"),
    a_row("IJzerwerk 100% Noir", "+33 1 99 00 12 34", case_id="P7_X"),
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with open_store(":memory:", create=True) as store:
        room = Room(the_study(), store, clock=MovingClock())
        imported(room, tmp_path_factory.mktemp("sample"), *ROWS)
        yield room


def found(room: Room, text: str) -> list[str]:
    return [str(case.sample["company_name"]).split()[0] for case in search_cases(room, text).cases]


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("c000001", ["Koffiebranderij"]),
        ("C000002", ["Zoë"]),
        ("p7_", ["IJzerwerk"]),
        ("CAFE", ["Koffiebranderij"]),
        ("zoe", ["Zoë"]),
        ("noir koffie", ["Koffiebranderij"]),
        ("noir", ["IJzerwerk", "Koffiebranderij"]),
        ("100%", ["IJzerwerk"]),
        ("%%", []),
        ("__", []),
        ("050 00 00 01", ["Koffiebranderij"]),
        ("050/00.00.01", ["Koffiebranderij"]),
        ("+32 (0)50 00 00 01", ["Koffiebranderij"]),
        ("0032 50 000001", ["Koffiebranderij"]),
        ("tel. 050", ["Koffiebranderij"]),
        ("0450 00", ["Zoë"]),
        ("+33 1 99", ["IJzerwerk"]),
        ("1999.000.051", ["Koffiebranderij"]),
        ("BE 1999.000", ["Koffiebranderij"]),
        ("wevrij", []),
    ],
)
def test_a_case_is_found_by_key_name_phone_and_enterprise_number_in_any_spelling(
    room: Room, text: str, companies: list[str]
):
    assert sorted(found(room, text)) == companies


@pytest.mark.parametrize("text", ["", " ", "x", " 5 "])
def test_a_search_begins_at_two_characters(room: Room, text: str):
    assert search_cases(room, text).is_too_short


def test_more_than_fifty_cases_are_said_to_be_more(tmp_path: Path):
    with open_store(":memory:", create=True) as store:
        room = Room(the_study(), store, clock=MovingClock())
        imported(room, tmp_path, *(a_row(f"Voorbeeld {at}", f"050 00 00 {at:02}") for at in range(51)))
        search = search_cases(room, "voorbeeld")
        assert (len(search.cases), search.has_more) == (50, True)
        assert not search_cases(room, "voorbeeld 5").has_more


@given(st.text(max_size=20))
def test_any_text_finds_something_or_nothing(room: Room, text: str):
    assert len(search_cases(room, text).cases) <= len(ROWS)
