"""All formats hold the same cells: simulated interviews, read by the libraries that others read them with."""

from pathlib import Path

import pytest
from agreeing import READERS, compact, from_csv
from exported import EVERY_TYPE, taken, version_of
from nasty import NASTY, text_of
from simulated import simulated
from test_csv_file import WHOLE
from test_every_format import FITS, making_of

from cati.export.edition import idle
from cati.export.making import FORMATS, make
from cati.export.table import Table
from cati.interview.cleaning import clean
from cati.questionnaire.answer import Choices, Words
from spoken import the_questionnaire

VERSIONS = {"the script": version_of(the_questionnaire()), "every type": version_of(EVERY_TYPE)}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", VERSIONS)
def test_all_formats_agree_cell_for_cell_on_simulated_interviews(name: str, seed: int, tmp_path: Path):
    with Table.of(simulated(VERSIONS[name], 30, seed), tmp_path) as table:
        making = making_of(table)
        for format_ in FORMATS.values():
            make(format_, making, tmp_path / format_.file, idle)
        wanted = from_csv(table.columns, tmp_path / "interviews.csv")
        assert len(wanted) == 30
        for format_name, read in READERS.items():
            found = read(table.columns, tmp_path / FORMATS[format_name].file)
            for row, other in zip(wanted, found, strict=True):
                differs = {key: (value, other[key]) for key, value in row.items() if value != other[key]}
                if format_name == "triple-s":
                    differs = {key: pair for key, pair in differs.items() if compact(str(pair[0])) != pair[1]}
                assert differs == {}, format_name


FURTHER = (
    "a\u202fb",
    "\u202fa",
    "\u202e123",
    "\u2067אב\u2069",
    "\u00ad",
    "e\u0301 \u00e9",
    "=1+1\n\t-@",
    "\U0001f468\u200d\U0001f469",
)
"""More nasty ones than the oracle has: a narrow blank, direction marks, a soft hyphen, a family in one character."""


def nasty(name: str) -> list[str]:
    """What the border keeps of each nasty answer, if the format can hold it."""
    kept = [clean(text_of(row["answer"])) for row in NASTY] + [clean(text) for text in FURTHER]
    return [text for text in kept if isinstance(text, str) and text and (name not in FITS or FITS[name](text))]


@pytest.mark.parametrize("name", ["csv", *READERS])
def test_every_nasty_answer_is_read_by_others_as_the_border_kept_it(name: str, tmp_path: Path):
    texts, version = nasty(name), VERSIONS["every type"]
    answers = [
        WHOLE | {"T": Words(value=text), "M": Choices(options=("other",), other=text), "EACH.other": "well"}
        for text in texts
    ]
    found = [
        taken(version, each, number, sample={"town": text})
        for number, (each, text) in enumerate(zip(answers, texts, strict=True))
    ]
    with Table.of(found, tmp_path) as table:
        make(FORMATS[name], making_of(table), tmp_path / FORMATS[name].file, idle)
        rows = {"csv": from_csv, **READERS}[name](table.columns, tmp_path / FORMATS[name].file)
        read = {int(str(row["interview_id"])): row for row in rows}
    assert len(texts) > 80
    for column in ("T", "M_other", "s_town"):
        assert [read[number][column] for number in range(len(texts))] == texts


def test_names_that_begin_alike_for_eight_characters_stay_apart_in_spss(tmp_path: Path):
    names = ("QUESTION_A", "QUESTION_B", "QUESTION_" + "C" * 14 + "1", "QUESTION_" + "C" * 14 + "2")
    asked = "".join(f"- {{id: {name}, type: number, text: t, min: 0, max: 9}}\n" for name in names)
    version = version_of(
        f"study: {{languages: [nl]}}\nquestions:\n{asked}- {{id: E, type: end, disposition: complete, text: t}}\n"
    )
    with Table.of([taken(version, {name: place for place, name in enumerate(names)})], tmp_path) as table:
        for name in ("sav", "dta"):
            make(FORMATS[name], making_of(table), tmp_path / FORMATS[name].file, idle)
            (row,) = READERS[name](table.columns, tmp_path / FORMATS[name].file)
            assert [row[each] for each in names] == [0.0, 1.0, 2.0, 3.0]
