"""What other programs make of the files, and what an export loads into memory before it must."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from exported import EVERY_TYPE, taken, version_of
from exporting_room import conduct, rows
from simulated import simulated
from test_csv_file import INTERVIEWS
from test_every_format import written

from cati.export.making import FORMATS
from cati.export.table import Table
from cati.export.tally import tallied
from cati.fieldwork.export import export_folder
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.room import Room
from cati.questionnaire.answer import DontKnow, Refused
from spoken import the_questionnaire

HEAVY = {"pandas", "numpy", "xlsxwriter", "pyreadstat", "jinja2", "pyarrow", "python_calamine"}
NUMBERS = """
study: {languages: [nl]}
questions:
- {id: EMP, type: number, text: Hoeveel?, min: 0, max: 99999}
- {id: END, type: end, disposition: complete, text: t}
"""


def run(*command: object) -> str:
    return subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, text=True, timeout=60
    ).stdout


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")
def test_pspp_finds_the_missing_ones_labelled_and_leaves_them_out_of_the_mean(tmp_path: Path):
    version = version_of(NUMBERS)
    answers = [{"EMP": 98}, {"EMP": DontKnow()}, {"EMP": Refused()}, {}, {"EMP": 1}, {"EMP": 99_999}]
    written([taken(version, each, number) for number, each in enumerate(answers, 1)], FORMATS["sav"], tmp_path)
    syntax = tmp_path / "look.sps"
    syntax.write_text(f"GET FILE='{tmp_path}/interviews.sav'.\nFREQUENCIES EMP.\nDESCRIPTIVES EMP.\n", encoding="utf-8")
    said = run("pspp", syntax)
    assert "Renaming" not in said
    for label in ("Weet niet", "Geen antwoord", "Niet bereikt"):
        assert label in said
    assert "|Mean     |33366.00|" in said
    assert "|N Valid  |       3|" in said


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")
def test_pspp_reads_every_column_of_every_question_type_by_its_name(tmp_path: Path):
    written(INTERVIEWS, FORMATS["sav"], tmp_path)
    syntax = tmp_path / "look.sps"
    syntax.write_text(f"GET FILE='{tmp_path}/interviews.sav'.\nLIST VARIABLES=S TO TWICE.\n", encoding="utf-8")
    said = run("pspp", syntax)
    assert "=1+1" in said
    assert "warning" not in said
    assert "error" not in said


def test_frictionless_finds_the_package_valid(room: Room, tmp_path: Path):
    pytest.importorskip("frictionless")
    conduct(room).end("complete")
    folder = export_folder(room, Wanted(tuple(FORMATS), with_events=True), tmp_path / "out").target
    said = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json"],
        cwd=folder, check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout
    assert "INVALID" not in said.stdout


def test_nothing_heavy_is_loaded_before_a_format_needs_it():
    loaded = run(
        sys.executable, "-c", "import cati.fieldwork.export, sys; print(*{name.split('.')[0] for name in sys.modules})"
    )
    assert HEAVY & set(loaded.split()) == set()


SCHEMA = "CATI_DDI_SCHEMA"


@pytest.mark.skipif(SCHEMA not in os.environ, reason=f"{SCHEMA} does not name codebook.xsd of DDI 2.5")
@pytest.mark.parametrize("seed", [1, 2])
def test_a_ddi_codebook_is_valid_by_the_schema_of_the_ddi_alliance(tmp_path: Path, seed: int):
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(os.environ[SCHEMA]))
    for name, yaml in (("a", EVERY_TYPE), ("b", the_questionnaire())):
        (tmp_path / name).mkdir()
        written(list(simulated(version_of(yaml), 20, seed)), FORMATS["ddi"], tmp_path / name)
        assert schema.validate(etree.parse(tmp_path / name / "ddi.xml")), schema.error_log


def r_has(package: str) -> bool:
    told = ["Rscript", "-e", f"quit(status = !requireNamespace('{package}', quietly = TRUE))"]
    return (
        shutil.which("Rscript") is not None and subprocess.run(told, check=False, capture_output=True).returncode == 0
    )


def test_the_triple_s_reader_of_r_finds_every_column_and_label(tmp_path: Path):
    if not r_has("sss"):
        pytest.skip("R with its package sss is not installed")
    written(INTERVIEWS, FORMATS["triple-s"], tmp_path)
    read = (
        "sss::read.sss('triple-s.xml', 'triple-s.csv') |> write.csv('r.csv', row.names=F, na='', fileEncoding='UTF-8')"
    )
    subprocess.run(["Rscript", "-e", read], check=True, cwd=tmp_path, capture_output=True, timeout=60)
    ours, theirs = rows(tmp_path / "triple-s.csv"), rows(tmp_path / "r.csv")
    assert [list(row) for row in theirs] == [list(row) for row in ours]
    for name in ("T", "M_other", "N", "P", "D", "H", "started_at", "s_town"):
        assert [row[name] for row in theirs] == [row[name] for row in ours]
    assert [row["S"] for row in theirs] == ["ja", "nee", "ja", "nee"]
    assert [row["G_a"] for row in theirs] == ["veel", "Geen antwoord", "veel", "Niet bereikt"]


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pspp_counts_as_many_answers_and_missing_ones_as_the_codebook(tmp_path: Path, seed: int):
    found = list(simulated(version_of(EVERY_TYPE), 60, seed))
    written(found, FORMATS["sav"], tmp_path)
    names = ("S", "M_1", "E_2", "N", "P", "G_a", "T_st", "CLASS")
    syntax = tmp_path / "look.sps"
    syntax.write_text(f"GET FILE='{tmp_path}/interviews.sav'.\nFREQUENCIES {' '.join(names)}.\n", encoding="utf-8")
    lines = run("pspp", syntax, "-O", "format=csv").splitlines()
    with Table.of(found, tmp_path) as table:
        counts = {column.name: tally for column, tally in zip(table.columns, tallied(table), strict=True)}
    wanted = [counts[name] for name in names]
    assert f"N,Valid,{','.join(str(tally.answered) for tally in wanted)}" in lines
    assert f",Missing,{','.join(str(tally.missing.total()) for tally in wanted)}" in lines
