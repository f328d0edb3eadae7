"""Who works on the study, and how they sign in."""

import pytest

from cati.errors import StudyError
from cati.fieldwork.room import Room
from cati.fieldwork.sign_in import sign_in
from cati.fieldwork.staff import add_to_staff, staff
from cati.storage.audit import list_deeds
from cati.storage.interviewers import Interviewer, StaffMember


def test_somebody_is_added_with_languages_and_role_and_that_is_on_record(room: Room):
    add_to_staff(room, "jo", "Jo Maes", ("nl", "fr"), is_supervisor=True)
    assert StaffMember("jo", "Jo Maes", ("nl", "fr"), is_supervisor=True) in staff(room)
    (deed,) = list_deeds(room.store, verb="interviewer_added")
    assert (deed.object, deed.detail) == ("jo", {"languages": ["nl", "fr"], "supervisor": True})


def test_a_known_code_gets_what_is_new(room: Room):
    add_to_staff(room, "jo", "Jo Maes", ("nl",), is_supervisor=True)
    add_to_staff(room, "jo", "Jo Maes-Peeters", (), is_supervisor=False)
    assert [each for each in staff(room) if each.code == "jo"] == [StaffMember("jo", "Jo Maes-Peeters")]


@pytest.mark.parametrize("typed", ["jo", "JO", "Jo Maes", "jo maes"])
def test_whoever_was_added_signs_in_by_code_or_name(room: Room, typed: str):
    add_to_staff(room, "jo", "Jo Maes", (), is_supervisor=False)
    assert sign_in(room.store, typed, room.clock()) == Interviewer("jo", "Jo Maes")


@pytest.mark.parametrize(
    ("code", "name", "languages"),
    [("Jo", "Jo", ()), ("", "Jo", ()), ("jo", " ", ()), ("jo", "J" * 41, ()), ("jo", "Jo", ("de",))],
)
def test_what_cannot_be_meant_is_refused(room: Room, code: str, name: str, languages: tuple[str, ...]):
    with pytest.raises(StudyError):
        add_to_staff(room, code, name, languages, is_supervisor=False)
    assert list(list_deeds(room.store)) == []
