"""What dispatch must know of this desk now, and of a case, to say whether the one may be given the other."""

from datetime import datetime, time

from cati.fieldwork.room import Room
from cati.sample.call_windows import is_within_call_hours
from cati.sample.dispatch import PROMISED, QUEUES, Asker, Candidate
from cati.storage.cases import Case
from cati.storage.interviewers import languages_of
from cati.storage.sign_ins import others_since


def asker_of(room: Room, now: datetime) -> Asker:
    """This desk at a moment (aware)."""
    local = now.astimezone(room.study.zone)
    return Asker(
        code=room.interviewer,
        now=room.store.second(now),
        languages=languages_of(room.store, room.interviewer),
        is_within_hours=within_hours(room, now),
        is_alone=not others_since(room.store, room.interviewer, midnight(local)),
    )


def midnight(local: datetime) -> datetime:
    """The beginning of a day, by the wall clock."""
    return datetime.combine(local.date(), time.min, local.tzinfo)


def candidate_of(case: Case) -> Candidate:
    """A case as dispatch sees it."""
    return Candidate(
        case_id=case.case_id,
        state=case.state,
        queue=case.queue,
        due_at=case.due_at,
        shuffle=case.shuffle,
        lease_by=case.lease_by,
        lease_until=case.lease_until,
        reserved_for=case.reserved_for,
        not_by=case.not_by,
        language=case.language,
    )


def within_hours(room: Room, now: datetime) -> bool:
    """Whether calls may be made at a moment (aware)."""
    return is_within_call_hours(room.study.questionnaire.fieldwork, now.astimezone(room.study.zone))


def queues_at(room: Room, now: datetime) -> range:
    """The queues that are offered at a moment (aware): outside call hours only those with a promised time."""
    return QUEUES if within_hours(room, now) else PROMISED
