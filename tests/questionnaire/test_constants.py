"""Named constants: where the name stands, what is written there is read as if it stood there itself."""

import pytest

from cati.questionnaire.changes import changes
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.tree import Condition
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.loader import load
from cati.questionnaire.routing import ANYWHERE, routing
from cati.questionnaire.version import instrument_document, instrument_of
from scenario import questionnaire_of

FILE = """
study: {languages: [en]}
sample: {town: {type: text}, since: {type: date}}
constants: {large_from: 50, most: 999.5, home: Gent, start: 2026-01-01, noon: "12:00", money: [bank, 3, refused]}
questions:
  - {id: STAFF, type: number, min: 0, max: most, decimals: 1, text: Staff}
  - {id: DAY, type: date, min: start, text: Day}
  - {id: CLOCK, type: time, max: noon, text: Clock}
  - id: KIND
    type: single
    text: Kind
    options: [{code: 1, name: shop, label: S}, {code: 2, name: bank, label: B}, {code: 3, name: fund, label: F}]
  - {id: Z, type: end, disposition: complete, text: Z}
"""


USED = FILE.replace("text: Day}", "text: Day, ask_if: STAFF > large_from}")
SCOPE = routing(questionnaire_of(FILE)).scope


def meaning(condition: str) -> Condition | None:
    return read_condition(condition, SCOPE, Here(ANYWHERE))[0]


@pytest.mark.parametrize(
    ("condition", "written_out"),
    [
        ("STAFF >= large_from", "STAFF >= 50"),
        ("STAFF == large_from", "STAFF == 50"),
        ("STAFF in {large_from, most}", "STAFF in {50, 999.5}"),
        ("STAFF + large_from * 2 > most", "STAFF + 50 * 2 > 999.5"),
        ("sample.town != home", "sample.town != 'Gent'"),
        ("DAY == start", "DAY == '2026-01-01'"),
        ("CLOCK != noon", "CLOCK != '12:00'"),
        ("KIND in money", "KIND in {bank, 3, refused}"),
        ("KIND not in money", "KIND not in {bank, 3, refused}"),
    ],
)
def test_a_condition_with_a_constant_is_the_one_with_its_value(condition: str, written_out: str):
    assert meaning(condition) == meaning(written_out)


def test_a_limit_may_be_a_constant():
    staff, day, clock, *_ = questionnaire_of(FILE).questions
    assert (str(staff.max), str(day.min), str(clock.max)) == ("999.5", "2026-01-01", "12:00:00")


@pytest.mark.parametrize(
    ("condition", "word"),
    [
        ("STAFF >= larg_from", "C205.constant_near"),
        ("STAFF == larg_from", "C205.constant_near"),
        ("KIND in mony", "C205.constant_near"),
        ("STAFF > home", "C207.given_no_number"),
        ("STAFF == home", "C207.given"),
        ("KIND == large_from", "C207.given"),
        ("DAY == home", "C207.given"),
        ("STAFF > money", "C207.set_alone"),
        ("KIND == money", "C207.set_alone"),
        ("KIND in large_from", "C207.no_set"),
        ("sample.since in money", "C207.given"),
        ("home", "C208.alone"),
    ],
)
def test_a_constant_that_is_none_or_does_not_fit_is_a_fault(condition: str, word: str):
    assert read_condition(condition, SCOPE, Here(ANYWHERE))[1][0].word == word


def test_a_limit_that_names_a_constant_of_another_type_is_told_at_the_limit():
    wrong = FILE.replace("max: most", "max: home")
    assert next((found.line, found.word) for found in load(wrong.encode()).problems) == (6, "C107.number")


def test_another_value_of_a_constant_is_another_version_and_is_told_where_it_is_used():
    old, new = questionnaire_of(USED), questionnaire_of(USED.replace("large_from: 50", "large_from: 60"))
    found = [(change.field, change.old, change.new) for change in changes(old, new)]
    assert found == [("ask_if", "STAFF > 50", "STAFF > 60")]
    assert instrument_document(old) != instrument_document(new)


def test_a_version_keeps_the_constants_it_uses_and_no_others():
    used = questionnaire_of(USED)
    kept = instrument_of(instrument_document(used), used)
    assert dict(kept.constants) == {"large_from": "50"}
    assert instrument_document(kept) == instrument_document(used)
