"""What a cell is: a value only on the path, and the four ways of having none told apart."""

from datetime import date, time
from decimal import Decimal

import pytest
from exported import EVERY_TYPE, READ_ALOUD, cells, version_of

from cati.errors import CannotBeSaidError
from cati.export.answer_cells import number_cell
from cati.export.cells import NoAnswer
from cati.export.columns import columns_of
from cati.questionnaire.answer import AnswerKey, Choice, Choices, DontKnow, GridRows, Refused, Words
from cati.questionnaire.names_given import names_given

VERSION = version_of(EVERY_TYPE)
NOT_ASKED, NOT_REACHED = NoAnswer.NOT_ASKED, NoAnswer.NOT_REACHED
DONT_KNOW, REFUSED = NoAnswer.DONT_KNOW, NoAnswer.REFUSED
EACH = Choices(options=("x",), declined=("y", "z"))
WHOLE = {
    "S": "yes", "M": ["a"], "EACH.a": "badly", "E": EACH, "N": 12, "P": Decimal("1.5"),
    "G": {"a": "much", "b": "little"},
    "T": Words(value="0401"), "D": date(2026, 11, 25), "H": time(9, 5), **READ_ALOUD,
}  # fmt: skip


def without(*keys: str) -> dict[str, object]:
    return {key: value for key, value in WHOLE.items() if key not in keys}


def some(found: dict[str, object], names: str) -> list[object]:
    return [found[name] for name in names.split()]


def test_a_whole_interview_has_a_value_in_every_column_that_was_asked():
    found = cells(VERSION, WHOLE)
    assert some(found, "S M_1 M_96 EACH_1 E_1 E_2 N P G_a G_b T T_st CLASS TWICE") == [
        1, 1, 0, 2, 1, 0, 12, Decimal("1.50"), 1, 2, "0401", 0, 2, 24,
    ]  # fmt: skip
    assert some(found, "D D_st H H_st") == [date(2026, 11, 25), 0, time(9, 5), 0]


def test_an_option_that_was_not_offered_and_an_item_that_was_not_chosen_were_not_asked():
    found = cells(VERSION, WHOLE)
    assert some(found, "M_2 M_other EACH_2 EACH_96") == [NOT_ASKED] * 4
    assert cells(VERSION, WHOLE, sample={"size": "big"})["M_2"] == 0


def test_an_answer_off_the_path_is_kept_by_the_store_but_never_exported():
    found = cells(VERSION, WHOLE | {"S": "no"})
    assert some(found, "S M_1 M_96 EACH_1 E_1") == [2, NOT_ASKED, NOT_ASKED, NOT_ASKED, 1]


def test_below_the_first_question_without_an_answer_nothing_was_reached():
    found = cells(VERSION, without("N"))
    assert some(found, "E_1 N P G_a T T_st D H CLASS TWICE") == [1] + [NOT_REACHED] * 9


def test_dont_know_and_refused_stand_in_every_column_of_their_question():
    found = cells(VERSION, WHOLE | {"M": DontKnow(), "N": Refused(), "T": Refused(), "G": DontKnow()})
    assert some(found, "M_1 M_96 N T T_st G_a G_b") == [
        DONT_KNOW, DONT_KNOW, REFUSED, REFUSED, REFUSED, DONT_KNOW, DONT_KNOW,
    ]  # fmt: skip
    assert some(found, "M_other EACH_1 CLASS TWICE") == [NOT_ASKED] * 4


def test_the_text_of_an_other_option_is_a_column_of_its_own():
    found = cells(VERSION, WHOLE | {"M": Choices(options=("other",), other="de buren"), "EACH.other": "well"})
    assert some(found, "M_1 M_96 M_other EACH_1 EACH_96") == [0, 1, "de buren", NOT_ASKED, 1]


def test_rows_of_a_grid_given_before_the_conversation_broke_are_exported():
    rows = GridRows(rows={"a": Choice(option="much")})
    assert some(cells(VERSION, without("G") | {"G": rows}), "P G_a G_b T") == [
        Decimal("1.50"), 1, NOT_REACHED, NOT_REACHED,
    ]  # fmt: skip


def test_options_read_before_the_conversation_broke_are_exported():
    half = Choices(options=("x",), declined=("y",))
    assert some(cells(VERSION, WHOLE | {"E": half}), "E_1 E_2 E_3 N") == [1, 0, NOT_REACHED, NOT_REACHED]


