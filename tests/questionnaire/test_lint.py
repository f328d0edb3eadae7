"""Each way of going wrong that is no condition: the smallest file that has it, and nothing else."""

import re
from pathlib import Path
from textwrap import dedent

import pytest
from test_conditions_parse import FAULTY

from cati.questionnaire.loader import load, load_file
from cati.words import subject

PROVEN = re.compile(r"C3(?!01)|C404")
YN = "[{code: 1, name: yes, label: Y}, {code: 2, name: no, label: N}]"
A = f"- {{id: A, type: single, text: A, options: {YN}}}\n"
M = f"- {{id: M, type: multi, text: M, options: {YN}}}\n"
R = f"- {{id: R, type: single, for_each: M, as: one, text: '{{one}}', options: {YN}}}\n"
N = "- {id: N, type: number, min: 0, max: 9, text: N}\n"
G = f"- {{id: G, type: grid, text: G, rows: [{{name: top, label: T}}, {{name: low, label: L}}], options: {YN}}}\n"
D = "- {id: D, type: date, text: D}\n"
W = "- {id: W, type: names, max_names: 3, text: W}\n"
S = "- {id: S, type: statement, text: S}\n"
T = "- {id: T, type: single, text: T, options_from: M, options: [{code: 8, name: more, label: 8}]}\n"
P = "- {id: P, type: appointment, text: P}\n"
Z = "- {id: Z, type: end, disposition: complete, text: Z}\n"
HEAD = "study: {languages: [nl], agency: Bureau, title: Studie, privacy: {url: u, email: e}}\n"
TOWN = f"{HEAD}sample: {{town: {{type: text, export: true}}}}\n"


