"""What the entries of all kinds of question share."""

from dataclasses import dataclass

from cati.interview.cleaning import clean
from cati.interview.entry.outcomes import Give, Leave, Outcome, Tell, tell
from cati.interview.prompt import OptionLine, Prompt
from cati.questionnaire.answer import DontKnow, Read, Refused
from cati.questionnaire.validity import Invalid, why_invalid


@dataclass
class Entry:
    """What all kinds share: statuses, and the line typed at an `other` option."""

    prompt: Prompt
    opened: str | None = None

    def status(self, status: DontKnow | Refused) -> Outcome:
        """Don't know or refused, for the whole question."""
        fault = why_invalid(self.prompt.question, self.prompt.stop.offered, status)
        return Give(status) if fault is None else Tell(fault)

    def press(self, key: str) -> Outcome | None:
        """A printable key; None if it means nothing here."""
        del key
        return None

    def enter(self) -> Outcome | None:
        """The Enter key keeps the answer given before; None if there is none that can stand."""
        return Leave() if self.stands() else None

    def stands(self) -> bool:
        """Whether the answer given before is still valid here, so that Enter keeps it."""
        answer = self.prompt.answer
        return answer is not None and why_invalid(self.prompt.question, self.prompt.stop.offered, answer) is None

    def line(self, text: str) -> Outcome:
        """The compulsory text typed at the opened option, cleaned as every text from outside."""
        other = clean(text, one_line=True)
        if isinstance(other, Invalid):
            return Tell(other)
        if self.opened is None:
            return tell("other_type")
        return self.with_text(self.opened, other) if other else tell("other_missing")

    def with_text(self, option: str, text: str) -> Outcome:
        """The opened option, now that it has its text."""
        del option, text
        return tell("other_type")

    def close(self) -> Outcome | None:
        """Escape in an opened line: the choice is dropped."""
        self.opened = None
        return None

    def option(self, key: str) -> OptionLine | None:
        """The option a key means."""
        return self.prompt.option_of_key(key)


@dataclass
class StatementEntry(Entry):
    """A text read aloud: Enter says that it was."""

    def enter(self) -> Outcome | None:
        """It was read."""
        return Give(Read())
