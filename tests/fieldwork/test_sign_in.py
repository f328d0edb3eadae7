"""Who sits at a desk."""

from collections.abc import Iterator

import pytest

from cati.fieldwork.sign_in import code_of, known_interviewers, sign_in
from cati.questionnaire.validity import Invalid
from cati.storage.interviewers import Interviewer
from cati.storage.store import Store, open_store
from spoken import NOW


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:", create=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("An Peeters", "an-peeters"),
        ("  an   PEETERS ", "an-peeters"),
        ("Zoë D'Haese", "zoe-d-haese"),
        ("Weiß 2", "weiss-2"),
        ("", ""),
        ("—", ""),
    ],
)
def test_a_name_has_a_code_of_small_letters_and_digits(name: str, code: str):
    assert code_of(name) == code


def test_names_of_other_scripts_have_codes_of_their_own():
    codes = [code_of(name) for name in ("Ольга", "Олег", "Søren", "Sren", "李")]
    assert len(set(codes)) == 5
    assert all(code.isascii() and code for code in codes)


def test_whoever_signs_in_again_is_known_by_the_first_spelling(store: Store):
    first = sign_in(store, "An Peeters", NOW)
    assert first == Interviewer("an-peeters", "An Peeters")
    assert sign_in(store, "an peeters", NOW) == first
    assert known_interviewers(store) == [first]


@pytest.mark.parametrize(
    ("name", "word"), [("", "name_missing"), (" — ", "name_missing"), ("x" * 41, "too_long"), ("\x00", "unstorable")]
)
def test_a_name_that_cannot_stand_says_why(store: Store, name: str, word: str):
    fault = sign_in(store, name, NOW)
    assert isinstance(fault, Invalid)
    assert fault.word == f"answers.{word}"
    assert known_interviewers(store) == []


def test_those_who_signed_in_before_are_listed_by_name(store: Store):
    for name in ("Els Maes", "an peeters", "Bram"):
        sign_in(store, name, NOW)
    assert [each.name for each in known_interviewers(store)] == ["an peeters", "Bram", "Els Maes"]
