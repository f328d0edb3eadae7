"""The cells of the study's quotas, for its cases and its conversations."""

from collections.abc import Mapping
from typing import Any

from cati.fieldwork.room import Room
from cati.interview.session import Session
from cati.questionnaire.answer import Answers
from cati.questionnaire.fieldwork_rules import Quota
from cati.questionnaire.path import path
from cati.questionnaire.sample_values import read_sample
from cati.sample.quota import cell_of, quotas_on_answers, values_known
from cati.storage.case_cells import CellFor, sort_if_needed


def sort_sample(room: Room) -> None:
    """Give every case its quota cells, where it has none yet. Raises `StorageError`."""
    quotas = room.study.questionnaire.fieldwork.quotas
    if quotas:
        sort_if_needed(room.store, quotas, cell_for(room), room.clock())


def cell_for(room: Room) -> CellFor:
    """How the cell of a case is found in what is stored of it."""
    questionnaire = room.study.questionnaire
    by_answers = {quota.name for quota in quotas_on_answers(questionnaire)}

    def found(quota: Quota, row: Mapping[str, Any], answers: Answers) -> str:
        sample = read_sample(questionnaire, {name: str(value) for name, value in row.items() if value is not None})
        is_asked = quota.name in by_answers and answers
        stops = path(questionnaire, sample, answers).stops if is_asked else ()
        return cell_of(quota, values_known(sample, stops))

    return found


def cells_by_answers(room: Room, session: Session) -> dict[str, str]:
    """What a conversation says of the cells of its case: those that a question decides, by quota."""
    values = values_known(session.sample, session.path.stops)
    return {quota.name: cell_of(quota, values) for quota in quotas_on_answers(room.study.questionnaire)}
