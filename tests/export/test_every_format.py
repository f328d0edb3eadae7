"""All formats hold the same cells: each is read back, by another reader where there is one, and compared."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet
import pytest
from any_interview import interviews
from exported import EVERY_TYPE, taken, version_of
from hypothesis import given, settings
from nasty import NASTY, text_of
from test_csv_file import INTERVIEWS, WHOLE

from cati.errors import CannotBeSaidError, ReadBackDiffersError, UnknownFormatError
from cati.export.edition import Edition, idle
from cati.export.interview import Interviewed, Version
from cati.export.making import CODEBOOKS, FORMATS, Format, Making, chosen, make
from cati.export.table import Table
from cati.questionnaire.answer import Answer, DontKnow, Words
from cati.questionnaire.model import Text
from cati.questionnaire.names_given import names_given
from cati.words import sentence_of

ALL = {**FORMATS, **{format_.file: format_ for format_ in CODEBOOKS}}
VERSION = version_of(EVERY_TYPE)
STORABLE = [text_of(row["cleaned"]) for row in NASTY if row["cleaned"]]
LONGEST = 32_767
FITS: dict[str, Callable[[str], bool]] = {
    "xlsx": lambda text: len(text.encode("utf-16-le")) // 2 <= LONGEST,
    "sav": lambda text: len(text.encode()) <= LONGEST,
}


def making_of(table: Table) -> Making:
    versions = tuple(table.versions[rank] for rank in sorted(table.versions))
    title = Text({"nl": "Een & ander <b>", "en": "Some"})
    assert table.last_at is not None
    return Making(table, Edition(title, "nl", table.last_at, versions, dict(table.outcomes), {"break_off": 2}))


def written(found: list[Interviewed], format_: Format, folder: Path) -> bytes:
    with Table.of(found, folder) as table:
        make(format_, making_of(table), folder / format_.file, idle)
    return (folder / format_.file).read_bytes()


@given(interviews())
@settings(max_examples=12, deadline=None)
def test_any_interview_of_any_questionnaire_reads_back_the_same_in_every_format(
    made: tuple[Version, dict[str, Answer]],
):
    version, answers = made
    found = [taken(version, answers, 1), taken(version, {}, 2, outcome="break_off")]
    for format_ in ALL.values():
        with TemporaryDirectory() as folder:
            written(found, format_, Path(folder))


@pytest.mark.parametrize("name", ALL)
def test_every_nasty_answer_reads_back_the_same(name: str, tmp_path: Path):
    texts = [text for text in STORABLE if name not in FITS or FITS[name](text)]
    found = [taken(VERSION, WHOLE | {"T": Words(value=text)}, number) for number, text in enumerate(texts, 1)]
    written(found, ALL[name], tmp_path)


TRADES = ", ".join(f"{{code: {code}, name: n{code}, label: Bedrijfstak {code}}}" for code in range(1000, 2000))
ROSTERS = version_of(f"""
study: {{title: Namen, languages: [nl]}}
questions:
- {{id: W, type: names, max_names: 3, text: Met wie?}}
- {{id: N, type: number, for_each: W, as: who, min: 0, max: 9, text: "Hoelang met {{who}}?"}}
- {{id: TRADE, type: single, search: true, for_each: W, text: Welke sector?, options: [{TRADES}]}}
- {{id: BYE, type: end, disposition: complete, text: Dank u.}}
""")


@pytest.mark.parametrize("name", ALL)
def test_names_their_answers_and_one_of_a_thousand_options_read_back_the_same(name: str, tmp_path: Path):
    first = names_given(["An", "=Bo; [b]", "Cé"], None)
    answers = {"W": names_given(["An", "Cé"], first), "N.1": 1, "N.3": 3, "TRADE.1": "n1999", "TRADE.3": "n1000"}
    found = [taken(ROSTERS, answers, 1), taken(ROSTERS, {"W": DontKnow()}, 2), taken(ROSTERS, {"W": first}, 3)]
    assert written(found, ALL[name], tmp_path)


@pytest.mark.parametrize("name", FITS)
def test_a_text_that_a_format_cannot_hold_is_refused_aloud(name: str, tmp_path: Path):
    longer = [text for text in STORABLE if not FITS[name](text)]
    assert longer
    for text in longer:
        with pytest.raises(CannotBeSaidError, match="too_long") as told:
            written([taken(VERSION, WHOLE | {"T": Words(value=text)})], FORMATS[name], tmp_path)
        assert sentence_of(told.value, "en").startswith("Case 0000000000000001: A ")
        assert " T " in sentence_of(told.value, "en")
        (tmp_path / FORMATS[name].file).unlink(missing_ok=True)


@pytest.mark.parametrize("name", ["sav", "dta", "xlsx"])
def test_a_whole_number_that_would_be_rounded_is_refused_aloud(name: str, tmp_path: Path):
    version = version_of(EVERY_TYPE.replace("max: 99999}", "max: 99999999999999999}").replace("max: 200000", "max: 9"))
    with pytest.raises(CannotBeSaidError, match="number_too_long"):
        written([taken(version, WHOLE | {"N": 9_007_199_254_740_993})], FORMATS[name], tmp_path)


@pytest.mark.parametrize("name", ALL)
def test_the_same_interviews_give_the_same_bytes(name: str, tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert written(INTERVIEWS, ALL[name], tmp_path / "a") == written(INTERVIEWS[::-1], ALL[name], tmp_path / "b")


@pytest.mark.parametrize("name", [*FORMATS, "codebook.html", "variables.csv"])
def test_every_format_finds_that_a_byte_was_changed_or_lost(name: str, tmp_path: Path):
    format_ = ALL[name]
    with Table.of(INTERVIEWS, tmp_path) as table:
        making, file = making_of(table), tmp_path / format_.file
        make(format_, making, file, idle)
        whole = file.read_bytes()
        for spoilt in (whole[:-40], whole[: len(whole) // 2], b""):
            file.write_bytes(spoilt)
            with pytest.raises(Exception):  # noqa: B017, PT011  # some readers refuse it before we can compare
                format_.compare(making, file)


@pytest.mark.parametrize("name", ["ddi.xml", "triple-s.xml"])
def test_a_changed_count_or_label_in_xml_is_found(name: str, tmp_path: Path):
    format_ = next(format_ for format_ in FORMATS.values() if format_.file == name)
    with Table.of(INTERVIEWS, tmp_path) as table:
        making, file = making_of(table), tmp_path / name
        make(format_, making, file, idle)
        file.write_text(file.read_text(encoding="utf-8").replace(">veel<", ">heel veel<"), encoding="utf-8")
        file.write_text(file.read_text(encoding="utf-8").replace('"freq">2<', '"freq">9<'), encoding="utf-8")
        with pytest.raises(ReadBackDiffersError):
            format_.compare(making, file)


def test_parquet_has_no_code_in_a_number_and_a_status_in_words_beside_it(tmp_path: Path):
    written(INTERVIEWS, FORMATS["parquet"], tmp_path)
    found = pyarrow.parquet.read_table(tmp_path / "interviews.parquet").to_pydict()
    assert found["N"] == [None, None, 98, 0]
    assert found["N_st"] == ["dont_know", "refused", "answered", "answered"]
    assert found["G_a_st"][3] == "not_reached"
    assert str(found["started_at"][0].tzinfo) == "Europe/Brussels"


def test_json_lines_hold_values_and_statuses_apart(tmp_path: Path):
    lines = written(INTERVIEWS, FORMATS["jsonl"], tmp_path).decode().splitlines()
    first = json.loads(lines[0])
    assert first["answers"]["M"] == [96]
    assert first["answers"]["P"] == 1.5
    assert '"P":1.50' in lines[0]
    assert first["status"]["N"] == "dont_know"
    assert first["status"]["M_2"] == "not_asked"


def test_the_codebook_needs_nothing_from_outside_and_runs_nothing(tmp_path: Path):
    page = written(INTERVIEWS, ALL["codebook.html"], tmp_path).decode()
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<title>Codeboek: Een &amp; ander &lt;b&gt;</title>" in page
    for column in ("S", "M_96", "EACH_1", "G_b", "T_st", "CLASS"):
        assert f"<code>{column}</code>" in page


def test_the_codebook_counts_what_the_table_holds(tmp_path: Path):
    lines = written(INTERVIEWS, ALL["codebook.md"], tmp_path).decode().splitlines()
    at = lines.index("| `S` | Werkt u samen? | n | % |")
    assert lines[at + 2 : at + 4] == ["| 1 | ja | 2 | 50.0 |", "| 2 | nee | 2 | 50.0 |"]


def test_a_ddi_codebook_says_of_whom_a_question_was_asked_and_how(tmp_path: Path):
    document = written(INTERVIEWS, FORMATS["ddi"], tmp_path).decode()
    assert "<universe>S == yes</universe>" in document
    assert '<qstnLit xml:lang="nl">Werkt u samen?</qstnLit>' in document
    assert '<varGrp ID="G_M" type="multipleResp" var="V_M_1 V_M_2 V_M_96">' in document


def test_an_unknown_format_is_told_with_the_nearest_one():
    with pytest.raises(UnknownFormatError) as told:
        chosen(["spss"])
    assert told.value.places["near"] == "sav"


def test_formats_are_written_the_slowest_last():
    assert [format_.file for format_ in chosen(["xlsx", "ddi"])] == ["interviews.csv", "ddi.xml", "interviews.xlsx"]


BILINGUAL = """
study: {languages: [nl, fr]}
questions:
- {id: A, type: single, text: {nl: Werkt u?, fr: Travaillez-vous ?}, options: [{code: 1, name: yes, label: ja}]}
- section: s
  title: S
  ask_if: A == yes
  questions:
  - {id: B, type: number, ask_if: answered(A), text: {nl: "Hoeveel?", fr: "Combien ?"}, min: 0, max: 9}
