"""Robots: valid answers to every kind of question, checks confirmed or corrected, a report of what was never met."""
# ruff: noqa: S311 - chance that can be repeated

from collections.abc import Iterator
from itertools import count
from random import Random

import pytest

from cati.interview.robot import Robot, any_answer
from cati.interview.session import State
from cati.interview.simulation import Part, Plan, simulate
from cati.questionnaire.answer import AnswerKey, Choice, DontKnow, Quantity, Refused
from cati.questionnaire.model import Question, Questionnaire
from cati.questionnaire.routing import routing
from cati.questionnaire.steps import steps
from cati.questionnaire.validity import why_invalid
from scenario import questionnaire_of

OPTIONS = "[{code: 1, name: a, label: A}, {code: 2, name: b, label: B, other: true}, {code: 3, name: c, label: C}]"
EXCLUSIVE = OPTIONS.replace("label: C", "label: C, exclusive: true")
EVERY_TYPE = f"""
study: {{languages: [en, nl]}}
sample:
  size: {{type: choice, export: true, options: {OPTIONS.replace(", other: true", "")}}}
  staff: {{type: integer, export: true}}
  since: {{type: date, export: true}}
  town: {{type: text, required: true}}
questions:
  - {{id: S, type: statement, text: "In {{sample.town}}."}}
  - {{id: WHO, type: single, text: Who?, options: {OPTIONS.replace("label: C", "label: C, ask_again: true")}}}
  - {{id: M, type: multi, text: M?, options: {EXCLUSIVE}, max_choices: 2}}
  - {{id: E, type: multi, text: E?, options: {EXCLUSIVE}, read_options: each}}
  - {{id: TWO, type: multi, text: Two?, options: {OPTIONS}, min_choices: 2, nonresponse: none}}
  - {{id: TOP, type: single, text: Top?, ask_if: count(M) == 2, options_from: M}}
  - {{id: EACH, type: single, for_each: M, as: one, text: "{{one}}?", options: {OPTIONS}}}
  - {{id: G, type: grid, text: G?, rows: [{{name: x, label: X}}, {{name: y, label: Y}}], nonresponse: refused,
     options: [{{code: 1, name: a, label: A}}, {{code: 2, name: b, label: B}}]}}
  - {{id: N, type: number, min: 1, max: 9, decimals: 1, text: N?,
     checks: [{{id: KN, level: hard, fails_if: N < 5, text: More}}]}}
  - {{id: BIG, type: derived, value: N * 2, min: 0, max: 20,
     checks: [{{id: KB, level: soft, fails_if: BIG > 12, text: So}}]}}
  - {{id: D, type: date, text: D?, max: 2025-12-31}}
  - {{id: FROM, type: date, text: D?, min: 2026-03-01}}
  - {{id: T, type: time, text: T?, min: "09:00"}}
  - {{id: MAIL, type: email, text: E?}}
  - {{id: PHONE, type: phone, text: P?}}
  - {{id: SHORT, type: text, text: X?, max_length: 5}}
  - {{id: APPT, type: appointment, text: When?, ask_if: WHO == a}}
  - {{id: BACK, type: end, ask_if: asked(APPT), disposition: appointment, text: Bye.}}
  - {{id: Z, type: end, disposition: [complete, partial], text: Thanks.}}
"""


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return questionnaire_of(EVERY_TYPE)


def chances(seed: int = 1) -> Iterator[Random]:
    return (Random(f"{seed}:{number}") for number in count())


def state_of(questionnaire: Questionnaire, seed: int) -> State:
    return Robot(questionnaire, Random(seed), {"town": "x"}).converse().state


@pytest.mark.parametrize("seed", range(30))
def test_any_answer_to_any_question_is_valid(questionnaire: Questionnaire, seed: int):
    chance = Random(seed)
    for step in steps(questionnaire):
        if isinstance(step.item, Question) and step.item.id != "TOP":
            offered = routing(questionnaire).routes[step.item.id].options
            assert why_invalid(step.item, offered, any_answer(chance, step.item, offered)) is None


@pytest.mark.parametrize("seed", range(30))
def test_an_interview_comes_to_its_end_past_every_check(questionnaire: Questionnaire, seed: int):
    session = Robot(questionnaire, Random(seed), {"town": "x"}).converse()
    assert session.state.ended is not None
    assert session.pending is None


def test_the_same_chance_gives_the_same_interview(questionnaire: Questionnaire):
    assert state_of(questionnaire, 7) == state_of(questionnaire, 7)
    assert state_of(questionnaire, 7) != state_of(questionnaire, 8)


def test_many_interviews_meet_everything_in_both_languages(questionnaire: Questionnaire):
    report = simulate(questionnaire, 200, chances(), [])
    assert report.never == []
    assert report.is_whole
    assert set(report.words) == {"en", "nl"}
    assert min(report.lengths) < max(report.lengths)


def test_a_single_interview_does_not_meet_everything(questionnaire: Questionnaire):
    report = simulate(questionnaire, 1, chances(), [])
    assert not report.is_whole
    assert {part.kind for part in report.never} >= {"option", "status", "end"}


def test_what_can_only_be_alone_at_its_source_is_not_expected_below_it(questionnaire: Questionnaire):
    parts = simulate(questionnaire, 1, chances(), []).parts
    assert Part("option", "M", "c") in parts
    assert Part("option", "TOP", "c") not in parts
    assert Part("status", "G", "refused") in parts
    assert Part("status", "G", "dont_know") not in parts


def test_a_planned_interview_goes_as_planned_and_confirms_its_checks(questionnaire: Questionnaire):
    plan = Plan({AnswerKey("WHO"): Choice(option="b", other="x"), AnswerKey("N"): Quantity(value=9)}, {"town": "x"})
    report = simulate(questionnaire, 1, chances(), [plan])
    assert report.met[Part("option", "WHO", "b")] == 1
    assert report.met[Part("check", "BIG", "KB")] == 1
    assert not report.met[Part("item", "APPT")]


def test_an_interview_that_cannot_end_is_counted():
    stuck = questionnaire_of("""
        study: {languages: [en]}
        sample: {staff: {type: integer, required: true}}
        questions:
          - id: SIZE
            type: derived
            value: sample.staff + 0
            min: 0
            max: 999
            checks: [{id: K, level: hard, fails_if: SIZE > 5, text: K}]
          - {id: Z, type: end, disposition: complete, text: Z}
    """)
    plans = [Plan(sample={"staff": "9"}), Plan(sample={"staff": "1"})]
    report = simulate(stuck, 2, chances(), plans)
    assert (report.never, report.stuck, report.is_whole) == ([], 1, False)


def test_dont_know_and_refused_are_given_where_they_are_allowed(questionnaire: Questionnaire):
    mail = next(step.item for step in steps(questionnaire) if step.item.id == "MAIL")
    assert isinstance(mail, Question)
    chance = Random(1)
    found = {type(any_answer(chance, mail, ())) for _ in range(200)}
    assert found >= {DontKnow, Refused}
