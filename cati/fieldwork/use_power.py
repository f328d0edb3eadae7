"""A supervisor's power over a case by its name: what it asks, the deed itself, and what came of it in words."""

from collections.abc import Mapping
from typing import Literal, get_args

from cati.errors import StudyError
from cati.fieldwork.case_page import Power
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.questionnaire.dispositions import dispositions
from cati.storage.ids import ReviewMark
from cati.storage.interviewers import list_interviewers
from cati.words import say

Wants = Literal["interviewer", "disposition", "mark"]
WANTS: dict[Power, Wants] = {"reserve": "interviewer", "result": "disposition", "review": "mark"}
"""What some powers ask besides the line of words that each asks."""
MARKS: tuple[ReviewMark, ...] = get_args(ReviewMark)


def choices(room: Room, power: Power) -> dict[str, str]:
    """What can be chosen for a power, by code, each with its label; nothing for most."""
    match WANTS.get(power):
        case None:
            return {}
        case "interviewer":
            return {each.code: each.name for each in list_interviewers(room.store)}
        case "disposition":
            known = dispositions().values()
            return {each.name: each.label(room.language) for each in known if each.group != "derived"}
        case "mark":
            return {mark: say(room.language, f"case_page.mark.{mark}") for mark in MARKS}


def fitting(options: Mapping[str, str], typed: str) -> dict[str, str]:
    """The options whose code or label has what was typed in it."""
    part = typed.strip().casefold()
    return {code: label for code, label in options.items() if part in code.casefold() or part in label.casefold()}


def settled(options: Mapping[str, str], typed: str) -> str:
    """The code that was typed, or the only one that fits; else what was typed, which the deed will refuse."""
    text = typed.strip()
    found = fitting(options, text)
    return next(iter(found)) if text and text not in options and len(found) == 1 else text


def use_power(supervisor: Supervisor, power: Power, case_key: str, choice: str = "") -> str:
    """Do it, and say what came of it. Raises `CatiError`: nothing was changed then.

    The words of a note and the outcome of a review are the supervisor's `reason`.
    """
    plain = {
        "call_now": supervisor.call_now,
        "park": supervisor.park,
        "release": supervisor.release,
        "reopen": supervisor.reopen,
        "free": supervisor.free,
    }
    match power:
        case "reserve":
            supervisor.reserve(case_key, choice)
        case "note":
            supervisor.note(case_key, supervisor.reason)
        case "result":
            supervisor.change_result(case_key, choice)
        case "review":
            supervisor.mark(case_key, known_mark(choice), supervisor.reason)
        case _:
            plain[power](case_key)
    done = "unreserve" if power == "reserve" and not choice else power
    return say(supervisor.room.language, f"powers.done.{done}", case_key=case_key, to=choice, name=choice)


def known_mark(name: str) -> ReviewMark:
    """The review mark of this name. Raises `StudyError`."""
    if name in MARKS:
        return name
    raise StudyError("powers.no_mark", name=name, known=", ".join(MARKS))
