"""Numbers as interviewers type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.interview.numbers import as_typed, grouped, read_number
from cati.questionnaire.answer import Quantity
from cati.questionnaire.model import NumberQuestion
from cati.questionnaire.validity import Invalid


def asked(decimals: int = 0, most: str = "99999") -> NumberQuestion:
    return NumberQuestion.model_validate(
        {"id": "EMP", "type": "number", "text": "Hoeveel?", "min": "1", "max": most, "decimals": str(decimals)}
    )


def value(text: str, decimals: int = 0, language: str = "nl", most: str = "99999") -> Decimal | str:
    found = read_number(asked(decimals, most), text, language)
    return found.word if isinstance(found, Invalid) else found.value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("23", 23),
        ("98", 98),
        ("007", 7),
        ("0", 0),
        ("000", 0),
        ("12 500", 12500),
        ("12\u00a0500", 12500),
        ("12\u202f500", 12500),
        ("12\u2009500", 12500),
        ("1 234 567", 1234567),
        ("12.500", 12500),
        ("1.234.567", 1234567),
        ("+5", 5),
        ("-5", -5),
        ("\u22125", -5),
        ("-0", 0),
        ("0" * 40 + "7", 7),
    ],
)
def test_a_whole_number_is_read(text: str, number: int):
    assert value(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "veel",
        "3.5",
        "1,5",
        "3,0",
        "12,500",
        "1.500,00",
        "12 50",
        "1 234\xa0567",
        "1.23",
        "0.500",
        "1..000",
        "1 000 00",
        "1234.567",
        "1e3",
        "5 stuks",
        "٣",
        "9" * 19,
        "NaN",
        "--5",
        "1_000",
        "½",
    ],
)
def test_what_is_no_whole_number_gets_the_sentence_with_the_range(text: str):
    assert value(text) == "answers.range"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.50"),
        ("1.5", "1.50"),
        ("1", "1.00"),
        ("1,50", "1.50"),
        ("1 234,5", "1234.50"),
        ("1.234,5", "1234.50"),
        ("1,234.5", "1234.50"),
        ("-0,0", "0.00"),
        ("-0,5", "-0.50"),
    ],
)
def test_a_number_with_decimals_is_exact_and_written_in_one_way(text: str, number: str):
    assert str(value(text, 2)) == number


@pytest.mark.parametrize("text", ["1,555", "12.500", "1.50000", "0,000"])
def test_more_decimals_than_asked_are_refused_lest_a_thousand_be_read_as_one(text: str):
    assert read_number(asked(2), text, "nl") == Invalid("answers.too_precise", {"count": 2})


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("12,345", "nl", "12.345"),
        ("12.345", "en", "12.345"),
        ("12.3450", "nl", "12.345"),
        ("12 345", "fr", "12345"),
        ("0.345", "nl", "0.345"),
    ],
)
def test_with_three_decimals_the_decimal_sign_of_the_language_is_no_thousand(text: str, language: str, number: str):
    assert value(text, 4, language) == Decimal(number)


@pytest.mark.parametrize(("text", "language"), [("12.345", "nl"), ("12.345", "fr"), ("12,345", "en")])
def test_what_can_be_a_thousand_or_three_decimals_is_refused_unless_only_one_is_in_range(text: str, language: str):
    places = {"whole": Decimal(12345), "part": Decimal("12.345")}
    assert read_number(asked(3), text, language) == Invalid("answers.two_ways", places)
    assert value(text, 3, language, most="99") == Decimal("12.345")
    assert value(text, 3, language, most="2") == "answers.decimals"


@given(st.decimals(1, 99999, places=3), st.sampled_from(["nl", "fr", "en"]))
def test_what_stands_in_the_field_can_be_typed_again(number: Decimal, language: str):
    assert read_number(asked(3), as_typed(number, language), language) == Quantity(value=number)


@pytest.mark.parametrize("text", ["", "1,", ",5", "1.234.567", "1,2,3", "1 23,5"])
def test_what_is_no_number_gets_the_sentence_without_whole(text: str):
    assert value(text, 1) == "answers.decimals"


@given(st.integers(-(10**17), 10**17), st.sampled_from([" ", "\u00a0", "\u202f", ".", ""]))
def test_a_whole_number_written_with_any_gap_comes_back(number: int, gap: str):
    assert value(f"{number:,}".replace(",", gap)) == number


@given(st.integers(0, 10**12), st.integers(1, 6), st.sampled_from([",", "."]))
def test_a_number_with_decimals_comes_back_exact(units: int, decimals: int, point: str):
    exact = Decimal(units).scaleb(-decimals)
    language = "en" if point == "." else "fr"
    assert read_number(asked(decimals), f"{exact:f}".replace(".", point), language) == Quantity(value=exact)


@pytest.mark.parametrize(
    ("number", "language", "written"),
    [("99999", "nl", "99 999"), ("1234567.5", "fr", "1 234 567,5"), ("1234.50", "en", "1 234.50"), ("-5", "nl", "-5")],
)
def test_a_number_is_written_for_people(number: str, language: str, written: str):
    assert grouped(Decimal(number), language) == written