def test_in_a_roster_items_after_the_break_were_not_reached_and_unchosen_ones_not_asked():
    answers = without("EACH.a") | {"M": Choices(options=("a", "other"), other="x"), "EACH.a": "well"}
    found = cells(VERSION, answers, sample={"size": "big"})
    assert some(found, "EACH_1 EACH_2 EACH_96 E_1") == [1, NOT_ASKED, NOT_REACHED, NOT_REACHED]


def test_the_order_shown_is_codes_of_options_and_names_of_rows():
    orders = {AnswerKey("M"): ("a", "other"), AnswerKey("G"): ("b", "a")}
    assert some(cells(VERSION, WHOLE, orders=orders), "M_order G_order") == ["1 96", "b a"]
    assert cells(VERSION, WHOLE | {"S": "no"}, orders=orders)["M_order"] is NOT_ASKED


def test_sample_fields_are_read_by_their_type_and_a_blank_one_was_not_asked():
    found = cells(VERSION, WHOLE, sample={"size": "groot", "town": "Brugge", "staff": "007", "secret": "x"})
    assert some(found, "s_size s_town s_staff") == [2, "Brugge", 7]
    assert some(cells(VERSION, WHOLE), "s_size s_town s_staff") == [NOT_ASKED] * 3


def test_a_number_that_would_read_as_a_missing_answer_stops_the_export():
    twice = next(column for column in columns_of(VERSION) if column.name == "TWICE")
    with pytest.raises(CannotBeSaidError, match="is_a_code"):
        number_cell(Decimal(-98), twice)


def test_minus_nought_is_nought():
    assert str(cells(VERSION, WHOLE | {"P": Decimal("-0.00")})["P"]) == "0.00"


COUNTED = version_of("""
study: {title: Telling, languages: [nl]}
questions:
- {id: N, type: number, min: 0, max: 3, text: Hoeveel?}
- {id: AGE, type: number, for_each: N, as: child, min: 0, max: 99, text: "Hoe oud is kind {child}?"}
- {id: W, type: names, max_names: 3, text: Wie?}
- {id: HOW, type: number, for_each: W, as: who, min: 0, max: 9, text: "Hoe gaat het met {who}?"}
- {id: BYE, type: end, disposition: complete, text: Dank u.}
""")
FIRST = names_given(["An", "Bo", "Cé"], None)


def test_a_roster_by_number_fills_as_many_columns_as_the_number_says():
    found = cells(COUNTED, {"N": 2, "AGE.1": 4, "AGE.2": 7, "AGE.3": 9, "W": DontKnow()})
    assert some(found, "AGE_1 AGE_2 AGE_3") == [4, 7, NOT_ASKED]
    assert some(found, "W_1 W_3 W_st HOW_1") == [DONT_KNOW, DONT_KNOW, DONT_KNOW, NOT_ASKED]


def test_where_a_roster_broke_off_the_times_that_were_to_come_were_not_reached():
    found = cells(COUNTED, {"N": 2, "AGE.1": 4})
    assert some(found, "AGE_1 AGE_2 AGE_3 W_1") == [4, NOT_REACHED, NOT_ASKED, NOT_REACHED]


def test_names_stand_by_their_place_with_the_answers_of_each_beside_them():
    second = names_given(["An", "Cé", "Di"], FIRST)
    answers = {"N": 0, "W": second, "HOW.1": 1, "HOW.2": 2, "HOW.3": 3, "HOW.4": 4}
    found = cells(COUNTED, answers)
    assert some(found, "W_1 W_2 W_3 W_st") == ["An", "Cé", "Di", 0]
    assert some(found, "HOW_1 HOW_2 HOW_3") == [1, 3, 4]
    assert some(cells(COUNTED, {**answers, "W": names_given(["Cé"], second)}), "W_1 W_2 HOW_1") == ["Cé", NOT_ASKED, 3]


def test_of_names_only_those_whose_turn_was_to_come_were_not_reached():
    second = names_given(["An", "Cé"], FIRST)
    found = cells(COUNTED, {"N": 0, "W": second, "HOW.1": 1})
    assert some(found, "HOW_1 HOW_2 HOW_3") == [1, NOT_REACHED, NOT_ASKED]
