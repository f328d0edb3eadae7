"""Answers that cannot stand at typed questions and grids; those of closed questions are in `test_path`."""

from datetime import date, time

import pytest

from cati.questionnaire.answer import Answer, Choice, Clock, Day, DontKnow, GridRows, Read, Refused, Words
from cati.questionnaire.model import Question
from cati.questionnaire.steps import options_of, step_by_id
from cati.questionnaire.validity import why_invalid
from scenario import questionnaire_of

QUESTIONNAIRE = questionnaire_of("""
study: {languages: [en]}
questions:
  - {id: D, type: date, min: 2026-01-01, max: 2026-12-31, text: D}
  - {id: C, type: time, max: "12:00", text: C}
  - {id: W, type: text, max_length: 3, text: W}
  - {id: E, type: email, text: E}
  - {id: R, type: statement, text: R}
  - id: G
    type: grid
    nonresponse: dont_know
    text: G
    rows: [{name: top, label: T}, {name: low, label: L}]
    options: [{code: 1, name: good, label: Good}]
  - {id: Z, type: end, disposition: complete, text: Z}
""")
GOOD = Choice(option="good")


@pytest.mark.parametrize(
    ("question", "answer", "word"),
    [
        ("D", Day(value=date(2026, 1, 1)), None),
        ("D", Day(value=date(2025, 12, 31)), "answers.moment_range"),
        ("D", Day(value=date(2027, 1, 1)), "answers.moment_range"),
        ("D", Clock(value=time(9)), "answers.other_type"),
        ("C", Clock(value=time(0)), None),
        ("C", Clock(value=time(12, 1)), "answers.moment_range"),
        ("C", Day(value=date(2026, 1, 1)), "answers.other_type"),
        ("W", Words(value="abc"), None),
        ("W", Words(value="abcd"), "answers.too_long"),
        ("W", Words(value=" \n"), "answers.blank"),
        ("E", Words(value="a@example.org"), None),
        ("R", Read(), None),
        ("R", DontKnow(), "answers.no_dont_know"),
        ("G", GridRows(rows={"top": GOOD, "low": DontKnow()}), None),
        ("G", GridRows(rows={"top": GOOD}), "answers.rows_open"),
        ("G", GridRows(rows={"top": GOOD, "low": GOOD, "gone": GOOD}), "answers.not_offered"),
        ("G", GridRows(rows={"top": GOOD, "low": Refused()}), "answers.no_refused"),
        ("G", GridRows(rows={"top": GOOD, "low": Choice(option="gone")}), "answers.not_offered"),
        ("G", GOOD, "answers.other_type"),
    ],
)
def test_an_answer_stands_or_the_reason_is_said(question: str, answer: Answer, word: str | None):
    item = step_by_id(QUESTIONNAIRE)[question].item
    assert isinstance(item, Question)
    fault = why_invalid(item, options_of(QUESTIONNAIRE, item), answer)
    assert (fault and fault.word) == word
