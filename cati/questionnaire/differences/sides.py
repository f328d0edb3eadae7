"""The two versions side by side, and one place in them, for all that compares a part of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cati.questionnaire.conditions.scope import Scope
from cati.questionnaire.differences.change import Change, ChangeKind
from cati.questionnaire.model import Questionnaire, Text
from cati.questionnaire.routing import scope_of
from cati.questionnaire.steps import Step, step_by_id, steps


@dataclass(frozen=True)
class Sides:
    """The old and the new version. `languages` are those that both are in: only their texts can be compared."""

    old: Questionnaire
    new: Questionnaire

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The common languages, in the new order."""
        return tuple(each for each in self.new.study.languages if each in self.old.study.languages)

    @cached_property
    def old_scope(self) -> Scope:
        """What conditions of the old version may name."""
        return scope_of(self.old)

    @cached_property
    def new_scope(self) -> Scope:
        """What conditions of the new version may name."""
        return scope_of(self.new)

    @cached_property
    def old_steps(self) -> tuple[Step, ...]:
        """The old list."""
        return steps(self.old)

    @cached_property
    def new_steps(self) -> tuple[Step, ...]:
        """The new list."""
        return steps(self.new)

    @cached_property
    def kept(self) -> frozenset[str]:
        """The ids of the items that are in both."""
        return frozenset(step_by_id(self.old)) & frozenset(step_by_id(self.new))

    def in_old(self, text: Text) -> str:
        """A text in the old version's source language."""
        return text.within(self.old.study.languages[0])

    def in_new(self, text: Text) -> str:
        """A text in the new version's source language."""
        return text.within(self.new.study.languages[0])


@dataclass(frozen=True)
class At:
    """Whose changes are being looked for: makes them."""

    question: str
    order: int

    def change(self, kind: ChangeKind, **particulars: object) -> Change:
        """A change here."""
        return Change(kind, self.question, self.order, **particulars)  # type: ignore[arg-type]

    def changed(self, kind: ChangeKind, field: str, old: object, new: object, **more: object) -> Iterator[Change]:
        """A change from one value to another, if they are not the same."""
        if old != new:
            yield self.change(kind, field=field, old=written(old), new=written(new), **more)


def written(value: object) -> str:
    """A value as an editor writes it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple():
            return ", ".join(map(written, value))
        case _:
            return str(value)
