"""Conditions that cannot be read, or that do not fit what they name: each fault at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.conditions.parsing import Fault
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.tree import Compare, Is, Not
from cati.questionnaire.conditions.typing_rules import read_amount, read_condition
from cati.questionnaire.routing import ANYWHERE, scope_of
from scenario import questionnaire_of

QUESTIONNAIRE = questionnaire_of("""
study: {languages: [en]}
sample:
  town: {type: text, export: true}
  since: {type: date, export: true}
  staff: {type: integer, export: true}
  size: {type: choice, export: true, options: [{code: 1, name: small, label: S}, {code: 2, name: large, label: L}]}
questions:
  - {id: A, type: single, text: A, options: [{code: 1, name: yes, label: Y}, {code: 2, name: no, label: N}]}
  - {id: B, type: single, text: B, options: [{code: 1, name: yes, label: Y}, {code: 2, name: no, label: N}]}
  - {id: C, type: single, text: C, options: [{code: 1, name: red, label: R}, {code: 2, name: blue, label: B}]}
  - {id: M, type: multi, text: M, options: [{code: 1, name: mail, label: E}, {code: 2, name: post, label: P}]}
  - {id: N, type: number, text: N, min: 0, max: 99}
  - {id: D, type: date, text: D}
  - {id: Y, type: date, precision: year, text: Y}
  - {id: T, type: time, text: T}
  - {id: W, type: text, text: W}
  - {id: S, type: statement, text: S}
  - id: G
    type: grid
    text: G
    rows: [{name: one, label: One}, {name: two, label: Two}]
    options: [{code: 1, name: good, label: Good}, {code: 2, name: bad, label: Bad}]
  - id: R
    type: single
    for_each: M
    text: R
    options: [{code: 1, name: fast, label: F}, {code: 2, name: slow, label: S}]
  - id: RG
    type: grid
    for_each: M
    text: RG
    rows: [{name: one, label: One}]
    options: [{code: 1, name: good, label: Good}, {code: 2, name: bad, label: Bad}]
  - {id: Z, type: end, disposition: complete, text: Z}
