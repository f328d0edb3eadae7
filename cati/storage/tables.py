"""The rows as they lie in the database.

`SQLModel(table=True)` validates nothing (law 3), so each table carries CHECK constraints of its own
and no row leaves this room. Order is by sequence, never by clock.
"""

from datetime import datetime
from typing import Any, get_args

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from cati.storage.append_only import keep_append_only, keep_until_erased
from cati.storage.column_types import KEY_TEXT, WHOLE, UtcDateTime, identity, is_json, is_one_of
from cati.storage.ids import CaseState, InterviewState, NoteKind, PhoneState, ReviewMark

OPEN_INTERVIEW = text("state IN ('in_progress', 'suspended')")
OPEN_APPOINTMENT = text("kept_at IS NULL AND cancelled_at IS NULL")
OFFERED = text("queue IS NOT NULL")
LEASED = text("lease_by IS NOT NULL")


def _where(condition: TextClause) -> dict[str, Any]:
    """What makes an index a partial one, on both engines."""
    return {"sqlite_where": condition, "postgresql_where": condition}


def _flag() -> Column[Any]:
    return Column(Boolean(create_constraint=True), nullable=False)


def _belongs_to(key: str, *, goes_along: bool = False, primary_key: bool = False) -> Column[Any]:
    """A reference; `goes_along` marks contact data, which is deleted with what it belongs to."""
    rule = "CASCADE" if goes_along else "RESTRICT"
    return Column(BigInteger, ForeignKey(key, ondelete=rule), nullable=False, primary_key=primary_key)


class SettingRow(SQLModel, table=True):
    """One fact about this study's database."""

    __tablename__ = "settings"
    __table_args__ = (*is_json("value"),)
    key: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)


class InterviewerRow(SQLModel, table=True):
    """Who signs in, by code. `languages` are set apart by spaces, NULL is any; `role` NULL is interviewer."""

    __tablename__ = "interviewers"
    __table_args__ = (CheckConstraint("length(code) > 0", name="code_is_given"),)
    code: str = Field(primary_key=True, sa_type=KEY_TEXT)
    name: str
    added_at: datetime = Field(sa_type=UtcDateTime)
    languages: str | None
    role: str | None
    keyboard: str | None


class SignInRow(SQLModel, table=True):
    """One session of an interviewer at a desk, with the operating system's account."""

    __tablename__ = "sign_ins"
    __table_args__ = (Index("sign_in_by_interviewer", "interviewer", "at"),)
    id: int | None = Field(default=None, sa_column=identity())
    interviewer: str
    account: str
    at: datetime = Field(sa_type=UtcDateTime)
    last_seen_at: datetime = Field(sa_type=UtcDateTime)


class QuestionnaireVersionRow(SQLModel, table=True):
    """A questionnaire as it was when interviews ran under it; never updated."""

    __tablename__ = "questionnaire_versions"
    __table_args__ = (
        UniqueConstraint("content_hash"),
        CheckConstraint("length(content_hash) = 64", name="content_hash_is_whole"),
        *is_json("document"),
    )
    id: int | None = Field(default=None, sa_column=identity())
    content_hash: str
    document: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)
    loaded_at: datetime = Field(sa_type=UtcDateTime)
    loaded_by: str


