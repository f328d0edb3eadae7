"""Scenarios in the file: what each kind of question takes, and every way in which one can be wrong."""

from datetime import date, time
from decimal import Decimal
from textwrap import dedent, indent

import pytest

from cati.questionnaire.answer import Choice, Choices, Clock, Day, Quantity, Refused, Words
from cati.questionnaire.loader import load
from cati.questionnaire.scenarios.telling import in_short
from cati.words import subject

QUESTIONS = """
- {id: WHO, type: single, text: Wie?, options: [{code: 1, name: self, label: Ik}, {code: 2, name: passed_on, label: Door, ask_again: true}, {code: 3, name: other, label: Ander, other: true}]}
- {id: M, type: multi, ask_if: WHO == self, text: M?, options: [{code: 1, name: red, label: Rood}, {code: 2, name: blue, label: Blauw, other: true}]}
- {id: EACH, type: single, for_each: M, as: hue, text: "Hoe {hue}?", options: [{code: 1, name: well, label: Goed}, {code: 2, name: badly, label: Slecht}]}
- {id: N, type: number, min: 0, max: 9, text: N?, checks: [{id: KN, level: hard, fails_if: N == 7, text: Geen 7.}]}
- {id: BIG, type: derived, value: N + 0, min: 0, max: 9, checks: [{id: KB, level: soft, fails_if: BIG > 5, text: Zo veel?}]}
- {id: G, type: grid, text: G?, rows: [{name: top, label: T}, {name: low, label: L}], options: [{code: 1, name: good, label: Goed}, {code: 2, name: bad, label: Slecht}]}
- {id: D, type: date, min: 2026-01-01, text: D?}
- {id: T, type: time, text: T?}
- {id: E, type: email, text: E?}
- {id: P, type: phone, text: P?}
- {id: S, type: statement, text: S.}
- {id: APPT, type: appointment, text: Wanneer?}
- {id: BACK, type: end, ask_if: N == 1, disposition: appointment, text: Tot dan.}
- {id: Z, type: end, disposition: complete, text: Dank u.}
"""  # noqa: E501 - one question a line
HEAD = """study: {languages: [nl]}
sample: {size: {type: choice, export: true, options: [{code: 1, name: small, label: Klein}]}, kind: {type: text, export: true}}
questions:
"""  # noqa: E501
UP_TO_N = "answers: {WHO: self, M: [red], EACH.red: well, N: 2"
ALL = f"""{UP_TO_N}, G: {{top: good, low: refused}}, D: 2026-11-25, T: "09:30", E: a@b.be, P: "056 11 22 33", S: read,
  APPT: {{date: 2026-11-26, time: "14:30"}}}}"""
PATH = "WHO, M, EACH.red, N, G, D, T, E, P, S, APPT"


def words_of(scenario: str, questions: str = QUESTIONS) -> list[str]:
    """What is said of a file with this scenario."""
    body = indent(dedent(scenario).strip(), "    ")
    text = f"{HEAD}{indent(questions.strip(), '  ')}\nscenarios:\n  - name: n\n{body}\n"
    return [f"{problem.word} {problem.message('en')}" for problem in load(text.encode()).problems]


