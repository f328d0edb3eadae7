"""The commands of whoever answers for the data: hand it over, report, watch, look after the database."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cati.cli.case import By
from cati.cli.diagnostics import language_of_screen, spoken_plainly, tell
from cati.cli.opening import Desk, opened_room, opened_study, place_of_database, refuse_small_terminal
from cati.words import say


def export(  # noqa: PLR0913 - each is an option of its own
    context: typer.Context,
    formats: Annotated[
        list[str] | None,
        typer.Argument(
            help="csv, csv-excel, xlsx, sav, dta, parquet, jsonl, ddi, triple-s; or: contacts; or files (--verify)."
        ),
    ] = None,
    target: Annotated[
        Path | None, typer.Option("--to", help="A folder, or one file such as data.csv (default: in exports/).")
    ] = None,
    include: Annotated[
        str, typer.Option("--include", help="Results of calls; also break-off, suspended …, or all.")
    ] = "complete,partial",
    version: Annotated[str, typer.Option("--version", help="Only this version of the questionnaire.")] = "",
    labels: Annotated[str, typer.Option("--labels", help="The language of labels (default: the study's first).")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why contact data are written (contacts only).")] = "",
    *,
    practice: Annotated[bool, typer.Option("--practice", help="The practice interviews, and no others.")] = False,
    by_version: Annotated[bool, typer.Option("--by-version", help="A file for each version.")] = False,
    paradata: Annotated[bool, typer.Option("--paradata", help="Events with their times too.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before contact data are written.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Say whether these delivered files or folders are still as the data are.")
    ] = False,
    first: Annotated[int, typer.Option("--first", min=1, help="So many changed cells of a file (--verify).")] = 10,
) -> None:
    """Write the data, whole or not at all: each file is read back and compared before it gets its name."""
    from cati.cli.export import Asked, run_contacts, run_export  # noqa: PLC0415
    from cati.cli.export_verify import run_verify  # noqa: PLC0415

    desk: Desk = context.obj
    asked = Asked(
        tuple(formats or ()), target, frozenset(include.split(",")), version, labels,
        practice=practice, by_version=by_version, paradata=paradata, force=force,
    )  # fmt: skip
    with spoken_plainly(desk.screen):
        room = opened_room(desk)
        try:
            if verify:
                raise typer.Exit(run_verify(room, [Path(name) for name in asked.formats], asked, first))
            if asked.formats == ("contacts",):
                run_contacts(room, target, reason, force=force, yes=yes)
            else:
                run_export(room, asked)
        finally:
            room.store.close()


def report(  # noqa: PLR0913 - each is an option of its own
    context: typer.Context,
    parts: Annotated[
        list[str] | None,
        typer.Argument(help="progress, cases, rates, calls, interviewers, answers, times, quality, audit."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="As it was then: 2026-11-25 or 2026-11-25T17:30.")
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write one page to this file.")] = None,
    *,
    handover: Annotated[bool, typer.Option("--handover", help="One page for the next shift.")] = False,
    first: Annotated[str | None, typer.Option("--from", help="Calls from this day on.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Calls up to this day.")] = None,
    e: Annotated[str | None, typer.Option("--e", help="The share of unknown cases taken as eligible, 0 to 1.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="The choice field of the sample that splits the answers.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> None:
    """Say what the room did: progress, rates, calls, interviewers, answers; as tables, or as one page."""
    from cati.cli.report import Asked, run_report  # noqa: PLC0415

    desk: Desk = context.obj
    asked = Asked(tuple(parts or ()), as_of, first, last, e, by, html, handover, force)
    with spoken_plainly(desk.screen):
        room = opened_room(desk)
        try:
            run_report(room, asked)
        finally:
            room.store.close()


def monitor(
    context: typer.Context,
    *,
    once: Annotated[bool, typer.Option("--once", help="Print the figures once, and end.")] = False,
    by: By = "",
) -> None:
    """Watch the room, look a case up and see to it; figures every two seconds, and no interviewer is blocked."""
    from cati.cli.monitor import put_once, run_monitor  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        study = opened_study(desk)
        language = language_of_screen(desk.language, study.questionnaire.study.languages[0])
        if once or not sys.stdout.isatty():
            put_once(study, desk, language)
            return
        refuse_small_terminal()
        raise typer.Exit(run_monitor(study, desk, language, by))


def doctor(context: typer.Context) -> None:
    """Look at this machine, this terminal and this study: what is wrong, and what to do."""
    from cati.cli.doctor import run_doctor  # noqa: PLC0415

    run_doctor(context.obj)


def upgrade(context: typer.Context) -> None:
    """Bring the database to the schema of this cati, when nobody is calling."""
    from cati.fieldwork.database import upgrade_database  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        ours = upgrade_database(desk.study, place_of_database(desk))
        tell(say(desk.screen, "storage.upgraded", ours=ours))


def grants(context: typer.Context) -> None:
    """Print the SQL that gives interviewers and supervisors their rights on a PostgreSQL server."""
    from cati.cli.output import put_lines  # noqa: PLC0415
    from cati.fieldwork.database import rights  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        put_lines(rights())
