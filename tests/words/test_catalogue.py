"""The catalogue: three languages that say the same, and a sentence for every word the program uses."""

import ast
import tomllib
from pathlib import Path

import pytest

import cati
from cati.words import LANGUAGES
from word_scan import PROBLEM, entries, literals, places, prefixes_said, texts, words_said

HOME = Path(cati.__file__).parent
SUBJECTS = sorted((HOME / "words").glob("*.toml"))

PUT_TOGETHER = {
    "problems.": "the code of a problem, and what it says or its remedy",
    "check.": "how severe a problem is",
    "actions.": "the name of an action in the registry of keys",
    "dispositions.": "the code of a disposition",
    "changes.": "the kind of a change between two versions, its class, and what it means",
    "sample.heading.": "the name of a column in the list of cases",
    "sample.state.": "the state of a case",
    "sample_file.phone.": "why a phone number of a sample file cannot be used",
    "monitor.state.": "the state of a case",
    "monitor.people.": "a column of the table of people",
    "monitor.part.": "a part of the monitor",
    "card.number.": "what became of a phone number",
    "card.ask.": "what the result of a call asks",
    "card.by.": "who gave the result",
    "card.reason.": "why somebody refuses",
    "cases.state.": "the state of a case in a list",
    "case_page.choice.": "what a power asks to choose",
    "case_page.kind.": "the kind of a note",
    "case_page.mark.": "how an interview was reviewed",
    "case_page.power.": "what a supervisor can do to a case",
    "case_page.verb.": "the name of a deed in a case's history",
    "powers.done.": "the name of a deed that was done",
    "privacy.part.": "the name of a kind of thing that is held about a person",
    "report.group.": "the group of a case in AAPOR's definitions",
    "why.case.": "why a case is not given out now",
    "simulate_room.model.": "the name of an assumption about how companies respond",
    "answers.": "the last part of the reason why an answer cannot stand",
}
"""Words that the code makes from parts: what they begin with, and what follows."""


def catalogue() -> dict[str, dict[str, object]]:
    return {
        word: sentence
        for file in SUBJECTS
        for word, sentence in entries(tomllib.loads(file.read_text(encoding="utf-8")), file.stem)
    }


def code() -> dict[str, ast.AST]:
    return {
        str(file.relative_to(HOME)): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(HOME.rglob("*.py"))
    }


SENTENCES = catalogue()
CODE = code()


def test_every_sentence_is_there_in_dutch_english_and_french():
    assert {word: list(sentence) for word, sentence in SENTENCES.items() if set(sentence) != set(LANGUAGES)} == {}


def test_a_sentence_has_the_same_places_in_all_languages():
    different = {
        word: [sorted(places(text)) for text in sentence.values()]
        for word, sentence in SENTENCES.items()
        if len({places(text) for text in sentence.values()}) != 1
    }
    assert different == {}


def test_every_place_is_a_plain_name():
    assert [
        f"{word}: {name}"
        for word, sentence in SENTENCES.items()
        for text in sentence.values()
        for name in places(text)
        if not name.isidentifier()
    ] == []


def test_a_sentence_that_counts_has_a_form_for_one_and_for_other_in_all_languages():
    assert [
        word
        for word, sentence in SENTENCES.items()
        if {frozenset(text) if isinstance(text, dict) else None for text in sentence.values()}
        not in ({None}, {frozenset({"one", "other"})})
    ] == []


def test_the_form_for_one_leaves_out_no_place_but_the_count():
    assert [
        f"{word} ({language})"
        for word, sentence in SENTENCES.items()
        for language, forms in sentence.items()
        if isinstance(forms, dict) and places(forms.get("one", "")) | {"count"} < places(forms)
    ] == []


@pytest.mark.parametrize("file", SUBJECTS, ids=lambda file: file.stem)
def test_no_text_is_empty_or_ends_in_a_blank(file: Path):
    faulty = [
        (word, text)
        for word, sentence in entries(tomllib.loads(file.read_text(encoding="utf-8")), file.stem)
        for part in sentence.values()
        for text in texts(part)
        if not text.strip() or text != text.rstrip()
    ]
    assert faulty == []


def test_every_word_the_program_says_is_in_the_catalogue():
    assert [f"{said.at}: {said.word}" for said in words_said(CODE) if said.word not in SENTENCES] == []


def test_the_program_fills_every_place_of_what_it_says():
    unfilled = [
        f"{said.at}: {said.word} lacks {sorted(missing)}"
        for said in words_said(CODE)
        if said.word in SENTENCES and said.places is not None
        if (missing := frozenset().union(*map(places, SENTENCES[said.word].values())) - said.places)
    ]
    assert unfilled == []


def test_a_word_that_is_put_together_begins_in_a_way_that_is_written_down():
    begun = tuple(PUT_TOGETHER)
    assert [f"{said.at}: {said.word}" for said in prefixes_said(CODE) if not said.word.startswith(begun)] == []


def test_every_sentence_of_the_catalogue_is_used():
    used, begun = literals(CODE), tuple(PUT_TOGETHER)
    assert [word for word in SENTENCES if word not in used and not word.startswith(begun)] == []


def test_every_problem_the_program_finds_says_what_is_wrong_and_what_to_do():
    found = {text for text in literals(CODE) if PROBLEM.fullmatch(text) and "." in text}
    wanted = {f"problems.{problem}.{part}" for problem in found for part in ("says", "remedy")}
    assert sorted(wanted - set(SENTENCES)) == []
