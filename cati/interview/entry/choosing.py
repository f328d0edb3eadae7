"""Options to choose from: one, or a set of them."""

from dataclasses import dataclass, field

from cati.interview.entry.base import Entry
from cati.interview.entry.outcomes import AskAgain, Give, Keep, Leave, OpenText, Outcome, Tell, tell
from cati.interview.prompt import OptionLine
from cati.questionnaire.answer import NONRESPONSE, Choice, Choices, Draft
from cati.questionnaire.model import MultiQuestion, Option
from cati.questionnaire.validity import named, why_invalid


@dataclass
class SingleEntry(Entry):
    """One key per answer."""

    def press(self, key: str) -> Outcome | None:
        """The option of the key is the answer."""
        line = self.option(key)
        return None if line is None else self.choose(line)

    def choose(self, line: OptionLine) -> Outcome:
        """This option is the answer, unless it wants a text first or only asks the question anew."""
        if line.option.ask_again:
            return AskAgain(line.name)
        if line.option.other:
            self.opened = line.name
            before = self.prompt.answer
            kept = before.other if isinstance(before, Choice) and before.option == line.name else None
            return OpenText(line.label, kept or self.prompt.draft.text)
        return Give(Choice(option=line.name))

    def with_text(self, option: str, text: str) -> Outcome:
        """The option is the answer."""
        return Give(Choice(option=option, other=text))


@dataclass
class MultiEntry(Entry):
    """A key toggles, Enter goes on."""

    chosen: list[str] = field(default_factory=list)
    other: str = ""

    def __post_init__(self) -> None:
        """Begin with what was given or marked before."""
        before = self.prompt.answer
        offered = {option.name for option in self.prompt.stop.offered}
        marked = before.options if isinstance(before, Choices) else ()
        self.chosen = [name for name in self.prompt.draft.options or marked if name in offered]
        self.other = self.prompt.draft.text or (before.other or "" if isinstance(before, Choices) else "")

    @property
    def question(self) -> MultiQuestion:
        """The question, which is a multi."""
        assert isinstance(self.prompt.question, MultiQuestion)  # noqa: S101 - `entry_for` chose this entry
        return self.prompt.question

    def press(self, key: str) -> Outcome | None:
        """Mark or unmark the option of the key."""
        line = self.option(key)
        return None if line is None else self.toggle(line)

    def toggle(self, line: OptionLine) -> Outcome:
        """Mark or unmark an option, unless it cannot stand beside what is marked."""
        if line.name in self.chosen:
            self.chosen.remove(line.name)
            return self.kept()
        fault = self.clash(line)
        if fault is not None:
            return fault
        if line.option.other:
            self.opened = line.name
            return OpenText(line.label, self.other)
        self.chosen.append(line.name)
        return self.kept()

    def clash(self, line: OptionLine) -> Outcome | None:
        """Why this option cannot be marked beside what is marked."""
        offered = self.prompt.stop.offered
        alone = next((name for name in self.chosen if (found := named(offered, name)) and found.exclusive), None)
        if (line.option.exclusive and self.chosen) or alone is not None:
            label = next((each.label for each in self.prompt.options if each.name == (alone or line.name)), "")
            return tell("exclusive", option=label)
        most = self.question.max_choices
        return tell("too_many", max=most) if most is not None and len(self.chosen) >= most else None

    def with_text(self, option: str, text: str) -> Outcome:
        """The option is marked."""
        self.other = text
        self.chosen.append(option)
        self.opened = None
        return self.kept()

    def kept(self) -> Outcome:
        """What is marked now, as a draft."""
        other = self.other if any(found.other for found in self.marked()) else ""
        return Keep(Draft(options=tuple(self.chosen), text=other))

    def marked(self) -> list[Option]:
        """The options marked now, in list order."""
        return [option for option in self.prompt.stop.offered if option.name in self.chosen]

    def enter(self) -> Outcome | None:
        """What is marked is the answer."""
        marked = self.marked()
        other = self.other or None if any(option.other for option in marked) else None
        answer = Choices(options=tuple(option.name for option in marked), other=other)
        fault = why_invalid(self.question, self.prompt.stop.offered, answer)
        if not marked and isinstance(self.prompt.answer, NONRESPONSE) and self.stands():
            return Leave()
        return Give(answer) if fault is None else Tell(fault)