""")
SCOPE = scope_of(QUESTIONNAIRE)


def faults(condition: str, here: Here | None = None) -> list[Fault]:
    return read_condition(condition, SCOPE, here or Here(ANYWHERE))[1]


FAULTY = [
    ("A = yes", "C203.single_equals", "="),
    ("A == yes && B == yes", "C203.sign", "&&"),
    ("A == yes || B == yes", "C203.sign", "||"),
    ("A <> yes", "C203.sign", "<>"),
    ("N =< 3", "C203.sign", "=<"),
    ("N => 3", "C203.sign", "=>"),
    ("A == yes OR B == yes", "C203.sign", "OR"),
    ("A == yes B == no", "C203.at", "B"),
    ("A == == yes", "C203.at", "=="),
    ("N == 007", "C204.constant", "007"),
    ("A == ", "C203.unfinished", " "),
    ("", "C203.unfinished", ""),
    ("(A == yes", "C203.unfinished", "("),
    ("sample.town == 'Gent", "C203.unfinished", "'"),
    ("A\u00a0== yes", "C203.character", "\u00a0"),
    ("A == “yes”", "C203.character", "“"),
    ("Ａ == yes", "C203.character", "Ａ"),
    ("A == yes # or B", "C203.character", "#"),
    ("A == yes \\", "C203.character", "\\"),
    ("sample.town == 'a\x00b'", "C203.character", "\x00"),
    ("A == yes" + " " * 1000, "C203.too_long", None),
    ("(" * 300 + "A == yes" + ")" * 300, "C203.too_deep", None),
    ("N == " + "+".join("1" * 300), "C203.too_deep", None),
    ("A is yes", "C204.is", "is"),
    ("A is not yes", "C204.is", "is"),
    ("A in (yes, no)", "C204.brackets", "(yes, no)"),
    ("A in [yes]", "C204.brackets", "[yes]"),
    ("N == 1_0", "C204.constant", "1_0"),
    ("N == 0x1", "C204.constant", "0x1"),
    ("N == 1j", "C204.constant", "1j"),
    ("N == 1or 2", "C204.constant", "1or"),
    ("A == True", "C204.constant", "True"),
    ("sample.town == b'x'", "C204.constant", "b'x'"),
    ("sample.town == '''x'''", "C204.constant", "'''x'''"),
    ("N / 2 == 1", "C204.outside", "N / 2"),
    ("yes if A == yes else no", "C208.alone", "yes"),
    ("A.yes.no == 1", "C204.outside", "A.yes.no"),
    ("sample.town == f'x'", "C204.outside", "f'x'"),
    ("lambda: 1", "C204.outside", None),
    ("count(M, atoms=1) == 1", "C203.single_equals", "="),
    ("M.count(1)", "C204.outside", "M.count(1)"),
    ("len(M) == 1", "C205.function", "len"),
    ("AA == yes", "C205.question_near", "AA"),
    ("XYZ == yes", "C205.question", "XYZ"),
    ("sample.twon == 'Gent'", "C205.sample_near", "sample.twon"),
    ("sample.qqq == 'Gent'", "C205.sample", "sample.qqq"),
    ("G.on == good", "C205.part_near", "G.on"),
    ("A.one == good", "C205.part", "A.one"),
    ("A == 3", "C206.option", "3"),
    ("A == maybe", "C206.option", "maybe"),
    ("A == 'yes'", "C206.option", "'yes'"),
    ("A in {yes, maybe}", "C206.option", "maybe"),
    ("phone in M", "C206.option", "phone"),
    ("sample.size == huge", "C206.option", "huge"),
    ("M == mail", "C207.equals_multi", "M"),
    ("mail == M", "C207.equals_multi", "M"),
    ("G == good", "C207.equals_grid", "G"),
    ("G == refused", "C207.equals_grid", "G"),
    ("M in {mail}", "C207.set_of_many", "M"),
    ("M in {mail, refused}", "C207.set_of_many", "M"),
    ("G in {refused}", "C207.set_of_many", "G"),
    ("yes in A", "C207.not_a_multi", "A"),
    ("refused in M", "C207.status_in", "refused"),
    ("yes in {no}", "C207.no_value", "yes"),
    ("1 in 2", "C207.no_value", "2"),
    ("any_in(M, mail)", "C207.no_set", "mail"),
    ("N == yes", "C207.constant", "yes"),
    ("W == 'x'", "C207.constant", "'x'"),
    ("S == yes", "C207.constant", "yes"),
    ("sample.town == Gent", "C207.constant", "Gent"),
    ("  A == ja", "C206.option", "ja"),
    ("  A = ja", "C203.single_equals", "="),
    ("sample.town == 'is' or A is yes", "C204.is", "is"),
    ("N ** 2 == 1", "C204.outside", "N ** 2"),
    ("+N == 1", "C204.outside", "+N"),
    ("A == yes)", "C203.at", ")"),
    ("sample.town == gent", "C207.constant", "gent"),
    ("sample.town == refused", "C207.status", "refused"),
    ("S == refused", "C207.status", "refused"),
    ("D == '25/11/2026'", "C207.moment_date", "'25/11/2026'"),
    ("D == '2026-02-30'", "C207.moment_date", "'2026-02-30'"),
    ("T == '9:30'", "C207.moment_time", "'9:30'"),
    ("T == 930", "C207.moment_time", "930"),
    ("A == C", "C207.not_alike", "A == C"),
    ("A == N", "C207.not_alike", "A == N"),
    ("A > 1", "C207.not_a_number", "A"),
    ("N > yes", "C207.no_number", "yes"),
    ("N < refused", "C207.no_number", "refused"),
    ("N == -yes", "C207.no_number", "-yes"),
    ("D < 5", "C207.moment_date", "5"),
    ("D < T", "C207.not_alike", "D"),
    ("D < refused", "C207.no_order", "refused"),
    ("D < sample.town", "C207.not_alike", "D"),
    ("D > QQQ", "C205.question", "QQQ"),
    ("Y < '2026-11'", "C207.too_fine", "'2026-11'"),
    ("Y == '2026-11-25'", "C207.too_fine", "'2026-11-25'"),
    ("days_between(D) > 1", "C207.arguments", "days_between(D)"),
    ("days_between(D, Y) > 1", "C207.no_day", "Y"),
    ("days_between(D, '2026-11') > 1", "C207.no_day", "'2026-11'"),
    ("days_between(D, N) > 1", "C207.no_day", "N"),
    ("days_between(D, 5) > 1", "C207.moment_date", "5"),
    ("asked(A, B)", "C207.arguments", "asked(A, B)"),
    ("answered()", "C207.arguments", "answered()"),
    ("count(M, {1}, {2}) > 1", "C207.arguments", "count(M, {1}, {2})"),
    ("any_in(M)", "C207.arguments", "any_in(M)"),
    ("count(A) > 1", "C207.not_many", "A"),
    ("only_in(A, {yes})", "C207.not_many", "A"),
    ("asked(sample.town)", "C207.asked_sample", "asked(sample.town)"),
    ("R == fast", "C207.roster", "R"),
    ("answered(R)", "C207.roster", "R"),
    ("A == 1 or 2", "C208.one_of", "2"),
    ("A == yes or no", "C208.one_of", "no"),
    ("A", "C208.alone", "A"),
    ("mail", "C208.alone", "mail"),
    ("yes or A == yes", "C208.alone", "yes"),
    ("1 == 2", "C208.alone", "1"),
    ("count(M)", "C208.alone", "count(M)"),
    ("A == yes and 2", "C208.alone", "2"),
]


@pytest.mark.parametrize(("condition", "word", "found"), FAULTY)
def test_a_faulty_condition_gives_its_word_at_its_place(condition: str, word: str, found: str | None):
    fault, *_ = faults(condition)
    assert fault.word == word
    assert found is None or condition[fault.start : fault.end] == found


RIGHT = [
    "A == yes",
    "yes == A",
    "A == 1",
    "A in {1, no}",
    "A not in {refused, dont_know}",
    "A == B",
    "A == B or A != B and not (A == yes)",
    "mail in M and 2 not in M",
    "M == dont_know",
    "M in {dont_know, refused}",
    "count(M) >= 2",
    "count(M, {mail}) == 1",
    "any_in(M, {mail}) and only_in(M, {post})",
    "10 <= N < 50",
    "N == 5 or 5 == N or N != -5 or N == 2.5",
    "N + 1 > sample.staff * 2 - 3",
    "N == sample.staff",
    "D == '2026-11-25' and T == \"09:30\"",
    "D == sample.since",
    "'2026-01-01' <= D < '2026-12' and Y > '2025' and D in {'2026', '2027-01-01'} and T < '12:00'",
    "D < sample.since and Y != D and days_between(D, sample.since) > 30",
    "days_between('2026-01-01', D) + 1 == N",
    "sample.town == 'Sint-Niklaas é'",
    "sample.size == small and sample.size in {1, large}",
    "G.one == good and count(G, {good}) == 2 and any_in(G, {refused})",
    "asked(A) and answered(W) and asked(G) and answered(sample.town) and asked(S)",
    "R.mail == fast and count(R, {slow}) == 1 and asked(R) and any_in(R, {fast})",
    "count(RG.mail, {good}) == 1",
    "A ==\n  yes",
]


@pytest.mark.parametrize("condition", RIGHT)
def test_a_right_condition_has_no_fault(condition: str):
    assert faults(condition) == []


def test_inside_a_roster_the_item_at_hand_is_meant():
    at_hand = Here(ANYWHERE, "M")
    assert faults("R == fast and RG.one == good", at_hand) == []
    assert [fault.word for fault in faults("count(R) > 1", at_hand)] == ["C207.not_many"]
    assert [fault.word for fault in faults("RG.one == good")] == ["C205.part"]


def test_every_fault_of_a_condition_is_found_at_once():
    assert [fault.word for fault in faults("AA == yes and B == maybe and N > yes")] == [
        "C205.question_near",
        "C206.option",
        "C207.no_number",
    ]


def test_several_values_alone_are_one_fault_with_the_whole_set_as_remedy():
    (fault,) = faults("A == 1 or 2 or 3")
    assert fault.places == {"found": "2", "better": "A in {1, 2, 3}"}


def test_what_is_asked_later_and_the_question_itself_cannot_be_named():
    order = SCOPE.questions["B"].order
    assert [fault.word for fault in faults("A == yes and B == yes and C == red", Here(order))] == [
        "C301.itself",
        "C301.later",
    ]


def test_not_equal_is_the_opposite_of_equal():
    (equal, _), (unequal, _) = (read_condition(text, SCOPE, Here(ANYWHERE)) for text in ("A == yes", "A != yes"))
    assert isinstance(equal, Is)
    assert isinstance(unequal, Not)
    assert unequal.part == equal


def test_a_chain_of_orders_is_a_condition_for_each_pair():
    (both, _) = read_condition("1 <= N < 5", SCOPE, Here(ANYWHERE))
    assert both is not None
    assert [type(part) for part in both.parts] == [Compare, Compare]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("N * 2 + count(M)", []),
        ("N + yes", ["C207.no_number"]),
        ("N +", ["C203.unfinished"]),
        ("A", ["C207.not_a_number"]),
    ],
)
def test_a_number_expression_is_read_by_the_same_rules(expression: str, words: list[str]):
    assert [fault.word for fault in read_amount(expression, SCOPE, Here(ANYWHERE))[1]] == words


@given(st.text(st.sampled_from("AMNGR yesno.'\"{}()[],=!<>+-*and orinot_1023#\\éＡ\u00a0\n\t"), max_size=60))
def test_any_text_is_read_or_has_a_fault_within_it(condition: str):
    tree, found = read_condition(condition, SCOPE, Here(ANYWHERE))
    assert (tree is None) == bool(found)
    assert all(0 <= fault.start <= fault.end <= max(len(condition), fault.start + 1) for fault in found)


@given(
    st.recursive(
        st.sampled_from(RIGHT[:12]),
        lambda inner: st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda three: f"({three[0]}) {three[1]} not ({three[2]})"
        ),
        max_leaves=6,
    )
)
def test_right_conditions_joined_are_a_right_condition(condition: str):
    assert faults(condition) == []
