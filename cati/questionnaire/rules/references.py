"""C205, C214, C107: names outside conditions that lead nowhere."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.model import DerivedItem, EndItem, Question, SingleQuestion
from cati.questionnaire.nearest import nearest
from cati.questionnaire.problems import Problem
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.steps import FilePlace, Step, step_by_id


def unknown_question(inspected: Inspected, name: str, place: FilePlace) -> Problem:
    """The problem of a question that does not exist."""
    near = nearest(name, inspected.scope.questions)
    if near is not None:
        return inspected.nodes.problem("C205.question_near", place, name=name, near=near)
    return inspected.nodes.problem("C205.question", place, name=name)


def corrections(inspected: Inspected) -> Iterator[Problem]:
    """The questions a check leads back to: asked, and not below the check."""
    for step in inspected.steps:
        for number, check in enumerate(getattr(step.item, "checks", ())):
            for index, name in enumerate(check.correct):
                place = (*step.place, "checks", number, "correct", index)
                yield from correction(inspected, step, name, place)


def correction(inspected: Inspected, step: Step, name: str, place: FilePlace) -> Iterator[Problem]:
    """One question under `correct`."""
    found = step_by_id(inspected.questionnaire).get(name)
    if name in inspected.broken:
        return
    if found is None:
        yield unknown_question(inspected, name, place)
    elif not isinstance(found.item, Question):
        yield inspected.nodes.problem("C209.correct", place, name=name)
    elif found.order > step.order:
        line = inspected.nodes.line(found.place)
        yield inspected.nodes.problem("C301.later", place, name=name, line=line)


def thresholds(inspected: Inspected) -> Iterator[Problem]:
    """Where a partial interview, and a complete one, begin."""
    rules, known = inspected.questionnaire.fieldwork, step_by_id(inspected.questionnaire)
    for key in ("partial_from", "complete_from"):
        name = getattr(rules, key)
        if name is not None and name not in known and name not in inspected.broken:
            yield unknown_question(inspected, name, ("fieldwork", key))


def quotas(inspected: Inspected) -> Iterator[Problem]:
    """The fields and closed questions that quotas count by."""
    file, known = inspected.questionnaire, step_by_id(inspected.questionnaire)
    for number, quota in enumerate(file.fieldwork.quotas):
        for index, name in enumerate(quota.by):
            place = ("fieldwork", "quotas", number, "by", index)
            if {name, f"sample.{name}"} & inspected.broken:
                continue
            if name in file.sample:
                if file.sample[name].type != "choice":
                    yield inspected.nodes.problem("C209.quota", place, name=name)
            elif name not in known:
                near = nearest(name, [*file.sample, *known])
                word = "C205.sample" if name.islower() else "C205.question"
                places = {"name": name} if near is None else {"name": name, "near": near}
                yield inspected.nodes.problem(word if near is None else f"{word}_near", place, **places)
            elif not isinstance(known[name].item, (SingleQuestion, DerivedItem)):
                yield inspected.nodes.problem("C209.quota", place, name=name)
            elif known[name].roster is not None:
                yield inspected.nodes.problem("C209.quota_roster", place, name=name)


def results(inspected: Inspected) -> Iterator[Problem]:
    """The dispositions of ends and of objections."""
    for step in inspected.steps:
        if isinstance(step.item, EndItem):
            for index, name in enumerate(step.item.disposition):
                yield from result(inspected, name, (*step.place, "disposition", index))
    for index, objection in enumerate(inspected.questionnaire.objections):
        if objection.leads_to is not None:
            yield from result(inspected, objection.leads_to, ("objections", index, "leads_to"))


def result(inspected: Inspected, name: str, place: FilePlace) -> Iterator[Problem]:
    """A disposition that does not exist."""
    known = dispositions()
    if name in known:
        return
    near = nearest(name, known)
    if near is not None:
        yield inspected.nodes.problem("C214.disposition_near", place, name=name, near=near)
    else:
        yield inspected.nodes.problem("C214.disposition", place, name=name, known=", ".join(known))


def timezone(inspected: Inspected) -> Iterator[Problem]:
    """A time zone that nobody keeps."""
    name = inspected.questionnaire.study.timezone
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        yield inspected.nodes.problem("C107.timezone", ("study", "timezone"), found=name)
