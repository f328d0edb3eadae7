"""The commands of whoever writes the questionnaire."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from cati.cli.diagnostics import spoken_plainly
from cati.cli.opening import Desk, opened_room, place_of_database, refuse_small_terminal
from cati.errors import ExitCode, StudyError


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
