"""The commands: each wires its use case and says what came of it.

Heavy rooms are imported by the command that needs them.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cati import __version__
from cati.cli import keeping, privacy
from cati.cli.case import By, case_app
from cati.cli.diagnostics import language_of_screen, report_crash, spoken_plainly, tell
from cati.cli.logbook import close_log, keep_log
from cati.cli.opening import Desk, Wiring, opened_room, opened_study, place_of_database
from cati.cli.passwords import has_password
from cati.cli.quota import quota_app
from cati.cli.sample import sample_app
from cati.cli.staff import staff_app
from cati.errors import ExitCode, StudyError
from cati.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cati.fieldwork.dial_command import Dialler


app = typer.Typer(
    add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Telephone interviewing: without a command, the interviewer's screens.",
)  # fmt: skip

database_app = typer.Typer(help="The database itself: its schema, and who may do what in it.")
app.add_typer(database_app, name="db")
app.add_typer(sample_app, name="sample")
app.add_typer(staff_app, name="interviewer")

COLUMNS, ROWS = 80, 24
"""What the screens need."""

StudyOption = Annotated[Path, typer.Option("--study", readable=False, help="The study folder (default: this folder).")]
DatabaseOption = Annotated[
    str | None, typer.Option("--db", help="The database: a file or URL (default: db/cati.sqlite).")
]
LanguageOption = Annotated[str | None, typer.Option("--language", help="The language of the screens: nl, en or fr.")]
NameOption = Annotated[
    str | None, typer.Option("--interviewer", envvar="CATI_INTERVIEWER", help="Your name, as you say it.")
]
PlainOption = Annotated[bool, typer.Option("--plain", help="Line by line, without screens.")]
KeyboardOption = Annotated[
    str, typer.Option("--keyboard", envvar="CATI_KEYBOARD", help="be, fr or us: digits without Shift.")
]
DialOption = Annotated[
    str | None, typer.Option("--dial", envvar="CATI_DIAL", help="A program that dials: 'softphone call {number}'.")
]
VersionOption = Annotated[bool, typer.Option("--version", help="Say the version and stop.")]


@app.callback(invoke_without_command=True)
def start(  # noqa: PLR0913 - each is an option of its own
    context: typer.Context,
    study: StudyOption = Path(),
    database: DatabaseOption = None,
    language: LanguageOption = None,
    interviewer: NameOption = None,
    *,
    plain: PlainOption = False,
    keyboard: KeyboardOption = "us",
    dial: DialOption = None,
    version: VersionOption = False,
) -> None:
    """Conduct interviews; or, with a command, check, export and set up."""
    if version:
        from cati.cli.output import put_line  # noqa: PLC0415

        put_line(f"cati {__version__}")
        raise typer.Exit(ExitCode.OK)
    wiring = context.obj if isinstance(context.obj, Wiring) else Wiring()
    wiring.study = study
    keep_log(study / "db")
    desk = Desk(study, database, language, wiring)
    context.obj = desk
    with spoken_plainly(desk.screen):
        refuse_wrong(desk, keyboard)
        if context.invoked_subcommand is None:
            conduct(desk, interviewer, keyboard, dial, plain=plain or not (sys.stdin.isatty() and sys.stdout.isatty()))


def refuse_wrong(desk: Desk, keyboard: str) -> None:
    """Options that cannot be meant."""
    if desk.language is not None and desk.language not in ("nl", "en", "fr"):
        raise StudyError("errors.unknown_language", language=desk.language)
    if keyboard not in ("be", "fr", "us"):
        raise StudyError("errors.unknown_keyboard", keyboard=keyboard)
    if desk.database is not None and has_password(desk.database):
        raise StudyError("errors.password_on_command_line")


def conduct(desk: Desk, name: str | None, keyboard: str, dial: str | None, *, plain: bool) -> None:
    """The interviewer's front: screens, or line by line."""
    dialler = None if dial is None else dialler_of(dial)
    if plain:
        from cati.cli.plain.desk import run_plain  # noqa: PLC0415

        room = opened_room(desk)
        try:
            run_plain(room, name, dialler)
        finally:
            room.store.close()
        return
    refuse_small_terminal()
    from cati.cli.screens import run_screens  # noqa: PLC0415

    raise typer.Exit(run_screens(opened_study(desk), desk, name, keyboard, dialler))


