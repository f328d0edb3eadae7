"""A case on the screen before it is called: who it is, how it can be reached, what was tried, what was noted."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from cati.fieldwork.asking import midnight, queues_at
from cati.fieldwork.call_result import forbidden_outcome
from cati.fieldwork.room import Command, Room
from cati.questionnaire.dispositions import dispositions
from cati.sample.dispatch import QUEUES
from cati.storage.cases import CaseFile, fetch_case
from cati.storage.dialling import Forbidden, Tried, may_be_called
from cati.storage.dialling import dial as store_dial
from cati.storage.ids import AttemptId, CaseId, PhoneId
from cati.storage.interviewers import languages_of
from cati.storage.leases import Claim, Screen, Terms, claim_case, claim_next, release


@dataclass(frozen=True)
class CaseCard:
    """A case held for this desk. `attempt_id` and `began_at` are of the call under way, `dialled` its number."""

    room: Room
    claim: Claim
    file: CaseFile
    attempt_id: AttemptId | None = None
    began_at: datetime | None = None
    dialled: PhoneId | None = None

    def again(self) -> "CaseCard":
        """The same with its case as it is in the database now."""
        return replace(self, file=fetch_case(self.room.store, self.claim.case_id))


def next_card(room: Room, command: Command, *, practice: bool) -> CaseCard | None:
    """Claim the next case that is due for this interviewer; None if none is."""
    claim = claim_next(
        room.store,
        room.interviewer,
        command.at,
        practice=practice,
        lease_seconds=room.lease_seconds,
        token=command.token,
        terms=terms_of(room, command, practice=practice),
    )
    return None if claim is None else card_of(room, claim)


def open_card(room: Room, case_id: CaseId, command: Command) -> CaseCard:
    """Claim one case: somebody calls in, or it was looked up. Any state will do but closed.

    Raises `CaseHeldError`: another has it (and who), it is closed, or it may not be called.
    """
    claim = claim_case(
        room.store,
        case_id,
        room.interviewer,
        command.at,
        lease_seconds=room.lease_seconds,
        token=command.token,
        screen=screen_of(room, command),
    )
    return card_of(room, claim)


def terms_of(room: Room, command: Command, *, practice: bool) -> Terms:
    """What can be given at this desk now: outside call hours only what was promised, and practice."""
    local = command.at.astimezone(room.study.zone)
    return Terms(
        languages=languages_of(room.store, room.interviewer),
        queues=QUEUES if practice else queues_at(room, command.at),
        today=midnight(local),
        screen=screen_of(room, command),
    )


def screen_of(room: Room, command: Command) -> Screen:
    """Close a case nothing of which may be called, before a number of it is shown."""
    return partial(may_be_called, now=command.at, forbidden=lambda file: forbidden_outcome(room, file, command.at))


def card_of(room: Room, claim: Claim) -> CaseCard:
    """The card of a claimed case, which is freed again if it cannot be read."""
    try:
        return CaseCard(room, claim, fetch_case(room.store, claim.case_id))
    except BaseException:
        release(room.store, claim)
        raise


def put_back(card: CaseCard) -> None:
    """Free a case that was not dialled; nothing happened to it."""
    release(card.room.store, card.claim)


def dial(card: CaseCard, phone_id: PhoneId, command: Command, *, tried: str = "") -> CaseCard | Forbidden:
    """Dial a number of the case: the card with the call under way, or why it must not be called.

    `tried` is what came of the number dialled just before in the same call (`busy`), if one was. Raises
    `LeaseLostError`, or `LookupError` for a number of another case.
    """
    room = card.room
    dialled = store_dial(
        room.store,
        card.claim,
        phone_id,
        command.at,
        attempt_id=card.attempt_id,
        tried=tried_before(card, tried),
        forbidden=forbidden_outcome(room, card.file, command.at),
    )
    if isinstance(dialled, Forbidden):
        return dialled
    file = fetch_case(room.store, card.claim.case_id) if tried else card.file
    return replace(
        card, file=file, attempt_id=dialled.attempt_id, began_at=card.began_at or command.at, dialled=phone_id
    )


def tried_before(card: CaseCard, result: str) -> Tried | None:
    """What came of the number that was dialled before."""
    if not result or card.dialled is None:
        return None
    return Tried(result, card.dialled, is_dead=dispositions()[result].cool_off == "next_number")
