"""Cases on standard output, one a line, and how the sample stands."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from cati.cli.diagnostics import tell
from cati.cli.output import put_line
from cati.fieldwork.room import Room
from cati.fieldwork.sample_status import status_of_sample
from cati.fieldwork.search_cases import LEAST, MOST, search_cases
from cati.storage.cases import Case, list_cases
from cati.words import say

KEY, NAME, TOWN, STATE = 9, 28, 14, 11
STATES = ("fresh", "callback", "soft", "firm", "resume", "parked", "closed")


def show_cases(room: Room, *, practice: bool) -> None:
    """All cases, in the order of their keys."""
    count = put_cases(room, list_cases(room.store, practice=practice))
    tell(say(room.language, "sample.count", count=count))


def show_found(room: Room, text: str) -> None:
    """The cases that a text may mean."""
    found = search_cases(room, text)
    put_cases(room, found.cases)
    if found.is_too_short:
        tell(say(room.language, "sample.too_short", least=LEAST))
    elif found.has_more:
        tell(say(room.language, "sample.more_cases", most=MOST))
    elif not found.cases:
        tell(say(room.language, "sample.nothing_found", text=text))


def put_cases(room: Room, cases: Iterable[Case]) -> int:
    """A line a case, below a heading; returns how many there are."""
    names = [say(room.language, f"sample.heading.{name}") for name in ("id", "name", "town", "state", "next")]
    count = 0
    for count, case in enumerate(cases, start=1):
        if count == 1:
            put_line(in_columns(*names))
        company, town = (str(case.sample.get(name) or "") for name in ("company_name", "municipality"))
        put_line(in_columns(case.case_key, company, town, state_of(case, room.language), next_of(case, room)))
    return count


def in_columns(key: str, name: str, town: str, state: str, later: str) -> str:
    """One line of the list, within 80 columns."""
    cut = f"{name[: NAME - 1]}…" if len(name) > NAME else name
    return f"{key:{KEY}}  {cut:{NAME}}  {town[:TOWN]:{TOWN}}  {state:{STATE}}  {later}".rstrip()


def state_of(case: Case, language: str) -> str:
    """The state of a case in words."""
    return say(language, f"sample.state.{case.state}")


def next_of(case: Case, room: Room) -> str:
    """When the case is due, why it is parked, or who has it now."""
    if case.lease_by and case.lease_until > room.store.second(room.clock()):
        return case.lease_by
    if case.state == "parked":
        return case.parked_because or ""
    if case.state in ("fresh", "closed"):
        return ""
    return f"{datetime.fromtimestamp(case.due_at, UTC).astimezone(room.study.zone):%d/%m %H:%M}"


def show_status(room: Room) -> None:
    """How many cases are in which state."""
    for line in status_lines(room):
        put_line(line)


def status_lines(room: Room) -> Iterator[str]:
    """The counts, each with its name."""
    language, status = room.language, status_of_sample(room)
    yield counted(say(language, "sample.status.cases"), status.cases)
    for state in STATES:
        if count := status.states.get(state):
            yield counted(f"  {say(language, f'sample.state.{state}')}", count)
            if state == "parked":
                yield from reasons(status.parked)
    for replicate, count in status.replicates.items():
        yield counted(say(language, "sample.status.replicate", replicate=replicate), count)
    yield counted(say(language, "sample.status.practice"), status.practice)
    yield counted(say(language, "sample.status.do_not_call"), status.do_not_call)


def reasons(parked: Mapping[str, int]) -> Iterator[str]:
    """Why cases are parked."""
    for reason, count in parked.items():
        yield counted(f"    {reason or '–'}", count)


def counted(name: str, count: int) -> str:
    """A name and a number."""
    return f"{name:40} {count:>8}"
