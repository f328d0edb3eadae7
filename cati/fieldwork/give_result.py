"""Give a call its result, without an interview or in the place of one that waits to be resumed."""

from dataclasses import replace

from cati.errors import ResultIncompleteError
from cati.fieldwork.call_result import CallResult, Over, outcome_of
from cati.fieldwork.case_card import CaseCard
from cati.fieldwork.next_case import begin_interview, open_interview_of
from cati.fieldwork.room import Command
from cati.fieldwork.stop import ending_of
from cati.storage.attempts import finish_attempt
from cati.storage.cases import fetch_case

ASKED = {
    "time": "room.ask_time",
    "by_whom": "room.ask_by_whom",
    "reason": "room.ask_reason",
    "language": "room.ask_language",
    "note": "room.ask_note",
}
"""What must be known with a result, each with the sentence that asks for it; what may stay empty is not here."""


def give_result(card: CaseCard, result: CallResult, command: Command) -> CaseCard | None:
    """End the call with its result; tried again with the same command nothing more happens.

    After a dead number the card stays in hand, for the next number; else the case is free and there is none. Raises
    `ResultIncompleteError` for what must be asked first, `LeaseLostError` if another was given the case.
    """
    for ask in wanting(result):
        raise ResultIncompleteError(ASKED[ask])
    if closes_interview(card, result):
        interview = begin_interview(card, command)
        interview.end(ending_of(interview.session, result.disposition), result=result)
        return None
    outcome = outcome_of(card.room, card.file, result, Over(card.began_at or command.at, command.at, card.dialled))
    goes_on = outcome.dead_number is not None and outcome.state == "callback"
    store = card.room.store
    finish_attempt(store, card.claim, card.attempt_id, command.at, replace(outcome, keeps_hold=goes_on))
    return CaseCard(card.room, card.claim, fetch_case(store, card.claim.case_id)) if goes_on else None


def wanting(result: CallResult) -> tuple[str, ...]:
    """What this result still asks for (`time`, `by_whom`, `reason`, `language`, `note`), in the order to ask it."""
    given = {
        "time": result.agreed is not None or result.disposition == "suspended",
        "by_whom": bool(result.said.by),
        "reason": bool(result.said.reason),
        "language": bool(result.said.language),
        "note": bool(result.said.words),
    }
    return tuple(ask for ask in result.row.asks if not given.get(ask, True))


def closes_interview(card: CaseCard, result: CallResult) -> bool:
    """Whether the result also ends an interview that was suspended: how far that came decides what it counts as."""
    is_refusal = result.disposition in ("soft_refusal", "hard_refusal")
    ends = is_refusal or (result.row.ends_case and result.row.level == "case")
    return ends and open_interview_of(card.room, card.claim.case_id) is not None
