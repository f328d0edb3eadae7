"""Which entry a question gets."""

from cati.interview.entry.base import Entry, StatementEntry
from cati.interview.entry.choosing import MultiEntry, SingleEntry
from cati.interview.entry.listing import NamesEntry
from cati.interview.entry.row_by_row import EachEntry, GridEntry
from cati.interview.entry.typing_in import Desk, TypedEntry
from cati.interview.prompt import Prompt
from cati.questionnaire.model import (
    AppointmentQuestion,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    SingleQuestion,
    Statement,
)


def entry_for(prompt: Prompt, desk: Desk) -> Entry:
    """The entry of a question; an appointment has a form of its own (`booking`) and gets the bare one."""
    match prompt.question:
        case Statement():
            return StatementEntry(prompt)
        case SingleQuestion():
            return SingleEntry(prompt)
        case GridQuestion():
            return GridEntry(prompt)
        case MultiQuestion() if prompt.reads_each:
            return EachEntry(prompt)
        case MultiQuestion():
            return MultiEntry(prompt)
        case NamesQuestion():
            return NamesEntry(prompt)
        case AppointmentQuestion():
            return Entry(prompt)
        case _:
            return TypedEntry(prompt, desk=desk)
