"""`cati quota …`: how the cells of quotas stand, and what a supervisor does with them."""

from typing import Annotated

import typer

from cati.cli.case import By, Reason, done, room_of, supervising
from cati.cli.diagnostics import tell
from cati.cli.output import put_lines
from cati.words import say

quota_app = typer.Typer(help="The cells of quotas: how they stand; close, open, or want another number.")

QuotaName = Annotated[str, typer.Argument(metavar="NAME", help="The name of the quota.")]
CellName = Annotated[str, typer.Argument(metavar="CELL", help="The cell, such as large, or 'large x retail'.")]


@quota_app.command("list")
def list_(context: typer.Context) -> None:
    """Every cell: its target, what is done, under way, promised, open and parked."""
    from cati.cli.report import section_lines, width_of_terminal  # noqa: PLC0415
    from cati.fieldwork.report.whole import Wanted, report  # noqa: PLC0415

    with room_of(context.obj, "") as room:
        if not room.study.questionnaire.fieldwork.quotas:
            tell(say(room.language, "quotas.none"))
            return
        page = report(room, Wanted(("quotas",)))
        put_lines([line for section in page.sections for line in section_lines(section, width_of_terminal())])


@quota_app.command()
def close(context: typer.Context, name: QuotaName, cell: CellName, reason: Reason = "", by: By = "") -> None:
    """Call no more cases of a cell: they wait until it is opened."""
    from cati.fieldwork.quotas import close_cell  # noqa: PLC0415

    with supervising(context, by, reason) as supervisor:
        found = close_cell(supervisor, name, cell)
        done(supervisor, "quota_close", quota=name, cell=found.cell.cell)


@quota_app.command("open")
def open_(context: typer.Context, name: QuotaName, cell: CellName, reason: Reason = "", by: By = "") -> None:
    """Call the cases of a closed cell again, each as its history says."""
    from cati.fieldwork.quotas import open_cell  # noqa: PLC0415

    with supervising(context, by, reason) as supervisor:
        found = open_cell(supervisor, name, cell)
        done(supervisor, "quota_open", quota=name, cell=found.cell.cell)


@quota_app.command()
def target(
    context: typer.Context,
    name: QuotaName,
    cell: CellName,
    interviews: Annotated[int, typer.Argument(min=0, metavar="N", help="How many interviews are wanted.")],
    reason: Reason = "",
    by: By = "",
) -> None:
    """Want another number of interviews in a cell; it closes or opens by that."""
    from cati.fieldwork.quotas import change_target  # noqa: PLC0415

    with supervising(context, by, reason) as supervisor:
        found = change_target(supervisor, name, cell, interviews)
        done(supervisor, "quota_target", quota=name, cell=found.cell.cell, target=interviews, done=found.done)
