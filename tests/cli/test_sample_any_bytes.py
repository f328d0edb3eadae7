"""Whatever lies in a sample file: imported, or refused in a sentence with nothing imported; never a crash."""

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cati.errors import ExitCode
from cati.storage.cases import list_cases
from plain_talk import opened, run
from promises import trials
from sample_files import DATA, a_row, as_csv, written
from spoken import PROJECT

GOOD = as_csv(a_row(), a_row("Voorbeeld Één BV", "051 00 00 02")).encode()
ODD = (b";", b"\t", b",", b'"', b"\n", b"\r", b"\xff", b"\x00", b"\xef\xbb\xbf", b"=1+1", b"\x1b[2J", b"a" * 11_000)
CELLS = st.sampled_from(ODD)


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A good file in which some bytes were changed."""
    content = bytearray(GOOD)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(content)))
        content[at : at + draw(st.integers(0, 40))] = draw(CELLS | st.binary(max_size=8))
    return bytes(content)


def number_of_cases(study: Path) -> int:
    with opened(study) as store:
        return sum(1 for _ in list_cases(store))


@given(spoiled() | st.binary(max_size=300), st.sampled_from(["csv", "txt", "xlsx", "ods", "CSV"]))
@example((DATA / "messy_sample.csv").read_bytes(), "xlsx")
@example(b"PK\x03\x04" + bytes(200), "xlsx")
@settings(max_examples=trials("any_file"))
def test_any_bytes_are_imported_or_refused_in_words(content: bytes, kind: str):
    with tempfile.TemporaryDirectory() as name:
        study = Path(name)
        (study / "questionnaire.yaml").write_bytes(PROJECT.read_bytes())
        opened(study, create=True).close()
        file = written(study, content, f"sample.{kind}")
        told = run("--language", "en", "--study", name, "sample", "import", str(file))
        assert told.code in (ExitCode.OK, ExitCode.PROBLEMS_FOUND, ExitCode.CANNOT_RUN), told.err
        assert "Traceback" not in told.err
        assert "error of its own" not in told.err
        assert told.err.strip()
        assert told.code == ExitCode.OK or number_of_cases(study) == 0
        assert "\x1b" not in told.err + told.out
