"""The start screen: the day so far, what can be begun, and what was broken off."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from cati.tui.painting.columns import EMPTY, cell, cut, key_row, wrapped
from cati.tui.painting.moments import moment_from
from cati.tui.show import show
from cati.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cati.fieldwork.broken_off import BrokenOff
    from cati.fieldwork.start import Overview
    from cati.storage.appointments import OpenAppointment

Choice = Literal["next", "broken_off", "practice", "appointments", "search"]
BROKEN_OFF_KEYS = "123456789abcdefgh"
DETAIL_AT = 32


@dataclass(frozen=True)
class Row:
    """Something to begin; `is_open` is False where it cannot be, and `detail` says why."""

    key: str
    choice: Choice
    label: str
    detail: str
    is_open: bool


def start_rows(
    seen: "Overview", broken: "Sequence[BrokenOff]", mine: "Sequence[OpenAppointment]", now: datetime, language: str
) -> tuple[Row, ...]:
    """The rows, always with the same keys. `now` is aware, in the study's zone; `mine` are one's own appointments."""
    from cati.tui.painting.cases import appointments_detail  # noqa: PLC0415 - it imports storage

    return (
        Row("1", "next", say(language, "start.next"), due_detail(seen, now, language), seen.has_sample),
        Row("2", "broken_off", say(language, "start.broken_off"), broken_detail(seen, broken, language), bool(broken)),
        Row("3", "practice", say(language, "start.practice"), say(language, "start.practice_detail"), is_open=True),
        Row(
            "4",
            "appointments",
            say(language, "cases.appointments"),
            appointments_detail(mine, now, language),
            bool(mine),
        ),
        Row("5", "search", say(language, "cases.search"), say(language, "cases.search_detail"), seen.has_sample),
    )


def due_detail(seen: "Overview", now: datetime, language: str) -> str:
    """How many cases can be called now, or when the next one can."""
    if not seen.has_sample:
        return say(language, "start.no_sample")
    if seen.due_now:
        return say(language, "start.due_now", count=seen.due_now)
    if seen.next_due_at is None:
        return say(language, "start.none_due")
    return say(language, "start.next_due", moment=moment_from(seen.next_due_at.astimezone(now.tzinfo), now, language))


def broken_detail(seen: "Overview", broken: "Sequence[BrokenOff]", language: str) -> str:
    """The interview that was broken off, or how many were."""
    if not broken:
        return say(language, "start.none")
    if len(seen.open_interviews) > 1:
        return say(language, "start.several", count=len(seen.open_interviews))
    return place_of(broken[0], language)


def place_of(broken: "BrokenOff", language: str) -> str:
    """Which case, and at which question it goes on."""
    named = f"{broken.found.case_key} {broken.company}".strip()
    return say(language, "start.at_question", case=named, question=broken.question) if broken.question else named


def today_line(seen: "Overview", language: str) -> Content:
    """`Vandaag: 6 volledig · 2 afspraken · 1 weigering · 31 pogingen`."""
    counts = (
        say(language, "start.completes", count=seen.completes),
        say(language, "start.appointments", count=seen.appointments),
        say(language, "start.refusals", count=seen.refusals),
        say(language, "start.attempts", count=seen.attempts),
    )
    return show(f"   {say(language, 'start.today', counts=' · '.join(counts))}")


def menu_lines(seen: "Overview", rows: "Sequence[Row]", language: str, width: int) -> list[Content]:
    """The day, the rows, and what to do where there is no sample yet."""
    lines = [EMPTY, today_line(seen, language), EMPTY]
    lines += [key_row(row.key, row.label, width, row.detail, is_open=row.is_open, at=DETAIL_AT) for row in rows]
    if not seen.has_sample:
        lines += [EMPTY, *wrapped(say(language, "start.empty"), width - 3, indent=3)]
    return lines


def broken_off_lines(
    broken: "Sequence[BrokenOff]", rest: int, now: datetime, language: str, width: int
) -> list[Content]:
    """One row an interview: where it stopped, when, and by whom; dimmed while somebody else has it."""
    rows = [broken_row(key, each, now, language, width) for key, each in zip(BROKEN_OFF_KEYS, broken, strict=False)]
    more = show(f"   {say(language, 'start.more', count=rest)}").stylize("$quiet") if rest else EMPTY
    return [EMPTY, *rows, more]


def broken_row(key: str, each: "BrokenOff", now: datetime, language: str, width: int) -> Content:
    """Key, case and company, question, when, by whom or who has it now."""
    stopped = moment_from(each.found.last_at.astimezone(now.tzinfo), now, language)
    who = say(language, "start.held_by", name=each.holder) if each.holder else each.last_by
    mark = show(say(language, "screen.practice")).stylize("reverse bold") + " " if each.found.practice else EMPTY
    case = mark + cell(f"{each.found.case_key} {each.company}", max(20, width - 53) - mark.cell_length)
    start = Content.assemble("   ", show(key).stylize("bold $key"), "  ", case, "  ", cell(each.question, 11))
    row = Content.assemble(start, cell(stopped, 17), " ")
    row = row + cut(who, width - row.cell_length)
    return row.stylize("dim") if each.holder else row
