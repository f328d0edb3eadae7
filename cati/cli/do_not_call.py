"""`cati sample do-not-call`: the study's own list of numbers that are never called."""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cati.cli.diagnostics import spoken_plainly, tell
from cati.cli.opening import Desk, supervised_room
from cati.cli.output import put_line, put_prompt
from cati.errors import ExitCode, StudyError
from cati.words import say

if TYPE_CHECKING:
    from cati.questionnaire.validity import Invalid
    from cati.storage.do_not_call import Kind

do_not_call_app = typer.Typer(help="Numbers that are never called: checked at each import and before each dial.")

PhoneOption = Annotated[str, typer.Option("--phone", help="A phone number, in any spelling.")]
EnterpriseOption = Annotated[str, typer.Option("--enterprise", help="An enterprise number.")]
TOLD = 20


@do_not_call_app.command()
def add(
    context: typer.Context,
    *,
    phone: PhoneOption = "",
    enterprise: EnterpriseOption = "",
    reason: Annotated[str, typer.Option("--reason", help="Why, without a name.")] = "",
    since: Annotated[str, typer.Option("--since", help="A date (default: today).")] = "",
) -> None:
    """Put a number on the list."""
    from cati.fieldwork.do_not_call import forbid_number  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        kind, text = one_number(phone, enterprise)
        is_new = read_or_refused(forbid_number(room, kind, text, reason, since), text, room.language)
        tell(say(room.language, "sample.list_added" if is_new else "sample.list_known", number=text))


@do_not_call_app.command()
def remove(
    context: typer.Context,
    *,
    phone: PhoneOption = "",
    enterprise: EnterpriseOption = "",
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept.")] = "",
) -> None:
    """Take a number off the list, for a reason that is kept."""
    from cati.fieldwork.do_not_call import allow_number  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        kind, text = one_number(phone, enterprise)
        if not reason.strip():
            raise StudyError("sample.list_reason")
        was_there = read_or_refused(allow_number(room, kind, text, reason), text, room.language)
        tell(say(room.language, "sample.list_removed" if was_there else "sample.list_unknown", number=text))


@do_not_call_app.command("list")
def list_(
    context: typer.Context,
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV, for the next study.")] = False,
) -> None:
    """Show the list."""
    from cati.fieldwork.do_not_call import forbidden_numbers  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        entries = forbidden_numbers(room)
        if as_csv:
            out = io.StringIO()
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(["phone", "enterprise_number", "reason", "since"])
            for entry in entries:
                pair = [entry.value, ""] if entry.kind == "phone" else ["", entry.value]
                writer.writerow([*pair, entry.reason, entry.since])
            put_prompt(out.getvalue())
            return
        for entry in entries:
            put_line(f"{entry.value:14}  {entry.since:10}  {entry.reason}".rstrip())
        tell(say(room.language, "sample.list_length", count=len(entries)))


@do_not_call_app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(readable=False, help="A table with phone or enterprise_number, reason, since.")
    ],
) -> None:
    """Put all numbers of a file on the list, or none if one cannot be read."""
    from cati.cli.sample import finding_lines, tell_all  # noqa: PLC0415
    from cati.fieldwork.do_not_call import import_list  # noqa: PLC0415

    desk: Desk = context.obj
    with spoken_plainly(desk.screen), supervised_room(desk) as room:
        found = import_list(room, file)
        tell_all(finding_lines(file, list(found.findings[:TOLD]), room.language))
        if found.findings:
            tell(say(room.language, "sample.list_not_imported", count=len(found.findings)))
            raise typer.Exit(ExitCode.PROBLEMS_FOUND)
        tell(say(room.language, "sample.list_imported", count=found.added, known=found.known))


def one_number(phone: str, enterprise: str) -> "tuple[Kind, str]":
    """Which number is meant: one of the two."""
    if bool(phone) == bool(enterprise):
        raise StudyError("sample.list_one_number")
    return ("phone", phone) if phone else ("enterprise_number", enterprise)


def read_or_refused(found: "bool | Invalid", text: str, language: str) -> bool:
    """What came of it; a number that cannot be read is refused."""
    if isinstance(found, bool):
        return found
    raise StudyError("sample.list_unreadable", number=text, problem=say(language, found.word, **found.places))
