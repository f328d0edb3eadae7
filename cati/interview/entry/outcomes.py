"""What a key or a typed line came to: fronts record, keep or tell it."""

from dataclasses import dataclass

from cati.questionnaire.answer import Answer, Draft
from cati.questionnaire.validity import Invalid, invalid


@dataclass(frozen=True)
class Give:
    """This is the answer: record it. `stays` means that more rows of the same question are to come."""

    answer: Answer
    stays: bool = False


@dataclass(frozen=True)
class AskAgain:
    """An option that is recorded but is never the answer: the question is put anew."""

    option: str


@dataclass(frozen=True)
class Keep:
    """Not yet the answer: keep it as a draft."""

    draft: Draft


@dataclass(frozen=True)
class Leave:
    """Everything here is recorded already: go on."""


@dataclass(frozen=True)
class Tell:
    """A sentence for the interviewer; nothing else changes."""

    reason: Invalid


@dataclass(frozen=True)
class OpenText:
    """A line must be typed that belongs to an option or row, named by its label."""

    label: str
    text: str = ""


Outcome = Give | AskAgain | Keep | Leave | Tell | OpenText
"""What a key or line came to; None stands for a key without meaning here."""


def tell(word: str, **places: object) -> Tell:
    """A sentence by the last part of its word in `answers.toml`."""
    return Tell(invalid(word, **places))
