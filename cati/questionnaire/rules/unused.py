"""C408: option lists, constants, fills and sample fields that nothing uses."""

import re
from collections.abc import Iterator

from cati.questionnaire.conditions.parsing import QUOTED
from cati.questionnaire.fills import fills_in
from cati.questionnaire.problems import Problem
from cati.questionnaire.rules.conditions import every_condition
from cati.questionnaire.rules.inspected import Inspected

CONTACT_TYPES = ("phone", "email")
SAMPLE_FIELD = re.compile(r"\bsample\.(\w+)")
WORD = re.compile(r"(?<![\w.])[a-z]\w*")


def unused(inspected: Inspected) -> Iterator[Problem]:
    """What is there for nothing. Only right to say of a file without errors: the right name may be missing in one."""
    file, in_texts = inspected.questionnaire, names_in_texts(inspected)
    for name in file.option_lists:
        if name not in inspected.nodes.used_lists:
            yield inspected.nodes.problem_at_key("C408.list", ("option_lists", name), name=name)
    in_rules = inspected.nodes.used_constants | set(WORD.findall(" ".join(rules(inspected))))
    for name in file.constants:
        if name not in in_rules:
            yield inspected.nodes.problem_at_key("C408.constant", ("constants", name), name=name)
    for name in file.fills:
        if name not in in_texts:
            yield inspected.nodes.problem_at_key("C408.fill", ("fills", name), name=name)
    used = {name.removeprefix("sample.") for name in in_texts} | names_in_rules(inspected)
    for name, field in file.sample.items():
        is_for_people = field.personal or field.export or field.type in CONTACT_TYPES
        if name not in used and not is_for_people:
            yield inspected.nodes.problem_at_key("C408.sample", ("sample", name), name=name)


def names_in_texts(inspected: Inspected) -> set[str]:
    """Every fill of every text; a fill that is only in its own text is not used."""
    return {
        fill.name
        for written in inspected.texts
        for _, text in written.text.every()
        for fill in fills_in(text)
        if written.place[:2] != ("fills", fill.name)
    }


def names_in_rules(inspected: Inspected) -> set[str]:
    """The sample fields that conditions and quotas name."""
    named = {name for text in rules(inspected) for name in SAMPLE_FIELD.findall(text)}
    return named | {name for quota in inspected.questionnaire.fieldwork.quotas for name in quota.by}


def rules(inspected: Inspected) -> Iterator[str]:
    """Every condition and every expression, without the texts in quotes."""
    for text, _, _ in every_condition(inspected):
        yield QUOTED.sub("", text)
    for step in inspected.steps:
        yield getattr(step.item, "value", None) or ""
