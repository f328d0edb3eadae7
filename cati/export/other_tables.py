"""The other tables of an export: cases, call attempts, and (for paradata) events, in columns of their own."""

from cati.export.cells import NOT_ASKED, Cell
from cati.export.columns import KINDS, LABELS
from cati.questionnaire.model import Questionnaire, Text
from cati.questionnaire.variables import Kind, Variable, said, sample_variables

CASES = (
    "case_key", "outcome", "aapor", "attempts", "first_attempt_at", "last_attempt_at", "quota_cell",
)  # fmt: skip
ATTEMPTS = ("case_key", "attempt", "started_at", "duration_seconds", "interviewer", "outcome")
DIALS = ("case_key", "attempt", "dial", "phone", "dialled_at", "duration_seconds", "result")
EVENTS = ("interview_id", "seq", "at", "kind", "variable", "item", "seconds_since_previous")

OTHER_KINDS: dict[str, Kind] = {
    "attempts": "integer", "attempt": "integer", "first_attempt_at": "datetime", "last_attempt_at": "datetime",
    "dial": "integer", "phone": "integer", "dialled_at": "datetime",
    "seq": "integer", "at": "datetime", "seconds_since_previous": "integer",
}  # fmt: skip
OTHER_LABELS = {
    "attempts": "export.column.attempts",
    "attempt": "export.column.attempt",
    "first_attempt_at": "export.column.first_attempt_at",
    "last_attempt_at": "export.column.last_attempt_at",
    "quota_cell": "export.column.quota_cell",
    "dial": "export.column.dial",
    "phone": "export.column.phone",
    "dialled_at": "export.column.dialled_at",
    "result": "export.column.result",
    "seq": "export.column.seq",
    "at": "export.column.at",
    "kind": "export.column.kind",
    "variable": "export.column.variable",
    "item": "export.column.item",
    "seconds_since_previous": "export.column.seconds_since_previous",
}


def case_columns(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """A row per case of the sample, called or not."""
    return (*named(CASES, questionnaire), *sample_variables(questionnaire))


def attempt_columns(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """A row per call attempt."""
    return named(ATTEMPTS, questionnaire)


def dial_columns(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """A row per number dialled, told by its place in the list of the case."""
    return named(DIALS, questionnaire)


def event_columns(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """A row per event of an exported interview; no answer is in it."""
    return named(EVENTS, questionnaire)


def named(names: tuple[str, ...], questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """Columns by their names."""
    kinds, labels = KINDS | OTHER_KINDS, LABELS | OTHER_LABELS
    about = Text({"": questionnaire.study.timezone})
    return tuple(
        Variable(name, "", kinds.get(name, "text"), said(questionnaire, labels[name], about), {}, 0, role="system")
        for name in names
    )


def or_not_asked(cell: Cell | None) -> Cell:
    """A value that may lack."""
    return NOT_ASKED if cell is None else cell