RIGHT = {
    "every kind of question": f"{ALL}\npath: [{PATH}, Z]\nends: complete",
    "a derived item may stand in the path": f"{ALL}\npath: [{PATH.replace('N, G', 'N, BIG, G')}, Z]",
    "a code is an option": "answers: {WHO: 1, M: [1]}\nat: EACH.red",
    "one option for each asking": "answers: {WHO: [passed_on, passed_on, self]}\nat: M",
    "the same question waits after a transfer": "answers: {WHO: passed_on}\npath: [WHO]\nat: WHO",
    "the text of an option": "answers: {WHO: self, M: [red, {blue: paars}]}\nat: EACH.red",
    "a status for a whole grid": f"{UP_TO_N}, G: dont_know}}\nat: D",
    "an off-path answer after a change": "answers: {WHO: self, M: [red]}\nthen: {WHO: {other: buur}}\nat: N",
    "a confirmed check": f"{UP_TO_N}}}\nthen: {{N: 6}}\nconfirm: [KB]\nat: G",
    "a hard check holds": f"{UP_TO_N.replace('N: 2', 'N: 7')}}}\nat: N",
    "a hard check is satisfied by a correction": f"{UP_TO_N.replace('N: 2', 'N: 7')}}}\nthen: {{N: 3}}\nat: G",
    "an appointment in words": ALL.replace('"14:30"', '"14:30", firm: false, name: Ann').replace("N: 2", "N: 1")
    + "\nends: appointment",
    "the sample": "sample: {size: small, kind: x}\nlanguage: nl\nat: WHO",
}
WRONG = {
    "C601.path Expected N after M, got EACH.red.": "answers: {WHO: self, M: [red]}\npath: [WHO, M, N]",
    "C601.path Expected N after WHO, got M (WHO = self).": "answers: {WHO: self}\npath: [WHO, N]",
    "C601.first Expected M first, got WHO.": "path: [M]",
    "C601.goes_on Expected nothing after WHO, got M (WHO = self).": "answers: {WHO: self}\npath: [WHO]",
    "C601.ended Expected APPT after Z, but the interview ends there.": f"{ALL}\npath: [{PATH}, Z, APPT]",
    "C601.unanswered Expected M after WHO, but WHO has no answer here.": "path: [WHO, M]",
    "C601.at Expected to be at N, got M.": "answers: {WHO: self}\nat: N",
    "C601.at_end Expected to be at N, but the interview has ended at Z.": f"{ALL}\nat: N",
    "C601.no_end Expected the end 'complete', but M has no answer yet.": "answers: {WHO: self}\nends: complete",
    "C601.other_end Expected the end 'appointment', but Z gives 'complete'.": f"{ALL}\nends: appointment",
    "C601.fired Check KB fired and is not confirmed.": f"{UP_TO_N.replace('N: 2', 'N: 6')}}}",
    "C601.never_fired Check KB never fired.": f"{UP_TO_N}}}\nconfirm: [KB]",
    "C601.hard The hard check KN does not let this answer pass.": f"{UP_TO_N.replace('N: 2', 'N: 7')}}}",
    "C602.name There is no language of this study 'fr'.": "language: fr\nat: WHO",
    "C602.name_near There is no question 'WHOO'.": "answers: {WHOO: self}",
    "C602.name_near There is no question 'EACHH'.": "path: [WHO, EACHH.red]",
    "C602.name There is no roster item 'EACH.?'.": "answers: {EACH: well}",
    "C602.name_near There is no roster item 'redd'.": "answers: {EACH.redd: well}",
    "C602.name There is no roster item 'x'.": "at: WHO.x",
    "C602.name_near There is no sample field 'sise'.": "sample: {sise: small}",
    "C602.name_near There is no disposition 'compleet'.": "ends: compleet",
    "C602.name There is no check 'KX'.": "confirm: [KX]",
    "C602.hard KN is a hard check: it cannot be confirmed.": "confirm: [KN]",
    "C603.form '[…]' is no answer to N.": "answers: {N: [1]}",
    "C603.form 'two' is no answer to N.": "answers: {N: two}",
    "C603.form 'NaN' is no answer to N.": "answers: {N: NaN}",
    "C603.form 'red' is no answer to M.": "answers: {M: red}",
    "C603.form '{…}' is no answer to M.": "answers: {M: [{blue: x, red: y}]}",
    "C603.form 'good' is no answer to G.": "answers: {G: good}",
    "C603.form 'self' is no answer to WHO.": "answers: {WHO: [self, passed_on]}",
    "C603.form 'gisteren' is no answer to D.": "answers: {D: gisteren}",
    "C603.form '9u30' is no answer to T.": "answers: {T: 9u30}",
    "C603.form 'x' is no answer to E.": "answers: {E: x}",
    "C603.form 'x' is no answer to P.": "answers: {P: x}",
    "C603.form 'yes' is no answer to S.": "answers: {S: yes}",
    "C603.form '{…}' is no answer to APPT.": "answers: {APPT: {date: 2026-11-26}}",
    "C603.form '{…}' is no answer to APPT. ": "answers: {APPT: {date: morgen, time: '09:00'}}",
    "C603.option WHO has no option 'me'.": "answers: {WHO: [passed_on, me]}",
    "C603.option M has no option 'x'.": "answers: {M: [red, x]}",
    "C603.option G has no option 'x'.": "answers: {G: {top: x}}",
    "C603.row G has no row 'middle'.": "answers: {G: {top: good, middle: bad}}",
    "C603.not_reached N is not reached here: M has no answer.": "answers: {WHO: self, N: 2}",
    "C603.never_asked M is never asked here (WHO = other).": "answers: {WHO: {other: x}, M: [red], N: 2}",
    "C603.never_asked M is never asked here (WHO = other). ": "answers: {WHO: {other: x}}\nthen: {M: [red]}",
    "C603.not_a_question BIG is put to nobody.": "answers: {BIG: 3}",
    "C603.sample 'huge' is no value of the sample field size.": "sample: {size: huge}",
}
INVALID = {
    "a number out of range": f"{UP_TO_N.replace('N: 2', 'N: 12')}}}",
    "an option without its text": "answers: {WHO: self, M: [blue]}",
    "a text where none is wanted": "answers: {WHO: {self: x}}",
    "rows left out": f"{UP_TO_N}, G: {{top: good}}}}",
    "a day too early": f"{UP_TO_N}, G: refused, D: 2025-01-01}}",
    "a change that cannot stand": f"{UP_TO_N}}}\nthen: {{N: 12}}",
}


