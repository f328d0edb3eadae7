"""Changes of checks: they never change the path, but the answers they let through."""

from collections.abc import Iterator

from cati.questionnaire.conditions.scope import Scope
from cati.questionnaire.differences.change import Change, ChangeKind
from cati.questionnaire.differences.conditions import Ruled, meaning, rule_changes, spelt_out
from cati.questionnaire.differences.sides import At, Sides
from cati.questionnaire.differences.texts import text_changes
from cati.questionnaire.model import Check
from cati.questionnaire.routing import here_of
from cati.questionnaire.steps import Step


def check_changes(sides: Sides, at: At, old: Step, new: Step) -> Iterator[Change]:
    """What became of an item's checks."""
    before, after = checks_of(old), checks_of(new)
    for name, check in before.items():
        if name in after:
            yield from kept_check_changes(sides, at, (old, check), (new, after[name]))
        else:
            yield at.change(ChangeKind.CHECK_REMOVED, field="checks", part=name, old=sides.in_old(check.text))
    for name, check in after.items():
        if name not in before:
            yield at.change(ChangeKind.CHECK_ADDED, field="checks", part=name, new=sides.in_new(check.text))
    kept = [[name for name in names if name in before and name in after] for names in (before, after)]
    yield from at.changed(ChangeKind.PARTS_REORDERED, "checks", *map(", ".join, kept))


def checks_of(step: Step) -> dict[str, Check]:
    """The checks of an item by their ids."""
    found: tuple[Check, ...] = getattr(step.item, "checks", ())
    return {check.id: check for check in found}


def kept_check_changes(sides: Sides, at: At, old: tuple[Step, Check], new: tuple[Step, Check]) -> Iterator[Change]:
    """The changes of a check that has kept its id."""
    (_, before), (_, after) = old, new
    name, field = before.id, f"checks.{before.id}"
    yield from at.changed(ChangeKind.CHECK_CHANGED, f"{field}.level", before.level, after.level, part=name)
    fails = fails_if(*old, sides.old_scope), fails_if(*new, sides.new_scope)
    yield from rule_changes(at, f"{field}.fails_if", *fails, part=name, kind=ChangeKind.CHECK_CHANGED)
    yield from text_changes(sides, at, f"{field}.text", before.text, after.text, part=name)
    yield from at.changed(ChangeKind.CHECK_CHANGED, f"{field}.correct", before.correct, after.correct, part=name)


def fails_if(step: Step, check: Check, scope: Scope) -> Ruled:
    """When a check fails; it may also name its own item."""
    return Ruled(spelt_out(check.fails_if, scope), meaning(check.fails_if, scope, here_of(step, own=True)))
