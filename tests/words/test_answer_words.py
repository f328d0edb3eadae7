"""The reasons why an answer cannot stand: each that the code gives has its sentence, with its places filled."""

import ast
from pathlib import Path

import pytest

import cati
from cati.words import say, subject
from word_scan import entries, places

HOME = Path(cati.__file__).parent
SENTENCES = {
    word.removeprefix("answers."): frozenset().union(*map(places, by_language.values()))
    for word, by_language in entries(subject("answers"), "answers")
}
MADE_OF_PARTS = {"no_{}": ("no_dont_know", "no_refused"), "{}_whole": ("dont_know_whole", "refused_whole")}
SAID_BY_NAME = {"in_full", "outside_call_hours"}
"""Sentences about answers that are no reasons: the fronts say these by their whole word."""


def reasons() -> dict[str, set[frozenset[str]]]:
    found: dict[str, set[frozenset[str]]] = {}
    for file in HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[first], keywords=keywords) if is_reason(name, file):
                    filled = frozenset(key.arg or "" for key in keywords)
                    for word in words_of(first):
                        found.setdefault(word, set()).add(filled)
    return found


def is_reason(name: str, file: Path) -> bool:
    return name == "invalid" or (name == "tell" and file.parent == HOME / "interview" / "entry")


def words_of(node: ast.expr) -> tuple[str, ...]:
    match node:
        case ast.Constant(value=str(word)):
            return (word,)
        case ast.IfExp(body=body, orelse=orelse):
            return words_of(body) + words_of(orelse)
        case ast.JoinedStr(values=values):
            return MADE_OF_PARTS[
                "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in values)
            ]
        case _:
            return ()


REASONS = reasons()


def test_every_reason_has_a_sentence_and_every_sentence_is_used():
    assert set(REASONS) | SAID_BY_NAME == set(SENTENCES)


def test_every_reason_fills_the_places_of_its_sentence():
    assert {word: filled for word, given in REASONS.items() for filled in given if not SENTENCES[word] <= filled} == {}


@pytest.mark.parametrize(
    ("word", "nl", "en", "fr"),
    [
        (
            "other_missing",
            "Noteer het andere antwoord.",
            "Record the other answer.",
            "Notez l'autre réponse.",
        ),
        (
            "when_past",
            "De afspraak moet in de toekomst liggen.",
            "The appointment must be in the future.",
            "Le rendez-vous doit être dans le futur.",
        ),
        (
            "outside_call_hours",
            "Dit valt buiten de beluren of op een feestdag. Toch bewaren?",
            "This is outside calling hours or on a public holiday. Save anyway?",
            "C'est en dehors des heures d'appel ou un jour férié. Enregistrer quand même ?",
        ),
    ],
)
def test_the_checks_of_the_script_are_said_word_for_word(word: str, nl: str, en: str, fr: str):
    assert [say(language, f"answers.{word}") for language in ("nl", "en", "fr")] == [nl, en, fr]


def test_open_rows_are_counted():
    said = [say("nl", "answers.rows_open", count=count, rows="start-ups") for count in (1, 2)]
    assert said == ["Nog 1 rij zonder antwoord: start-ups.", "Nog 2 rijen zonder antwoord: start-ups."]
