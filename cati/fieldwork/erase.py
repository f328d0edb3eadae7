"""What is known of a person, gone: one case at a request, or all contact data once their time is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cati.errors import CaseHeldError, StudyError
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.storage.audit import Deed
from cati.storage.backup import BACKUPS
from cati.storage.copying import opened_copy
from cati.storage.erasing import Erasure, contents_of, erase, erase_contacts
from cati.storage.subjects import key_of


@dataclass(frozen=True)
class Receipt:
    """What was erased of one case: rows by kind; `backups` still hold it; `was_erased` before: nothing was done."""

    case_key: str
    removed: dict[str, int]
    backups: tuple[Path, ...] = ()
    was_erased: bool = False


def erase_case(supervisor: Supervisor, case_key: str) -> Receipt:
    """Erase a case: contact data, numbers, notes, and its interviews with every event.

    Its key, dispositions, dates, attempts and quota cells stay. Doing it twice does nothing more. Raises `StudyError`
    for an unknown case, `CaseHeldError` while somebody is in it.
    """
    room = supervisor.room
    with supervisor.any_case(case_key) as change:
        standing = change.standing
        removed = contents_of(change.connection, standing.case_id)
        if standing.is_erased:
            return Receipt(case_key, removed, was_erased=True)
        if standing.holder and not supervisor.breaks:
            raise CaseHeldError("powers.held_short", case_key=case_key, holder=standing.holder)
    erase(room.store, [Erasure(case_key, room.clock(), room.interviewer, supervisor.reason)])
    return Receipt(case_key, removed, tuple(backups_with(room, case_key)))


def backups_with(room: Room, case_key: str) -> Sequence[Path]:
    """The backups beside the database in which the case still is, and not erased."""
    if room.store.path is None:
        return ()
    return [file for file in sorted((room.store.path.parent / BACKUPS).glob("*.sqlite")) if holds(file, case_key)]


def holds(file: Path, case_key: str) -> bool:
    """Whether a backup has anything of a case; one that cannot be read may have."""
    try:
        with opened_copy(file) as store:
            case_id = key_of(store, case_key)
            if case_id is None:
                return False
            with store.reading() as connection:
                return any(contents_of(connection, case_id).values())
    except Exception:  # noqa: BLE001 - whatever is wrong with it: it is named
        return True


def contact_data_over(room: Room) -> date | None:
    """Until when contact data were to be kept, if that is past."""
    until = room.study.questionnaire.fieldwork.retention.contact_data_until
    return until if until is not None and room.local_now().date() > until else None


def erase_expired(room: Room, reason: str) -> int:
    """Erase all contact data and personal answers at once; other answers stay. How many cases had any.

    Raises `StudyError` before their time is over.
    """
    until = contact_data_over(room)
    if until is None:
        kept = room.study.questionnaire.fieldwork.retention.contact_data_until
        if kept is None:
            raise StudyError("powers.no_retention")
        raise StudyError("powers.not_expired", until=kept.isoformat())
    deed = Deed(
        room.clock(), room.interviewer, "erase_expired", "contact data", {"reason": reason, "until": str(until)}
    )
    return erase_contacts(room.store, deed)
