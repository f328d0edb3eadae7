"""Names, typed one by one."""

from dataclasses import dataclass, field

from cati.interview.cleaning import clean
from cati.interview.entry.base import Entry
from cati.interview.entry.outcomes import Give, Keep, Leave, Outcome, Tell, tell
from cati.questionnaire.answer import NONRESPONSE, Draft, Names
from cati.questionnaire.model import NamesQuestion
from cati.questionnaire.names_given import LONGEST_NAME, known_already, names_given
from cati.questionnaire.validity import Invalid, why_invalid


@dataclass
class NamesEntry(Entry):
    """A line is a name more; Enter alone ends the list."""

    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with what was typed or given before."""
        before = self.prompt.answer
        given = tuple(each.name for each in before.given) if isinstance(before, Names) else ()
        self.names = list(self.prompt.draft.options or given)

    @property
    def most(self) -> int:
        """The most names there can be."""
        assert isinstance(self.prompt.question, NamesQuestion)  # noqa: S101 - `entry_for` chose this entry
        return self.prompt.question.max_names

    def line(self, text: str) -> Outcome:
        """A name more."""
        name = self.fit(text, self.names)
        if isinstance(name, Tell):
            return name
        if len(self.names) >= self.most:
            return tell("too_many_names", max=self.most)
        self.names.append(name)
        return self.kept()

    def put(self, place: int, text: str) -> Outcome:
        """Another name at a place from 0; an empty one takes the name there away."""
        others = [*self.names[:place], *self.names[place + 1 :]]
        if not text.strip():
            self.names = others
            return self.kept()
        name = self.fit(text, others)
        if isinstance(name, Tell):
            return name
        self.names[place] = name
        return self.kept()

    def fit(self, text: str, others: list[str]) -> str | Tell:
        """The cleaned name, or why it cannot stand beside the others."""
        name = clean(text, one_line=True)
        if isinstance(name, Invalid):
            return Tell(name)
        if not name:
            return tell("name_empty")
        if len(name) > LONGEST_NAME:
            return tell("name_too_long", max=LONGEST_NAME)
        return tell("name_twice", name=name) if known_already(name, others) else name

    def kept(self) -> Outcome:
        """The names so far, as a draft."""
        return Keep(Draft(options=tuple(self.names)))

    def enter(self) -> Outcome | None:
        """The names so far are the answer."""
        if not self.names and isinstance(self.prompt.answer, NONRESPONSE) and self.stands():
            return Leave()
        answer = names_given(self.names, self.prompt.names)
        fault = why_invalid(self.prompt.question, self.prompt.stop.offered, answer)
        if fault is not None:
            return Tell(fault)
        return Leave() if answer == self.prompt.answer else Give(answer)
