"""What the proof says: in three languages, with places, values and answers as an editor writes them."""

from textwrap import dedent

import pytest

from cati.questionnaire.loader import load
from cati.questionnaire.problems import Problem
from cati.words import LANGUAGES

HEAD = "study: {languages: [nl]}\n"
YES_NO = "options: [{code: 1, name: yes, label: J}, {code: 2, name: no, label: N}]"
A = f"- {{id: A, type: single, text: A, {YES_NO}}}\n"
MULTI = "- {id: M, type: multi, text: M, options: [{code: 1, name: red, label: r}, {code: 2, name: blue, label: b}]}\n"
NUMBER = "- {id: N, type: number, min: 0, max: 99, text: N}\n"
END = "- {id: Z, type: end, disposition: complete, text: Z}\n"


def asked_if(condition: str, name: str = "B", text: str = "B") -> str:
    """A question under a condition."""
    return f"- {{id: {name}, type: single, ask_if: '{condition}', text: '{text}', {YES_NO}}}\n"


def problems(items: str, head: str = "") -> tuple[Problem, ...]:
    return load(f"{HEAD}{head}questions:\n{items}".encode()).problems


def said(items: str, language: str = "en", head: str = "") -> list[str]:
    return [problem.message(language) for problem in problems(items, head)]


def test_a_status_is_said_in_the_language_of_the_screen():
    items = A + "- {id: Z, type: end, ask_if: 'A in {yes, no}', disposition: complete, text: Z}\n"
    assert [said(items, language)[-1] for language in LANGUAGES] == [
        "Met A = weet niet komt het gesprek onder aan de lijst zonder einde.",
        "With A = don't know the interview reaches the bottom of the list without an end.",
        "Avec A = ne sait pas, l'entretien arrive au bas de la liste sans fin.",
    ]


def test_a_chain_that_contradicts_itself_is_said_with_both_places():
    items = A + asked_if("A == yes") + asked_if("A == no and B == yes", "C") + END
    (problem,) = problems(items)
    assert (problem.line, problem.column) == (5, 33)
    assert problem.message("en") == (
        "C can never be asked: it needs A = no, but B is asked only when A = yes (line 4, column 33)."
    )


def test_numbers_that_follow_each_other_are_said_as_a_range():
    items = NUMBER + asked_if("N < 10") + asked_if("N >= 50 and B == yes", "C") + END
    assert said(items) == [
        "C can never be asked: it needs N = 50–99, but B is asked only when N = 0–9 (line 4, column 33)."
    ]


def test_two_conditions_without_a_question_in_common_are_said_as_they_are_written():
    items = A + NUMBER + asked_if("A == yes and N < 5") + asked_if("(A == no or N > 9) and B == yes", "C") + END
    assert said(items) == [
        "C can never be asked: it needs 'A == no or N > 9', but then B is not asked (line 5, column 33)."
    ]


def test_options_of_a_multi_are_said_as_conditions_say_them():
    end = "- {id: Z, type: end, ask_if: red in M and blue in M or not answered(M), disposition: complete, text: Z}\n"
    assert said(MULTI + end) == [
        "With M = answered, blue not in M the interview reaches the bottom of the list without an end."
    ]


def test_an_end_that_nothing_leads_to_says_that_it_is_never_reached():
    items = A + "- {id: X, type: end, ask_if: A == yes and A == no, disposition: complete, text: X}\n" + END
    assert said(items) == ["X can never be reached: no answers make its ask_if true."]


def test_a_fill_that_is_both_unanswered_and_unasked_says_so():
    items = (
        A
        + "- {id: N, type: number, ask_if: A == yes, min: 0, max: 9, text: N}\n"
        + asked_if("A != no", text="{N}?")
        + END
    )
    assert said(items) == [
        "{N} has no value when N is don't know or refused, or when it was not asked (for example with A = don't know)."
    ]


