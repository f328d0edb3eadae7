"""Importing a sample into a phone room: what goes in, what a second file changes, and what never changes."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cati.errors import NotSavedError, SampleFileError
from cati.fieldwork import import_rows
from cati.fieldwork.do_not_call import forbid_number, import_list
from cati.fieldwork.erase import erase_case
from cati.fieldwork.import_order import Order
from cati.fieldwork.import_sample import import_sample
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.practice import load_practice
from cati.fieldwork.room import Room
from cati.storage.audit import list_deeds
from cati.storage.cases import fetch_case, list_cases
from cati.storage.store import open_store
from moving_clock import MovingClock
from phone_room import seated, taken, the_study
from sample_files import DATA, a_row, case_files, counts, imported, in_silence, report_of


@pytest.fixture
def room(clock: MovingClock) -> Iterator[Room]:
    """A room without a sample."""
    numbers = count()
    with open_store(":memory:", create=True) as store:
        empty = Room(the_study(), store, language="en", clock=clock, chance=lambda: f"{next(numbers):016x}")
        yield replace(seated(empty), language="en")


def copied(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_bytes((DATA / name).read_bytes())
    return file


def test_the_messy_sample_gives_its_table_to_the_row_and_to_the_byte(room: Room, tmp_path: Path):
    assert import_list(room, DATA / "do_not_call.csv").added == 1
    report = import_sample(room, Order(copied(tmp_path, "messy_sample.csv"), dry_run=True), in_silence)
    assert (tmp_path / "messy_sample.report.csv").read_bytes() == (DATA / "messy_sample.expected.csv").read_bytes()
    assert counts(report) == {"new": 15, "closed": 1, "rejected": 10, "blank": 1}
    assert list(list_cases(room.store)) == []


def test_with_skip_bad_the_good_rows_go_in_and_the_others_can_be_mended(room: Room, tmp_path: Path):
    file = copied(tmp_path, "messy_sample.csv")
    first = import_sample(room, Order(file, skip_bad=True), in_silence)
    assert (first.is_written, len(list(list_cases(room.store)))) == (True, 16)
    with (tmp_path / "messy_sample.rejected.csv").open(encoding="utf-8-sig", newline="") as lines:
        rejected = list(csv.DictReader(lines, delimiter=";"))
    assert [row["Naam bedrijf"] for row in rejected[:2]] == ["Ijzerwerk nog eens (oefenbedrijf)", ""]
    assert rejected[1]["problem"] == "company_name is required"
    again = import_sample(room, Order(tmp_path / "messy_sample.rejected.csv", dry_run=True), in_silence)
    assert counts(again) == {"changed": 1, "rejected": 9}, (
        "a double alone in its file is news of the company it doubles"
    )


def test_one_bad_row_keeps_all_rows_out(room: Room, tmp_path: Path):
    report = imported(room, tmp_path, a_row(), a_row("Zonder telefoon", ""))
    assert (report.is_written, list(list_cases(room.store))) == (False, [])
    assert [line["code"] for line in report_of(tmp_path)] == ["", "no_usable_phone"]


def test_the_same_file_twice_changes_nothing(room: Room, tmp_path: Path):
    rows = [a_row("Een", enterprise_number="1999000051"), a_row("Twee"), a_row("Drie"), a_row("Vier", case_id="V4")]
    assert counts(imported(room, tmp_path, *rows)) == {"new": 4}
    before = case_files(room)
    assert counts(imported(room, tmp_path, *rows)) == {"unchanged": 4}
    assert case_files(room) == before


COMPANIES = st.builds(
    lambda name, phone, enterprise, key: a_row(
        name, f"050 00 00 {phone:02}", enterprise_number=enterprise, case_id=f"B{key}" if key else ""
    ),
    st.sampled_from(["Een", "Twee", "Drie"]),
    st.integers(1, 4),
    st.sampled_from(["", "", "1999000051", "1999000150"]),
    st.integers(0, 3),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(COMPANIES, min_size=1, max_size=8), st.integers(1, 3))
def test_any_rows_twice_change_nothing_however_alike_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, str]], at_once: int
):
    monkeypatch.setattr(import_rows, "ROWS_AT_ONCE", at_once)
    with open_store(":memory:", create=True) as store:
        room = Room(the_study(), store, clock=MovingClock(), chance=lambda: "0" * 16)
        first = counts(imported(room, tmp_path, *rows, skip_bad=True))
        again = counts(imported(room, tmp_path, *rows, skip_bad=True))
        assert again == {"unchanged": first.pop("new"), **first}


def test_a_case_gets_the_next_number_in_the_order_of_the_file_and_keeps_the_one_it_brings(room: Room, tmp_path: Path):
    imported(room, tmp_path, a_row("Een"), a_row("Twee", case_id="c000002"), a_row("Drie"))
    imported(room, tmp_path, a_row("Vier", "050 00 00 02"))
    keys = {company: file.case.case_key for company, file in case_files(room).items()}
    assert keys == {"Een": "c000001", "Twee": "c000002", "Drie": "c000003", "Vier": "c000004"}


def test_what_a_second_file_says_anew_is_taken_over_and_traced_without_values(room: Room, tmp_path: Path):
    old = a_row(enterprise_number="1999000051", contact_name="Oefenpersoon A", email="a@oefening.example")
    imported(room, tmp_path, old)
    new = old | {"phone_1": "050 00 00 02", "contact_name": "Oefenpersoon B", "email": "", "municipality": "Gent"}
    assert counts(imported(room, tmp_path, new)) == {"changed": 1}
    (file,) = case_files(room).values()
    assert file.contact is not None
    assert (file.contact.name, file.contact.email) == ("Oefenpersoon B", "a@oefening.example")
    assert [phone.e164 for phone in file.phones] == ["+3250000002", "+3250000001"]
    (deed,) = list_deeds(room.store, verb="case_changed")
    assert (deed.object, deed.detail) == ("c000001", {"fields": ["municipality", "phones", "contact_name"]})


def test_a_case_that_was_called_keeps_its_sample_row_and_its_state(room: Room, tmp_path: Path):
    imported(room, tmp_path, a_row(enterprise_number="1999000051", employees="9"))
    interview: Interview = taken(next_case(room, practice=False))
    old = case_files(room)["Voorbeeld Weverij NV"].case
    report = imported(room, tmp_path, a_row(enterprise_number="1999000051", employees="250", notes="bel na 10 uur"))
    (file,) = case_files(room).values()
    assert (counts(report), file.case) == ({"changed": 1}, old)
    assert file.contact is not None
    assert file.contact.notes == "bel na 10 uur"
    assert [line["code"] for line in report_of(tmp_path)] == ["kept"]
    assert interview.hold is not None


def test_a_case_that_is_not_in_the_next_file_stays_and_is_told(room: Room, tmp_path: Path):
    imported(room, tmp_path, a_row("Een"), a_row("Twee", "050 00 00 02"))
    report = imported(room, tmp_path, a_row("Een"))
    assert (report.absent, len(case_files(room))) == (1, 2)


def test_a_company_of_another_name_behind_a_known_switchboard_is_new(room: Room, tmp_path: Path):
    imported(room, tmp_path, a_row("Een", enterprise_number="1999000051"))
    assert counts(imported(room, tmp_path, a_row("Twee", enterprise_number="1999000150"))) == {"new": 1}


def test_a_forbidden_number_is_marked_and_a_case_without_another_is_closed(room: Room, tmp_path: Path):
    assert forbid_number(room, "phone", "050/00.00.01", "", "") is True
    assert forbid_number(room, "enterprise_number", "1999.000.150", "", "2026-11-02") is True
    report = imported(
        room, tmp_path, a_row("Een"), a_row("Twee", phone_2="0450 00 00 08"),
        a_row("Drie", "050 00 00 03", enterprise_number="1999000150"),
    )  # fmt: skip
    found = case_files(room)
    assert counts(report) == {"new": 1, "closed": 2}
    assert {name: file.case.state for name, file in found.items()} == {
        "Een": "closed",
        "Twee": "fresh",
        "Drie": "closed",
    }
    assert found["Een"].case.current_code == "3.90"
    assert [phone.state for phone in found["Twee"].phones] == ["do_not_call", "usable"]


def test_cases_come_in_the_random_order_of_the_study_wherever_they_stand_in_a_file(room: Room, tmp_path: Path):
    rows = [a_row(f"Bedrijf {at}", f"050 00 00 {at:02}", case_id=f"B{at}") for at in range(10, 30)]
    imported(room, tmp_path, *rows)
    order = sorted(list_cases(room.store), key=lambda case: case.shuffle)
    assert [case.case_key for case in order] != [row["case_id"] for row in rows]
    assert counts(imported(room, tmp_path, *reversed(rows))) == {"unchanged": 20}


def test_a_practice_case_is_for_practice_and_a_live_one_cannot_take_its_place(room: Room, tmp_path: Path):
    load_practice(room)
    assert counts(imported(room, tmp_path, a_row("Oefening", case_id="O1", practice="1"))) == {"new": 1}
    assert case_files(room)["Oefening"].case.practice
    with pytest.raises(SampleFileError, match="id_taken"):
        imported(room, tmp_path, a_row("Echt", case_id="P001"))


def test_a_case_that_was_erased_stays_erased(room: Room, tmp_path: Path):
    row = a_row(case_id="B1", contact_name="Oefenpersoon A")
    imported(room, tmp_path, row)
    erase_case(Supervisor(room, "asked by letter"), "B1")
    assert counts(imported(room, tmp_path, row)) == {"unchanged": 1}
    (case,) = list_cases(room.store)
    file = fetch_case(room.store, case.case_id)
    assert (file.contact, file.phones, file.case.sample) == (None, (), {})
    assert [line["code"] for line in report_of(tmp_path)] == ["erased"]


def test_the_columns_are_remembered_for_files_with_the_same_heading(room: Room, tmp_path: Path):
    row = {("Centrale" if name == "phone_1" else name): value for name, value in a_row().items()}
    chosen = {"phone_1": "Centrale"}
    file = tmp_path / "other.csv"
    file.write_text(";".join(row) + "\n" + ";".join(row.values()) + "\n", encoding="utf-8")
    assert import_sample(room, Order(file, chosen=chosen), in_silence).is_written
    report = import_sample(room, Order(file), in_silence)
    assert (report.is_remembered, counts(report)) == (True, {"unchanged": 1})


def test_whoever_stops_an_import_leaves_nothing(room: Room, tmp_path: Path):
    told: list[int] = []

    def stop(row: int, _expected: int) -> None:
        told.append(row)
        if 0 in told and row:  # 0 is told when writing begins
            raise KeyboardInterrupt

    rows = [a_row(f"Bedrijf {at}", f"050 00 {at // 100:02} {at % 100:02}") for at in range(1, 700)]
    file = tmp_path / "sample.csv"
    file.write_text("\n".join([";".join(rows[0]), *(";".join(row.values()) for row in rows)]) + "\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        import_sample(room, Order(file), stop)
    assert list(list_cases(room.store)) == []
    assert {found.name for found in tmp_path.iterdir()} == {"sample.csv"}
    assert list(list_deeds(room.store)) == []


def test_a_database_that_stays_busy_is_told_and_nothing_is_imported(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def busy(_store: object) -> None:
        raise NotSavedError("storage.busy")

    monkeypatch.setattr(import_rows, "importing", busy)
    with pytest.raises(SampleFileError, match=r"sample\.busy"):
        imported(room, tmp_path, a_row())


def test_an_import_is_on_record_with_what_it_came_to(room: Room, tmp_path: Path):
    imported(room, tmp_path, a_row())
    (deed,) = list_deeds(room.store, verb="sample_imported")
    assert (deed.actor, deed.object, deed.detail["rows"]) == (room.interviewer, "sample.csv", {"new": 1})