def found(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else dedent(text).encode()
    return [problem.word for problem in load(data).problems if not PROVEN.match(problem.code)]


def file(questions: str, head: str = HEAD, tail: str = "") -> str:
    return f"{head}questions:\n{questions}{Z}{tail}"


def say(text: str, kind: str = "statement") -> str:
    return f'- {{id: X, type: {kind}, text: "{text}"}}\n'


def fills(text: str, condition: str = "answered(A)") -> str:
    return f"{HEAD}fills:\n  word:\n    - {{if: {condition}, text: \"{text}\"}}\n    - text: ''\n"


def quota(by: str, targets: str = "yes: 1, no: 1") -> str:
    return f"{{name: q, by: [{by}], targets: {{{targets}}}}}"


def fieldwork(line: str) -> str:
    return f"fieldwork:\n  {line}\n"


ITEMS = {
    "C101.character": say("x").replace('"x"', "@x"),
    "C101.no_colon": "- id: X\n  text\n  type: text\n",
    "C101.indent": "- {id: X, type: text, text: X}\n - {id: Y, type: text, text: Y}\n",
    "C101.other": "- id: X\n  text: >x\n",
    "C105.key": S.replace("id: S", "id: S, zzz: 1"),
    "C106.empty": S.replace("text: S", "text: ''"),
    "C107.whole": M.replace("text: M", "text: M, min_choices: two"),
    "C107.number": N.replace("min: 0", "min: zero"),
    "C107.date": D.replace("text: D", "text: D, min: 25/11/2026"),
    "C107.time": "- {id: T, type: time, text: T, min: '9:30'}\n",
    "C107.mapping": A.replace(YN, "[yes]"),
    "C107.list": A.replace(YN, "yes"),
    "C107.text": S.replace("text: S", "text: S, ask_if: [a]"),
    "C107.texts": S.replace("text: S", "text: [S]"),
    "C107.literal": S.replace("text: S", "text: S, nonresponse: both"),
    "C107.least": N.replace("text: N", "text: N, decimals: -1"),
    "C107.most": N.replace("text: N", "text: N, decimals: 7"),
    "C107.type": S.replace("statement", "zzz"),
    "C201.form_id": S.replace("id: S", "id: s1"),
    "C105.key_near": "- {id: T, type: text, text: T, max_lenght: 3}\n",
    "C202.alias": M + R + (M + R).replace("id: M", "id: MM").replace("id: R", "id: RR").replace("each: M", "each: MM"),
    "C202.name_taken": M + T.replace("name: more", "name: no"),
    "C202.code_taken": M + T.replace("code: 8", "code: 2"),
    "C209.min_above_options": M.replace("text: M", "text: M, min_choices: 3"),
    "C209.max_below_min_names": W.replace("max_names: 3", "min_names: 4, max_names: 3"),
    "C212.each": S + R.replace("each: M", "each: S"),
    "C212.too_often": N.replace("max: 9", "max: 31") + R.replace("each: M", "each: N"),
    "C212.never": N.replace("max: 9", "max: 0") + R.replace("each: M", "each: N"),
    "C212.decimals": N.replace("max: 9", "max: 9, decimals: 1") + R.replace("each: M", "each: N"),
    "C207.roster_counted": N + R.replace("each: M", "each: N") + S.replace("text: S", "text: S, ask_if: R == yes"),
    "C209.each": A.replace("text: A", "text: A, read_options: each"),
    "C209.randomise": M.replace("text: M", "text: M, randomise: [yes, zzz]"),
    "C209.randomise_near": G.replace("text: G", "text: G, randomise: [topp]"),
    "C209.search_read": A.replace("text: A", "text: A, search: true, read_options: all"),
    "C209.search_randomise": A.replace("text: A", "text: A, search: true, randomise: true"),
    "C209.randomise_from": M + "- {id: T, type: single, text: T, options_from: M, randomise: true}\n",
    "C209.exclusive": A.replace("label: N", "label: N, exclusive: true"),
    "C209.other_twice": A.replace("label: N", "label: N, other: true").replace("label: Y", "label: Y, other: true"),
    "C209.other": G.replace("label: N", "label: N, other: true"),
    "C209.ask_again": M.replace("label: N", "label: N, ask_again: true"),
    "C209.show_if": A + "- {id: V, type: derived, cases: [{if: A == yes, value: 1}], options: [{code: 1, name: one, "
    "label: O, show_if: A == yes}]}\n",
    "C209.short_text": S.replace("text: S", "text: S, short_text: s"),
    "C209.as_alone": S.replace("text: S", "text: S, as: one"),
    "C209.number_and_part": S.replace("text: S", "text: S, number: 1, part_of: 1"),
    "C209.part_of": S.replace("text: S", "text: S, part_of: 7"),
    "C209.derived_neither": "- {id: V, type: derived}\n",
    "C209.derived_both": N + f"- {{id: V, type: derived, value: N, cases: [{{if: N > 1, value: 1}}], options: {YN}}}\n",
    "C209.derived_range": N + "- {id: V, type: derived, value: N, min: 0}\n",
    "C209.derived_no_range": A + f"- {{id: V, type: derived, max: 0, cases: [{{if: A == no, value: 1}}], "
    f"options: {YN}}}\n",
    "C209.options_missing": A + "- {id: V, type: derived, cases: [{if: A == yes, value: 1}]}\n",
    "C206.option": A + f"- {{id: V, type: derived, cases: [{{if: A == yes, value: 3}}], options: {YN}}}\n",
    "C209.correct": N + "- {id: V, type: derived, value: N, min: 0, max: 9, checks: [{id: K, level: soft, "
    "fails_if: V > 5, text: K, correct: [V]}]}\n",
    "C210.date": D.replace("text: D", "text: D, min: 2026-11-25, max: 2026-11-24"),
    "C210.limit_month": D.replace("text: D", "text: D, precision: month, min: 2026-11-25"),
    "C210.limit_year": D.replace("text: D", "text: D, precision: year, max: 2026-11"),
    "C210.time": "- {id: T, type: time, text: T, min: '12:00', max: '09:00'}\n",
    "C210.number": N.replace("min: 0, max: 9", "min: 0.2, max: 0.8"),
    "C210.missing_codes": N + "- {id: V, type: derived, value: N - 99, min: -200, max: -1}\n",
    "C212.source_rostered": M + "- {id: K, type: multi, for_each: M, text: K, options: " + YN + "}\n"
    "- {id: T, type: single, text: T, options_from: K}\n",
    "C212.roster": M + "- section: each\n  title: E\n  for_each: M\n  questions:\n  " + R,
    "C403.study": say("{study.agencie}"),
    "C403.interviewer": say("{interviewer.age}"),
    "C403.question": say("{ZZZ}"),
    "C403.fill": say("{zzz}"),
    "C403.part": D + say("{D.hour}"),
    "C403.no_parts": N + say("{N.half}"),
    "C403.whole_grid": G + say("{G}"),
    "C403.no_answer": S + say("{S}"),
    "C403.roster": M + R + say("{R}"),
    "C301.itself": say("{X}", "text"),
    "C301.later": say("{N}") + N,
    "C407.open": say("a { b"),
}  # fmt: skip
FILES = {
    "C105.key": file("", HEAD + "zzz: 1\n"),
    "C107.language": file("", "study: {languages: [nl_BE]}\n"),
    "C107.country": file("", "study: {languages: [nl], phone_region: be}\n"),
    "C107.timezone": file("", "study: {languages: [nl], timezone: Europe/Kortrijk}\n"),
    "C107.duration": file("", tail=fieldwork("lease: 30 min")),
    "C107.days": file("", tail=fieldwork("call_windows: [{name: a, days: ma-vr, from: '09:00', to: '10:00'}]")),
    "C106.missing": file("", tail=fieldwork("call_windows: [{name: a, days: mon, to: '10:00'}]")),
    "C108.tag": file(S.replace("text: S", "text: !x S")),
    "C201.form_name": file("", HEAD + "sample: {Town: {type: text, export: true}}\n"),
    "C201.reserved": file("", HEAD + "sample: {class: {type: text, export: true}}\n"),
    "C202.language": file("", "study: {languages: [nl, nl]}\n"),
    "C202.name": file(A, tail=fieldwork(f"quotas: [{quota('A')}, {quota('A')}]")),
    "C205.list": file(A.replace(YN, "[{use: zzz}]")),
    "C205.question": file("", tail=fieldwork("partial_from: QQQ")),
    "C205.question_near": file(A, tail=fieldwork("complete_from: AA")),
    "C205.sample": file("", tail=fieldwork("quotas: [{name: q, by: [zzz], targets: {}}]")),
    "C205.sample_near": file("", TOWN, fieldwork("quotas: [{name: q, by: [twon], targets: {}}]")),
    "C209.quota": file(N, tail=fieldwork("quotas: [{name: q, by: [N], targets: {}}]")),
    "C209.quota_roster": file(M + R, tail=fieldwork(f"quotas: [{quota('R')}]")),
    "C213.cell": file(A, tail=fieldwork(f"quotas: [{quota('A', 'yes: 1, no: 1, other: 1')}]")),
    "C213.missing": file(A, tail=fieldwork(f"quotas: [{quota('A, A', 'yes x no: 1')}]")),
    "C209.options_missing": file("", HEAD + "sample: {town: {type: choice, export: true}}\n"),
    "C209.options_unwanted": file("", HEAD + f"sample: {{town: {{type: text, export: true, options: {YN}}}}}\n"),
    "C209.fill_case": file(A + say("{word}"), fills("x").replace("- {if: answered(A), ", "- {")),
    "C209.fill_no_last": file(A + say("{word}"), fills("x").replace("    - text: ''\n", "")),
    "C210.window": file("", tail=fieldwork("call_windows: [{name: a, days: mon, from: '18:00', to: '09:00'}]")),
    "C214.disposition": file("", tail="objections: [{said: a, say: b, leads_to: zzz}]\n"),
    "C401.missing_other": file(S, "study: {languages: [nl, es]}\n").replace("text: S", "text: {nl: S}"),
    "C403.sample": file(say("{sample.zzz}")),
    "C403.sample_near": file(say("{sample.town} {sample.twon}"), TOWN),
    "C403.question_near": file(A + N + say("{AA}")),
    "C403.study_empty": file(say("{study.agency}"), "study: {languages: [nl]}\n"),
    "C403.fill_near": file(A + say("{word} {wrd}"), fills("x")),
    "C403.anywhere": file(A, tail="probes: [{say: '{A}'}]\n"),
    "C403.loop": file(A + say("{word}"), fills("{word}")),
    "C408.fill": file(A, fills("x")),
    "C208.alone": file(A + say("{word}"), fills("x", "A")),
}  # fmt: skip
EACH = "- section: each\n  title: E\n  for_each: M\n  questions:\n"
CHECK = "{id: K, level: soft, fails_if: V > 5, text: K, correct: [A]}"
K = f"- {{id: V, type: number, min: 0, max: 9, text: V, checks: [{CHECK}]}}\n"
LIST = f"{HEAD}option_lists: {{both: {YN}}}\n"
SIZE = f"{HEAD}sample: {{size: {{type: choice, options: {YN}}}}}\n"
AGAIN = [
    ("C102.fill", file(S.replace("text: S", "text: {one}"))),
    ("C107.days", file("", tail=fieldwork("call_windows: [{name: a, days: [mon], from: '09:00', to: '10:00'}]"))),
    ("C107.duration", file("", tail=fieldwork("lease: P"))),
    ("C107.duration", file("", tail=fieldwork("lease: PT"))),
    ("C107.date", file(D.replace("text: D", "text: D, min: 2026-02-30"))),
    ("C107.whole", file(N.replace("text: N", "text: N, decimals: [1]"))),
    ("C202.column_kept", file(A.replace("id: A", "id: INTERVIEWER"))),
    ("C202.column_twice", file(M + A.replace("id: A", "id: M_1"))),
    ("C403.no_parts", file(A + say("{word.x}"), fills("x"))),
    ("C106.missing", file(S.replace("type: statement, ", ""))),
    ("C201.form_name", file(M.replace("text: M", "text: M, randomise: [yes, No]"))),
    ("C202.alias", file(A + M + R.replace("as: one", "as: word").replace("{one}", "{word}"), fills("x"))),
    ("C205.question", file(R.replace("for_each: M", "for_each: ZZZ"))),
    ("C205.question", file(K.replace("[A]", "[ZZZ]"))),
    ("C301.later", file(K + A)),
    ("C209.quota", file("", TOWN, fieldwork("quotas: [{name: q, by: [town], targets: {}}]"))),
    ("C209.as_alone", file(f"- section: each\n  title: E\n  as: one\n  questions:\n  {S}")),
    ("C209.min_above_options", file(M.replace("text: M", "text: M, min_choices: 3, max_choices: 4"))),
    ("C212.roster", file(M + f"{EACH}  - section: more\n    title: F\n    for_each: M\n    questions:\n    {S}")),
    ("C212.source", file(A + "- {id: T, type: single, text: T, options_from: A}\n")),
    ("C403.roster", file(A + M + R + say("{word}"), fills("{R}"))),
    ("C403.alias", file(A + M + R + say("{word}"), fills("{one}"))),
    ("C403.fill", file(A + say("{word}"), fills("{zzz}"))),
    ("C407.close", file(A + say("{word}"), fills("}"))),
    ("C502.invisible", file(S.replace("text: S", "text: 'a\u00adb'"))),
]
CASES = [*((word, file(questions)) for word, questions in ITEMS.items()), *FILES.items(), *AGAIN]


@pytest.mark.parametrize(("word", "text"), CASES, ids=[word for word, _ in CASES])
def test_a_file_with_one_fault_gives_its_one_problem(word: str, text: str):
    assert found(text) == [word]


def test_the_files_of_these_tests_have_no_fault_without_the_one_they_are_about():
    assert (
        found(file(A + M + R + N + G + D + S + P + say("{A} {M} {R.yes} {N} {G.top} {D.date} {P.time} {{{{x}}}}")))
        == []
    )


RIGHT = [
    file(A + M + EACH + f"  {R}".replace("for_each: M, as: one, text: '{one}'", "text: R")),
    file(A + say("{word}"), fills("{A}"), "probes: [{say: 'Anything else, {word}?'}]\n"),
    file(A + M + R.replace("{one}", "{word}"), fills("{one}")),
    file(A + M + R.replace("{one}", "{word}"), fills("{R}")).replace("text: '{word}'", "text: T, short_text: T"),
    file(M.replace("label: N", "label: N, exclusive: true") + "- {id: T, type: single, text: T, options_from: M}\n"),
    file("", "study: {languages: [nl, fr]}\n").replace("text: Z", "text: {nl: Z, fr: Z}"),
    file("", "study: {languages: [nl, fr]}\n").replace("text: Z", "text: Dank u"),
    file(A + say("{word}"), HEAD + "fills:\n  word:\n    - {if: A == yes, text: {nl: ''}}\n    - text: ''\n"),
    file((M + A).replace(YN, "[{use: both}]"), LIST).replace("label: N", "label: N, exclusive: true"),
    file(A + N, tail=fieldwork(f"quotas: [{quota('A')}]\n  partial_from: A\n  complete_from: N")),
    file(A, SIZE, fieldwork(f"quotas: [{quota('size')}]")),
    file(N.replace("max: 9", "max: 9, decimals: 1").replace("min: 0,", "min: 0.2,").replace("max: 9,", "max: 0.8,")),
    file(N.replace("min: 0", "min: -94")),
    file("- {id: V, type: text, text: 'A\u00a0B: 100 %'}\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_in_peace(text: str):
    assert [word for word in found(text) if word != "C408.fill"] == []


HELD_BACK = {
    "of a field": (
        HEAD + "sample: {town: {type: txt}}\n",
        A.replace("text: A", "text: '{sample.town}', ask_if: \"sample.town == 'Gent'\""),
        fieldwork("quotas: [{name: q, by: [town], targets: {}}]"),
        ["C107.literal"],
    ),
    "of a fill": (HEAD + "fills: {word: []}\n", say("{word}"), "", ["C106.empty"]),
    "of a list": (HEAD + "option_lists: {a: [{code: 1}]}\n", A.replace(YN, "[{use: a}]"), "", ["C106.missing"] * 2),
    "of a source": (
        HEAD,
        M.replace("text: M", "text: [M]") + R + "- {id: T, type: text, ask_if: R.yes == yes, text: T}\n",
        fieldwork("partial_from: M"),
        ["C107.texts"],
    ),
    "of a correction": (HEAD, A.replace("text: A", "text: [A]") + K, "", ["C107.texts"]),
    "of the study": (
        "study: {languages: [nl], agency: [x], privacy: 3}\n",
        say("{study.agency}"),
        "",
        ["C107.text", "C107.mapping"],
    ),
    "of the languages": (
        "study: {languages: [nl, FR]}\n",
        say("x").replace('"x"', "{nl: a, fr: b}"),
        "",
        ["C107.language"],
    ),
    "of a part": (
        HEAD,
        A,
        fieldwork("lease: soon") + "probes: [a]\nobjections: [a]\nscenarios: [a]\nzzz: 1\n",
        ["C107.duration", "C107.mapping", "C107.mapping", "C107.mapping", "C105.key"],
    ),
    "of an end": (HEAD, "- {id: X, type: end, text: x}\n", "", ["C106.missing"]),
}  # fmt: skip


@pytest.mark.parametrize(("head", "questions", "tail", "words"), HELD_BACK.values(), ids=HELD_BACK)
def test_what_only_follows_from_something_broken_is_held_back(
    head: str, questions: str, tail: str, words: list[str] | None
):
    four = ["C107.duration", "C107.mapping", "C107.mapping", "C107.mapping", "C105.key"]
    assert found(file(questions, head, tail)) == (four if words is None else words)


FAULT_FILES = Path(__file__).parent / "faults"
NET = "C107.other"
"""What is said of a value that the model refuses for a reason nobody thought of; nothing is known that gives it."""
HOSTILE = {
    "C101.escape", "C103.empty", "C103.no_mapping", "C103.utf8", "C103.control",
    "C109.size", "C109.options", "C109.parts", "C109.long", "C109.many", "C205.list_in_itself",
}  # fmt: skip


def test_every_word_of_the_catalogue_is_met_by_a_test():
    words = {f"{code}.{name}" for code, entries in subject("problems").items() if code[0] == "C" for name in entries}
    in_files = {problem.word for file in FAULT_FILES.glob("*.yaml") for problem in load_file(file).problems}
    met = {word for word, _ in CASES} | {word for _, word, _ in FAULTY} | in_files | HOSTILE
    elsewhere = {word for word in words if PROVEN.match(word) or word.startswith(("C202.column", "C60"))}
    assert sorted(words - met - elsewhere) == [NET]
    assert sorted(word for word in met - words if not PROVEN.match(word)) == []