def dialler_of(command: str) -> "Dialler":
    """What dials. Raises `StudyError` if the command is none, or its program is not there."""
    from cati.fieldwork.dial_command import DialCommand  # noqa: PLC0415

    return DialCommand.read(command).run


def refuse_small_terminal() -> None:
    """Raise `StudyError` where no screens can be shown."""
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise StudyError("errors.no_screens")
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    if 0 < columns < COLUMNS or 0 < rows < ROWS:
        raise StudyError("errors.small_terminal", columns=columns, rows=rows)


@app.command()
def check(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(readable=False, help="The questionnaire (default: that of the study).")
    ] = None,
    *,
    form: Annotated[
        Literal["text", "json", "github"], typer.Option("--format", help="For people, as data, or for GitHub.")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    again: Annotated[bool, typer.Option("--watch", help="Check at each save, until Ctrl+C.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a questionnaire.")] = False,
) -> None:
    """Find every fault in a questionnaire, before a caller does."""
    from cati.cli.check import run_check, watch  # noqa: PLC0415
    from cati.fieldwork.study import QUESTIONNAIRE  # noqa: PLC0415

    desk: Desk = context.obj
    place = file or desk.study / QUESTIONNAIRE
    with spoken_plainly(desk.screen):
        if schema:
            print_schema()
        if again:
            raise typer.Exit(watch(place, desk.screen, form=form))
        raise typer.Exit(run_check(place, desk.screen, strict=strict, form=form))


def print_schema() -> None:
    """What a text editor completes and explains the keys of a questionnaire with."""
    from cati.cli.output import put_json  # noqa: PLC0415
    from cati.questionnaire.json_schema import json_schema  # noqa: PLC0415

    put_json(json_schema())
    raise typer.Exit(ExitCode.OK)


@app.command()
def flow(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(readable=False, help="The questionnaire (default: that of the study).")
    ] = None,
    *,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="As a Mermaid flowchart.")] = False,
    by_route: Annotated[bool, typer.Option("--routes", help="Every route, with answers that lead along it.")] = False,
) -> None:
    """Show the list as a tree: each item with its condition in words, below the filter it depends on."""
    from cati.cli.flow import run_flow  # noqa: PLC0415
    from cati.fieldwork.study import QUESTIONNAIRE  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        place = file or desk.study / QUESTIONNAIRE
        raise typer.Exit(run_flow(place, desk.screen, mermaid=mermaid, by_route=by_route))


@app.command()
def preview(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(readable=False, help="The questionnaire (default: that of the study).")
    ] = None,
    *,
    at: Annotated[str, typer.Option("--at", help="Begin at this question, with answers that lead there.")] = "",
    spoken: Annotated[
        str | None, typer.Option("--language", help="The language of the questions (default: the study's first).")
    ] = None,
) -> None:
    """Answer a questionnaire on the real screens while you write it: nothing is stored, each save is shown."""
    from cati.fieldwork.study import QUESTIONNAIRE  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise StudyError("preview.no_terminal")
        refuse_small_terminal()
        from cati.cli.preview import run_preview  # noqa: PLC0415

        raise typer.Exit(run_preview(file or desk.study / QUESTIONNAIRE, desk, at, spoken))


@app.command()
def why(
    context: typer.Context,
    case: Annotated[str, typer.Argument(help="The key of the case.")],
    question: Annotated[
        str | None,
        typer.Argument(help="The question, such as V3B, or V3A_EACH.suppliers; none: why it is called or not."),
    ] = None,
    for_whom: Annotated[str, typer.Option("--for", help="To whom the case would be given, by code.")] = "",
) -> None:
    """Say why a question was or was not asked in an interview; or why a case is or is not given out now."""
    from cati.cli.why import run_why, run_why_case  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        room = opened_room(desk)
        try:
            if question is None:
                run_why_case(room, case, for_whom)
            else:
                run_why(room, case, question)
        finally:
            room.store.close()


