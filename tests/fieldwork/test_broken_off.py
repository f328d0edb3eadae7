"""The interviews that were broken off: whose they are and where they stopped."""

from dataclasses import replace
from pathlib import Path

from cati.fieldwork.broken_off import broken_off
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.fieldwork.start import overview
from cati.storage.interviews import open_interviews
from phone_room import a_practice_interview, add_companies, an_empty_room, answer, seated, taken


def room_of(folder: Path) -> Room:
    room = seated(an_empty_room(folder))
    add_companies(room, ["Voorbeeld Weverij NV", "Voorbeeld Metaal BV"])
    return room


def test_an_interview_that_was_broken_off_says_where_it_goes_on_and_with_whom_it_was(tmp_path: Path):
    room = room_of(tmp_path)
    answer(taken(next_case(room, practice=False)), INT="reached", WHO="self")
    (found,) = broken_off(room, overview(room).open_interviews, 9)
    assert (found.company, found.question, found.last_by) == ("Voorbeeld Weverij NV", "CONSENT", "An Peeters")


def test_the_case_one_holds_oneself_is_held_by_nobody_else(tmp_path: Path):
    room = room_of(tmp_path)
    taken(next_case(room, practice=False))
    (found,) = broken_off(room, overview(room).open_interviews, 9)
    assert found.holder == ""


def test_a_case_that_somebody_else_has_now_says_who(tmp_path: Path):
    room = room_of(tmp_path)
    taken(next_case(room, practice=False))
    colleague = seated(room, "Bo Maes")
    (found,) = broken_off(colleague, overview(colleague).open_interviews, 9)
    assert found.holder == "An Peeters"


def test_practice_is_known_as_such(tmp_path: Path):
    room = room_of(tmp_path)
    a_practice_interview(room)
    (found,) = broken_off(room, overview(room).open_interviews, 9)
    assert found.found.practice


def test_no_more_are_looked_up_than_are_shown(tmp_path: Path):
    room = room_of(tmp_path)
    taken(next_case(room, practice=False))
    taken(next_case(room, practice=False))
    assert len(broken_off(room, open_interviews(room.store, room.clock()), 1)) == 1


def test_a_version_that_can_no_longer_be_read_leaves_the_place_open(tmp_path: Path):
    room = room_of(tmp_path)
    taken(next_case(room, practice=False))
    other = replace(room, study=replace(room.study, content_hash="b" * 64, source=": no questionnaire"))
    (found,) = broken_off(other, overview(other).open_interviews, 9)
    assert found.company == "Voorbeeld Weverij NV"


def test_an_interview_that_broke_with_the_machine_comes_before_one_that_was_suspended(tmp_path: Path):
    room = room_of(tmp_path)
    taken(next_case(room, practice=False))
    taken(next_case(room, practice=False)).suspend("suspended")
    assert [each.found.state for each in broken_off(room, overview(room).open_interviews, 9)] == [
        "in_progress",
        "suspended",
    ]


def test_ones_own_come_before_those_of_others(tmp_path: Path):
    room = room_of(tmp_path)
    taken(next_case(room, practice=False))
    colleague = seated(room, "Bo Maes")
    taken(next_case(colleague, practice=False)).suspend("suspended")
    assert [each.last_by for each in broken_off(colleague, overview(room).open_interviews, 9)] == [
        "Bo Maes",
        "An Peeters",
    ]
