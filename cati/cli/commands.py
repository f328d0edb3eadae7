"""The commands: each wires its use case and says what came of it.

Heavy rooms are imported by the command that needs them.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cati import __version__
from cati.cli import keeping, privacy
from cati.cli.case import case_app
from cati.cli.diagnostics import language_of_screen, report_crash, spoken_plainly, tell
from cati.cli.editing import check, diff, flow, preview, simulate, why
from cati.cli.logbook import close_log, keep_log
from cati.cli.opening import Desk, Wiring, opened_room, opened_study, refuse_small_terminal
from cati.cli.passwords import has_password
from cati.cli.quota import quota_app
from cati.cli.sample import sample_app
from cati.cli.staff import staff_app
from cati.cli.supervising import doctor, export, grants, monitor, report, upgrade
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


@app.command()
def init(context: typer.Context, folder: Annotated[Path, typer.Argument(help="The new study folder.")]) -> None:
    """Make a new study folder, with a questionnaire to start from."""
    from cati.fieldwork.init import make_study  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        make_study(folder)
        tell(say(desk.screen, "command.study_made", folder=folder))


COMMANDS: tuple[Callable[..., None], ...] = (
    check, flow, preview, why, simulate, diff, export, report, monitor, doctor,
    privacy.erase, privacy.subject, keeping.backup, keeping.verify, keeping.restore,
)  # fmt: skip
for command in COMMANDS:
    app.command()(command)
for command in (upgrade, grants):
    database_app.command()(command)
app.add_typer(database_app, name="db")
app.add_typer(sample_app, name="sample")
app.add_typer(staff_app, name="interviewer")
app.add_typer(case_app, name="case")
app.add_typer(quota_app, name="quota")


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
