"""Plain CSV: the bytes are a contract, and no text is ever altered."""

import csv
from datetime import date, time
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from exported import EVERY_TYPE, HERE, READ_ALOUD, csv_bytes, taken, version_of
from nasty import NASTY, text_of

from cati.errors import ReadBackDiffersError
from cati.export.csv_file import compare_csv, write_csv
from cati.export.table import Table
from cati.interview.cleaning import clean
from cati.questionnaire.answer import Choice, Choices, DontKnow, GridRows, Refused, Words
from cati.questionnaire.validity import Invalid

GOLDEN = HERE / "golden" / "every_type.csv"
VERSION = version_of(EVERY_TYPE)
EACH = Choices(options=("x",), declined=("y", "z"))
WHOLE = {
    "S": "yes", "M": ["a"], "EACH.a": "badly", "E": EACH, "N": 98, "P": Decimal("1.5"),
    "G": {"a": "much", "b": "little"},
    "T": Words(value="=1+1"), "D": date(2026, 11, 25), "H": time(9, 5), **READ_ALOUD,
}  # fmt: skip
OTHER = Choices(options=("other",), other='Zei "nee";\ndaarom, punt 👍')
INTERVIEWS = [
    taken(VERSION, WHOLE, 3, sample={"size": "big", "town": "00123", "staff": "12"}),
    taken(VERSION, WHOLE | {"M": OTHER, "EACH.other": DontKnow(), "N": DontKnow(), "T": DontKnow()}, 1),
    taken(VERSION, WHOLE | {"S": "no", "N": Refused(), "G": Refused(), "D": Refused(), "E": DontKnow()}, 2),
    taken(
        VERSION,
        {"S": "no", "E": EACH, "N": 0, "P": 100, "G": GridRows(rows={"b": Choice(option="much")})},
        4,
        outcome="partial",
        aapor="1.2",
        languages=("nl", "fr"),
    ),
]


def test_the_bytes_of_an_instrument_with_every_question_type_are_as_they_always_were(tmp_path: Path):
    assert csv_bytes(INTERVIEWS, tmp_path) == GOLDEN.read_bytes()


def test_the_order_in_which_interviews_come_changes_nothing(tmp_path: Path):
    assert csv_bytes(reversed(INTERVIEWS), tmp_path) == GOLDEN.read_bytes()


@pytest.mark.parametrize("row", NASTY, ids=lambda row: row["id"])
def test_each_nasty_answer_is_cleaned_at_the_border_and_exported_exactly(row: dict[str, object], tmp_path: Path):
    cleaned = clean(text_of(row["answer"]))
    if row["cleaned"] is None:
        assert isinstance(cleaned, Invalid)
        return
    wanted = text_of(row["cleaned"])
    assert cleaned == wanted
    if wanted:  # an empty text is no answer
        found = csv_bytes([taken(VERSION, WHOLE | {"T": Words(value=wanted)})], tmp_path).decode()
        named = list(csv.DictReader(StringIO(found, newline="")))
        assert (named[0]["T"], named[0]["T_st"]) == (wanted, "0")
        assert str(row.get("csv_field", "")) in found


def test_reading_back_finds_a_single_changed_character(tmp_path: Path):
    file = tmp_path / "some.csv"
    with Table.of(INTERVIEWS, tmp_path) as table:
        write_csv(table, file)
        file.write_bytes(file.read_bytes().replace(b"=1+1", b"=1+2", 1))
        with pytest.raises(ReadBackDiffersError) as told:
            compare_csv(table, file, "some.csv")
    assert told.value.places["column"] == "T"


@pytest.mark.parametrize("cut", [-1, -200])
def test_reading_back_finds_a_file_that_was_cut_or_grew(tmp_path: Path, cut: int):
    file = tmp_path / "some.csv"
    with Table.of(INTERVIEWS, tmp_path) as table:
        write_csv(table, file)
        whole = file.read_bytes()
        for other in (whole[:cut], whole + b"x\r\n", b""):
            file.write_bytes(other)
            with pytest.raises(ReadBackDiffersError):
                compare_csv(table, file, "some.csv")
