"""In mid-field: an interview moves on where that is safe, keeps its own version where it is not, or none begins."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cati.errors import StudyError
from cati.fieldwork.interview import Interview
from cati.interview.events import VersionAdopted
from cati.interview.session import folded
from cati.questionnaire.changes import ChangeKind, Effect
from cati.questionnaire.differences.change import MEANINGS
from cati.storage.ids import InterviewId
from cati.storage.stored_interviews import interviews_for_export, load_events
from cati.storage.verify import verify
from cati.words import LANGUAGES, sentence_of
from mid_field import MidField, mid_field, told
from version_table import BASE, TABLE, edited, replaced

ANSWERS = {"A": "yes", "B": ["trust"], "EACH__trust": "well", "TOP": "trust", "STAFF": 12}
REST = {"GRID": {"a": "hard", "b": "easy"}, "WHY": "It pays."}


MIXING = frozenset(kind for kind, meaning in MEANINGS.items() if meaning.effect is Effect.REFUSED)
SAFE = [name for name, row in TABLE.items() if row.kinds and row.goes_on.split()[1] == "yes"]
UNSAFE = [name for name, row in TABLE.items() if row.goes_on.split()[1] == "no"]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[MidField]:
    with mid_field(tmp_path, BASE) as found:
        yield found


def versions(study: MidField, interview: Interview) -> tuple[str, str]:
    """The version in the interview's row, and the one its events come to."""
    found = {each.interview_id: each for each in interviews_for_export(study.room.store, practice=False)}
    events = load_events(study.room.store, InterviewId(interview.hold.interview_id))
    return found[interview.hold.interview_id].version.content_hash[:12], folded(events).version


@pytest.mark.parametrize("name", SAFE)
def test_an_interview_moves_on_where_every_change_is_safe_for_it(study: MidField, name: str):
    study.break_off(**ANSWERS)
    interview = study.changed(edited(TABLE[name].edit)).resumed()
    new = study.room.study.version
    assert versions(study, interview) == (new, new)
    assert interview.session.questionnaire is study.room.study.questionnaire
    assert {"A", "B", "EACH.trust", "TOP", "STAFF"} == interview.session.state.answers.keys()
    assert verify(study.room.store, lambda events: folded(events).answers) == []


@pytest.mark.parametrize("name", UNSAFE)
def test_an_interview_goes_on_under_its_own_version_where_a_change_is_not_safe_for_it(study: MidField, name: str):
    study.break_off(**ANSWERS)
    old = study.room.study.version
    interview = study.changed(edited(TABLE[name].edit)).resumed()
    assert versions(study, interview) == (old, old)
    told(interview, **REST)
    interview.end("complete")
    (stored,) = interviews_for_export(study.room.store, practice=False)
    assert (stored.version.content_hash[:12], stored.state) == (old, "ended")


def test_a_new_question_above_the_point_comes_next_and_then_the_interview_goes_on_where_it_stood(study: MidField):
    study.break_off(**ANSWERS)
    interview = study.changed(edited(TABLE["question"].edit)).resumed()
    told(interview, NEW="The price", **REST)
    assert interview.session.path.end is not None


def test_an_interview_that_moved_on_is_exported_with_its_first_and_its_last_version(study: MidField):
    study.break_off(**ANSWERS)
    first = study.room.study.version
    told(study.changed(edited(TABLE["range"].edit)).resumed(), **REST).end("complete")
    (stored,) = interviews_for_export(study.room.store, practice=False)
    kinds = [event.kind for event in stored.events if event.kind != "answer_recorded"]
    assert kinds == ["interview_started", "interview_resumed", "version_adopted", "interview_ended"]
    assert f'"version":"{first}"' in stored.events[0].body
    assert stored.version.content_hash[:12] == study.room.study.version != first


