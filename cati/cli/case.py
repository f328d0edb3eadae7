"""`cati case …`: what a supervisor does to one case, each deed with who, when and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cati.cli.diagnostics import spoken_plainly, tell
from cati.cli.opening import Desk, supervised_room
from cati.words import say

if TYPE_CHECKING:
    from cati.fieldwork.powers import Supervisor
    from cati.fieldwork.room import Room

case_app = typer.Typer(help="One case: look at it, and do with it what only a supervisor may.")

Key = Annotated[str, typer.Argument(help="The key of the case.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept with the deed. Name nobody in it.")]
By = Annotated[str, typer.Option("--by", envvar="CATI_SUPERVISOR", help="Your code (default: your account here).")]
Break = Annotated[bool, typer.Option("--break", help="Even while somebody is in the case: what they type is lost.")]


@contextmanager
def room_of(desk: Desk, by: str) -> "Iterator[Room]":
    """The room with a supervisor in it."""
    with spoken_plainly(desk.screen), supervised_room(desk, by) as room:
        yield room


@contextmanager
def supervising(context: typer.Context, by: str, reason: str, *, breaks: bool = False) -> "Iterator[Supervisor]":
    """A supervisor at work. Raises `StudyError` without a reason."""
    from cati.errors import StudyError  # noqa: PLC0415
    from cati.fieldwork.powers import Supervisor  # noqa: PLC0415

    with room_of(context.obj, by) as room:
        if not reason.strip():
            raise StudyError("powers.no_reason")
        yield Supervisor(room, reason.strip(), breaks)


def done(supervisor: "Supervisor", word: str, **places: object) -> None:
    """Say that it is done."""
    tell(say(supervisor.room.language, f"powers.done.{word}", **places))


@case_app.command()
def reopen(context: typer.Context, key: Key, reason: Reason = "", by: By = "", *, breaks: Break = False) -> None:
    """Have a closed case called again; never a hard refusal."""
    with supervising(context, by, reason, breaks=breaks) as supervisor:
        supervisor.reopen(key)
        done(supervisor, "reopen", case_key=key)


@case_app.command()
def park(context: typer.Context, key: Key, reason: Reason = "", by: By = "", *, breaks: Break = False) -> None:
    """Take an open case out of calling until it is released."""
    with supervising(context, by, reason, breaks=breaks) as supervisor:
        supervisor.park(key)
        done(supervisor, "park", case_key=key)


@case_app.command()
def release(context: typer.Context, key: Key, reason: Reason = "", by: By = "") -> None:
    """Offer a parked case again."""
    with supervising(context, by, reason) as supervisor:
        supervisor.release(key)
        done(supervisor, "release", case_key=key)


@case_app.command()
def reserve(
    context: typer.Context,
    key: Key,
    reason: Reason = "",
    to: Annotated[str, typer.Option("--for", help="An interviewer's code; without it: anyone.")] = "",
    by: By = "",
    *,
    breaks: Break = False,
) -> None:
    """Give an open case to one interviewer, or back to anyone."""
    with supervising(context, by, reason, breaks=breaks) as supervisor:
        supervisor.reserve(key, to)
        done(supervisor, "reserve" if to else "unreserve", case_key=key, to=to)


@case_app.command("call-now")
def call_now(context: typer.Context, key: Key, reason: Reason = "", by: By = "") -> None:
    """Have an open case called before every other that was not promised a time."""
    with supervising(context, by, reason) as supervisor:
        supervisor.call_now(key)
        done(supervisor, "call_now", case_key=key)


@case_app.command()
def free(context: typer.Context, key: Key, reason: Reason = "", by: By = "", *, breaks: Break = False) -> None:
    """End a lease that hangs."""
    with supervising(context, by, reason, breaks=breaks) as supervisor:
        supervisor.free(key)
        done(supervisor, "free", case_key=key)


@case_app.command()
def result(
    context: typer.Context,
    key: Key,
    disposition: Annotated[str, typer.Argument(help="The disposition, such as not_eligible.")],
    reason: Reason = "",
    by: By = "",
    *,
    breaks: Break = False,
) -> None:
    """Give a case another disposition; the ones before it stay in its history."""
    with supervising(context, by, reason, breaks=breaks) as supervisor:
        supervisor.change_result(key, disposition)
        done(supervisor, "result", case_key=key, name=disposition)


@case_app.command()
def note(
    context: typer.Context,
    key: Key,
    text: Annotated[str, typer.Argument(help="What the next interviewer should know.")],
    by: By = "",
) -> None:
    """Leave a note that is shown when the case is next on somebody's screen."""
    with supervising(context, by, "note") as supervisor:
        supervisor.note(key, text)
        done(supervisor, "note", case_key=key)


@case_app.command()
def review(
    context: typer.Context,
    key: Key,
    mark: Annotated[Literal["listened", "called_back"], typer.Argument(help="What you did.")],
    outcome: Annotated[str, typer.Option("--outcome", help="What came of it; name nobody.")] = "in order",
    by: By = "",
) -> None:
    """Note that an interview was listened to or called back about (ISO 20252)."""
    with supervising(context, by, "review") as supervisor:
        supervisor.mark(key, mark, outcome)
        done(supervisor, "review", case_key=key)


@case_app.command()
def correct(
    context: typer.Context,
    key: Key,
    question: Annotated[str, typer.Argument(help="The question, such as V5, or V3A_EACH.suppliers.")],
    answer: Annotated[str, typer.Argument(help="An option, several with commas, row=option, or what was said.")],
    reason: Reason = "",
    by: By = "",
    *,
    breaks: Break = False,
) -> None:
    """Correct an answer; the first one stays, and the export says that the interview was edited."""
    from cati.fieldwork.correcting import correct as corrected  # noqa: PLC0415

    with supervising(context, by, reason, breaks=breaks) as supervisor:
        found = corrected(supervisor, key, question, answer)
        done(supervisor, "correct", case_key=key, question=question, before=found.before, after=found.after)
        if found.path:
            tell(found.path)
