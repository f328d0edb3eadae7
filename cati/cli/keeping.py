"""The commands that keep the database: copy it, look it through, put a copy back."""

import getpass
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cati.cli.diagnostics import spoken_plainly, tell
from cati.cli.opening import Desk, place_of_database
from cati.errors import ExitCode
from cati.words import say

if TYPE_CHECKING:
    from cati.fieldwork.keeping import Verified


def backup(
    context: typer.Context,
    target: Annotated[Path | None, typer.Argument(help="The copy to make (default: in db/backups/).")] = None,
) -> None:
    """Copy the database to one file while interviewing goes on, and look the copy through."""
    from cati.fieldwork.keeping import backup as back_up  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        copy, found = back_up(desk.study, place_of_database(desk), target, now(desk))
        if found.faults:
            raise typer.Exit(told_unsound(str(copy), found, desk.screen))
        tell(say(desk.screen, "keeping.backup_made", target=copy, rows=rows_in_words(found.rows, desk.screen)))


def verify(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="A backup (default: the study's own database).")] = None,
) -> None:
    """Look for anything in the database that is not as it was written: pages, events, answers."""
    from cati.fieldwork.keeping import verify_database, verify_file  # noqa: PLC0415
    from cati.fieldwork.study import DATABASE  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        place = place_of_database(desk)
        found = verify_database(desk.study, place) if file is None else verify_file(file)
        name = str(file or shown(place) or desk.study / DATABASE)
        if found.faults:
            code = told_unsound(name, found, desk.screen)
            tell(say(desk.screen, "keeping.what_to_do"))
            raise typer.Exit(code)
        tell(say(desk.screen, "keeping.sound", place=name, rows=rows_in_words(found.rows, desk.screen)))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The backup.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Set the present database aside and replace it.")] = False,
) -> None:
    """Put a backup in the database's place, after looking it through; what was erased since stays erased."""
    from cati.fieldwork.keeping import restore as put_back  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen):
        done = put_back(desk.study, place_of_database(desk), file, now(desk), getpass.getuser(), force=force)
        if done.verified.faults:
            code = told_unsound(str(file), done.verified, desk.screen)
            tell(say(desk.screen, "keeping.not_restored"))
            raise typer.Exit(code)
        tell(say(desk.screen, "keeping.restored", file=file, rows=rows_in_words(done.verified.rows, desk.screen)))
        if done.replaced is not None:
            tell(say(desk.screen, "keeping.replaced", replaced=done.replaced))
        if done.erased:
            tell(say(desk.screen, "keeping.erased_again", count=done.erased))
        if not done.are_erasures_known:
            tell(say(desk.screen, "keeping.erasures_unknown"))


def told_unsound(place: str, found: "Verified", language: str) -> ExitCode:
    """Say each fault on a line of its own on standard output, and how many there are."""
    from cati.cli.output import put_line  # noqa: PLC0415

    for fault in found.faults:
        put_line(say(language, fault.word, **fault.places))
    tell(say(language, "keeping.unsound", place=place, count=len(found.faults)))
    return ExitCode.PROBLEMS_FOUND


def rows_in_words(rows: Mapping[str, int], language: str) -> str:
    """What the database holds."""
    return say(language, "keeping.rows", **rows)


def shown(place: str | None) -> str | None:
    """A place as it may be shown: without a password."""
    if place is None or "://" not in place:
        return place
    from cati.fieldwork.database import without_password  # noqa: PLC0415

    return without_password(place)


def now(desk: Desk) -> datetime:
    """The time by the desk's clock."""
    return (desk.wiring.clock or (lambda: datetime.now(UTC)))()