- {id: END, type: end, disposition: complete, text: t}
"""


@pytest.mark.parametrize("name", ["codebook.html", "codebook.md"])
def test_the_codebook_has_the_wording_in_all_languages_and_the_routing_in_words(name: str, tmp_path: Path):
    found = [taken(version_of(BILINGUAL), {"A": "yes", "B": 3})]
    page = written(found, ALL[name], tmp_path).decode()
    assert page.index("Hoeveel?") < page.index("Combien ?")
    assert "A is yes" in page
    assert "A == yes" in page


@pytest.mark.parametrize("name", ["csv", "csv-excel", "jsonl", "triple-s", "xlsx"])
def test_a_format_that_streams_needs_no_more_memory_for_more_rows(name: str, tmp_path: Path):
    def peak(count: int) -> int:
        with Table.of((taken(VERSION, WHOLE, number) for number in range(count)), tmp_path) as table:
            making, file = making_of(table), tmp_path / str(count)
            assert making.tallies
            file.mkdir()
            tracemalloc.start()
            try:
                FORMATS[name].write(making, file / FORMATS[name].file, idle)
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    assert peak(100) > 0  # what is made once is there now
    assert peak(1500) - peak(300) < 300_000


def test_a_parquet_file_with_another_cell_is_told_with_its_column(tmp_path: Path):
    other = [taken(VERSION, WHOLE | {"N": 5}, 4), *INTERVIEWS[:-1]]
    with Table.of(INTERVIEWS, tmp_path) as table:
        make(FORMATS["parquet"], making_of(table), tmp_path / "a.parquet", idle)
    with Table.of(other, tmp_path) as table, pytest.raises(ReadBackDiffersError) as told:
        FORMATS["parquet"].compare(making_of(table), tmp_path / "a.parquet")
    assert told.value.places["row"] == "0000000000000004"
    with Table.of(other[:2], tmp_path) as table, pytest.raises(ReadBackDiffersError):
        FORMATS["parquet"].compare(making_of(table), tmp_path / "a.parquet")