def test_an_interview_may_move_on_more_than_once(study: MidField):
    study.break_off(**ANSWERS)
    text = edited(TABLE["range"].edit)
    study.changed(text).resumed().leave()
    interview = study.changed(text.replace("Why?", "Why so?")).resumed()
    events = load_events(study.room.store, interview.hold.interview_id)
    adopted = [event.version for event in events if isinstance(event, VersionAdopted)]
    assert len(set(adopted)) == 2
    assert adopted[-1] == study.room.study.version


def test_nothing_is_adopted_where_nothing_changed_but_comments(study: MidField):
    study.break_off(**ANSWERS)
    interview = study.changed("# mine\n" + BASE).resumed()
    assert not any(
        isinstance(each, VersionAdopted) for each in load_events(study.room.store, interview.hold.interview_id)
    )


def test_an_interview_under_its_own_version_has_the_call_rules_of_today(study: MidField):
    study.break_off(**ANSWERS)
    text = edited((*TABLE["ask_if"].edit, *TABLE["fieldwork"].edit))
    interview = study.changed(text).resumed()
    assert interview.session.questionnaire is not study.room.study.questionnaire
    assert interview.session.questionnaire.fieldwork.max_attempts == 3


REFUSED = [name for name, row in TABLE.items() if any(ChangeKind(kind) in MIXING for kind in row.kinds.split())]


@pytest.mark.parametrize("name", REFUSED)
def test_no_interview_begins_that_would_mix_meanings(study: MidField, name: str):
    study.hold(**ANSWERS, **REST)
    study.changed(edited(TABLE[name].edit))
    with pytest.raises(StudyError, match="meaning_changed") as refusal:
        study.begin()
    assert all("cati diff" in sentence_of(refusal.value, language) for language in LANGUAGES)
    assert study.begin(practice=True).session.questionnaire is study.room.study.questionnaire


def test_a_meaning_may_change_as_long_as_nobody_answered_under_the_old_one(study: MidField):
    study.hold(practice=True, **ANSWERS, **REST)
    study.changed(edited(TABLE["name of a code"].edit)).begin()


def test_an_interview_that_may_still_go_on_under_the_old_meaning_counts_as_data(study: MidField):
    study.begin(A="yes")
    study.changed(edited(TABLE["name of a code"].edit))
    with pytest.raises(StudyError, match="meaning_changed"):
        study.begin()


def test_an_ended_interview_that_never_came_to_the_question_is_no_data(study: MidField):
    interview = study.begin(A="yes")
    interview.end("hard_refusal")
    study.changed(edited(TABLE["name of a code"].edit)).begin()


def test_a_refusal_names_a_version_before_the_last_one_too(study: MidField):
    study.hold(**ANSWERS, **REST)
    first = study.room.study.version
    without = edited(replaced("      - {code: 3, name: staff, label: {en: staff, nl: mensen}}\n", ""))
    study.changed(without).hold(**ANSWERS, **REST)
    study.changed(edited(replaced("name: staff, label", "name: stuff, label")))
    with pytest.raises(StudyError) as refusal:
        study.begin()
    assert refusal.value.places == {"question": "B", "version": first}


def test_no_interview_moves_on_to_a_version_that_would_mix_meanings_with_others(study: MidField):
    study.hold(**ANSWERS, **REST)
    without = edited(replaced("      - {code: 3, name: staff, label: {en: staff, nl: mensen}}\n", ""))
    study.changed(without).break_off(A="yes")
    own = study.room.study.version
    study.changed(edited(replaced("name: staff, label", "name: stuff, label")))
    assert versions(study, study.resumed()) == (own, own)


def test_a_version_that_cannot_be_read_any_more_is_said_and_nothing_is_changed(study: MidField):
    study.break_off(A="yes")
    with study.room.store.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER questionnaire_versions_no_update")
        connection.exec_driver_sql("UPDATE questionnaire_versions SET document = replace(document, 'single', 'odd')")
    study.changed(edited(TABLE["wording"].edit))
    with pytest.raises(StudyError, match="unreadable_version"):
        study.resumed()
