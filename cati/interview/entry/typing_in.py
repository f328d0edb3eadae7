"""Answers that are typed."""

from dataclasses import dataclass, field
from datetime import date

from cati.interview.entry.base import Entry
from cati.interview.entry.outcomes import Give, Outcome, Tell
from cati.interview.typed import read_typed
from cati.questionnaire.validity import Invalid


@dataclass(frozen=True)
class Desk:
    """Where typed answers are read: the phone region, the day, and the language of the screen."""

    phone_region: str
    today: date
    language: str


@dataclass
class TypedEntry(Entry):
    """An answer that is typed: a number, a text, a day, a time, an address."""

    desk: Desk = field(kw_only=True)

    def line(self, text: str) -> Outcome:
        """The typed line is the answer."""
        read = read_typed(
            self.prompt.question,
            text,
            phone_region=self.desk.phone_region,
            today=self.desk.today,
            language=self.desk.language,
        )
        return Tell(read) if isinstance(read, Invalid) else Give(read)
