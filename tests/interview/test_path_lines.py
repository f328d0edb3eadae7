"""The whole list with what became of each item: what is asked, what is not, and by which condition."""

from cati.interview.path_lines import PathLine, path_lines
from scenario import Scenario

YES_NO = "options: [{code: 1, name: yes, label: Yes}, {code: 2, name: no, label: No}]"
QUESTIONS = f"""
- {{id: A, type: single, text: "A?", {YES_NO}}}
- section: rest
  title: Rest
  ask_if: A == yes
  questions:
    - {{id: M, type: multi, text: "M?", {YES_NO}}}
    - {{id: EACH, type: text, text: "E?", for_each: M, as: it, ask_if: "count(M) >= 1"}}
- {{id: D, type: derived, options: [{{code: 1, name: many, label: Many}}], cases: [{{if: count(M) >= 2, value: many}}]}}
- {{id: C, type: text, text: "C?", ask_if: not answered(D)}}
"""


def told(line: PathLine) -> tuple[str, str, list[tuple[str, bool | None]]]:
    return line.key, line.state, [(test.text, test.is_true) for test in line.tests]


def lines(scenario: Scenario) -> list[tuple[str, str, list[tuple[str, bool | None]]]]:
    return [told(line) for line in path_lines(scenario.session, "en")]


def test_below_the_question_at_hand_nothing_is_known_yet():
    assert lines(Scenario(QUESTIONS)) == [
        ("A", "open", []),
        ("M", "not_reached", [("A == yes", None)]),
        ("EACH", "not_reached", [("A == yes", None), ("count(M) >= 1", None)]),
        ("D", "not_reached", []),
        ("C", "not_reached", [("not answered(D)", None)]),
        ("DONE", "not_reached", []),
    ]


def test_an_item_that_is_passed_over_has_the_condition_that_was_not_true():
    found = lines(Scenario(QUESTIONS).answer("A", "no"))
    assert found[1] == ("M", "not_asked", [("A == yes", False)])
    assert found[3] == ("D", "not_asked", [])
    assert found[4] == ("C", "open", [("not answered(D)", True)])


def test_a_roster_has_a_line_for_each_of_its_items():
    found = lines(Scenario(QUESTIONS).answer("A", "yes").answer("M", ["yes"]).answer("EACH.yes", "text"))
    both = [("A == yes", True), ("count(M) >= 1", True)]
    assert found[2] == ("EACH.yes", "answered", both)
    assert [name for name, *_ in found] == ["A", "M", "EACH.yes", "D", "C", "DONE"]


def test_at_the_end_every_condition_is_known():
    found = lines(Scenario(QUESTIONS).answer("A", "no").answer("C", "text"))
    assert found[-1] == ("DONE", "open", [])
    assert found[2] == ("EACH", "not_asked", [("A == yes", None), ("count(M) >= 1", None)])
