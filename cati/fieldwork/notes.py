"""Notes about a case: for whoever calls it next, to the supervisor, and back."""

from cati.fieldwork.case_card import CaseCard
from cati.fieldwork.room import Command, Room
from cati.interview.cleaning import clean
from cati.questionnaire.validity import Invalid
from cati.sample.said import Said
from cati.storage.call_history import NewNote, Note, add_note, see_notes
from cati.storage.ids import CaseId, NoteKind
from cati.storage.leases import hold_still


def write_note(room: Room, case_id: CaseId, text: str, command: Command, kind: NoteKind = "note") -> Invalid | None:
    """Write a note about a case, once however often it is tried; why it cannot be kept, if so.

    `to_supervisor` asks the supervisor something; a `note` is on the card from now on. An empty one is none.
    """
    cleaned = clean(text)
    if isinstance(cleaned, Invalid):
        return cleaned
    if not cleaned:
        return None
    with room.store.transaction() as connection:
        hold_still(connection, case_id)
        add_note(connection, case_id, room.interviewer, command.at, NewNote(kind, cleaned))
    return None


def read_by_interviewer(card: CaseCard, command: Command) -> tuple[Note, ...]:
    """The supervisor's notes that this card shows for the first time; from now on they are seen."""
    unseen = tuple(note for note in card.file.notes if note.kind == "to_interviewer" and note.seen_at is None)
    if unseen:
        with card.room.store.transaction() as connection:
            see_notes(connection, card.claim.case_id, "to_interviewer", card.room.interviewer, command.at)
    return unseen


def words_of(note: Note) -> str:
    """What a note says to a reader: of a result's, only the words."""
    return Said.read(note.text).words if note.kind == "reason" else note.text