class CaseRow(SQLModel, table=True):
    """A unit of the sample, its place in dispatch, and who holds it (times in UTC seconds).

    `parked_because` says why a parked case waits; `not_by` is who should not be given it again;
    `search_text` is what a search by name looks through, without case and accents.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("case_key"),
        *is_json("sample"),
        is_one_of("state", get_args(CaseState)),
        CheckConstraint("queue BETWEEN 0 AND 4", name="queue_is_known"),
        CheckConstraint("queue IS NULL OR state NOT IN ('parked', 'closed')", name="only_open_cases_queue"),
        CheckConstraint("attempt_count >= 0", name="attempts_are_counted"),
        CheckConstraint("(lease_token IS NULL) = (lease_by IS NULL)", name="a_lease_has_a_holder"),
        Index("case_dispatch", "practice", "queue", "due_at", "shuffle", "id", **_where(OFFERED)),
        Index(
            "case_dispatch_by_language", "practice", "language", "queue", "due_at", "shuffle", "id", **_where(OFFERED)
        ),
        Index("case_by_state", "practice", "state", "current_code", "parked_because"),
        Index("case_leased", "lease_until", **_where(LEASED)),
        Index("case_by_enterprise_number", "enterprise_number"),
        Index("case_by_name", "search_text"),
    )
    id: int | None = Field(default=None, sa_column=identity())
    case_key: str = Field(sa_type=KEY_TEXT)
    practice: bool = Field(sa_column=_flag())
    language: str | None
    sample: str = Field(sa_type=Text)
    state: str
    current_code: str
    queue: int | None = Field(sa_type=WHOLE, nullable=True)
    due_at: int = Field(sa_type=BigInteger)
    shuffle: int = Field(sa_type=BigInteger)
    reserved_for: str | None
    attempt_count: int = Field(sa_type=WHOLE)
    lease_by: str | None
    lease_at: int = Field(sa_type=BigInteger)
    lease_until: int = Field(sa_type=BigInteger)
    lease_token: str | None
    parked_because: str | None
    not_by: str | None
    enterprise_number: str | None
    search_text: str | None


class CaseHistoryRow(SQLModel, table=True):
    """What a case came to, each time that changed: append-only, without personal data.

    The last row before a moment says how the case stood then; `because` is a disposition or a deed.
    """

    __tablename__ = "case_history"
    __table_args__ = (is_one_of("state", get_args(CaseState)), Index("history_by_case", "case_id", "id", "at"))
    id: int | None = Field(default=None, sa_column=identity())
    case_id: int = Field(sa_column=_belongs_to("cases.id"))
    at: datetime = Field(sa_type=UtcDateTime)
    state: str
    code: str
    because: str


class DoNotCallRow(SQLModel, table=True):
    """A phone number (E.164) or an enterprise number (ten digits) that must not be called; it holds no name."""

    __tablename__ = "do_not_call"
    __table_args__ = (is_one_of("kind", ("phone", "enterprise_number")),)
    kind: str = Field(primary_key=True)
    value: str = Field(primary_key=True, sa_type=KEY_TEXT)
    reason: str
    since: str
    added_at: datetime = Field(sa_type=UtcDateTime)
    added_by: str


class PhoneNumberRow(SQLModel, table=True):
    """A number at which a case can be reached, in calling order."""

    __tablename__ = "phone_numbers"
    __table_args__ = (
        UniqueConstraint("case_id", "e164"),
        CheckConstraint("e164 LIKE '+%'", name="e164_is_international"),
        is_one_of("state", get_args(PhoneState)),
        Index("phone_by_number", "e164"),
    )
    id: int | None = Field(default=None, sa_column=identity())
    case_id: int = Field(sa_column=_belongs_to("cases.id", goes_along=True))
    e164: str
    label: str
    position: int = Field(sa_type=WHOLE)
    state: str


class ContactRow(SQLModel, table=True):
    """Personal data of a case, apart from everything an export reads."""

    __tablename__ = "contacts"
    case_id: int = Field(sa_column=_belongs_to("cases.id", goes_along=True, primary_key=True))
    name: str
    function: str
    email: str
    notes: str
    expires_on: str | None


class CaseNoteRow(SQLModel, table=True):
    """What somebody wrote about a case, for whoever calls it next or for the supervisor; it may name people."""

    __tablename__ = "case_notes"
    __table_args__ = (is_one_of("kind", get_args(NoteKind)), Index("note_by_case", "case_id"))
    id: int | None = Field(default=None, sa_column=identity())
    case_id: int = Field(sa_column=_belongs_to("cases.id", goes_along=True))
    kind: str
    at: datetime = Field(sa_type=UtcDateTime)
    author: str
    text: str = Field(sa_type=Text)
    seen_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    seen_by: str | None


class CallAttemptRow(SQLModel, table=True):
    """One session on a case, with its disposition once it is over."""

    __tablename__ = "call_attempts"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
        Index("attempt_by_interviewer", "interviewer", "started_at", "ended_at"),
        Index("attempt_by_end", "ended_at"),
    )
    id: int | None = Field(default=None, sa_column=identity())
    case_id: int = Field(sa_column=_belongs_to("cases.id"))
    number: int = Field(sa_type=WHOLE)
    interviewer: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    disposition: str | None


class DialRow(SQLModel, table=True):
    """One number dialled in a call attempt; `position` stays when the number itself is erased."""

    __tablename__ = "dials"
    __table_args__ = (Index("dial_by_attempt", "attempt_id"),)
    id: int | None = Field(default=None, sa_column=identity())
    attempt_id: int = Field(sa_column=_belongs_to("call_attempts.id"))
    phone_id: int | None = Field(
        sa_column=Column(BigInteger, ForeignKey("phone_numbers.id", ondelete="SET NULL"), nullable=True)
    )
    position: int = Field(sa_type=WHOLE)
    dialled_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    result: str | None


class InterviewRow(SQLModel, table=True):
    """One conversation; `answers` is the fold of its events, written in the same transaction.

    `over_quota` names the quota whose cell was full when the interview counted, if any.
    """

    __tablename__ = "interviews"
    __table_args__ = (
        *is_json("answers"),
        is_one_of("state", get_args(InterviewState)),
        CheckConstraint("length(last_digest) = 16", name="digest_is_whole"),
        CheckConstraint("last_sequence >= 0", name="sequence_counts"),
        Index("one_open_interview_a_case", "case_id", unique=True, **_where(OPEN_INTERVIEW)),
        Index("interview_by_case", "case_id"),
    )
    id: int | None = Field(default=None, sa_column=identity())
    case_id: int = Field(sa_column=_belongs_to("cases.id"))
    version_id: int = Field(sa_column=_belongs_to("questionnaire_versions.id"))
    language: str
    state: str
    disposition: str | None
    answers: str = Field(sa_type=Text)
    last_sequence: int = Field(sa_type=WHOLE)
    last_digest: bytes = Field(sa_type=LargeBinary)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    over_quota: str | None


class InterviewEventRow(SQLModel, table=True):
    """Something that happened in an interview: append-only, chained by digest."""

    __tablename__ = "interview_events"
    __table_args__ = (
        CheckConstraint("sequence >= 1", name="sequence_counts_from_one"),
        CheckConstraint("elapsed_ms >= 0", name="time_goes_on"),
        CheckConstraint("length(digest) = 16", name="digest_is_whole"),
        *is_json("body"),
        {"sqlite_with_rowid": False},
    )
    interview_id: int = Field(sa_column=_belongs_to("interviews.id", primary_key=True))
    sequence: int = Field(primary_key=True, sa_type=WHOLE)
    attempt_id: int = Field(sa_column=_belongs_to("call_attempts.id"))
    kind: str
    question_id: str | None
    iteration: str | None
    body: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=UtcDateTime)
    elapsed_ms: int = Field(sa_type=WHOLE)
    digest: bytes = Field(sa_type=LargeBinary)


class ContactAnswerRow(SQLModel, table=True):
    """What a personal event said; the event itself says only that it is kept apart."""

    __tablename__ = "contact_answers"
    __table_args__ = (*is_json("value"),)
    interview_id: int = Field(sa_column=_belongs_to("interviews.id", goes_along=True, primary_key=True))
    sequence: int = Field(primary_key=True, sa_type=WHOLE)
    question_id: str | None
    iteration: str | None
    value: str = Field(sa_type=Text)
    expires_on: str | None


class AppointmentRow(SQLModel, table=True):
    """A promise to call back, with the wall time as it was spoken; at most one of a case is open."""

    __tablename__ = "appointments"
    __table_args__ = (
        Index("one_open_appointment_a_case", "case_id", unique=True, **_where(OPEN_APPOINTMENT)),
        Index("appointment_by_case", "case_id"),
        Index("appointment_by_time", "due_at"),
    )
    id: int | None = Field(default=None, sa_column=identity())
    case_id: int = Field(sa_column=_belongs_to("cases.id"))
    attempt_id: int = Field(sa_column=_belongs_to("call_attempts.id"))
    due_at: int = Field(sa_type=BigInteger)
    wall: str
    timezone: str
    firm: bool = Field(sa_column=_flag())
    for_interviewer: str | None
    kept_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    cancelled_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)


class QuotaCellRow(SQLModel, table=True):
    """What a supervisor or a full cell changed of a quota's cell; counts are queried, never stored."""

    __tablename__ = "quota_cells"
    __table_args__ = (CheckConstraint("target >= 0", name="target_counts"),)
    quota: str = Field(primary_key=True)
    cell: str = Field(primary_key=True, sa_type=KEY_TEXT)
    target: int | None = Field(sa_type=WHOLE, nullable=True)
    closed_at: datetime | None = Field(sa_type=UtcDateTime, nullable=True)
    closed_by: str | None


