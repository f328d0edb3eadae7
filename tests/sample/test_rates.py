"""The rates agree with the oracle as exact fractions, and keep the order that their formulas promise."""

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.dispositions import dispositions
from cati.sample.rates import FORMULAS, GROUPS, Counts, counted, eligibility, group_of_code, rates

ORACLE = Path(__file__).parents[1] / "data" / "aapor_rates_oracle.csv"
ROWS = list(csv.DictReader(ORACLE.read_text(encoding="utf-8").splitlines()))
COUNTS = st.builds(Counts, st.fixed_dictionaries({group: st.integers(0, 10**6) for group in GROUPS}))


def exact(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def values(counts: Counts, e: Fraction | None = None) -> dict[str, Fraction | None]:
    return {rate.name: rate.value for rate in rates(counts, eligibility(counts, e))}


@pytest.mark.parametrize("row", ROWS, ids=[row["vector"] for row in ROWS])
def test_every_row_of_the_oracle_exactly(row: dict[str, str]):
    counts = Counts({group: int(row[group]) for group in GROUPS})
    assert eligibility(counts, exact(row["e_given"])).value == exact(row["e_used"])
    assert values(counts, exact(row["e_given"])) == {formula.name: exact(row[formula.name]) for formula in FORMULAS}


@given(COUNTS, st.none() | st.fractions(0, 1))
def test_every_rate_lies_between_nought_and_one_and_no_denominator_is_nought_where_there_is_one(
    counts: Counts, e: Fraction | None
):
    for rate in rates(counts, eligibility(counts, e)):
        assert (rate.value is None) == (not rate.denominator)
        assert rate.value is None or 0 <= rate.value <= 1


@given(COUNTS, st.none() | st.fractions(0, 1))
def test_rates_keep_the_order_of_their_formulas(counts: Counts, e: Fraction | None):
    found = values(counts, e)
    for lower, higher in (
        ("RR1", "RR2"), ("RR3", "RR4"), ("RR5", "RR6"), ("RR1", "RR3"), ("RR3", "RR5"), ("RR2", "RR4"),
        ("RR4", "RR6"), ("COOP1", "COOP2"), ("COOP1", "COOP3"), ("COOP2", "COOP4"), ("REF1", "REF2"),
        ("REF2", "REF3"), ("CON1", "CON2"), ("CON2", "CON3"), ("RR2", "CON1"), ("RR6", "CON3"),
    ):  # fmt: skip
        low, high = found[lower], found[higher]
        assert low is None or high is None or low <= high
    if (contact := found["CON1"]) is not None:
        assert (found["RR2"] or 0) + (found["REF1"] or 0) <= contact


@given(COUNTS, st.integers(2, 9), st.none() | st.fractions(0, 1))
def test_ten_times_the_cases_are_the_same_rates(counts: Counts, times: int, e: Fraction | None):
    more = Counts({group: count * times for group, count in counts.cases.items()})
    assert values(more, e) == values(counts, e)


@given(st.dictionaries(st.sampled_from(sorted(group_of_code())), st.integers(0, 1000)))
def test_every_case_is_counted_in_exactly_one_group(by_code: dict[str, int]):
    assert counted(by_code).total == sum(by_code.values())


def test_an_interim_case_is_a_refusal_only_if_its_code_says_that_somebody_refused():
    interim = {each.aapor for each in dispositions().values() if not each.is_final}
    assert {code for code in interim if group_of_code()[code] == "R"} == {"2.112", "2.12"}


def test_no_code_stands_in_two_groups():
    pairs = [(each.aapor, each.group) for each in dispositions().values() if each.group != "derived"]
    pairs += [(each.aapor_if_other, each.group_if_other) for each in dispositions().values() if each.aapor_if_other]
    assert len(set(pairs)) == len(dict(pairs))


def test_a_formula_is_written_as_in_the_standard():
    written = {formula.name: str(formula) for formula in FORMULAS}
    assert written["RR4"] == "(I + P) / (I + P + R + NC + O + e(UH + UO))"
    assert written["REF1"] == "R / (I + P + R + NC + O + UH + UO)"
    assert written["COOP3"] == "I / (I + P + R)"


@pytest.mark.parametrize("e", [Fraction(-1, 100), Fraction(101, 100)])
def test_an_e_that_is_no_share_is_refused(e: Fraction):
    with pytest.raises(ValueError, match="/100"):
        eligibility(Counts({}), e)


def test_a_rate_names_what_it_was_made_of():
    counts = Counts({"I": 201, "P": 9, "R": 310, "NC": 95, "O": 22, "UH": 118, "UO": 14, "NE": 73})
    third = rates(counts, eligibility(counts))[2]
    assert (third.name, third.numerator, third.denominator) == ("RR3", 201, Fraction(268177, 355))
    assert replace(third, denominator=Fraction(0)).value is None
