"""A report as one page that needs nothing else, fetches nothing, and prints."""

import os
from importlib.resources import files
from pathlib import Path

from cati.export.whole_file import whole_file
from cati.fieldwork.report.document import Page
from cati.fieldwork.report.plots import drawn
from cati.words import say

TEMPLATE = "page.html.j2"


def rendered(page: Page) -> str:
    """The page as HTML; the same report gives the same bytes."""
    import jinja2  # noqa: PLC0415  # only pages need it

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(files(__package__).joinpath(TEMPLATE).read_text(encoding="utf-8"))
    return template.render(page=page, drawn=drawn, footer=say(page.language, "report.page.made_by")) + "\n"


def write_page(page: Page, target: Path, *, force: bool) -> None:
    """Write the page, whole or not at all. Raises `TargetExistsError` or `CannotWriteError`."""
    with whole_file(target, replace=force) as file, file.open("x", encoding="utf-8", newline="\n") as out:
        out.write(rendered(page))
        out.flush()
        os.fsync(out.fileno())
