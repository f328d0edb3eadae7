"""Which questions hold data, version by version: what must not be mixed with another meaning."""

import json
from collections.abc import Generator
from dataclasses import dataclass

from sqlalchemy import select

from cati.questionnaire.answer import AnswerKey, QuestionId, question_of
from cati.storage.cases import ROWS_AT_ONCE
from cati.storage.ids import VersionId
from cati.storage.store import Store
from cati.storage.tables import CASES, INTERVIEWS


@dataclass(frozen=True, slots=True)
class Collected:
    """One live interview: whether it may still go on, and the questions with an answer, on or off the path."""

    is_open: bool
    questions: frozenset[QuestionId]


def collected_under(store: Store, version_id: VersionId) -> Generator[Collected]:
    """The live interviews under a version, in constant memory. Close the iterator, or read it to its end."""
    wanted = (
        select(INTERVIEWS.c.state, INTERVIEWS.c.answers)
        .join(CASES, CASES.c.id == INTERVIEWS.c.case_id)
        .where(INTERVIEWS.c.version_id == version_id, CASES.c.practice.is_(False))
        .order_by(INTERVIEWS.c.id)
    )
    with store.reading() as connection:
        for row in connection.execute(wanted.execution_options(yield_per=ROWS_AT_ONCE)):
            keys: dict[str, object] = json.loads(row.answers)
            yield Collected(row.state != "ended", frozenset(question_of(AnswerKey(key)) for key in keys))
