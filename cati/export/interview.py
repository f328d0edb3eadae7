"""One interview as an export takes it: what the store knows, handed over without the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cati.questionnaire.answer import Answer, AnswerKey
from cati.questionnaire.model import Questionnaire


@dataclass(frozen=True)
class Version:
    """A questionnaire version; `rank` grows with its age in the study, the newest has the highest."""

    name: str
    rank: int
    questionnaire: Questionnaire = field(repr=False)


@dataclass(frozen=True)
class Interviewed:
    """An interview to be exported; it was last amended at `changed_at` if that was after its end.

    `case_key` is the pseudonym. Times are aware; `open_seconds` leaves out what was suspended. `answers`
    holds a stand-in where a personal value is kept apart, so that the path is as it was.
    """

    case_key: str
    interview_id: str
    outcome: str
    aapor: str
    version: Version
    first_version: str
    languages: tuple[str, ...]
    started_at: datetime
    ended_at: datetime
    open_seconds: int
    sessions: int
    interviewer: str
    sample: Mapping[str, str]
    answers: Mapping[AnswerKey, Answer]
    orders: Mapping[AnswerKey, tuple[str, ...]] = field(default_factory=dict)
    changed_at: datetime | None = None
    is_over_quota: bool = False
    is_edited: bool = False
