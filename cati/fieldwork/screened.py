"""An answer that puts a company in a full cell: if the quota is hard, the conversation ends there."""

import logging
from collections.abc import Mapping
from functools import lru_cache

from cati.errors import StorageError
from cati.fieldwork.room import Room
from cati.interview.view import EndView
from cati.questionnaire.model import EndItem
from cati.sample.quota import quotas_on_answers
from cati.storage.case_cells import place_case
from cati.storage.ids import CaseId
from cati.words import say

LOG = logging.getLogger(__name__)
EXIT = "quota_full"
"""The disposition of who is not asked further, and the id of the end that is reached."""


def full_quota(room: Room, case_id: CaseId, cells: Mapping[str, str]) -> str | None:
    """Note the cells that answers decide; the hard quota whose cell is closed, if any.

    A database that does not answer cuts nobody off: the cells are noted again when the interview ends.
    """
    try:
        closed = place_case(room.store, case_id, cells)
    except StorageError as fault:
        LOG.warning("not placed case=%s word=%s", case_id, fault.word)
        return None
    quotas = quotas_on_answers(room.study.questionnaire)
    return next((quota.name for quota in quotas if quota.hard and quota.name in closed), None)


@lru_cache(maxsize=8)
def quota_exit(language: str) -> EndView:
    """The end that is reached in a full cell, in the language of the conversation."""
    text = say(language, "room.quota_exit")
    return EndView(EndItem.model_validate({"id": EXIT.upper(), "type": "end", "disposition": EXIT, "text": text}), text)
