"""Interviews: begun, written answer by answer, suspended and resumed, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, insert, select, update

from cati.errors import WrittenElsewhereError
from cati.interview.events import (
    Event,
    InterviewEnded,
    InterviewResumed,
    InterviewStarted,
    InterviewSuspended,
    VersionAdopted,
)
from cati.questionnaire.answer import Answer, AnswerKey
from cati.storage.attempts import close_attempt, lease_lost, open_attempt, renew
from cati.storage.canonical import NO_DIGEST
from cati.storage.event_rows import Personal, answers_text
from cati.storage.ids import AttemptId, CaseId, InterviewId, InterviewState, VersionId
from cati.storage.leases import Claim, hold_still
from cati.storage.outcomes import Outcome
from cati.storage.recording import Hold, LeaseIsGone, Writer, record
from cati.storage.store import Store
from cati.storage.stored_interviews import read_events
from cati.storage.tables import ATTEMPTS, CASES, EVENTS, INTERVIEWS

OPEN: tuple[InterviewState, ...] = ("in_progress", "suspended")
NOTHING_PERSONAL: Personal = frozenset()


def begin(
    store: Store,
    claim: Claim,
    event: InterviewStarted,
    version_id: VersionId,
    *,
    attempt_id: AttemptId | None = None,
) -> Hold:
    """Begin an interview with its first event, in an attempt (a new one if none is given).

    Raises `LeaseLostError`, or `WrittenElsewhereError` if the case has an open interview already.
    """
    with store.transaction() as connection:
        renew(connection, claim, event.at)
        if open_one := _open_interview_of(connection, claim.case_id):
            if read_events(connection, open_one.interview_id) != [event]:
                raise WrittenElsewhereError("storage.interview_open", case_key=claim.case_key)
            return _hold(claim, open_one)
        made = connection.execute(
            insert(INTERVIEWS)
            .values(
                case_id=claim.case_id,
                version_id=version_id,
                language=event.language,
                state="in_progress",
                answers="{}",
                last_sequence=0,
                last_digest=NO_DIGEST,
                started_at=event.at,
            )
            .returning(INTERVIEWS.c.id)
        )
        attempt_id = attempt_id or open_attempt(connection, claim, event.at)
        hold = Hold(claim, InterviewId(made.scalar_one()), attempt_id, 0, NO_DIGEST)
        return _record(connection, hold, 1, event, "{}", NOTHING_PERSONAL)


def resume(
    store: Store,
    claim: Claim,
    interview_id: InterviewId,
    event: InterviewResumed,
    *,
    attempt_id: AttemptId | None = None,
) -> Hold:
    """Go on with an open interview; `Hold.last_sequence` says where its events stand.

    A call that only the machine broke goes on in its own attempt. Raises `LeaseLostError`, or
    `WrittenElsewhereError` if the interview is over.
    """
    with store.transaction() as connection:
        renew(connection, claim, event.at)
        row = _open_interview_of(connection, claim.case_id)
        if row is None or row.interview_id != interview_id:
            raise WrittenElsewhereError("storage.interview_over", case_key=claim.case_key)
        if row.kind == event.kind and row.at == event.at:
            return _hold(claim, row)  # tried again: this very event is the last one stored
        going_on = attempt_id or _attempt_broken_just_now(claim, row, event.at)
        hold = Hold(
            claim,
            interview_id,
            going_on or open_attempt(connection, claim, event.at),
            row.last_sequence,
            row.last_digest,
        )
        _set_state(connection, interview_id, state="in_progress")
        return _record(connection, hold, hold.last_sequence + 1, event, row.answers, NOTHING_PERSONAL)


def append(
    store: Store,
    hold: Hold,
    sequence: int,
    event: Event,
    answers: Mapping[AnswerKey, Answer],
    personal: Personal,
) -> Hold:
    """Make an event durable, with the answers after it; the new hold is for the next one.

    The same event at the same sequence is stored once, however often it is tried. Answers to the
    questions in `personal` are kept apart. Raises `NotSavedError` (try again), `LeaseLostError`,
    `WrittenElsewhereError`, `DatabaseMovedError` or `UnstorableTextError`.
    """
    document = answers_text(answers, personal, hold.spelled)
    try:
        with store.recording() as cursor:
            return record(Writer(cursor, store.engine_name), hold, sequence, event, document, personal)
    except LeaseIsGone:
        with store.reading() as connection:
            raise lease_lost(connection, hold.claim) from None


def adopt(
    store: Store,
    hold: Hold,
    sequence: int,
    event: VersionAdopted,
    version_id: VersionId,
    answers: Mapping[AnswerKey, Answer],
    personal: Personal,
) -> Hold:
    """`append` the move to another version and, in the same transaction, let the interview row follow.

    Raises what `append` raises; trying again changes nothing.
    """
    with store.transaction() as connection:
        hold_still(connection, hold.claim.case_id)
        _set_state(connection, hold.interview_id, version_id=version_id)
        return _record(connection, hold, sequence, event, answers_text(answers, personal, hold.spelled), personal)


def finish(
    store: Store,
    hold: Hold,
    sequence: int,
    event: InterviewEnded | InterviewSuspended,
    answers: Mapping[AnswerKey, Answer],
    personal: Personal,
    *,
    outcome: Outcome,
) -> None:
    """`append` the last event of this call and, in the same transaction, end the attempt and free the case.

    Raises what `append` raises; trying again changes nothing.
    """
    is_over = isinstance(event, InterviewEnded)
    with store.transaction() as connection:
        hold_still(connection, hold.claim.case_id)
        was_finished = _is_finished(connection, hold.interview_id, sequence)
        _record(connection, hold, sequence, event, answers_text(answers, personal, hold.spelled), personal)
        if was_finished:
            return
        _set_state(
            connection,
            hold.interview_id,
            state="ended" if is_over else "suspended",
            disposition=event.disposition,
            ended_at=event.at if is_over else None,
        )
        close_attempt(connection, hold.claim, hold.attempt_id, event.at, outcome)
    store.checkpoint()


@dataclass(frozen=True, slots=True)
class OpenInterview:
    """An interview that was begun and is not over; `holder` has its case now (a code), if anybody has."""

    interview_id: InterviewId
    case_id: CaseId
    case_key: str
    practice: bool
    state: InterviewState
    version_id: VersionId
    language: str
    started_at: datetime
    last_at: datetime
    last_interviewer: str
    holder: str | None


def open_interviews(
    store: Store, now: datetime, *, practice: bool | None = None, case_id: CaseId | None = None
) -> list[OpenInterview]:
    """Suspended and interrupted interviews that may be gone on with (of one case), the latest first.

    An interrupted one is `in_progress`; one whose case is closed is over.
    """
    holder = case((CASES.c.lease_until > store.second(now), CASES.c.lease_by))
    wanted = _open_ones(CASES.c.case_key, CASES.c.practice, ATTEMPTS.c.interviewer, holder.label("holder"))
    wanted = wanted.join(CASES, (CASES.c.id == INTERVIEWS.c.case_id) & (CASES.c.state != "closed"))
    wanted = wanted.join(ATTEMPTS, ATTEMPTS.c.id == EVENTS.c.attempt_id).order_by(EVENTS.c.at.desc())
    if practice is not None:
        wanted = wanted.where(CASES.c.practice == practice)
    if case_id is not None:
        wanted = wanted.where(INTERVIEWS.c.case_id == case_id)
    with store.reading() as connection:
        return [
            OpenInterview(
                row.interview_id,
                row.case_id,
                row.case_key,
                row.practice,
                row.state,
                row.version_id,
                row.language,
                row.started_at,
                row.at,
                row.interviewer,
                row.holder,
            )
            for row in connection.execute(wanted)
        ]


def _open_ones(*more: ColumnElement[Any]) -> Select[Any]:
    """Open interviews, each with its last event."""
    return (
        select(
            INTERVIEWS.c.id.label("interview_id"),
            INTERVIEWS.c.case_id,
            INTERVIEWS.c.state,
            INTERVIEWS.c.version_id,
            INTERVIEWS.c.language,
            INTERVIEWS.c.started_at,
            INTERVIEWS.c.answers,
            INTERVIEWS.c.last_sequence,
            INTERVIEWS.c.last_digest,
            EVENTS.c.attempt_id,
            EVENTS.c.kind,
            EVENTS.c.at,
            *more,
        )
        .join(
            EVENTS,
            (EVENTS.c.interview_id == INTERVIEWS.c.id) & (EVENTS.c.sequence == INTERVIEWS.c.last_sequence),
        )
        .where(INTERVIEWS.c.state.in_(OPEN))
    )


def _open_interview_of(connection: Connection, case_id: CaseId) -> Any:  # noqa: ANN401  # a row
    attempt = (ATTEMPTS.c.interviewer, ATTEMPTS.c.ended_at)
    wanted = _open_ones(*attempt).join(ATTEMPTS, ATTEMPTS.c.id == EVENTS.c.attempt_id)
    return connection.execute(wanted.where(INTERVIEWS.c.case_id == case_id)).one_or_none()


def _hold(claim: Claim, row: Any) -> Hold:  # noqa: ANN401  # a row
    return Hold(claim, row.interview_id, row.attempt_id, row.last_sequence, row.last_digest)


def _attempt_broken_just_now(claim: Claim, row: Any, now: datetime) -> AttemptId | None:  # noqa: ANN401  # a row
    is_theirs = row.ended_at is None and row.interviewer == claim.interviewer
    is_recent = now - row.at <= timedelta(seconds=claim.lease_seconds)
    return row.attempt_id if is_theirs and is_recent else None


def _is_finished(connection: Connection, interview_id: InterviewId, sequence: int) -> bool:
    row = connection.execute(
        select(INTERVIEWS.c.state, INTERVIEWS.c.last_sequence).where(INTERVIEWS.c.id == interview_id)
    ).one()
    return bool(row.state != "in_progress" and row.last_sequence == sequence)


def _set_state(connection: Connection, interview_id: InterviewId, **columns: object) -> None:
    connection.execute(update(INTERVIEWS).where(INTERVIEWS.c.id == interview_id).values(**columns))


def _record(connection: Connection, hold: Hold, sequence: int, event: Event, answers: str, personal: Personal) -> Hold:
    cursor: Any = connection.connection.cursor()
    try:
        return record(Writer(cursor, connection.dialect.name), hold, sequence, event, answers, personal)
    except LeaseIsGone:
        raise lease_lost(connection, hold.claim) from None
    finally:
        cursor.close()
