"""Why a case is, or is not, given to an interviewer now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cati.fieldwork.asking import asker_of, candidate_of
from cati.fieldwork.powers import refuse_unknown_interviewer, unknown_case
from cati.fieldwork.room import Room
from cati.sample.call_windows import next_call_start
from cati.sample.dispatch import RESERVED_SECONDS, WhyNot, why_not
from cati.storage.cases import Case, find_case
from cati.storage.interviewers import list_interviewers


@dataclass(frozen=True)
class Standing:
    """A case as dispatch sees it now: what speaks against giving it, each with its places."""

    case: Case
    due_at: datetime
    reasons: Mapping[WhyNot, Mapping[str, str]]


def why_case(room: Room, case_key: str, interviewer: str = "") -> Standing:
    """What dispatch makes of a case at this moment, for an interviewer (a code) or for anybody ("").

    Raises `StudyError` for a case or an interviewer that is not there.
    """
    case = find_case(room.store, case_key)
    if case is None:
        raise unknown_case(room, case_key)
    if interviewer:
        refuse_unknown_interviewer(room, interviewer)
        room = replace(room, interviewer=interviewer)
    now = room.clock()
    asker = asker_of(room, now)
    reasons = why_not(candidate_of(case), asker if interviewer else replace(asker, languages=None))
    local = room.local_now()
    places = {
        "held": {"name": name_of(room, case.lease_by), "time": clock_of(room, case.lease_until)},
        "reserved": {"name": name_of(room, case.reserved_for), "time": clock_of(room, case.due_at + RESERVED_SECONDS)},
        "outside_hours": {"time": moment_of(next_call_start(room.study.questionnaire.fieldwork, local))},
        "language": {"language": case.language or ""},
    }
    due_at = datetime.fromtimestamp(case.due_at, room.study.zone)
    return Standing(case, due_at, {reason: places.get(reason, {}) for reason in reasons})


def name_of(room: Room, code: str | None) -> str:
    """The name of an interviewer."""
    return next((each.name for each in list_interviewers(room.store) if each.code == code), code or "")


def clock_of(room: Room, second: int) -> str:
    """An instant (UTC seconds) by the clock of the study."""
    return moment_of(datetime.fromtimestamp(second, room.study.zone))


def moment_of(moment: datetime) -> str:
    """Day and time, in figures."""
    return f"{moment:%d/%m %H:%M}"
