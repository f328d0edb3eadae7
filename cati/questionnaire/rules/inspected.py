"""A questionnaire under inspection: its items, names and texts, each with its place in the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from pydantic import BaseModel

from cati.questionnaire.conditions.scope import Scope
from cati.questionnaire.model import Closed, DerivedItem, Option, Questionnaire, Section, Text
from cati.questionnaire.places import Nodes
from cati.questionnaire.repair import LANGUAGES_UNKNOWN
from cati.questionnaire.routing import scope_of
from cati.questionnaire.steps import FilePlace, Step, section_place, steps


@dataclass(frozen=True)
class Written:
    """A text and where it stands; `step` is the item it belongs to, or the first of its section."""

    text: Text
    place: FilePlace
    step: Step | None

    @property
    def key(self) -> str:
        """The key it is given at."""
        return str(self.place[-1])

    def every(self) -> Iterator[tuple[str, str, FilePlace]]:
        """Each (language, text, place); the language is `""` where one string serves all."""
        for language, text in self.text.every():
            yield language, text, (*self.place, language) if language else self.place


@dataclass(frozen=True)
class Group:
    """Options that stand together: those of an item, a sample field or an option list."""

    options: tuple[Option, ...]
    place: FilePlace
    owner: str


@dataclass(frozen=True)
class Heading:
    """A section, where it stands, how deep, and the first item in it."""

    section: Section
    place: FilePlace
    depth: int
    first: Step


@dataclass(frozen=True)
class Inspected:
    """A questionnaire that reads well as a file; `broken` names what stands in for something faulty."""

    questionnaire: Questionnaire
    nodes: Nodes
    broken: frozenset[str]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every item, from top to bottom."""
        return steps(self.questionnaire)

    @cached_property
    def step_at(self) -> dict[FilePlace, Step]:
        """Each item by its place."""
        return {step.place: step for step in self.steps}

    @cached_property
    def headings(self) -> dict[FilePlace, Heading]:
        """Each section by its place."""
        found: dict[FilePlace, Heading] = {}
        for step in self.steps:
            for depth, section in enumerate(step.sections):
                place = section_place(step.place, depth)
                found.setdefault(place, Heading(section, place, depth, step))
        return found

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the study; none if they could not be read."""
        return () if LANGUAGES_UNKNOWN in self.broken else self.questionnaire.study.languages

    @cached_property
    def scope(self) -> Scope:
        """What conditions may name; a question whose list of options is missing counts as broken."""
        lines = {step.order: self.nodes.line(step.place) for step in self.steps}
        unlisted = {step.item.id for step in self.steps if self.nodes.is_incomplete((*step.place, "options"))}
        return replace(scope_of(self.questionnaire, lines), broken=self.broken | unlisted)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All options, group by group."""
        file = self.questionnaire
        found = [
            Group(step.item.options, (*step.place, "options"), step.item.type)
            for step in self.steps
            if isinstance(step.item, (Closed, DerivedItem))
        ]
        found += [Group(field.options, ("sample", name, "options"), "sample") for name, field in file.sample.items()]
        found += [Group(options, ("option_lists", name), "list") for name, options in file.option_lists.items()]
        return tuple(found)

    @cached_property
    def texts(self) -> tuple[Written, ...]:
        """Every text of the file."""
        return tuple(Written(text, place, self.step_of(place)) for text, place in texts_in(self.questionnaire, ()))

    def step_of(self, place: FilePlace) -> Step | None:
        """The item a place is in, or the first item of the section it is in."""
        for end in range(2, len(place) + 1, 2):
            if place[:end] in self.step_at:
                return self.step_at[place[:end]]
        heading = self.headings.get(place[:-1])
        return None if heading is None else heading.first


def texts_in(value: object, place: FilePlace) -> Iterator[tuple[Text, FilePlace]]:
    """Every text given within a part of the model, with its place in the file."""
    if isinstance(value, Text):
        yield value, place
        return
    for key, part in parts_of(value):
        if part is not None and not isinstance(part, (str, int)):
            yield from texts_in(part, (*place, key))


def parts_of(value: object) -> Iterable[tuple[str | int, object]]:
    """What a part of the model is made of, each by its key or index in the file."""
    if isinstance(value, BaseModel):
        fields, given = type(value).model_fields, vars(value)
        return ((fields[name].alias or name, given[name]) for name in fields if name in value.model_fields_set)
    if isinstance(value, tuple):
        return enumerate(value)
    return value.items() if isinstance(value, dict) else ()
