"""Files that mean harm, or were cut in half: always problems, never a traceback, and soon."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.loader import load
from cati.questionnaire.problems import MOST_PROBLEMS
from cati.words import LANGUAGES

SCRIPT = (Path(__file__).parents[2] / "questionnaire.yaml").read_bytes()
HEAD = "study: {languages: [nl]}\n"
END = "  - {id: Z, type: end, disposition: complete, text: Z}\n"


def words(text: str | bytes) -> list[str]:
    found = load(text.encode() if isinstance(text, str) else text)
    assert all(
        problem.line_of_text("x", language).isprintable() for problem in found.problems for language in LANGUAGES
    )
    return [problem.word for problem in found.problems]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)
LISTS = "option_lists:\n  l0: [" + ", ".join(f"{{code: {n}, name: n{n}, label: L}}" for n in range(9)) + "]\n"
LISTS += "".join(f"  l{n}: [" + ", ".join([f"{{use: l{n - 1}}}"] * 9) + "]\n" for n in range(1, 12))


@pytest.mark.parametrize(
    ("file", "word"),
    [
        (b"", "C103.empty"),
        (b"\n\n# only a comment\n", "C103.empty"),
        (b"---\n...\n", "C103.no_mapping"),
        (b"- a\n- b\n", "C103.no_mapping"),
        (b"just text", "C103.no_mapping"),
        (b"\xff\xfes\x00t\x00", "C103.utf8"),
        (b"study: \xed\xa0\x80", "C103.utf8"),
        (b"study: a\x00b", "C103.control"),
        (b"study: a\x0cb", "C103.control"),
        ("study: a\u2028b".encode(), "C103.control"),
        (b'study: "\\ud800"', "C101.escape"),
        (b'study: "\\q"', "C101.escape"),
        (b"a: [" * 21, "C109.deep"),
        (b"[" * 100_000, "C109.deep"),
        (b"{a: " * 100_000, "C109.deep"),
        (b"a: " + b"x" * 5_000_000, "C109.size"),
        (BOMB.encode(), "C108.anchor"),
        (b"a: &x [*x]", "C108.anchor"),
        (b"study: !!python/object:os.system {}", "C108.tag"),
        (b"<<: {a: b}", "C108.merge"),
        (b"? [a]\n: b\n", "C102.fill"),
        (b"? {a: b}\n: b\n", "C102.fill"),
        (b"study: {languages: [nl]}\nstudy: {languages: [fr]}\n", "C104.twice"),
        (
            f"{HEAD}{LISTS}questions:\n  - {{id: A, type: single, text: A, options: [{{use: l11}}]}}\n{END}".encode(),
            "C109.options",
        ),
        (f"{HEAD}option_lists: {{a: [{{use: a}}]}}\nquestions:\n{END}".encode(), "C205.list_in_itself"),
        (
            f"{HEAD}option_lists: {{a: [{{use: b}}], b: [{{use: a}}]}}\nquestions:\n{END}".encode(),
            "C205.list_in_itself",
        ),
        (f"{HEAD}questions: []\n".encode(), "C106.empty"),
        (f"{HEAD}questions: yes\n".encode(), "C107.list"),
        (f"{HEAD}questions: {{A: b}}\n".encode(), "C107.list"),
        (f"{HEAD}questions:\n  - yes\n  - [a]\n{END}".encode(), "C107.mapping"),
        (b"questions:\n  - {id: Z, type: end, disposition: complete, text: Z}\n", "C106.missing"),
        (b"study: nl\nquestions:\n  - {id: Z, type: end, disposition: complete, text: Z}\n", "C107.mapping"),
        (b"study: {languages: nl}\nquestions:\n  - {id: Z, type: end, disposition: complete, text: Z}\n", "C107.list"),
        (f"{HEAD}questions:\n  - {{id: A, type: {{x: y}}, text: A}}\n{END}".encode(), "C107.type"),
        (f"{HEAD}questions:\n  - section: a\n    title: T\n    questions: 3\n{END}".encode(), "C107.list"),
        (f"{HEAD}questions:\n  - section: a\n    title: T\n    questions: []\n{END}".encode(), "C106.empty"),
        (f"{HEAD}questions:\n  - section: [a]\n    title: T\n    questions: [5]\n{END}".encode(), "C107.text"),
        (f"{HEAD}'=problems.C101.colon': 1\nquestions:\n{END}".encode(), "C105.key"),
        (f'{HEAD}"a\\e[31m": 1\nquestions:\n{END}'.encode(), "C105.key"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:24].hex(),
)
def test_a_hostile_file_gives_its_problem(file: bytes, word: str):
    assert word in words(file)


@pytest.mark.parametrize(
    "condition", ["A" * 100_000, "(" * 100_000, "A == 1 or " * 10_000, "not " * 10_000, "1+" * 50_000]
)
def test_a_condition_of_100_000_characters_is_too_long(condition: str):
    text = f"{HEAD}questions:\n  - {{id: A, type: text, text: A, ask_if: '{condition}'}}\n{END}"
    assert words(text) == ["C203.too_long"]


@pytest.mark.parametrize(
    "condition",
    ["not " * 249 + "A", "-" * 990 + "1 == 1", "A" + ".a" * 490, "1" + "+1" * 499, "(" * 199 + "A" + ")" * 199],
)
def test_a_condition_as_deep_as_fits_is_refused_in_words(condition: str):
    (word,) = words(f"{HEAD}questions:\n  - {{id: A, type: text, text: A, ask_if: '{condition}'}}\n{END}")
    assert word.startswith("C20")


def test_a_question_that_is_broken_makes_no_follow_on_problem():
    text = f"""{HEAD}questions:
  - {{id: A, type: single, text: A, randomize: true, options: [{{code: 01, name: yes, label: Y}}]}}
  - {{id: B, type: text, text: "You said {{A}}", ask_if: "A == yes and A in {{1}}"}}
  - {{id: C, type: single, options_from: A, text: C, nonresponse: never}}
{END}"""
    assert words(text) == ["C105.key_near", "C111.plain", "C107.literal"]


def test_a_list_that_is_missing_makes_no_follow_on_problem():
    text = f"""{HEAD}questions:
  - {{id: A, type: single, text: A, randomise: [yes], options: [{{use: gone}}]}}
  - {{id: B, type: text, text: B, ask_if: A == yes}}
{END}"""
    assert words(text) == ["C205.list"]


def test_what_stands_in_a_broken_section_is_still_read():
    text = f"""{HEAD}questions:
  - section: Ab
    title: T
    questions:
      - {{id: A, type: text, text: A, ask_if: B == yes}}
      - {{id: C, type: number, min: 9, max: 1, text: C}}
      - {{id: D, type: text}}
{END}"""
    assert words(text) == ["C201.form_name", "C205.question", "C210.number", "C106.missing"]


def test_10_000_questions_are_checked_within_seconds():
    options = "[{code: 1, name: yes, label: J}, {code: 2, name: no, label: N}]"
    asked = [f"Q{n - 1}" if n % 100 else f"Q{100_000 + n}" for n in range(10_000)]
    lines = (
        f"  - {{id: Q{n}, type: single, text: T, ask_if: {before} == yes, options: {options}}}\n"
        for n, before in enumerate(asked)
    )
    start = time.perf_counter()
    assert set(words(whole("".join(lines)))) - {"C315.nodes", "C109.many"} == {"C205.question_near"}
    assert time.perf_counter() - start < 90, "3 s for the lint and 4 s for the proof on a quiet machine"


@given(st.binary(max_size=400))
def test_random_bytes_never_raise(data: bytes):
    assert load(data).problems


@given(st.text(st.sampled_from("abAB:{}[]-|>&*!%@`'\" \n\t#,.?=é\u200b\x00"), max_size=200))
def test_random_text_never_raises(text: str):
    assert load(text.encode()).problems


@given(st.data())
def test_the_script_with_bytes_changed_never_raises(data: st.DataObject):
    mutated = bytearray(SCRIPT[:12_000])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        cut = data.draw(st.integers(0, 30))
        mutated[at : at + cut] = data.draw(
            st.sampled_from([b"", b" ", b"{", b"}", b"- ", b": x", b"\n", b"'", b"[", b"\xff", b"{{", b"&a "])
        )
    load(bytes(mutated))


@given(st.integers(0, len(SCRIPT)), st.integers(0, 2_000))
def test_the_script_with_a_piece_cut_out_never_raises(at: int, length: int):
    load(SCRIPT[:at] + SCRIPT[at + length :])


def test_a_mistyped_key_or_a_broken_end_makes_no_follow_on_problem_about_routes():
    text = f"""{HEAD}questions:
  - {{id: A, number: 1, type: single, text: A, options: [{{code: 1, name: yes, label: J}}]}}
  - {{id: B, number: 2, type: text, askif: A == yes, text: B}}
  - {{id: C, number: 2, type: text, ask_if: A != yes, text: C}}
  - {{id: X, type: end, ask_iff: A == no, disposition: soft_refusal, text: X}}
  - {{id: D, number: x, type: text, text: D}}
  - {{id: E, type: end, ask_if: [a], disposition: soft_refusal, text: X}}
  - {{id: F, number: 4, type: text, text: F, ask_if: D == yes}}
{END}"""
    assert words(text) == ["C105.key_near", "C105.key_near", "C107.whole", "C107.text"]


def whole(questions: str) -> str:
    return f"{HEAD}questions:\n{questions}{END}"


LONG = {
    "a list of millions": ("study: [" + "a," * 2_400_000 + "a]\n", "C109.parts"),
    "items that are none": (whole("  - {id: q, typ: x}\n" * 200_000), "C109.parts"),
    "a text of megabytes": (whole(f"  - {{id: A, type: text, text: '{'{ ' * 2_000_000}'}}\n"), "C109.long"),
    "nearly as many items": (whole("  - {id: q, typ: x}\n" * 98_000), "C109.many"),
    "keys of one name": (HEAD + "k:\n" * 290_000, "C109.many"),
    "fills without end": (
        whole("".join(f"  - {{id: A{n}, type: text, text: '{'{A0}' * 25_000}'}}\n" for n in range(45))),
        "C109.many",
    ),
    "signs that nobody sees": (
        whole("".join(f"  - {{id: A{n}, type: text, text: '{chr(0x200B) * 100_000}'}}\n" for n in range(15))),
        "C109.many",
    ),
    "what is never asked": (
        whole(
            "  - {id: A, type: number, min: 0, max: 9, text: T}\n"
            + "".join(
                f"  - {{id: B{n}, type: number, min: 0, max: 9, text: T, ask_if: A == 1 and A == 2}}\n"
                for n in range(3000)
            )
        ),
        "C109.many",
    ),
}


CHILD = """
import resource, sys, time
from cati.questionnaire.loader import load
found = load(sys.stdin.buffer.read())
print(len(found.problems), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time())
print(*{problem.word for problem in found.problems})
"""


@pytest.mark.parametrize("name", LONG)
def test_a_file_near_5_mb_gives_no_more_problems_than_anybody_reads_and_takes_no_gigabyte(name: str):
    text, word = LONG[name]
    command, data = [sys.executable, "-c", CHILD], text.encode()[:5_000_000]
    child = subprocess.run(command, input=data, capture_output=True, check=True)
    figures, found = child.stdout.decode().splitlines()
    problems, kilobytes, seconds = (float(figure) for figure in figures.split())
    assert word in found.split()
    assert problems <= MOST_PROBLEMS + 1
    assert kilobytes < 700_000
    assert seconds < 60, "at most 3 s on a quiet machine"


def test_that_there_are_more_problems_is_only_a_note():
    text = whole("".join(f"  - {{id: A{n}, type: text, text: 'een twee drie vier {n}\u200b'}}\n" for n in range(1100)))
    loaded = load(text.encode())
    assert loaded.questionnaire is not None
    assert loaded.problems[-1].message("en") == "There are more problems than these 1000."
    assert {problem.severity for problem in loaded.problems} == {"warning", "note"}
