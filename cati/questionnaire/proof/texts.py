"""The texts of an instrument where they appear, with the option or check that they belong to."""

from collections.abc import Iterator
from dataclasses import dataclass

from cati.questionnaire.model import Closed, DerivedItem, Questionnaire, Text
from cati.questionnaire.rules.inspected import texts_in
from cati.questionnaire.steps import FilePlace, Step, section_place


@dataclass(frozen=True)
class Worded:
    """A text; `option` is the name of the option it labels, `check` the number of the check that shows it."""

    text: Text
    place: FilePlace
    option: str | None = None
    check: int | None = None

    def languages(self) -> Iterator[tuple[str, FilePlace]]:
        """The text in each language, with its place."""
        for language, text in self.text.every():
            yield text, (*self.place, language) if language else self.place

    @property
    def has_fills(self) -> bool:
        """Whether there is anything to fill in."""
        return any("{" in text for _, text in self.text.every())


def texts_of_fill(questionnaire: Questionnaire, name: str) -> list[Worded]:
    """The texts of a named fill, case by case."""
    return [Worded(case.text, ("fills", name, index, "text")) for index, case in enumerate(questionnaire.fills[name])]


def texts_anywhere(questionnaire: Questionnaire) -> Iterator[Worded]:
    """Probes and objections: they may be opened at any question."""
    yield from (Worded(*found) for found in texts_in(questionnaire.probes, ("probes",)))
    yield from (Worded(*found) for found in texts_in(questionnaire.objections, ("objections",)))


def texts_of_step(step: Step) -> Iterator[Worded]:
    """The texts of one item, those of the sections around it first; a derived item shows only its checks."""
    item = step.item
    for depth, section in enumerate(step.sections):
        yield Worded(section.title, (*section_place(step.place, depth), "title"))
    for text, place in texts_in(item, step.place):
        key, *rest = place[len(step.place) :]
        if key == "checks":
            yield Worded(text, place, check=int(rest[0]))
        elif key == "options" and isinstance(item, Closed):
            yield Worded(text, place, option=item.options[int(rest[0])].name)
        elif not isinstance(item, DerivedItem):
            yield Worded(text, place)