@app.command()
def simulate(  # noqa: PLR0913 - each is an option
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(readable=False, help="The questionnaire (default: that of the study).")
    ] = None,
    *,
    interviews: Annotated[int, typer.Option("-n", min=1, help="How many interviews.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same report.")] = 1,
    room: Annotated[bool, typer.Option("--room", help="Play a field period: sample, calls, appointments.")] = False,
    cases: Annotated[int, typer.Option("--cases", min=1, max=100_000, help="Companies in the sample.")] = 400,
    interviewers: Annotated[int, typer.Option("--interviewers", min=1, max=64, help="Who call.")] = 4,
    days: Annotated[int, typer.Option("--days", min=1, max=250, help="Calling days.")] = 10,
    completes: Annotated[
        int | None, typer.Option("--completes", min=1, help="The period ends at so many complete interviews.")
    ] = None,
    hard_quotas: Annotated[
        bool, typer.Option("--hard-quotas", help="As if every quota were hard: no promise is kept in a full cell.")
    ] = False,
    dials: Annotated[Path | None, typer.Option("--csv", help="Every dial, to this file.")] = None,
) -> None:
    """Let robots answer through the real interview, and report what none of them met; --room: a whole field period."""
    from cati.cli.simulate import run_simulation  # noqa: PLC0415
    from cati.fieldwork.study import QUESTIONNAIRE  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        if room:
            from cati.cli.simulate_room import simulated_room  # noqa: PLC0415
            from cati.fieldwork.simulated.period import Plan  # noqa: PLC0415

            plan = Plan(cases, interviewers, seed, days, completes, hard_quotas=hard_quotas)
            simulated_room(desk, file, plan, dials)
            return
        place = file or desk.study / QUESTIONNAIRE
        raise typer.Exit(run_simulation(place, desk.screen, interviews=interviews, seed=seed))


@app.command()
def diff(
    context: typer.Context,
    old: Annotated[
        Path | None, typer.Argument(readable=False, help="The old file; alone: the file to compare.")
    ] = None,
    new: Annotated[
        Path | None, typer.Argument(readable=False, help="The new file (without: against the version in use).")
    ] = None,
    *,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="For people, or as data.")] = "text",
) -> None:
    """Say what changed between two versions, and what it means for interviews in progress and for collected data."""
    from cati.cli.diff import run_diff  # noqa: PLC0415
    from cati.fieldwork.study import QUESTIONNAIRE  # noqa: PLC0415

    desk: Desk = context.obj
    file, database = old or desk.study / QUESTIONNAIRE, place_of_database(desk)
    with spoken_plainly(desk.screen):
        raise typer.Exit(run_diff(file, new, desk.study, database, desk.screen, form=form))


@app.command()
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


@app.command()
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


@app.command()
def init(context: typer.Context, folder: Annotated[Path, typer.Argument(help="The new study folder.")]) -> None:
    """Make a new study folder, with a questionnaire to start from."""
    from cati.fieldwork.init import make_study  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        make_study(folder)
        tell(say(desk.screen, "command.study_made", folder=folder))


@database_app.command()
def upgrade(context: typer.Context) -> None:
    """Bring the database to the schema of this cati, when nobody is calling."""
    from cati.fieldwork.database import upgrade_database  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        ours = upgrade_database(desk.study, place_of_database(desk))
        tell(say(desk.screen, "storage.upgraded", ours=ours))


@database_app.command()
def grants(context: typer.Context) -> None:
    """Print the SQL that gives interviewers and supervisors their rights on a PostgreSQL server."""
    from cati.cli.output import put_lines  # noqa: PLC0415
    from cati.fieldwork.database import rights  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        put_lines(rights())


app.add_typer(case_app, name="case")
app.add_typer(quota_app, name="quota")
app.command()(privacy.erase)
app.command()(privacy.subject)
app.command()(keeping.backup)
app.command()(keeping.verify)
app.command()(keeping.restore)


@app.command()
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


@app.command()
def doctor(context: typer.Context) -> None:
    """Look at this machine, this terminal and this study: what is wrong, and what to do."""
    from cati.cli.doctor import run_doctor  # noqa: PLC0415

    run_doctor(context.obj)


def main(arguments: "Sequence[str] | None" = None, wiring: Wiring | None = None) -> None:
    """Run `cati`; whatever happens, no traceback reaches a user."""
    os.umask(0o077)
    wiring = wiring or Wiring()
    try:
        app(args=None if arguments is None else list(arguments), obj=wiring, prog_name="cati")
    except Exception as error:  # noqa: BLE001 - the last door: a crash is said, never shown
        report_crash(error, language_of_screen(None), wiring.study)
        raise SystemExit(ExitCode.CANNOT_RUN) from None
    finally:
        close_log()
