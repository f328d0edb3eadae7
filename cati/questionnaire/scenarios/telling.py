"""Places and reasons in the sentences about scenarios."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from cati.questionnaire.answer import Answer, Choice, Choices, Clock, Day, DontKnow, Names, Quantity, Refused
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.path import Path
from cati.questionnaire.problems import Told
from cati.questionnaire.routing import named_by, routing
from cati.questionnaire.steps import Step, roster_of_section
from cati.questionnaire.validity import Invalid
from cati.words import say


@dataclass(frozen=True)
class Because(Told):
    """The answers that led somewhere, in brackets after a sentence; nothing if there are none."""

    answers: tuple[tuple[str, Answer], ...]

    def told(self, language: str) -> str:
        """` (V2 = yes, SIZE = small)`."""
        said = [f"{key} = {words}" for key, answer in self.answers if (words := in_short(answer, language))]
        return f" ({', '.join(said)})" if said else ""


@dataclass(frozen=True)
class Reason(Told):
    """Why an answer cannot stand, as the interviewer would be told."""

    fault: Invalid

    def told(self, language: str) -> str:
        """The sentence."""
        return say(language, self.fault.word, **self.fault.places)


def in_short(answer: Answer, language: str) -> str:
    """An answer by the names an editor gave; nothing for those that no condition reads."""
    match answer:
        case Choice():
            return answer.option
        case Choices():
            return f"[{', '.join(answer.options)}]"
        case Names():
            return f"[{', '.join(each.name for each in answer.given)}]"
        case Quantity():
            return format(answer.value, "f")
        case Day() | Clock():
            return f"{answer.value:%H:%M}" if isinstance(answer.value, time) else answer.value.isoformat()
        case DontKnow() | Refused():
            return say(language, f"problems.terms.{answer.kind}")
        case _:
            return ""


def because(questionnaire: Questionnaire, found: Path, *steps: Step) -> Because:
    """The answers on the path that the conditions of some items read: of the first that reads any."""
    for step in steps:
        names = guarding(questionnaire, step)
        read = tuple(
            (stop.key, stop.answer) for stop in found.stops if stop.route.item.id in names and stop.answer is not None
        )
        if read:
            return Because(read)
    return Because(())


def guarding(questionnaire: Questionnaire, step: Step) -> set[str]:
    """The ids that the `ask_if` of an item and of its sections name."""
    scope = routing(questionnaire).scope
    return {name for text, here in conditions_of(step) for name in named_by(text, scope, here)}


def conditions_of(step: Step) -> Iterator[tuple[str, Here]]:
    """Each `ask_if` around an item and its own, with the place it is read from."""
    for depth, section in enumerate(step.sections):
        if section.ask_if is not None:
            yield section.ask_if, Here(step.order, roster_of_section(step, depth))
    if step.item.ask_if is not None:
        yield step.item.ask_if, Here(step.order, None if step.roster is None else step.roster.source)
