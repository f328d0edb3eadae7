"""`cati erase` and `cati subject`: what is known of a person, gone, or shown to that person."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cati.cli.case import By, Reason, room_of, supervising
from cati.cli.diagnostics import tell
from cati.cli.output import put_json, put_line
from cati.errors import StudyError
from cati.words import say
from cati.words.visible import visible

if TYPE_CHECKING:
    from cati.fieldwork.erase import Receipt
    from cati.fieldwork.powers import Supervisor

Phone = Annotated[str, typer.Option("--phone", help="The case with this number.")]


def erase(  # noqa: PLR0913 - each is an option of its own
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The key of the case.")] = "",
    phone: Phone = "",
    reason: Reason = "",
    by: By = "",
    *,
    expired: Annotated[bool, typer.Option("--expired", help="All contact data, once their time is over.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the key again.")] = False,
    breaks: Annotated[bool, typer.Option("--break", help="Even while somebody is in the case.")] = False,
) -> None:
    """Erase what is known of a person: contact data, numbers, notes, and the interview. Rates and quotas stay."""
    from cati.fieldwork.erase import erase_case, erase_expired  # noqa: PLC0415
    from cati.fieldwork.subject import case_with_phone  # noqa: PLC0415

    with supervising(context, by, reason, breaks=breaks) as supervisor:
        if expired:
            count = erase_expired(supervisor.room, reason)
            tell(say(supervisor.room.language, "privacy.expired", count=count))
            return
        case_key = key or (case_with_phone(supervisor.room, phone) if phone else "")
        if not case_key:
            raise StudyError("privacy.which")
        if not yes and not is_confirmed(supervisor, case_key):
            tell(say(supervisor.room.language, "privacy.not_erased"))
            return
        put_receipt(erase_case(supervisor, case_key), supervisor.room.language)


def is_confirmed(supervisor: "Supervisor", case_key: str) -> bool:
    """Whether the key was typed once more; where nobody can type it, it was not."""
    tell(say(supervisor.room.language, "privacy.confirm", case_key=case_key))
    return sys.stdin.readline().strip() == case_key


def put_receipt(receipt: "Receipt", language: str) -> None:
    """What was removed, what stays, and where it still is."""
    if receipt.was_erased:
        tell(say(language, "privacy.was_erased", case_key=receipt.case_key))
        return
    put_line(say(language, "privacy.removed", case_key=receipt.case_key, **receipt.removed))
    put_line(say(language, "privacy.stays"))
    for backup in receipt.backups:
        put_line(say(language, "privacy.in_backup", backup=backup))


def subject(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The key of the case.")] = "",
    phone: Phone = "",
    by: By = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As data.")] = False,
) -> None:
    """Show everything that is held about a person, to be read or handed over (GDPR art. 14 and 15)."""
    from cati.fieldwork.subject import case_with_phone, everything_about  # noqa: PLC0415

    with room_of(context.obj, by) as room:
        case_key = key or (case_with_phone(room, phone) if phone else "")
        if not case_key:
            raise StudyError("privacy.which")
        found = everything_about(room, case_key)
        if as_json:
            put_json(found)
            return
        for name, value in found.items():
            put_line(say(room.language, f"privacy.part.{name}"))
            put_value(value, 1)


def put_value(value: Any, depth: int) -> None:  # noqa: ANN401 - plain JSON
    """A value to be read: a line each, what belongs to it indented."""
    margin = "   " * depth
    match value:
        case dict():
            for name, each in value.items():
                if isinstance(each, dict | list):
                    put_line(f"{margin}{name}:")
                    put_value(each, depth + 1)
                else:
                    put_line(f"{margin}{name}: {visible(str(each))}")
        case list():
            for each in value:
                put_value(each, depth)
                put_line()
        case None:
            put_line(f"{margin}–")
        case _:
            put_line(f"{margin}{visible(str(value))}")
