"""The codebook for people: one HTML file that needs nothing else and prints, and the same in Markdown."""

import os
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from cati.export.cells import missing_codes
from cati.export.csv_file import compare_fields
from cati.export.edition import Edition, Notes
from cati.export.entries import Asked
from cati.export.sorted_rows import Rows
from cati.words import say

HTML, MARKDOWN = "codebook.html", "codebook.md"
WORDS = {
    "codebook": "export.codebook.codebook",
    "questions": "export.codebook.questions",
    "question": "export.codebook.question",
    "columns": "export.codebook.columns",
    "instruction": "export.codebook.instruction",
    "computed": "export.codebook.computed",
    "asked_of": "export.codebook.asked_of",
    "everybody": "export.codebook.everybody",
    "formerly": "export.codebook.formerly",
    "not_asked": "export.codebook.not_asked",
    "range": "export.codebook.range",
    "mean": "export.codebook.mean",
    "answered": "export.codebook.answered",
    "longest": "export.codebook.longest",
    "lacking": "export.codebook.lacking",
}
SPECIAL = re.compile(r"([\\`*_\[\]<>#|&~$])")
LINE_END = re.compile(r"\s*\n\s*")


def write_codebook(file: Path, kind: str, table: Rows, edition: Edition, asked: Sequence[Asked]) -> Notes:
    """Write the codebook as `codebook.html` or `codebook.md`, down to the disk."""
    with file.open("x", encoding="utf-8", newline="\n") as out:
        out.write(rendered(kind, table, edition, asked))
        out.flush()
        os.fsync(out.fileno())
    return Notes()


def compare_codebook(file: Path, name: str, kind: str, table: Rows, edition: Edition, asked: Sequence[Asked]) -> None:
    """Read the file back. Raises `ReadBackDiffersError`."""
    compare_fields(name, "", [], [rendered(kind, table, edition, asked)], [file.read_bytes().decode()])


def rendered(kind: str, table: Rows, edition: Edition, asked: Sequence[Asked]) -> str:
    """The text of a codebook."""
    import jinja2  # noqa: PLC0415  # only codebooks need it

    environment = jinja2.Environment(
        autoescape=kind == HTML,  # noqa: S701  # Markdown has a filter of its own
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["md"] = in_markdown
    template = environment.from_string(files(__package__).joinpath(f"{kind}.j2").read_text(encoding="utf-8"))
    given: dict[str, Any] = {
        "language": edition.language,
        "title": edition.tell(edition.title),
        "words": {name: say(edition.language, word) for name, word in WORDS.items()},
        "about": about(table, edition),
        "asked": asked,
    }
    return template.render(given) + "\n"


def about(table: Rows, edition: Edition) -> list[tuple[str, str]]:
    """What the export is, line by line."""
    language = edition.language
    missing = (
        f"{code.number} {edition.tell(code.labels)}" for code in missing_codes().values() if code.number is not None
    )
    lines = [
        (say(language, "export.about.rows"), str(len(table))),
        (say(language, "export.about.outcomes"), counted(edition.outcomes)),
        (say(language, "export.about.left_out"), counted(edition.left_out) or "0"),
        (say(language, "export.about.versions"), ", ".join(version.name for version in edition.versions)),
        (say(language, "export.about.data_as_of"), edition.data_as_of.isoformat(timespec="seconds")),
        (say(language, "export.about.missing"), "; ".join(missing)),
        (say(language, "export.about.open_text"), say(language, "export.about.open_text_note")),
    ]
    if edition.practice:
        lines.insert(0, (say(language, "export.about.practice"), say(language, "export.label.yes")))
    return lines


def counted(counts: Mapping[str, int]) -> str:
    """`complete 201, partial 7`."""
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def in_markdown(text: object) -> str:
    """A text on one line that Markdown takes for nothing but text."""
    return SPECIAL.sub(r"\\\1", LINE_END.sub(" ", str(text)))
