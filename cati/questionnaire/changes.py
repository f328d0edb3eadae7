"""Two versions of an instrument compared: every change, by question, each with what it means in mid-field.

Ids, names and codes are taken at their word: nobody can tell from a wording alone whether a question has become
another one. So a new wording is only shown, and a re-used id is what can be known: a name with another code, a code
with another name, another type, another number, or options of which not one is left.
"""

from collections.abc import Iterator

from cati.questionnaire.differences.change import Change, ChangeKind, Effect, Point, is_safe_at, safe_for
from cati.questionnaire.differences.fields import item_changes
from cati.questionnaire.differences.order import moves
from cati.questionnaire.differences.sides import At, Sides
from cati.questionnaire.differences.whole import fill_changes, sample_changes, study_changes
from cati.questionnaire.model import AnyItem, DerivedItem, EndItem, Questionnaire
from cati.questionnaire.steps import Step, step_by_id

__all__ = ["Change", "ChangeKind", "Effect", "Point", "changes", "is_safe_at", "safe_for"]


def changes(old: Questionnaire, new: Questionnaire) -> tuple[Change, ...]:
    """Every change from one version to the other, from top to bottom; none for one and the same instrument.

    Both must be free of errors.
    """
    sides = Sides(old, new)
    found = [
        *study_changes(sides),
        *sample_changes(sides),
        *fill_changes(sides),
        *heading_changes(sides),
        *removed(sides),
        *added(sides),
        *kept(sides),
        *moves(sides),
    ]
    return tuple(sorted(found, key=place_of))


def place_of(change: Change) -> tuple[int, bool]:
    """Where a change is told: what is added stands before the old item at its place."""
    return change.order, change.kind not in (ChangeKind.QUESTION_ADDED, ChangeKind.END_ADDED)


def removed(sides: Sides) -> Iterator[Change]:
    """Items that are gone."""
    for step in sides.old_steps:
        if step.item.id not in sides.kept:
            kind = ChangeKind.END_REMOVED if isinstance(step.item, EndItem) else ChangeKind.QUESTION_REMOVED
            old = text_of(step.item, sides.old)
            yield At(step.item.id, step.order).change(kind, part=step.item.type, old=old)


def added(sides: Sides) -> Iterator[Change]:
    """Items that are new, each before the old item that its place is above."""
    before = step_by_id(sides.old)
    order = 0
    for step in sides.new_steps:
        if step.item.id in sides.kept:
            order = before[step.item.id].order + 1
        else:
            kind = ChangeKind.END_ADDED if isinstance(step.item, EndItem) else ChangeKind.QUESTION_ADDED
            yield At(step.item.id, order).change(kind, part=step.item.type, new=text_of(step.item, sides.new))


def kept(sides: Sides) -> Iterator[Change]:
    """The changes of each item that has kept its id."""
    after = step_by_id(sides.new)
    for step in sides.old_steps:
        if step.item.id in sides.kept:
            yield from item_changes(sides, At(step.item.id, step.order), step, after[step.item.id])


def text_of(item: AnyItem, questionnaire: Questionnaire) -> str:
    """What an item says, in the source language; of a derived one, how it is worked out."""
    if isinstance(item, DerivedItem):
        return item.value or "; ".join(f"{case.if_}: {case.value}" for case in item.cases)
    return item.text.within(questionnaire.study.languages[0])


def heading_changes(sides: Sides) -> Iterator[Change]:
    """Headings above items that were kept; each told once, at the first item below it."""
    told: set[tuple[str, ...]] = set()
    after = step_by_id(sides.new)
    for step in (step for step in sides.old_steps if step.item.id in sides.kept):
        for language in sides.languages:
            old, new = heading(step, language), heading(after[step.item.id], language)
            if old != new and (language, old, new) not in told:
                told.add((language, old, new))
                at = At(step.item.id, step.order)
                yield from at.changed(ChangeKind.WORDING, "title", old, new, language=language)


def heading(step: Step, language: str) -> str:
    """The titles of the sections around an item."""
    return " / ".join(section.title.within(language) for section in step.sections)
