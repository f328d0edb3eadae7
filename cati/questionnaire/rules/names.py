"""C201, C202: names that conditions could not use, and names and codes given twice."""

import keyword
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from cati.questionnaire.model import GridQuestion
from cati.questionnaire.problems import Problem
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.steps import FilePlace

Key = TypeVar("Key", bound=Hashable)

RESERVED = frozenset(
    {
        *keyword.kwlist, "dont_know", "refused", "asked", "answered", "count", "sum", "any_in", "all_in", "only_in",
        "days_between",
        "sample", "study", "interviewer",
    }
)  # fmt: skip


def reserved_names(inspected: Inspected) -> Iterator[Problem]:
    """A name that means something else in conditions and fills."""
    for name, place, on_key in names(inspected):
        if name in RESERVED:
            problem = inspected.nodes.problem_at_key if on_key else inspected.nodes.problem
            yield problem("C201.reserved", place, name=name)


def names(inspected: Inspected) -> Iterator[tuple[str, FilePlace, bool]]:
    """Every name in small letters with its place, and whether it is the key there."""
    file = inspected.questionnaire
    parts: dict[str, Iterable[str]] = {
        "sample": file.sample, "constants": file.constants, "option_lists": file.option_lists, "fills": file.fills,
    }  # fmt: skip
    for part, keys in parts.items():
        for name in keys:
            yield name, (part, name), True
    for group in inspected.groups:
        for index, option in enumerate(group.options):
            yield option.name, (*group.place, index, "name"), False
    for step in inspected.steps:
        if isinstance(step.item, GridQuestion):
            for index, row in enumerate(step.item.rows):
                yield row.name, (*step.place, "rows", index, "name"), False
    for heading in inspected.headings.values():
        yield heading.section.section, (*heading.place, "section"), False
    for alias, place in aliases(inspected):
        yield alias, place, False


def aliases(inspected: Inspected) -> Iterator[tuple[str, FilePlace]]:
    """The name that each roster gives to its item, with its place."""
    seen: set[FilePlace] = set()
    for step in inspected.steps:
        roster = step.roster
        if roster is not None and roster.alias is not None and roster.place not in seen:
            seen.add(roster.place)
            yield roster.alias, (*roster.place, "as")


def ids_given_twice(inspected: Inspected) -> Iterator[Problem]:
    """Two items, or two checks, with one id."""
    items = [(step.item.id, (*step.place, "id")) for step in inspected.steps]
    checks = [
        (check.id, (*step.place, "checks", index, "id"))
        for step in inspected.steps
        for index, check in enumerate(getattr(step.item, "checks", ()))
    ]
    for name, place, line in given_twice(inspected, [*items, *checks]):
        yield inspected.nodes.problem("C202.id", place, name=name, line=line)


def names_given_twice(inspected: Inspected) -> Iterator[Problem]:
    """Two options or rows of one question, two sections, call windows or quotas with one name."""
    others = (names_of_sections(inspected), *names_of_fieldwork(inspected))
    for named in (*names_of_groups(inspected), *names_of_rows(inspected), *others):
        for name, place, line in given_twice(inspected, named):
            yield inspected.nodes.problem("C202.name", place, name=name, line=line)


def names_of_groups(inspected: Inspected) -> Iterator[list[tuple[str, FilePlace]]]:
    """The names of options, group by group."""
    for group in inspected.groups:
        yield [(option.name, (*group.place, index, "name")) for index, option in enumerate(group.options)]


def names_of_rows(inspected: Inspected) -> Iterator[list[tuple[str, FilePlace]]]:
    """The names of rows, grid by grid."""
    for step in inspected.steps:
        if isinstance(step.item, GridQuestion):
            yield [(row.name, (*step.place, "rows", index, "name")) for index, row in enumerate(step.item.rows)]


def names_of_sections(inspected: Inspected) -> list[tuple[str, FilePlace]]:
    """The names of sections that could be read."""
    return [
        (heading.section.section, (*heading.place, "section"))
        for heading in inspected.headings.values()
        if heading.section.section not in inspected.broken
    ]


def names_of_fieldwork(inspected: Inspected) -> Iterator[list[tuple[str, FilePlace]]]:
    """The names of call windows, and those of quotas."""
    rules = inspected.questionnaire.fieldwork
    for part, found in (
        ("call_windows", [window.name for window in rules.call_windows]),
        ("quotas", [quota.name for quota in rules.quotas]),
    ):
        yield [(name, ("fieldwork", part, index, "name")) for index, name in enumerate(found)]


def codes_given_twice(inspected: Inspected) -> Iterator[Problem]:
    """Two options of one question with one code."""
    for group in inspected.groups:
        named = {option.code: option.name for option in reversed(group.options)}
        coded = [(option.code, (*group.place, index, "code")) for index, option in enumerate(group.options)]
        for code, place, line in given_twice(inspected, coded):
            yield inspected.nodes.problem("C202.code", place, code=code, name=named[code], line=line)


def languages_given_twice(inspected: Inspected) -> Iterator[Problem]:
    """A language named twice."""
    languages = [(name, ("study", "languages", index)) for index, name in enumerate(inspected.languages)]
    for name, place, _ in given_twice(inspected, languages):
        yield inspected.nodes.problem("C202.language", place, name=name)


def aliases_that_clash(inspected: Inspected) -> Iterator[Problem]:
    """A roster's `as` that is the name of a fill, or of a roster over another question."""
    file, sources = inspected.questionnaire, dict[str, tuple[str, int]]()
    for step in inspected.steps:
        roster = step.roster
        if roster is None or roster.alias is None:
            continue
        place = (*roster.place, "as")
        if roster.alias in file.fills:
            line = inspected.nodes.line(("fills", roster.alias))
            yield inspected.nodes.problem("C202.alias", place, name=roster.alias, line=line)
        source, line = sources.setdefault(roster.alias, (roster.source, inspected.nodes.line(place)))
        if source != roster.source:
            yield inspected.nodes.problem("C202.alias", place, name=roster.alias, line=line)


def constants_that_clash(inspected: Inspected) -> Iterator[Problem]:
    """A constant with the name of an option: a condition could mean either."""
    options = {
        option.name: (*group.place, index, "name")
        for group in reversed(inspected.groups)
        for index, option in enumerate(group.options)
    }
    for name in inspected.questionnaire.constants:
        if name in options:
            line = inspected.nodes.line(options[name])
            yield inspected.nodes.problem_at_key("C202.constant", ("constants", name), name=name, line=line)


def given_twice(inspected: Inspected, named: Iterable[tuple[Key, FilePlace]]) -> Iterator[tuple[Key, FilePlace, int]]:
    """Each name that was given before, with its place and the line of the first."""
    first: dict[Key, FilePlace] = {}
    for name, place in named:
        if name in first:
            yield name, place, inspected.nodes.line(first[name])
        first.setdefault(name, place)
