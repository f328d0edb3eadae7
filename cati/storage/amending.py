"""What a supervisor changes of an interview afterwards: one more event, and never a word of the ones before it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from cati.errors import WrittenElsewhereError
from cati.interview.events import AnswerCorrected, ResultChanged
from cati.questionnaire.answer import Answer, AnswerKey
from cati.storage.canonical import digest_of
from cati.storage.event_rows import Personal, StoredEvent, answers_text
from cati.storage.ids import InterviewId
from cati.storage.leases import hold_still
from cati.storage.tables import CONTACT_ANSWERS, EVENTS, INTERVIEWS


def amend(
    connection: Connection,
    interview_id: InterviewId,
    event: AnswerCorrected | ResultChanged,
    answers: Mapping[AnswerKey, Answer] | None = None,
    personal: Personal = frozenset(),
    *,
    after: int | None = None,
) -> None:
    """Append one event after the last, inside a transaction that tells the deed too.

    `answers` is the fold after it, if it changes any, worked out from the events up to `after`. Raises
    `WrittenElsewhereError` if there are more by now.
    """
    case_id = connection.execute(select(INTERVIEWS.c.case_id).where(INTERVIEWS.c.id == interview_id)).scalar_one()
    hold_still(connection, case_id)
    last = _last_event(connection, interview_id)
    if after not in (None, last.sequence):
        raise WrittenElsewhereError("storage.amended_elsewhere")
    stored = StoredEvent.of(event, personal, interview_id, last.sequence + 1, last.attempt_id)
    digest = digest_of(bytes(last.digest), stored.columns())
    connection.execute(insert(EVENTS).values(**_columns(stored, event), digest=digest))
    if stored.apart is not None:
        kept = {"interview_id": interview_id, "sequence": stored.sequence, "value": stored.apart}
        connection.execute(
            insert(CONTACT_ANSWERS).values(**kept, question_id=stored.question_id, iteration=stored.iteration)
        )
    connection.execute(
        update(INTERVIEWS)
        .where(INTERVIEWS.c.id == interview_id)
        .values(
            **({} if answers is None else {"answers": answers_text(answers, personal, {})}),
            last_sequence=stored.sequence,
            last_digest=digest,
            **_result(event),
        )
    )


def _last_event(connection: Connection, interview_id: InterviewId) -> Any:  # noqa: ANN401  # a row
    wanted = select(EVENTS.c.sequence, EVENTS.c.attempt_id, EVENTS.c.digest).where(
        EVENTS.c.interview_id == interview_id
    )
    return connection.execute(wanted.order_by(EVENTS.c.sequence.desc()).limit(1)).one()


def _columns(stored: StoredEvent, event: AnswerCorrected | ResultChanged) -> dict[str, Any]:
    return dict(zip(StoredEvent._fields[:7], stored[:7], strict=True)) | {
        "at": event.at,
        "elapsed_ms": event.elapsed_ms,
    }


def _result(event: AnswerCorrected | ResultChanged) -> dict[str, Any]:
    if isinstance(event, AnswerCorrected):
        return {}
    return {"state": "ended", "disposition": event.disposition, "ended_at": event.at}
