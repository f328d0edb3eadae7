"""From keys and lines to an answer, or a sentence why not: one small machine a kind of question.

An entry is made anew for each painting of a question. It never stores anything: it says what should be
recorded, kept as a draft or told, and the fronts do that. Both fronts use the same entries, so the plain
mode and the screens cannot differ in what they accept.
"""

from cati.interview.entry.base import Entry, StatementEntry
from cati.interview.entry.by_kind import entry_for
from cati.interview.entry.choosing import MultiEntry, SingleEntry
from cati.interview.entry.listing import NamesEntry
from cati.interview.entry.outcomes import AskAgain, Give, Keep, Leave, OpenText, Outcome, Tell
from cati.interview.entry.row_by_row import EachEntry, GridEntry, RowsEntry
from cati.interview.entry.typing_in import Desk, TypedEntry

__all__ = [
    "AskAgain",
    "Desk",
    "EachEntry",
    "Entry",
    "Give",
    "GridEntry",
    "Keep",
    "Leave",
    "MultiEntry",
    "NamesEntry",
    "OpenText",
    "Outcome",
    "RowsEntry",
    "SingleEntry",
    "StatementEntry",
    "Tell",
    "TypedEntry",
    "entry_for",
]
