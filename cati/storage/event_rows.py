"""An event and its row: what lies open, what is kept apart, and the fold document beside it.

What a personal question was answered with lies in a table of its own and never in the event, so it
can be erased without breaking the chain of digests. *Don't know* and *refused* identify nobody and
stay in the open, where conditions and exports need them.
"""

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from cati.interview.events import (
    EVENT,
    AnswerCorrected,
    AnswerRecorded,
    CheckConfirmed,
    DraftKept,
    Event,
    InterviewSuspended,
    RemarkMade,
)
from cati.questionnaire.answer import (
    NONRESPONSE,
    Answer,
    AnswerKey,
    Answers,
    QuestionId,
    answer_key,
    item_of,
    question_of,
)
from cati.storage.canonical import canonical, digest_of
from cati.storage.column_types import utc_text
from cati.storage.faults import as_written

KEPT_APART = {"kept_apart": True}
"""What stands in an event or a fold where a personal value would."""

Personal = AbstractSet[QuestionId]
_ANSWERS: TypeAdapter[dict[str, Answer]] = TypeAdapter(dict[str, Answer])
_IN_COLUMNS = {"kind", "at", "elapsed_ms", "key"}


class StoredEvent(NamedTuple):
    """An event as it lies in the database; `apart` is the JSON of its personal value, if any is left."""

    interview_id: int
    sequence: int
    attempt_id: int
    kind: str
    question_id: str | None
    iteration: str | None
    body: str
    at: datetime
    elapsed_ms: int
    apart: str | None = None

    @classmethod
    def of(cls, event: Event, personal: Personal, interview_id: int, sequence: int, attempt_id: int) -> "StoredEvent":
        """The row of an event. Raises `UnstorableTextError` for text no engine can hold."""
        body = event.model_dump(mode="json", exclude=_IN_COLUMNS)
        apart = None
        if field := _field_apart(event, personal):
            apart, body[field] = canonical(body[field]), KEPT_APART
        key: AnswerKey | None = getattr(event, "key", None)
        question_id, iteration = (None, None) if key is None else (question_of(key), item_of(key))
        place = (interview_id, sequence, attempt_id, event.kind, question_id, iteration)
        return cls(*place, canonical(body), event.at, event.elapsed_ms, apart)

    @property
    def key(self) -> AnswerKey | None:
        """The key of the question it happened at, if it happened at one."""
        return None if self.question_id is None else answer_key(self.question_id, self.iteration)

    @property
    def is_apart(self) -> bool:
        """Whether a personal value of it is kept elsewhere."""
        return KEPT_APART in json.loads(self.body).values()

    def columns(self) -> tuple[Any, ...]:
        """All columns of the event's row but the digest, in the table's order."""
        return (*self[:7], utc_text(self.at), self.elapsed_ms)

    def digest_after(self, previous: bytes) -> bytes:
        """The digest that chains it to the event before."""
        return digest_of(previous, self.columns())

    @as_written()
    def event(self) -> Event | None:
        """The event itself; None if its personal value was erased, for then it says nothing more.

        A suspension whose appointment was erased is still a suspension. Raises `DatabaseDamagedError`.
        """
        document: dict[str, Any] = json.loads(self.body)
        for field, value in document.items():
            if value == KEPT_APART:
                if self.apart is None and field != "appointment":
                    return None
                document[field] = None if self.apart is None else json.loads(self.apart)
        document |= {"kind": self.kind, "at": self.at, "elapsed_ms": self.elapsed_ms}
        if self.key is not None:
            document["key"] = self.key
        return EVENT.validate_python(document)


def _field_apart(event: Event, personal: Personal) -> str | None:
    match event:
        case AnswerRecorded() | AnswerCorrected() if question_of(event.key) in personal:
            return None if isinstance(event.answer, NONRESPONSE) else "answer"
        case DraftKept() if question_of(event.key) in personal:
            return None if event.draft.is_empty() else "draft"
        case RemarkMade() if question_of(event.key) in personal:
            return "text" if event.text else None
        case CheckConfirmed() if any(question_of(AnswerKey(key)) in personal for key in event.values):
            return "values"
        case InterviewSuspended(appointment=appointment) if appointment is not None:
            return "appointment"
        case _:
            return None


Spelled = dict[AnswerKey, tuple[Answer, str]]
"""Answers and their text; an answer never changes, so the same object has the same text."""


def answers_text(answers: Mapping[AnswerKey, Answer], personal: Personal, spelled: Spelled) -> str:
    """The fold document of the interview row; a personal value is a mark in it.

    `spelled` is read and added to: an interview writes this at every answer, and one answer is new.
    """
    parts = []
    for key in sorted(answers):
        answer = answers[key]
        known = spelled.get(key)
        if known is None or known[0] is not answer:
            known = spelled[key] = (answer, _entry(key, answer, personal))
        parts.append(known[1])
    return "{" + ",".join(parts) + "}"


def _entry(key: AnswerKey, answer: Answer, personal: Personal) -> str:
    is_apart = question_of(key) in personal and not isinstance(answer, NONRESPONSE)
    return canonical({key: KEPT_APART if is_apart else answer.model_dump(mode="json")})[1:-1]


@as_written()
def read_answers(text: str) -> tuple[Answers, frozenset[AnswerKey]]:
    """The open answers of a fold document, and the keys whose values are kept apart. Raises `DatabaseDamagedError`."""
    document: dict[AnswerKey, Any] = json.loads(text)
    apart = frozenset(key for key, value in document.items() if value == KEPT_APART)
    opened = _ANSWERS.validate_python({key: value for key, value in document.items() if key not in apart})
    return {AnswerKey(key): answer for key, answer in opened.items()}, apart
