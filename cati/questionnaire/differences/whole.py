"""Changes outside the list of items: the languages, the sample, the named fills."""

from collections.abc import Iterator

from cati.questionnaire.conditions.scope import Here, Scope
from cati.questionnaire.differences.change import Change, ChangeKind
from cati.questionnaire.differences.conditions import meaning
from cati.questionnaire.differences.options import option_changes
from cati.questionnaire.differences.sides import At, Sides
from cati.questionnaire.differences.texts import text_changes
from cati.questionnaire.model import FillCase, SampleField
from cati.questionnaire.routing import ANYWHERE
from cati.questionnaire.version import fills_used

ABOVE_ALL = -1
"""The place of what an interview has behind it from its first question on."""


def study_changes(sides: Sides) -> Iterator[Change]:
    """The languages in which the study is conducted."""
    at = At("", ABOVE_ALL)
    old, new = sides.old.study.languages, sides.new.study.languages
    for language in (each for each in old if each not in new):
        yield at.change(ChangeKind.LANGUAGE_REMOVED, field="languages", language=language, old=language)
    for language in (each for each in new if each not in old):
        yield at.change(ChangeKind.LANGUAGE_ADDED, field="languages", language=language, new=language)
    before = tuple(each for each in old if each in new)
    yield from at.changed(ChangeKind.LANGUAGE_ORDER, "languages", before, sides.languages)


def sample_changes(sides: Sides) -> Iterator[Change]:
    """What became of the sample fields."""
    old, new = sides.old.sample, sides.new.sample
    for name in (*old, *(name for name in new if name not in old)):
        at = At(f"sample.{name}", ABOVE_ALL)
        if name not in new:
            yield at.change(ChangeKind.SAMPLE_FIELD_REMOVED, old=old[name].type)
        elif name in old:
            yield from kept_field_changes(sides, at, old[name], new[name])
        else:
            kind = ChangeKind.SAMPLE_FIELD_REQUIRED if new[name].required else ChangeKind.SAMPLE_FIELD_ADDED
            yield at.change(kind, new=new[name].type)


def kept_field_changes(sides: Sides, at: At, old: SampleField, new: SampleField) -> Iterator[Change]:
    """The changes of a sample field that has kept its name."""
    yield from at.changed(ChangeKind.TYPE_CHANGED, "type", old.type, new.type)
    kind = ChangeKind.SAMPLE_FIELD_REQUIRED if new.required else ChangeKind.SAMPLE_FIELD_CHANGED
    yield from at.changed(kind, "required", old.required, new.required)
    for flag in ("personal", "export"):
        yield from at.changed(ChangeKind.SAMPLE_FIELD_CHANGED, flag, getattr(old, flag), getattr(new, flag))
    if old.type == new.type:
        yield from option_changes(sides, at, "options", old.options, new.options)


def fill_changes(sides: Sides) -> Iterator[Change]:
    """What the named fills that both versions use say now; fills decide wording, never routes."""
    used = fills_used(sides.old) & fills_used(sides.new)
    for name in (name for name in sides.old.fills if name in used):
        at, old, new = At(f"{{{name}}}", ABOVE_ALL), sides.old.fills[name], sides.new.fills[name]
        if rules(old, sides.old_scope) == rules(new, sides.new_scope):
            for place, (before, after) in enumerate(zip(old, new, strict=True), 1):
                yield from text_changes(sides, at, f"{place}.text", before.text, after.text, part=str(place))
        else:
            yield at.change(ChangeKind.FILL_CHANGED, old=in_words(old), new=in_words(new))


def rules(cases: tuple[FillCase, ...], scope: Scope) -> list[object]:
    """When each case of a fill is taken."""
    return [None if case.if_ is None else meaning(case.if_, scope, Here(ANYWHERE)) for case in cases]


def in_words(cases: tuple[FillCase, ...]) -> str:
    """All cases of a fill in one line."""
    return "; ".join(f"{case.if_ or '…'}: {' / '.join(text for _, text in case.text.every())}" for case in cases)
