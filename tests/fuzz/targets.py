"""What no input may break, as functions of bytes: a loader that never raises, conditions that are read or refused."""

import re
from functools import cache
from pathlib import Path
from unicodedata import category

from cati.questionnaire.condition_words import in_words
from cati.questionnaire.conditions.closures import Reading, compile_test
from cati.questionnaire.conditions.scope import Here, Scope
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.loader import load
from cati.questionnaire.path import path
from cati.questionnaire.routing import ANYWHERE, scope_of
from cati.words import LANGUAGES
from cati.words.visible import DIRECTION_CHANGERS
from spoken import the_questionnaire

SCRIPT = Path(__file__).parents[2] / "questionnaire.yaml"
SMALL = b"""study: {languages: [nl], title: T}
sample: {size: {type: choice, options: [{code: 1, name: small, label: K}]}}
constants: {few: 3}
option_lists: {list: [{code: 7, name: seven, label: Zeven}]}
fills: {again: [{if: A == yes, text: "weer {A}"}, {text: eerst}]}
questions:
  - {id: A, type: single, text: "A?", options: [{code: 1, name: yes, label: J}, {code: 2, name: no, label: N}]}
  - {id: M, type: multi, text: "{again}", options: [{code: 1, name: a, label: A}, {use: list}], max_choices: 2}
  - {id: E, type: number, min: 0, max: 9, text: "{it}", for_each: M, as: it, ask_if: "count(M) >= 1"}
  - {id: G, type: grid, text: G, rows: [{name: r, label: R}], options: [{code: 1, name: x, label: X}]}
  - {id: D, type: derived, value: "few + count(M)", min: 0, max: 99}
  - {id: T, type: text, text: T, checks: [{id: K, level: soft, fails_if: D > 3, text: "K?"}]}
  - {id: Z, type: end, disposition: complete, text: Z}
scenarios:
  - {name: one, answers: {A: yes, M: [a], E.a: 1, G: {r: x}, T: t}, ends: complete}
"""
TOKENS = re.compile(rb"[A-Za-z0-9_.]+|\s+|.", re.DOTALL)


def unfit(line: str) -> set[str]:
    """What may not stand in a line for a terminal: controls, half characters, what breaks or turns the line."""
    return {sign for sign in line if category(sign) in {"Cc", "Cs", "Zl", "Zp"} or ord(sign) in DIRECTION_CHANGERS}


def loading(data: bytes) -> None:
    """A file is a questionnaire that can be conducted, or has problems that can be said on one line."""
    found = load(data)
    for problem in found.problems:
        for language in LANGUAGES:
            assert unfit(problem.line_of_text("x", language)) == set()
    if found.questionnaire is None:
        assert found.problems
    else:
        path(found.questionnaire, {}, {})


def changed(data: bytes) -> None:
    """The same of a small right file with some of its words changed: `data` says which, and into what."""
    words = TOKENS.findall(SMALL)
    pieces = data.split(b"\xff")
    for piece in pieces:
        if len(piece) >= 2:
            at = int.from_bytes(piece[:2], "big") % len(words)
            words[at] = piece[2:]
    loading(b"".join(words))


@cache
def scope() -> Scope:
    """All names of the script."""
    return scope_of(the_questionnaire())


def condition(data: bytes) -> None:
    """A condition is faulty at a place within it, or can be said in words and is true or false of nothing answered."""
    text = data.decode("utf-8", "surrogateescape")
    found, faults = read_condition(text, scope(), Here(ANYWHERE))
    assert (found is None) == bool(faults)
    assert all(0 <= fault.start <= len(text) for fault in faults)
    if found is not None:
        assert isinstance(compile_test(found)(Reading()), bool)
        assert all(in_words(found, language) for language in LANGUAGES)


TARGETS = {"loading": loading, "changed": changed, "condition": condition}
