"""A study whose questionnaire changes in mid-field: a folder, a database, interviews held and broken off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case, resume_interview
from cati.fieldwork.room import Room, open_database
from cati.fieldwork.study import QUESTIONNAIRE, open_study
from cati.interview.view import EndView, QuestionView
from cati.questionnaire.answer import AnswerKey
from cati.storage.cases import NewCase, add_cases
from cati.storage.interviews import open_interviews
from scenario import Given, answer_of
from spoken import NOW


class MidField:
    """The study in a folder, and one interviewer at a desk."""

    def __init__(self, folder: Path, text: str, cases: int = 9) -> None:
        self.folder = folder
        self.write(text)
        store = open_database(open_study(folder))
        chance = iter(f"{number:016x}" for number in range(10_000)).__next__
        self.room = Room(open_study(folder), store, interviewer="an", clock=lambda: NOW, chance=chance)
        add_cases(store, [NewCase(f"K{at}", {"town": "Kortrijk"}, shuffle=at) for at in range(cases)])
        add_cases(store, [NewCase(f"P{at}", {"town": "Ieper"}, shuffle=at, practice=True) for at in range(cases)])

    def write(self, text: str) -> Path:
        """Put another questionnaire in the folder."""
        file = self.folder / QUESTIONNAIRE
        file.write_text(text, encoding="utf-8")
        return file

    def changed(self, text: str) -> "MidField":
        """The questionnaire changes, and `cati` is started again."""
        self.write(text)
        self.room = replace(self.room, study=open_study(self.folder))
        return self

    def begin(self, *, practice: bool = False, **given: Given) -> Interview:
        """A new interview with some answers."""
        interview = next_case(self.room, practice=practice)
        assert interview is not None
        return told(interview, **given)

    def hold(self, *, practice: bool = False, **given: Given) -> None:
        """An interview held to its end."""
        interview = self.begin(practice=practice, **given)
        view = interview.view()
        assert isinstance(view, EndView)
        interview.end(view.end.disposition[0])

    def break_off(self, **given: Given) -> None:
        """An interview that is left without a result."""
        self.begin(**given).leave()

    def resumed(self) -> Interview:
        """The one open interview, gone on with."""
        (found,) = open_interviews(self.room.store, NOW)
        return resume_interview(self.room, found)


@contextmanager
def mid_field(folder: Path, text: str) -> Iterator[MidField]:
    """A study, its database closed at the end."""
    study = MidField(folder, text)
    try:
        yield study
    finally:
        study.room.store.close()


def told(interview: Interview, **given: Given) -> Interview:
    """Answer what is asked, in this order; `LOOP__item` is the answer at an item of a roster."""
    for name, short in given.items():
        key = AnswerKey(name.replace("__", "."))
        view = interview.view()
        assert isinstance(view, QuestionView)
        assert view.prompt.key == key
        interview.answer(view.prompt, answer_of(interview.session.questionnaire, key, short))
    return interview
