"""A call from the case card: its numbers, and the interview that it leads to."""

from cati.fieldwork.case_card import CaseCard, dial
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import begin_interview
from cati.fieldwork.notes import write_note
from cati.fieldwork.room import Command
from cati.questionnaire.validity import Invalid
from cati.storage.cases import Phone
from cati.storage.dialling import Forbidden
from cati.storage.ids import PhoneId

MOST_KEYS = 9


def keyed_numbers(card: CaseCard) -> list[tuple[str, Phone]]:
    """The numbers with their keys: a number keeps its key whatever became of it."""
    return [(str(at), phone) for at, phone in enumerate(card.file.phones[:MOST_KEYS], 1)]


def dial_number(card: CaseCard, phone_id: PhoneId, command: Command) -> CaseCard | Forbidden:
    """Dial a number; at the one dialled before nobody answered, unless a result said otherwise.

    Raises `LeaseLostError` if another was given the case.
    """
    return dial(card, phone_id, command, tried="no_answer" if card.dialled not in (None, phone_id) else "")


def called(card: CaseCard, command: Command) -> CaseCard | Forbidden:
    """The card with a call under way: its first usable number was called if none was dialled by key.

    Raises `LeaseLostError` if another was given the case.
    """
    usable = (phone.phone_id for phone in card.file.phones if phone.state == "usable")
    first = next((phone_id for phone_id in usable if phone_id is not None), None)
    return card if card.attempt_id is not None or first is None else dial(card, first, command)


def called_and_begun(card: CaseCard, command: Command) -> tuple[CaseCard, Interview] | Forbidden:
    """The interview of a case that was called. Raises `StudyError` if it cannot be begun, and what `called` raises."""
    found = called(card, command)
    return found if isinstance(found, Forbidden) else (found, begin_interview(found, command))


def noted(card: CaseCard, text: str, command: Command) -> CaseCard | Invalid:
    """The card with a note more for whoever calls next, or why it cannot be kept."""
    fault = write_note(card.room, card.claim.case_id, text, command)
    return card.again() if fault is None else fault