@pytest.mark.parametrize("scenario", RIGHT.values(), ids=RIGHT)
def test_a_scenario_that_is_so_says_nothing(scenario: str):
    assert words_of(scenario) == []


@pytest.mark.parametrize(("said", "scenario"), WRONG.items(), ids=WRONG)
def test_a_scenario_that_is_not_so_says_what_is_so(said: str, scenario: str):
    assert words_of(scenario) == [said.strip()]


@pytest.mark.parametrize("scenario", INVALID.values(), ids=INVALID)
def test_an_answer_that_cannot_stand_is_the_only_problem_of_its_scenario(scenario: str):
    assert [said.partition(" ")[0] for said in words_of(f"{scenario}\npath: [WHO, Z]")] == ["C603.invalid"]


def test_a_hard_check_of_a_derived_item_is_told_at_the_answer_it_comes_from():
    assert words_of(f"{UP_TO_N.replace('N: 2', 'N: 7')}}}", QUESTIONS.replace("hard, fails_if: N", "soft, fails_if: N")
                    .replace("soft, fails_if: BIG > 5", "hard, fails_if: BIG > 5")) == [
        "C601.hard The hard check KB does not let this answer pass."
    ]  # fmt: skip


def test_scenarios_are_run_only_in_a_file_without_errors():
    found = words_of("at: ZZZ", QUESTIONS.replace("min: 0, max: 9, text", "min: 9, max: 0, text"))
    assert [said.partition(" ")[0] for said in found if said[:3] == "C60"] == []
    assert found


def test_the_answers_that_led_there_are_told_with_sections_days_and_times():
    questions = """
- {id: D, type: date, text: D?}
- {id: T, type: time, text: T?}
- {id: M, type: multi, text: M?, options: [{code: 1, name: red, label: Rood}, {code: 2, name: blue, label: Blauw}]}
- {section: late, title: Laat, ask_if: "D == '2026-11-25'", questions: [{id: A, type: text, text: A?}]}
- {id: B, type: text, ask_if: "T == '09:30'", text: B?}
- {id: C, type: text, ask_if: red in M, text: C?}
- {id: Z, type: end, disposition: complete, text: Dank u.}
"""
    given = "answers: {D: 2026-11-25, T: 09:30, M: [red, blue], A: a, B: b, C: c}"
    said = [
        words_of(f"{given}\npath: [{path}]", questions) for path in ("D, T, M, B", "D, T, M, A, C", "D, T, M, A, B, Z")
    ]
    assert said == [
        ["C601.path Expected B after M, got A (D = 2026-11-25)."],
        ["C601.path Expected C after A, got B (T = 09:30)."],
        ["C601.path Expected Z after B, got C (M = [red, blue])."],
    ]


def test_answers_are_told_in_short():
    said = {
        "yes": Choice(option="yes"),
        "[a, b]": Choices(options=("a", "b")),
        "2.50": Quantity(value=Decimal("2.50")),
        "2026-11-25": Day(value=date(2026, 11, 25)),
        "09:30": Clock(value=time(9, 30)),
        "refused": Refused(),
        "": Words(value="what somebody said"),
    }
    assert {in_short(answer, "en"): answer for answer in said.values()} == said


def test_a_hard_check_that_no_answer_of_the_scenario_leads_to_is_told_at_its_answers():
    questions = """
- {id: D, type: derived, value: sample.staff + 0, min: 0, max: 99, checks: [{id: K, level: hard, fails_if: D > 5, text: K}]}
- {id: Z, type: end, disposition: complete, text: Dank u.}
"""  # noqa: E501
    head = HEAD.replace("sample: {", "sample: {staff: {type: integer, required: true}, ")
    text = f"{head}{indent(questions.strip(), '  ')}\nscenarios: [{{name: n, sample: {{staff: 9}}, answers: {{}}}}]\n"
    assert [problem.word for problem in load(text.encode()).problems] == ["C601.hard"]


def test_every_word_about_scenarios_is_met():
    met = {said.partition(" ")[0] for said in WRONG} | {"C603.invalid"}
    words = {f"{code}.{name}" for code, names in subject("problems").items() if code[:3] == "C60" for name in names}
    assert words == met
