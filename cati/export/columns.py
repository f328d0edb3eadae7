"""The columns of one file: what every export has, the sample, the answers; several versions become one."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from cati.errors import CannotBeSaidError
from cati.export.cells import Cell
from cati.export.interview import Interviewed, Version
from cati.questionnaire.model import Text
from cati.questionnaire.steps import steps
from cati.questionnaire.variable_names import SYSTEM
from cati.questionnaire.variables import FLAGS, Kind, Variable, said, said_labels, sample_variables, variables

KINDS: dict[str, Kind] = {
    "is_complete": "flag", "over_quota": "flag", "edited": "flag", "started_at": "datetime", "ended_at": "datetime",
    "utc_offset_minutes": "integer", "duration_seconds": "integer", "sessions": "integer",
}  # fmt: skip
LABELS: dict[str, str] = {
    "case_key": "export.column.case_key",
    "interview_id": "export.column.interview_id",
    "outcome": "export.column.outcome",
    "aapor": "export.column.aapor",
    "is_complete": "export.column.is_complete",
    "over_quota": "export.column.over_quota",
    "edited": "export.column.edited",
    "questionnaire_version": "export.column.questionnaire_version",
    "first_version": "export.column.first_version",
    "language": "export.column.language",
    "languages": "export.column.languages",
    "started_at": "export.column.started_at",
    "ended_at": "export.column.ended_at",
    "utc_offset_minutes": "export.column.utc_offset_minutes",
    "duration_seconds": "export.column.duration_seconds",
    "sessions": "export.column.sessions",
    "interviewer": "export.column.interviewer",
}


@lru_cache(maxsize=64)
def columns_of(version: Version) -> tuple[Variable, ...]:
    """All columns of one version, in their order."""
    questionnaire = version.questionnaire
    system = tuple(
        Variable(
            name=name,
            question="",
            kind=KINDS.get(name, "text"),
            label=said(questionnaire, LABELS[name], Text({"": questionnaire.study.timezone})),
            value_labels=said_labels(questionnaire, FLAGS) if KINDS.get(name) == "flag" else {},
            width=0,
            role="system",
        )
        for name in SYSTEM
    )
    return (*system, *sample_variables(questionnaire), *variables(questionnaire))


def system_cells(interview: Interviewed) -> list[Cell]:
    """One cell per name of `SYSTEM`, in that order."""
    offset = interview.started_at.utcoffset()
    return [
        interview.case_key,
        interview.interview_id,
        interview.outcome,
        interview.aapor,
        int(interview.outcome == "complete"),
        int(interview.is_over_quota),
        int(interview.is_edited),
        interview.version.name,
        interview.first_version,
        interview.languages[-1],
        ">".join(interview.languages),
        interview.started_at.replace(microsecond=0),
        interview.ended_at.replace(microsecond=0),
        0 if offset is None else int(offset.total_seconds()) // 60,
        interview.open_seconds,
        interview.sessions,
        interview.interviewer,
    ]


def union(versions: Iterable[Version]) -> tuple[Variable, ...]:
    """The columns of all versions by name, in the newest one's order; an older one's follows its neighbour there.

    Raises `CannotBeSaidError` if a question is of one type here and of another there.
    """
    newest_first = sorted(versions, key=lambda version: version.rank, reverse=True)
    refuse_other_types(newest_first)
    merged: dict[str, Variable] = {}
    order: list[str] = []
    for version in newest_first:
        after = -1
        for column in columns_of(version):
            if column.name in merged:
                merged[column.name] = wider(merged[column.name], column)
                after = order.index(column.name)
            else:
                after += 1
                order.insert(after, column.name)
                merged[column.name] = column
    return tuple(merged[name] for name in order)


def wider(newer: Variable, older: Variable) -> Variable:
    """A column that both versions fit; the newer one's words win."""
    is_number = {newer.kind, older.kind} <= {"integer", "decimal"}
    if newer.kind != older.kind and not is_number:
        raise CannotBeSaidError("export.columns_differ", column=newer.name, kind=newer.kind, other_kind=older.kind)
    return replace(
        newer,
        value_labels={**older.value_labels, **newer.value_labels},
        width=max(newer.width, older.width) if newer.width and older.width else 0,
        decimals=max(newer.decimals, older.decimals),
        kind="decimal" if newer.kind != older.kind else newer.kind,
    )


def refuse_other_types(newest_first: list[Version]) -> None:
    """Stop if one question has two types."""
    seen: dict[str, tuple[str, str]] = {}
    for version in newest_first:
        for step in steps(version.questionnaire):
            kind, name = seen.setdefault(step.item.id, (step.item.type, version.name))
            if kind != step.item.type:
                raise CannotBeSaidError(
                    "export.kinds_differ",
                    question=step.item.id,
                    kind=kind,
                    version=name,
                    other_kind=step.item.type,
                    other_version=version.name,
                )
