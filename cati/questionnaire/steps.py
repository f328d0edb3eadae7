"""The list of an instrument, flat: each item with the sections and the roster it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cati.questionnaire.model import (
    AnyItem,
    Closed,
    DerivedItem,
    EndItem,
    Entry,
    MultiQuestion,
    Option,
    Question,
    Questionnaire,
    Section,
    SingleQuestion,
)

FilePlace = tuple[str | int, ...]


@dataclass(frozen=True)
class Roster:
    """Once per item of `source`: an option chosen, a number up to it, or a name; `alias` is the fill that gives it.

    `place` tells two rosters over the same question apart.
    """

    source: str
    alias: str | None
    place: FilePlace


@dataclass(frozen=True)
class Step:
    """One item in list order; `place` is where it stands in the file, as keys and indexes."""

    item: AnyItem
    order: int
    sections: tuple[Section, ...]
    roster: Roster | None
    place: FilePlace

    @property
    def question(self) -> Question | None:
        """The item, if it is one that is put to somebody."""
        return self.item if isinstance(self.item, Question) else None

    def conditions(self) -> Iterator[tuple[str, FilePlace]]:
        """The `ask_if` of each section around the item and its own, with their places."""
        for depth, section in enumerate(self.sections):
            if section.ask_if is not None:
                yield section.ask_if, (*section_place(self.place, depth), "ask_if")
        if self.item.ask_if is not None:
            yield self.item.ask_if, (*self.place, "ask_if")


def section_place(place: FilePlace, depth: int) -> FilePlace:
    """The place of the section at a depth around an item (`questions`, i, `questions`, j, …)."""
    return place[: 2 * (depth + 1)]


def roster_of_section(step: Step, depth: int) -> str | None:
    """The question that the section at a depth around an item is repeated for, if it is."""
    sources = [section.for_each for section in step.sections[: depth + 1] if section.for_each is not None]
    return sources[-1] if sources else None


@lru_cache(maxsize=64)
def steps(questionnaire: Questionnaire) -> tuple[Step, ...]:
    """Every item of the questionnaire, from top to bottom."""
    found: list[Step] = []

    def walk(
        entries: tuple[Entry, ...], place: FilePlace, sections: tuple[Section, ...], roster: Roster | None
    ) -> None:
        for index, entry in enumerate(entries):
            here = (*place, index)
            if isinstance(entry, Section):
                walk(entry.questions, (*here, "questions"), (*sections, entry), roster_at(entry, here) or roster)
            else:
                found.append(Step(entry, len(found), sections, roster_at(entry, here) or roster, here))

    walk(questionnaire.questions, ("questions",), (), None)
    return tuple(found)


def roster_at(entry: Entry, place: FilePlace) -> Roster | None:
    """The roster that an item or section opens."""
    if isinstance(entry, EndItem) or entry.for_each is None:
        return None
    return Roster(entry.for_each, entry.as_, place)


@lru_cache(maxsize=64)
def step_by_id(questionnaire: Questionnaire) -> dict[str, Step]:
    """Each item by its id; of two with one id the first."""
    found: dict[str, Step] = {}
    for step in steps(questionnaire):
        found.setdefault(step.item.id, step)
    return found


def options_of(questionnaire: Questionnaire, item: AnyItem) -> tuple[Option, ...]:
    """The options of a closed or derived item: those of `options_from`, then its own."""
    own = item.options if isinstance(item, (Closed, DerivedItem)) else ()
    return taken_options(questionnaire, item) + own


def taken_options(questionnaire: Questionnaire, item: AnyItem) -> tuple[Option, ...]:
    """The options that `options_from` gives an item, if it has that key.

    What was said at the source is not asked twice: here such an option needs no text, and excludes nothing.
    """
    above: dict[str, AnyItem] = {}
    here = item
    while isinstance(here, (SingleQuestion, MultiQuestion)) and here.options_from is not None:
        source = step_by_id(questionnaire).get(here.options_from)
        if source is None or source.item.id in above:
            break
        here = above[source.item.id] = source.item
    plain = {"other": False, "exclusive": False, "ask_again": False, "show_if": None}
    return tuple(
        option.model_copy(update=plain) for each in reversed(above.values()) for option in getattr(each, "options", ())
    )
