"""`cati interviewer`: who works on the study."""

from typing import Annotated

import typer

from cati.cli.diagnostics import spoken_plainly, tell
from cati.cli.opening import Desk, supervised_room
from cati.cli.output import put_line
from cati.words import say

staff_app = typer.Typer(help="Who works on the study.")


@staff_app.command()
def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="A short code to sign in with, such as an.")],
    *,
    name: Annotated[str, typer.Option("--name", help="The name that is said on the telephone.")],
    languages: Annotated[str, typer.Option("--languages", help="Such as nl,fr (default: any).")] = "",
    supervisor: Annotated[bool, typer.Option("--supervisor", help="A supervisor.")] = False,
) -> None:
    """Add an interviewer or supervisor, or change what is known of a code."""
    from cati.fieldwork.staff import add_to_staff  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        spoken = tuple(part.strip() for part in languages.split(",") if part.strip())
        member = add_to_staff(room, code, name, spoken, is_supervisor=supervisor)
        tell(say(room.language, "staff.added", name=member.name, code=member.code))


@staff_app.command("list")
def list_(context: typer.Context) -> None:
    """List everybody, with languages and role."""
    from cati.fieldwork.staff import staff  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        members = staff(room)
        for member in members:
            role = say(room.language, "staff.supervisor") if member.is_supervisor else ""
            put_line(f"{member.code:12}  {member.name:32}  {' '.join(member.languages):10}  {role}".rstrip())
        if not members:
            tell(say(room.language, "staff.nobody"))
