"""One mistake is one problem: what only follows from it is not reported, and what does not follow still is."""

import pytest

from cati.questionnaire.loader import load

HEAD = "study: {languages: [nl]}\nquestions:\n"
YES_NO = "options: [{code: 1, name: yes, label: J}, {code: 2, name: no, label: N}]"
A = f"- {{id: A, type: single, text: A, {YES_NO}}}\n"
END = "- {id: Z, type: end, disposition: complete, text: Z}\n"
NEVER = f"- {{id: B, type: single, ask_if: A == yes and A == no, nonresponse: none, text: B, {YES_NO}}}\n"


def single(name: str, keys: str = "", text: str = "T") -> str:
    return f"- {{id: {name}, type: single, nonresponse: none, {keys}text: '{text}', {YES_NO}}}\n"


def words(items: str, head: str = HEAD) -> list[str]:
    return [problem.word for problem in load(f"{head}{items}".encode()).problems]


@pytest.mark.parametrize(
    "below",
    [
        single("C", "ask_if: B == yes, "),
        single("C", "ask_if: B != yes, "),
        single("C", "ask_if: not asked(B), "),
        single("C", text="{B}?"),
        single("C", "ask_if: B == yes, ") + single("D", "ask_if: C == yes, ", "{C}"),
    ],
)
def test_what_rests_on_a_question_that_is_never_asked_is_held_back(below: str):
    assert words(A + NEVER + below + END) == ["C303.never"]


@pytest.mark.parametrize("word", ["AA == yes", "A = yes", "A == 7", "A is yes", "ZZ"])
def test_a_condition_that_cannot_be_read_gives_no_problem_of_routes(word: str):
    found = words(A + single("B", f"number: 1, ask_if: {word}, ") + single("C", "ask_if: B != yes, ", "{B}") + END)
    assert len(found) == 1
    assert found[0][:4] in ("C203", "C204", "C205", "C206", "C208")


def test_a_question_that_failed_to_load_counts_as_asked_with_any_answer():
    broken = "- {id: B, type: number, min: 0, max: 9x, text: B}\n"
    below = single("C", "ask_if: B < 5, ") + single("D", "ask_if: B >= 5, ", "{B}") + single("E", "ask_if: C == yes, ")
    assert words(A + broken + below + END) == ["C107.number"]


def test_other_mistakes_are_still_reported_beside_one_that_cannot_be_read():
    found = words(A + single("B", "ask_if: AA == yes, ") + single("C", "ask_if: A == yes and A == no, ") + END)
    assert found == ["C205.question_near", "C303.never"]


def test_items_after_an_end_that_always_comes_are_one_problem():
    rest = single("B") + single("C", "ask_if: B == yes, ") + END.replace("Z", "Y")
    assert words(A + END + rest) == ["C308.after"]


def test_an_end_that_is_never_reached_does_not_also_leave_the_list_without_an_end():
    assert words(A + END.replace("type: end", "type: end, ask_if: A == yes and A == no")) == ["C308.never"]


def test_a_hard_check_that_nothing_passes_is_the_only_problem():
    check = "checks: [{id: K1, level: hard, fails_if: A == yes or A != yes, text: K}], "
    assert words(A.replace("text: A", f"{check}text: A") + single("B") + END) == ["C310.hard_always"]


def test_a_question_without_options_left_does_not_make_all_below_unreachable():
    multi = f"- {{id: M, type: multi, nonresponse: dont_know, text: M, {YES_NO}}}\n"
    from_it = "- {id: T, type: single, nonresponse: none, ask_if: M == dont_know, options_from: M, text: T}\n"
    assert words(multi + from_it + single("B", "ask_if: M == dont_know, ") + END) == ["C312.always"]


def test_a_derived_item_with_a_wrong_value_gives_no_problem_of_routes():
    derived = (
        f"- {{id: D, type: derived, {YES_NO}, cases: [{{if: A == yes, value: ja}}, {{if: A != yes, value: no}}]}}\n"
    )
    assert words(A + derived + single("B", "ask_if: D == yes, ") + END) == ["C206.option"]


def test_a_fill_or_sample_field_that_failed_to_load_is_held_back():
    head = "study: {languages: [nl]}\nsample: {town: {type: txt}}\nfills: {f: []}\nquestions:\n"
    found = words(single("B", "ask_if: answered(sample.town), ", "{sample.town} {f}") + END, head)
    assert [word[:4] for word in found] == ["C107", "C106"]


def test_a_roster_or_options_from_what_is_no_multi_give_one_problem_each():
    assert words(A + single("R", "for_each: A, ") + END) == ["C212.each"]
    assert words(A + "- {id: T, type: single, options_from: A, text: T}\n" + END) == ["C212.source"]