class CaseCellRow(SQLModel, table=True):
    """The cell of a quota to which a case belongs, once it is known."""

    __tablename__ = "case_cells"
    __table_args__ = (Index("case_by_cell", "quota", "cell", "case_id"),)
    case_id: int = Field(sa_column=_belongs_to("cases.id", primary_key=True))
    quota: str = Field(primary_key=True)
    cell: str


class ReviewMarkRow(SQLModel, table=True):
    """An interview that a supervisor listened to or called back about (ISO 20252), and what came of it."""

    __tablename__ = "review_marks"
    __table_args__ = (is_one_of("mark", get_args(ReviewMark)), Index("mark_by_interview", "interview_id"))
    id: int | None = Field(default=None, sa_column=identity())
    interview_id: int = Field(sa_column=_belongs_to("interviews.id"))
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    mark: str
    outcome: str


class AuditRow(SQLModel, table=True):
    """A deed of a supervisor or of the program itself: append-only, without personal data."""

    __tablename__ = "audit"
    __table_args__ = (*is_json("detail"), Index("audit_by_object", "object"), Index("audit_by_verb", "verb"))
    id: int | None = Field(default=None, sa_column=identity())
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    verb: str
    object: str
    detail: str = Field(sa_type=Text)


class ErasureRow(SQLModel, table=True):
    """A case that was erased; an interview's events can be deleted only once it stands here."""

    __tablename__ = "erasures"
    __table_args__ = (Index("erasure_by_interview", "interview_id"), Index("erasure_by_case", "case_id"))
    id: int | None = Field(default=None, sa_column=identity())
    case_id: int = Field(sa_column=_belongs_to("cases.id"))
    interview_id: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    reason: str


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


SETTINGS = _table(SettingRow)
INTERVIEWERS = _table(InterviewerRow)
SIGN_INS = _table(SignInRow)
VERSIONS = _table(QuestionnaireVersionRow)
CASES = _table(CaseRow)
CASE_HISTORY = _table(CaseHistoryRow)
DO_NOT_CALL = _table(DoNotCallRow)
PHONES = _table(PhoneNumberRow)
CONTACTS = _table(ContactRow)
NOTES = _table(CaseNoteRow)
ATTEMPTS = _table(CallAttemptRow)
DIALS = _table(DialRow)
INTERVIEWS = _table(InterviewRow)
EVENTS = _table(InterviewEventRow)
CONTACT_ANSWERS = _table(ContactAnswerRow)
APPOINTMENTS = _table(AppointmentRow)
QUOTA_CELLS = _table(QuotaCellRow)
CASE_CELLS = _table(CaseCellRow)
REVIEW_MARKS = _table(ReviewMarkRow)
AUDIT = _table(AuditRow)
ERASURES = _table(ErasureRow)

keep_append_only(SQLModel.metadata, VERSIONS, CASE_HISTORY, AUDIT, ERASURES)
keep_until_erased(SQLModel.metadata, EVENTS)
