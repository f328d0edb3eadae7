"""A questionnaire tried out while it is written: read at each save, its answers and place kept, nothing stored."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cati.errors import StudyError
from cati.fieldwork.interview import Interview
from cati.fieldwork.invented_cases import HOW_MANY, invented_case
from cati.fieldwork.place import keep_place
from cati.fieldwork.preview import Preview
from cati.interview.view import QuestionView
from cati.questionnaire.answer import AnswerKey, Words
from cati.questionnaire.sample_values import read_sample
from spoken import NOW, PROJECT, questionnaire_of, the_questionnaire

HEAD = """study: {languages: [nl, fr]}
sample: {size: {type: choice, options: [{code: 1, name: small, label: Klein}, {code: 2, name: large, label: Groot}]}}
questions:
"""
A = '  - {id: A, type: text, text: "A?"}\n'
B = '  - {id: B, type: text, text: "B?", ask_if: sample.size == large}\n'
C = '  - {id: C, type: text, text: "C?"}\n'
END = "  - {id: Z, type: end, disposition: complete, text: Dank u.}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questionnaire.yaml"


def save(file: Path, *questions: str) -> None:
    """Save the file; another size, so that no clock is needed to see it."""
    file.write_text(HEAD + "".join(questions) + END + f"# {len(questions)}\n", encoding="utf-8")


def looked(file: Path) -> Preview:
    preview = Preview(file, clock=lambda: NOW, chance=lambda: "0" * 16)
    assert preview.look()
    return preview


def answered(interview: Interview, *texts: str) -> Interview:
    for text in texts:
        view = interview.view()
        assert isinstance(view, QuestionView)
        interview.answer(view.prompt, Words(value=text))
    return interview


def at(interview: Interview) -> str:
    view = interview.view()
    return view.prompt.key if isinstance(view, QuestionView) else type(view).__name__


def test_nothing_is_read_before_the_next_save(file: Path):
    save(file, A)
    preview = looked(file)
    assert not preview.look()
    save(file, A, C)
    assert preview.look()


def test_answers_and_place_stay_when_the_file_is_saved(file: Path):
    save(file, A, C)
    preview = looked(file)
    before = answered(preview.begun(), "one", "two")
    before.go_to(AnswerKey("A"))
    save(file, A.replace("A?", "Wat?"), C)
    preview.look()
    now = preview.gone_on(before)
    assert keep_place(before, now) is None
    assert at(now) == "A"
    assert now.session.state.answers == {"A": Words(value="one"), "C": Words(value="two")}


def test_a_question_that_is_gone_leads_back_to_the_one_above_it(file: Path):
    save(file, A, C)
    preview = looked(file)
    before = answered(preview.begun(), "one")
    save(file, A)
    preview.look()
    now = preview.gone_on(before)
    moved = keep_place(before, now)
    assert moved is not None
    assert moved.told("nl") == "C bestaat niet meer: terug bij A."
    assert at(now) == "A"


def test_a_question_put_before_the_one_at_hand_comes_first(file: Path):
    save(file, A, C)
    preview = looked(file)
    before = answered(preview.begun(), "one")
    save(file, '  - {id: NEW, type: text, text: "N?"}\n', A, C)
    preview.look()
    now = preview.gone_on(before)
    moved = keep_place(before, now)
    assert moved is not None
    assert moved.told("en") == "C is not asked now with these answers: you are at NEW."


def test_an_answer_comes_back_with_its_question(file: Path):
    save(file, A, C)
    preview = looked(file)
    interview = answered(preview.begun(), "one", "two")
    for questions in ((A,), (A, C)):
        save(file, *questions)
        preview.look()
        interview = preview.gone_on(interview)
    assert [stop.answer for stop in interview.session.path.questions()] == [Words(value="one"), Words(value="two")]


def test_an_answer_of_another_type_is_asked_anew(file: Path):
    save(file, A, C)
    preview = looked(file)
    before = answered(preview.begun(), "one", "two")
    save(file, "  - {id: A, type: number, min: 1, max: 9, text: N}\n", C)
    preview.look()
    assert at(preview.gone_on(before)) == "A"


def test_with_errors_the_last_good_version_stays(file: Path):
    save(file, A, C)
    preview = looked(file)
    save(file, A, B.replace("==", "="))
    assert preview.look()
    assert [problem.code for problem in preview.problems] == ["C203"]
    assert not preview.is_good
    assert at(answered(preview.begun(), "one")) == "C"


@pytest.mark.parametrize("text", ["", "study: {langu", "\0", "questions: [[[["])
def test_a_half_written_file_is_only_another_problem(file: Path, text: str):
    save(file, A)
    preview = looked(file)
    file.write_text(text, encoding="utf-8")
    assert preview.look()
    assert preview.problems
    assert at(preview.begun()) == "A"


def test_a_file_that_goes_and_comes_back(file: Path):
    save(file, A)
    preview = looked(file)
    file.unlink()
    assert preview.look()
    assert isinstance(preview.fault, StudyError)
    save(file, A, C)
    assert preview.look()
    assert preview.is_good


def test_another_case_keeps_the_answers_and_takes_another_route(file: Path):
    save(file, A, B, C)
    preview = looked(file)
    interview = answered(preview.begun(), "one")
    assert at(interview) == "C"
    preview.case_number = 1
    assert at(preview.gone_on(interview)) == "B"


def test_a_preview_begins_where_it_is_asked_to_on_a_case_that_comes_there(file: Path):
    save(file, A, B, C)
    preview = looked(file)
    start = preview.start_at("b")
    assert (at(preview.begun(start)), start.case.sample["size"], start.is_there) == ("B", "large", True)


@pytest.mark.parametrize("item", ["INT", "APPT", "X_CALLBACK", "V3A_EACH", "V5_TOP", "V8", "SIZE", "THANKS"])
def test_every_kind_of_item_of_the_script_can_be_begun_at(item: str):
    preview = looked(PROJECT)
    interview = preview.begun(preview.start_at(item))
    stops = [stop.route.item.id for stop in interview.session.path.stops]
    assert item in stops


def test_an_item_that_is_not_there_is_told_with_the_one_that_was_meant(file: Path):
    save(file, A)
    with pytest.raises(StudyError) as wrong:
        looked(file).start_at("NOWHERE")
    assert wrong.value.word == "preview.no_item"
    with pytest.raises(StudyError) as near:
        looked(PROJECT).start_at("V3C")
    assert near.value.places["near"] in ("V3A", "V3B")


def test_invented_cases_have_every_value_and_differ_in_what_conditions_ask():
    cases = [invented_case(the_questionnaire(), number) for number in range(HOW_MANY)]
    fields = set(the_questionnaire().sample)
    assert all(set(read_sample(the_questionnaire(), case.sample)) == fields for case in cases)
    assert len({case.sample["size_class"] for case in cases}) > 2


def test_a_value_for_every_type_of_field_is_made_up():
    types = ("text", "integer", "date", "email", "phone")
    sample = ", ".join(f"f_{name}: {{type: {name}}}" for name in types)
    questionnaire = questionnaire_of(f"study: {{languages: [nl]}}\nsample: {{{sample}}}\nquestions:\n{A}{END}")
    for number in range(HOW_MANY):
        assert len(read_sample(questionnaire, invented_case(questionnaire, number).sample)) == len(types)


@pytest.mark.parametrize("region", ["BE", "US", "JP"])
def test_it_works_at_night_and_where_the_invented_numbers_are_none(file: Path, region: str):
    save(file, A, C)
    file.write_text(file.read_text(encoding="utf-8").replace("nl, fr]}", f"nl, fr], phone_region: {region}}}"))
    preview = Preview(file, clock=lambda: datetime(2026, 12, 25, 3, 0, tzinfo=UTC), chance=lambda: "0" * 16)
    preview.look()
    assert at(preview.begun()) == "A"


def test_nothing_is_written_to_disk(file: Path):
    save(file, A, C)
    answered(looked(file).begun(), "one", "two")
    assert [found.name for found in file.parent.iterdir()] == [file.name]
