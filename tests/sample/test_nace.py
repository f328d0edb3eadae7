"""NACE-BEL codes, against the European lists as python-stdnum has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.eu import nace

from cati.sample.nace import is_nace, nace_classes


@pytest.mark.parametrize(("version", "revision", "count"), [("2008", "2.0", 615), ("2025", "2.1", 651)])
def test_the_classes_are_those_of_the_european_list(version: str, revision: str, count: int):
    classes = nace_classes()[version]
    assert len(classes) == count
    assert all(nace.is_valid(code, revision=revision) for code in classes)


@given(st.integers(0, 99_999), st.sampled_from(["2008", "2025"]))
def test_a_code_is_one_if_its_first_four_digits_are_a_class(number: int, version: str):
    code = f"{number:05}"
    assert is_nace(code, version) == nace.is_valid(code[:4], revision={"2008": "2.0", "2025": "2.1"}[version])


@pytest.mark.parametrize("code", ["", "6201", "620100", "6201a", "٦٢٠١٠", "62 010"])
def test_what_is_not_five_digits_is_no_code(code: str):
    assert not is_nace(code, "2008")
