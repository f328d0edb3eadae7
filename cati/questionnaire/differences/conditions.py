"""Changes of conditions: by what they mean, not by how they are written.

`V2 == yes`, `V2==1` and `(V2 == yes)` are one condition. Conditions that stand together, those of the sections
around an item and its own, are compared as one.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from cati.questionnaire.conditions.scope import Here, Scope
from cati.questionnaire.conditions.tree import All, Condition, Worked
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.differences.change import Change, ChangeKind
from cati.questionnaire.differences.sides import At, Sides
from cati.questionnaire.model import AnyItem, DerivedItem, Option
from cati.questionnaire.routing import derived_value, here_of, read_value
from cati.questionnaire.steps import Step, roster_of_section


class Ruled(NamedTuple):
    """A rule as it is written, and what it means; equal meanings are equal."""

    text: str
    meaning: object


NO_RULE = Ruled("", None)
QUOTED_OR_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[\w.]+")


def rule_changes(
    at: At, field: str, old: Ruled, new: Ruled, *, part: str = "", kind: ChangeKind = ChangeKind.CONDITION_CHANGED
) -> Iterator[Change]:
    """Whether a rule means something else now, or is only written otherwise."""
    found = ChangeKind.CONDITION_REWRITTEN if old.meaning == new.meaning else kind
    yield from at.changed(found, field, old.text, new.text, part=part)


def spelt_out(text: str, scope: Scope) -> str:
    """A condition with the values of its constants, so that another value of one can be seen."""

    def value_of_word(found: re.Match[str]) -> str:
        given = scope.constants.get(found.group())
        return found.group() if given is None else given if isinstance(given, str) else f"{{{', '.join(given)}}}"

    return QUOTED_OR_WORD.sub(value_of_word, text)


def meaning(text: str, scope: Scope, here: Here) -> Condition | str:
    """What a condition means; one that cannot be read means its text."""
    condition, _ = read_condition(text, scope, here)
    return text if condition is None else condition


def parts_of(condition: Condition | str) -> Iterator[Condition | str]:
    """The conditions that must all be true."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from parts_of(part)
    else:
        yield condition


def condition_changes(sides: Sides, at: At, old: Step, new: Step) -> Iterator[Change]:
    """When the item is asked, for each of what, and which of its options are offered."""
    yield from rule_changes(at, "ask_if", asked_if(old, sides.old_scope), asked_if(new, sides.new_scope))
    before, after = shown_if(sides, old, is_old=True), shown_if(sides, new, is_old=False)
    for name in (name for name in before if name in after):
        yield from rule_changes(at, f"options.{name}.show_if", before[name], after[name], part=name)


def asked_if(step: Step, scope: Scope) -> Ruled:
    """All that must be true for the item to be asked."""
    heres = [Here(step.order, roster_of_section(step, depth)) for depth in range(len(step.sections))]
    around = [
        (section.ask_if, here) for section, here in zip(step.sections, heres, strict=True) if section.ask_if is not None
    ]
    own = [] if step.item.ask_if is None else [(step.item.ask_if, here_of(step))]
    texts = [spelt_out(text, scope) for text, _ in (*around, *own)]
    parts = frozenset(part for text, here in (*around, *own) for part in parts_of(meaning(text, scope, here)))
    return Ruled(" and ".join(f"({text})" for text in texts) if len(texts) > 1 else "".join(texts), parts)


def shown_if(sides: Sides, step: Step, *, is_old: bool) -> dict[str, Ruled]:
    """When each of an item's own options is offered."""
    scope = sides.old_scope if is_old else sides.new_scope
    return {
        option.name: NO_RULE
        if option.show_if is None
        else Ruled(spelt_out(option.show_if, scope), meaning(option.show_if, scope, here_of(step)))
        for option in own_options(step.item)
    }


def own_options(item: AnyItem) -> tuple[Option, ...]:
    """The options that stand at the item itself."""
    options: tuple[Option, ...] = getattr(item, "options", ())
    return options


def derived_changes(sides: Sides, at: At, old: Step, new: Step) -> Iterator[Change]:
    """How the value of a derived item is worked out."""
    if isinstance(old.item, DerivedItem) and isinstance(new.item, DerivedItem):
        before, after = cases_of(old, old.item, sides.old_scope), cases_of(new, new.item, sides.new_scope)
        yield from rule_changes(at, "cases", before, after)
        yield from rule_changes(
            at, "value", value_of(old, old.item, sides.old_scope), value_of(new, new.item, sides.new_scope)
        )


def cases_of(step: Step, item: DerivedItem, scope: Scope) -> Ruled:
    """The cases in order, each with its value."""
    text = "; ".join(f"{spelt_out(case.if_, scope)}: {case.value}" for case in item.cases)
    here = here_of(step)
    return Ruled(text, tuple((meaning(case.if_, scope, here), derived_value(item, case.value)) for case in item.cases))


def value_of(step: Step, item: DerivedItem, scope: Scope) -> Ruled:
    """The expression of a derived item."""
    if item.value is None:
        return NO_RULE
    worked: Worked | None = read_value(item, scope, here_of(step))[0]
    return Ruled(spelt_out(item.value, scope), item.value if worked is None else worked)


def roster_changes(sides: Sides, at: At, old: Step, new: Step) -> Iterator[Change]:
    """For each of what the item is asked, and together with which other items, of those that were kept."""
    before, after = source_of(old), source_of(new)
    if before == after:
        before, after = together(old, sides.old_steps, sides.kept), together(new, sides.new_steps, sides.kept)
    yield from at.changed(ChangeKind.CONDITION_CHANGED, "for_each", before, after)
    aliases = [None if step.roster is None else step.roster.alias for step in (old, new)]
    yield from at.changed(ChangeKind.PROPERTY_CHANGED, "as", *aliases)


def source_of(step: Step) -> str:
    """The question for each of whose chosen options the item is asked."""
    return "" if step.roster is None else step.roster.source


def together(step: Step, all_steps: tuple[Step, ...], kept: AbstractSet[str]) -> str:
    """A roster with the kept items that are asked in one turn."""
    if step.roster is None:
        return ""
    ids = (other.item.id for other in all_steps if other.roster == step.roster and other.item.id in kept)
    return f"{step.roster.source}: {', '.join(ids)}"
