"""The list of an instrument as a tree: each item under the filter that its condition depends on."""

from collections.abc import Iterator
from dataclasses import dataclass

from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.tree import ALWAYS, Condition, questions_named
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.model import AnyItem, Questionnaire, Section
from cati.questionnaire.routing import here_of, routing
from cati.questionnaire.steps import Step, roster_of_section, steps


@dataclass(frozen=True)
class Branch:
    """One item or section: how deep it stands, what it depends on, and when it is on the path.

    `parent` is the id or section name it stands under; `for_each` the question it is repeated for.
    """

    name: str
    entry: AnyItem | Section
    depth: int
    parent: str | None
    condition: Condition | None
    for_each: str | None


def branches(questionnaire: Questionnaire) -> tuple[Branch, ...]:
    """Every section and item, from top to bottom."""
    found: dict[str, Branch] = {}
    opened: set[str] = set()
    for step in steps(questionnaire):
        for depth, section in enumerate(step.sections):
            if section.section not in opened:
                opened.add(section.section)
                add(found, of_section(questionnaire, step, depth, found))
        add(found, of_item(questionnaire, step, found))
    return tuple(found.values())


def add(found: dict[str, Branch], branch: Branch) -> None:
    """Put a branch below the others."""
    found[branch.name] = branch


def of_section(questionnaire: Questionnaire, step: Step, depth: int, found: dict[str, Branch]) -> Branch:
    """The heading of a section."""
    section = step.sections[depth]
    outer = step.sections[depth - 1].section if depth else None
    here = Here(step.order, roster_of_section(step, depth))
    condition = condition_of(questionnaire, section.ask_if, here)
    name = f"[{section.section}]"
    return placed(name, section, condition, section.for_each, None if outer is None else f"[{outer}]", found)


def of_item(questionnaire: Questionnaire, step: Step, found: dict[str, Branch]) -> Branch:
    """One item; in a section it stands below its heading, or below an item of the section it depends on."""
    condition = condition_of(questionnaire, step.item.ask_if, here_of(step))
    for_each = getattr(step.item, "for_each", None)
    outer = f"[{step.sections[-1].section}]" if step.sections else None
    return placed(step.item.id, step.item, condition, for_each, outer, found)


def placed(
    name: str,
    entry: AnyItem | Section,
    condition: Condition | None,
    for_each: str | None,
    outer: str | None,
    found: dict[str, Branch],
) -> Branch:
    """A branch under the last of those it depends on that stands as deep as its section, or deeper."""
    named = (questions_named(condition) if condition is not None else set()) | ({for_each} if for_each else set())
    base = found[outer].depth + 1 if outer is not None else 0
    filters = [each for each in found.values() if each.name in named and each.depth >= base]
    parent = filters[-1] if filters else None if outer is None else found[outer]
    return Branch(
        name, entry, 0 if parent is None else parent.depth + 1, parent.name if parent else None, condition, for_each
    )


def condition_of(questionnaire: Questionnaire, text: str | None, here: Here) -> Condition | None:
    """The typed condition of an `ask_if` that is known to be right; None if there is none."""
    if text is None:
        return None
    condition, _ = read_condition(text, routing(questionnaire).scope, here)
    return condition or ALWAYS


def children(found: tuple[Branch, ...]) -> Iterator[tuple[Branch, Branch]]:
    """Each branch with the one it comes after: what it stands under, or the last one that is always reached."""
    by_name = {branch.name: branch for branch in found}
    before: Branch | None = None
    for branch in found:
        above = before if branch.parent is None else by_name[branch.parent]
        if above is not None:
            yield above, branch
        if branch.parent is None:
            before = branch
