"""What could not be saved when the program had to end is in a file, and comes into its interview at the next start."""

from dataclasses import replace
from pathlib import Path

import pytest

from cati.errors import NotSavedError, StudyError
from cati.fieldwork import interview as conducting
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case, open_interview_of, resume_interview
from cati.fieldwork.room import Room
from cati.fieldwork.unsaved import Unsaved, keep_unsaved, kept_or_said, save_now, unsaved_answers
from cati.questionnaire.answer import Choice
from cati.storage.stored_interviews import load_events
from moving_clock import MovingClock
from phone_room import answer, taken


@pytest.fixture
def desk(room: Room, tmp_path: Path) -> Room:
    """The room, with a study folder of its own."""
    return replace(room, study=replace(room.study, folder=tmp_path))


def refused(desk: Room, monkeypatch: pytest.MonkeyPatch) -> Interview:
    """An interview in which the answer to WHO could not be saved."""
    interview = answer(taken(next_case(desk, practice=False)), INT="reached")
    with monkeypatch.context() as away:

        def no_server(*_: object, **__: object) -> None:
            raise NotSavedError("storage.busy")

        away.setattr(conducting, "append", no_server)
        with pytest.raises(NotSavedError):
            answer(interview, WHO="self")
    interview.leave()
    return interview


def kept(desk: Room, monkeypatch: pytest.MonkeyPatch) -> Unsaved:
    assert keep_unsaved(refused(desk, monkeypatch)) is not None
    (found,) = unsaved_answers(desk)
    return found


def going_on(desk: Room, interview: Interview) -> Interview:
    broken = open_interview_of(desk, interview.case.case.case_id)
    assert broken is not None
    return resume_interview(desk, broken)


def test_an_unsaved_answer_is_in_a_file_of_its_owner_alone_and_comes_into_its_interview(
    desk: Room, monkeypatch: pytest.MonkeyPatch
):
    unsaved = kept(desk, monkeypatch)
    assert unsaved.question == "WHO"
    assert unsaved.file.stat().st_mode & 0o777 == 0o600
    save_now(desk, unsaved)
    assert unsaved.kept.event in load_events(desk.store, 1)
    assert unsaved_answers(desk) == ()
    assert not unsaved.file.exists()


def test_when_all_is_saved_nothing_is_kept(desk: Room):
    assert keep_unsaved(answer(taken(next_case(desk, practice=False)), INT="reached")) is None


def test_an_answer_that_was_stored_after_all_is_not_offered(desk: Room, monkeypatch: pytest.MonkeyPatch):
    interview = refused(desk, monkeypatch)
    file = keep_unsaved(interview)
    again = going_on(desk, interview)
    assert interview.unsaved is not None
    again.record(interview.unsaved)
    assert unsaved_answers(desk) == ()
    assert file is not None
    assert not file.exists()


def test_an_answer_given_anew_meanwhile_counts_and_the_file_stays(
    desk: Room, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
):
    interview = refused(desk, monkeypatch)
    keep_unsaved(interview)
    clock.forward(minutes=1)
    again = answer(going_on(desk, interview), WHO="self")
    again.leave()
    (unsaved,) = unsaved_answers(desk)
    with pytest.raises(StudyError) as told:
        save_now(desk, unsaved)
    assert told.value.word == "errors.unsaved_overtaken"
    assert unsaved.file.exists()
    assert again.session.state.answers["WHO"] == Choice(option="self")


def test_an_interview_that_is_over_takes_nothing_more(desk: Room, monkeypatch: pytest.MonkeyPatch):
    interview = refused(desk, monkeypatch)
    keep_unsaved(interview)
    going_on(desk, interview).end("hard_refusal")
    (unsaved,) = unsaved_answers(desk)
    with pytest.raises(StudyError) as told:
        save_now(desk, unsaved)
    assert told.value.word == "errors.unsaved_too_late"


def test_a_file_that_is_not_ours_is_left_alone(desk: Room, monkeypatch: pytest.MonkeyPatch):
    unsaved = kept(desk, monkeypatch)
    other = unsaved.file.with_name("other.json")
    other.write_text("{", encoding="utf-8")
    assert [each.file for each in unsaved_answers(desk)] == [unsaved.file]
    assert other.exists()


def test_where_no_file_can_be_written_the_answer_itself_is_said(desk: Room, monkeypatch: pytest.MonkeyPatch):
    interview = refused(desk, monkeypatch)
    (desk.study.folder / "db").write_text("in the way")
    assert '"option":"self"' in kept_or_said(interview, "en")
