"""From what is before the interviewer to what stands on the screen."""

from dataclasses import dataclass
from typing import assert_never

from cati.interview.answers_so_far import answer_in_words
from cati.interview.entry import (
    Desk,
    EachEntry,
    Entry,
    GridEntry,
    MultiEntry,
    NamesEntry,
    SingleEntry,
    TypedEntry,
    entry_for,
)
from cati.interview.prompt import Prompt
from cati.interview.session import Session
from cati.interview.view import CheckView, EndView, NoEndView, OverView, QuestionView, View
from cati.questionnaire.model import AppointmentQuestion
from cati.tui.standing.appointment import AskedAppointment
from cati.tui.standing.base import Standing
from cati.tui.standing.long_list import AskedLongList
from cati.tui.standing.multi import AskedMulti
from cati.tui.standing.names import AskedNames
from cati.tui.standing.others import Checked, Ended, Stopped
from cati.tui.standing.question import Asked
from cati.tui.standing.rows import AskedEach, AskedGrid
from cati.tui.standing.single import AskedSingle
from cati.tui.standing.typed import AskedTyped
from cati.words import say


@dataclass(frozen=True)
class Around:
    """What a standing needs beside the view: the session, and how typed answers are read."""

    session: Session
    desk: Desk

    @property
    def language(self) -> str:
        """The language of the screen."""
        return self.desk.language


def standing_for(view: View, around: Around, before: Standing | None = None) -> Standing:
    """What stands on the screen; a question that stood there already keeps its place and what was typed."""
    match view:
        case QuestionView(prompt=prompt, is_review=is_review):
            if isinstance(before, Asked) and before.prompt.key == prompt.key:
                return kept(before, prompt)
            return asked(prompt, around, is_review=is_review)
        case CheckView(prompt=prompt):
            if prompt is None:
                return Checked(around.language, view, None)
            answer = answer_in_words(around.session, prompt.stop, around.language)
            return Checked(around.language, view, asked(prompt, around, is_review=True), answer)
        case EndView():
            return Ended(around.language, view)
        case NoEndView() | OverView():
            return Stopped(around.language, say(around.language, "screen.no_end"))
        case _:
            assert_never(view)


def kept(before: Asked, prompt: Prompt) -> Asked:
    """The same question with other wording: answers, caret and place stay (rule 13)."""
    before.prompt = before.entry.prompt = prompt
    if before.opened:
        labels = {line.name: line.label for line in prompt.options}
        before.opened = labels.get(before.entry.opened or "", before.opened)
    return before


def asked(prompt: Prompt, around: Around, *, is_review: bool) -> Asked:
    """A question as it stands when it is painted first."""
    entry = entry_for(prompt, around.desk)
    has_keys = all(line.key for line in prompt.options)
    match entry:
        case SingleEntry() | MultiEntry() if not has_keys:
            return AskedLongList(around.language, prompt, entry, is_review)
        case SingleEntry():
            return AskedSingle(around.language, prompt, entry, is_review)
        case MultiEntry():
            return AskedMulti(around.language, prompt, entry, is_review)
        case NamesEntry():
            return AskedNames(around.language, prompt, entry, is_review)
        case GridEntry():
            return AskedGrid(around.language, prompt, entry, is_review)
        case EachEntry():
            return AskedEach(around.language, prompt, entry, is_review)
        case _:
            return asked_plainly(prompt, entry, around, is_review=is_review)


def asked_plainly(prompt: Prompt, entry: Entry, around: Around, *, is_review: bool) -> Asked:
    """A question without options."""
    if isinstance(prompt.question, AppointmentQuestion):
        return AskedAppointment(around.language, prompt, entry, is_review)
    if isinstance(entry, TypedEntry):
        return AskedTyped(around.language, prompt, entry, is_review)
    return Asked(around.language, prompt, entry, is_review)
