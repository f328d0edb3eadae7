"""`cati sample`: load a sample, look at it, release its replicates."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cati.cli.diagnostics import spoken_plainly, tell
from cati.cli.do_not_call import do_not_call_app
from cati.cli.opening import Desk, supervised_room
from cati.errors import ExitCode, StudyError
from cati.words import say

if TYPE_CHECKING:
    from cati.fieldwork.import_order import ImportReport, Order
    from cati.fieldwork.room import Room
    from cati.sample.finding import Finding

sample_app = typer.Typer(help="The sample: whom to call.")
sample_app.add_typer(do_not_call_app, name="do-not-call")
LONG_NAME = 40
KINDS = 15
"""How many kinds of findings are told when there are too many to tell each."""


@sample_app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(readable=False, help="CSV, XLSX, XLS or ODS; one row a company.")],
    *,
    columns: Annotated[
        list[str] | None, typer.Option("--map", help="FIELD=COLUMN, such as phone_1=Telefoon; may be given often.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what it would do, and write the report.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import the good rows; the others go to NAME.rejected.csv.")
    ] = False,
    encoding: Annotated[str, typer.Option("--encoding", help="If it is neither UTF-8 nor Windows-1252.")] = "",
    sheet: Annotated[str, typer.Option("--sheet", help="Which sheet of a workbook (default: the first).")] = "",
) -> None:
    """Check every row and import all of them, or none; the same file twice changes nothing."""
    from cati.fieldwork.import_order import Order  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        chosen = dict(pair_of(text) for text in columns or ())
        order = Order(file, chosen, dry_run=dry_run, skip_bad=skip_bad, encoding=encoding, sheet=sheet)
        raise typer.Exit(run_import(room, order))


@sample_app.command("list")
def list_(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Part of an id, a name, a phone or enterprise number.")] = "",
    *,
    practice: Annotated[bool, typer.Option("--practice", help="The practice cases, and no others.")] = False,
) -> None:
    """List all cases, or find those that a text may mean."""
    from cati.cli.sample_list import show_cases, show_found  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        if text:
            show_found(room, text)
        else:
            show_cases(room, practice=practice)


@sample_app.command()
def status(context: typer.Context) -> None:
    """Say how the sample stands: cases by state, what is parked, what waits."""
    from cati.cli.sample_list import show_status  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        show_status(room)


@sample_app.command()
def release(
    context: typer.Context,
    replicate: Annotated[int, typer.Argument(min=1, help="The number of the replicate.")],
) -> None:
    """Let the cases of a replicate be called."""
    from cati.fieldwork.sample_status import release_replicate  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        tell(say(room.language, "sample.released", count=release_replicate(room, replicate), replicate=replicate))


def pair_of(text: str) -> tuple[str, str]:
    """`FIELD=COLUMN` taken apart."""
    name, sign, heading = text.partition("=")
    if not sign or not name.strip():
        raise StudyError("sample.map", found=text)
    return name.strip(), heading.strip()


def run_import(room: "Room", order: "Order") -> int:
    """Import, and tell what came of it; returns the exit code."""
    from cati.cli.output import put_line  # noqa: PLC0415
    from cati.cli.progress import stoppable_bar  # noqa: PLC0415
    from cati.fieldwork.import_order import BadHeadingError  # noqa: PLC0415
    from cati.fieldwork.import_sample import import_sample  # noqa: PLC0415

    try:
        with stoppable_bar(order.file.name) as progress:
            report = import_sample(room, order, progress)
    except BadHeadingError as bad:
        tell_all(column_lines(bad.report, room.language))
        tell_all(finding_lines(order.file, bad.report.first(), room.language))
        raise
    except KeyboardInterrupt:
        tell(say(room.language, "sample.stopped"))
        raise
    if order.dry_run:
        tell_all(column_lines(report, room.language))
    tell_all(finding_lines(order.file, [*report.notices, *report.first()], room.language))
    tell_all(outcome_lines(report, order, room.language))
    put_line(str(order.report))
    return ExitCode.OK if report.is_written or not report.results["rejected"] else ExitCode.PROBLEMS_FOUND


def tell_all(lines: "Iterator[str]") -> None:
    """Several lines."""
    for line in lines:
        tell(line)


def column_lines(report: "ImportReport", language: str) -> Iterator[str]:
    """Each column with the field it fills and examples of what stands in it."""
    yield say(language, "sample.columns")
    columns = report.columns
    width = min(LONG_NAME, max(map(len, columns.headings)))
    for heading, name, examples in zip(columns.headings, columns.fields, report.examples, strict=True):
        shown = ", ".join(example[:LONG_NAME] for example in examples)
        yield f"  {heading[:width]:{width}}  →  {name or '–':20}  {shown}".rstrip()
    if report.odd_names:
        yield say(language, "sample.odd_names", names=", ".join(report.odd_names))


def finding_lines(file: Path, findings: "list[Finding]", language: str) -> Iterator[str]:
    """What was found first, each with its row, field and value."""
    for finding in findings:
        place = say(language, "sample.row", file=file.name, row=finding.row)
        value = f" “{finding.value[:LONG_NAME]}”" if finding.value else ""
        yield f"{place}{', ' * bool(finding.field)}{finding.field}{value}: {finding.message(language)}"


def outcome_lines(report: "ImportReport", order: "Order", language: str) -> Iterator[str]:
    """How many rows came to what, and what to do next."""
    told = len(report.first())
    if report.findings > told:
        yield say(language, "sample.more_findings", count=report.findings - told, report=order.report)
        for kind, count in report.tally.most_common(KINDS):
            first = report.examples_of[kind]
            yield f"  {count:>7} × {first.field}{': ' * bool(first.field)}{first.message(language)}"
    results = report.results
    yield say(
        language, "sample.summary", count=results.total(), new=results["new"], changed=results["changed"],
        unchanged=results["unchanged"], closed=results["closed"], rejected=results["rejected"], blank=results["blank"],
    )  # fmt: skip
    if report.is_remembered:
        yield say(language, "sample.remembered")
    if report.absent:
        yield say(language, "sample.absent", count=report.absent)
    if report.is_written and results["rejected"]:
        yield say(language, "sample.rejected", file=order.rejected)
    elif order.dry_run:
        yield say(language, "sample.dry_run")
    elif not report.is_written:
        yield say(language, "sample.nothing_imported", count=results["rejected"])
