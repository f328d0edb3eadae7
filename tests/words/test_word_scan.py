"""The readers that compare the catalogue with the code, tried on small pieces of both."""

import ast
import tomllib

import pytest

from word_scan import entries, places, prefixes_said, words_said


def said(code: str) -> list[str]:
    return [one.word for one in words_said({"x.py": ast.parse(code)})]


@pytest.mark.parametrize(
    "code",
    [
        "say(language, 'a.b')",
        "say('nl', 'a.b')",
        "words.say(language, 'a.b', count=1)",
        "self.say('a.b')",
        "raise CatiError('a.b', path=path)",
        "raise errors.StudyError('a.b')\nclass StudyError(CatiError): ...",
        "raise Deep('a.b')\nclass Deep(StudyError): ...\nclass StudyError(CatiError): ...",
        "class Own(CatiError):\n    def __init__(self):\n        super().__init__('a.b')",
        "Notice(word='a.b')",
        "word = 'a.b'",
        "class Row:\n    word: str = 'a.b'",
    ],
)
def test_a_word_is_found(code: str):
    assert said(code) == ["a.b"]


def test_both_words_of_a_choice_are_found():
    assert said("say(language, 'a.b' if x else 'a.c')") == ["a.b", "a.c"]


@pytest.mark.parametrize(
    "code", ["say(language, word)", "ValueError('a.b')", "say('nl', word)", "Problem(word='C101.quote')", "x = 'a.b'"]
)
def test_what_is_no_word_of_the_catalogue_is_passed_over(code: str):
    assert said(code) == []


def test_the_places_that_are_filled_are_known_unless_they_come_in_a_dictionary():
    (plain, open_ended) = words_said({"x.py": ast.parse("say(l, 'a.b', x=1, y=2); say(l, 'a.b', **all)")})
    assert (plain.places, open_ended.places) == ({"x", "y"}, None)


def test_a_word_that_is_put_together_is_known_by_its_beginning():
    tree = ast.parse("say(language, f'problems.{code}.says'); CatiError(f'{subject}.x'); say(language, 'a.b')")
    assert [one.word for one in prefixes_said({"x.py": tree})] == ["problems.", ""]


def test_sentences_are_found_at_any_depth_also_when_a_language_is_missing():
    table = tomllib.loads('a.b.nl = "x"\nc.says.nl = "x"\nc.says.en = "y"\nd = "bare"\n[e]')
    assert [word for word, _ in entries(table, "s")] == ["s.a.b", "s.c.says", "s.d", "s.e"]


def test_the_places_of_a_sentence_that_counts_include_the_count():
    assert places({"one": "een rij in {file}", "other": "{count} rijen in {file}"}) == {"count", "file"}
    assert places("{{geen}} {wel}") == {"wel"}