def test_a_fill_in_a_case_that_excludes_its_question_is_never_filled():
    fills = "fills:\n  n:\n    - {if: not asked(N), text: '{N}'}\n    - {text: ''}\n"
    items = (
        A
        + "- {id: N, type: number, ask_if: A == yes, min: 0, max: 9, text: N}\n"
        + asked_if("A != no", text="{n}?")
        + END
    )
    assert said(items, head=fills) == ["{N} has no value here: N was not asked then."]


def test_a_condition_that_rests_on_what_is_never_asked_there_says_so():
    section = "- section: s\n  title: S\n  ask_if: A == no\n  questions:\n    " + asked_if("B != yes", "C")
    items = A + asked_if("A == yes") + section + END
    assert said(items)[-1] == "'B != yes' is true here only because B was not asked."


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("asked(A) and A == yes", "'asked(A)' changes nothing here: it is always true when this is reached."),
        ("A == yes or not asked(A)", "'not asked(A)' changes nothing here: it is never true when this is reached."),
        (
            "A == yes or (A == yes and A != no)",
            "'A == yes' changes nothing here: the rest of the condition decides already.",
        ),
    ],
)
def test_a_part_that_decides_nothing_is_said_with_the_reason(condition: str, words: str):
    assert said(A + asked_if(condition) + END) == [words]


@pytest.mark.parametrize(
    ("condition", "better"),
    [
        ("not (N < 10)", "N >= 10"),
        ("not (N + 2 > 10)", "N + 2 <= 10"),
        ("not ((N + 1) * 2 >= 10)", "(N + 1) * 2 < 10"),
        ("not (count(M) + N <= 3)", "count(M) + N > 3"),
        ("not (count(M, {red}) < N)", "count(M, {red}) >= N"),
        ("not (N < 10 or N > 20)", "answered(N) and not (N < 10 or N > 20)"),
    ],
)
def test_not_over_an_order_says_what_to_write_instead(condition: str, better: str):
    (problem,) = [each for each in problems(MULTI + NUMBER + asked_if(condition) + END) if each.code == "C313"]
    assert problem.remedy("en") == f"If you mean what is known only, write '{better}'."


def test_not_over_the_order_of_a_sample_field_names_the_empty_one():
    items = asked_if("not (sample.staff < 10)") + END
    assert said(items, head="sample: {staff: {type: integer}}\n") == [
        "'not (sample.staff < 10)' is also true when sample.staff is empty."
    ]


def test_numbers_compared_with_each_other_give_a_note_and_no_error():
    items = NUMBER + NUMBER.replace("id: N", "id: O") + asked_if("N < O", text="{N}") + asked_if("asked(B)", "C")
    end = "- {id: Z, type: end, ask_if: N < O or not answered(N) or not answered(O), disposition: complete, text: Z}\n"
    found = [problem for problem in problems(items + end) if problem.code != "C404"]
    assert [(problem.code, problem.severity) for problem in found] == [("C315", "note")]
    assert found[0].message("en").startswith("Not certain, since two values are compared: With N = 0, O = 0, N == O")


def test_a_section_that_nobody_comes_into_is_reported_once():
    items = A + dedent(f"""\
        - section: s
          title: S
          ask_if: A == yes and A == no
          questions:
            - {{id: B, type: single, text: B, {YES_NO}}}
            - {{id: C, type: single, ask_if: B == yes, text: C, {YES_NO}}}
        """)
    assert said(items + END) == ["s can never be asked: no answers make its ask_if true."]


def test_a_roster_over_what_nobody_answers_any_more_is_reported_at_its_source():
    leaves = "- {id: X, type: end, ask_if: answered(M), disposition: not_eligible, text: X}\n"
    items = MULTI + leaves + f"- {{id: R, type: single, for_each: M, text: R, {YES_NO}}}\n" + END
    (problem,) = problems(items)
    assert (problem.word, problem.line, problem.column) == ("C303.roster", 5, 35)
