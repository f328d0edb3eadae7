"""What the result of a call brings about: for the case, its numbers, its appointments, the do-not-call list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, case, func, insert, literal, null, select, update

from cati.questionnaire.fieldwork_rules import Quota
from cati.storage.call_history import NewNote, add_note
from cati.storage.case_history import tell_change
from cati.storage.column_types import UtcDateTime
from cati.storage.do_not_call import Entry, forbid, mark_forbidden
from cati.storage.ids import AttemptId, CaseId, CaseState, PhoneId
from cati.storage.keeping_once import add_once
from cati.storage.leases import Claim
from cati.storage.tables import APPOINTMENTS, CASES, DIALS, PHONES


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """A promise to call back: UTC seconds, and the wall time and zone as they were spoken."""

    due_at: int
    wall: str
    timezone: str
    firm: bool
    for_interviewer: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended, and what becomes of the case (`due_at` in UTC seconds).

    `counts` is False for an attempt that was none: a technical fault, nothing dialled. `stands`: an appointment
    made before is neither kept nor broken. `language` is what the case is in from now on (None: as before).
    `keeps_hold`: the interviewer goes on with the case at once. `quotas` are those of the study, and `cells` what
    the answers say of the case's cells, by quota.
    """

    disposition: str
    state: CaseState
    current_code: str
    queue: int | None
    due_at: int
    reserved_for: str | None = None
    counts: bool = True
    appointment: NewAppointment | None = None
    stands: bool = False
    not_by: str | None = None
    parked_because: str | None = None
    language: str | None = None
    dead_number: PhoneId | None = None
    new_number: str | None = None
    notes: tuple[NewNote, ...] = ()
    forbids: tuple[Entry, ...] = ()
    keeps_hold: bool = False
    quotas: tuple[Quota, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)


def settle(connection: Connection, claim: Claim, attempt_id: AttemptId, now: datetime, outcome: Outcome) -> None:
    """Move the case and do what else its result asks for, inside the transaction that ends the attempt."""
    _move_case(connection, claim.case_id, outcome)
    tell_change(connection, CASES.c.id == claim.case_id, now, outcome.disposition)
    end_dial(connection, attempt_id, now, outcome.disposition)
    if outcome.dead_number is not None:
        mark_dead(connection, outcome.dead_number)
    if outcome.new_number is not None:
        _add_number(connection, claim.case_id, outcome.new_number)
    if outcome.forbids:
        forbid(connection, outcome.forbids, now, claim.interviewer)
        mark_forbidden(connection, claim.case_id)
    for note in outcome.notes:
        add_note(connection, claim.case_id, claim.interviewer, now, note)
    _settle_appointments(connection, claim.case_id, attempt_id, now, outcome)


def _move_case(connection: Connection, case_id: CaseId, outcome: Outcome) -> None:
    columns = {} if outcome.language is None else {"language": outcome.language}
    connection.execute(
        update(CASES)
        .where(CASES.c.id == case_id)
        .values(
            state=outcome.state,
            current_code=outcome.current_code,
            queue=outcome.queue,
            due_at=outcome.due_at,
            reserved_for=outcome.reserved_for,
            attempt_count=CASES.c.attempt_count + int(outcome.counts),
            not_by=outcome.not_by,
            parked_because=outcome.parked_because,
            **columns,
        )
    )


def end_dial(connection: Connection, attempt_id: AttemptId, now: datetime, result: str | None) -> None:
    """End the dial of an attempt that is under way, if there is one."""
    under_way = (DIALS.c.attempt_id == attempt_id) & DIALS.c.ended_at.is_(None)
    connection.execute(update(DIALS).where(under_way).values(ended_at=now, result=result))


def mark_dead(connection: Connection, phone_id: PhoneId) -> None:
    """A number at which the case cannot be reached is not offered again."""
    connection.execute(update(PHONES).where(PHONES.c.id == phone_id, PHONES.c.state == "usable").values(state="bad"))


def _add_number(connection: Connection, case_id: CaseId, e164: str) -> None:
    last = connection.execute(select(func.max(PHONES.c.position)).where(PHONES.c.case_id == case_id)).scalar() or 0
    add_once(connection, PHONES, case_id=case_id, e164=e164, label="", position=last + 1, state="usable")


def _settle_appointments(
    connection: Connection, case_id: CaseId, attempt_id: AttemptId, now: datetime, outcome: Outcome
) -> None:
    """A counted attempt at or after the time keeps an appointment; one before, or a new promise, cancels it."""
    if (outcome.stands or not outcome.counts) and outcome.appointment is None:
        return
    is_kept, moment = APPOINTMENTS.c.due_at <= int(now.timestamp()), literal(now, UtcDateTime())
    connection.execute(
        update(APPOINTMENTS)
        .where(
            APPOINTMENTS.c.case_id == case_id,
            APPOINTMENTS.c.kept_at.is_(None),
            APPOINTMENTS.c.cancelled_at.is_(None),
        )
        .values(kept_at=case((is_kept, moment)), cancelled_at=case((is_kept, null()), else_=moment))
    )
    if promise := outcome.appointment:
        connection.execute(
            insert(APPOINTMENTS).values(
                case_id=case_id,
                attempt_id=attempt_id,
                due_at=promise.due_at,
                wall=promise.wall,
                timezone=promise.timezone,
                firm=promise.firm,
                for_interviewer=promise.for_interviewer,
            )
        )
