"""C602 and the form of C603: what a scenario names, and whether what it gives can be an answer at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cati.questionnaire.answer import Answer, AnswerKey, Answers, item_of, question_of
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.model import Check, Question, Scenario
from cati.questionnaire.nearest import nearest
from cati.questionnaire.problems import Problem, Term
from cati.questionnaire.rosters import items_of
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.sample_values import sample_value
from cati.questionnaire.scenarios.given import AskedAnew, Given, Misgiven
from cati.questionnaire.steps import FilePlace, Step, step_by_id


@dataclass
class Names:
    """The names in one scenario, looked up; `answers` and `then` are what could be read."""

    inspected: Inspected
    scenario: Scenario
    place: FilePlace
    problems: list[Problem] = field(default_factory=list)
    answers: Answers = field(default_factory=dict)
    then: Answers = field(default_factory=dict)

    def look_up(self) -> None:
        """Everything, in the order of the keys."""
        known = step_by_id(self.inspected.questionnaire)
        self.sample()
        self.known("language", self.scenario.language, self.inspected.languages, ("language",))
        self.read("answers", self.answers)
        self.read("then", self.then)
        for number, name in enumerate(self.scenario.confirm):
            self.check(name, ("confirm", number))
        for number, name in enumerate(self.scenario.path):
            self.step(name, known, ("path", number))
        if self.scenario.at is not None:
            self.step(self.scenario.at, known, ("at",))
        self.known("disposition", self.scenario.ends, dispositions(), ("ends",))

    def add(self, word: str, within: FilePlace, /, **places: object) -> None:
        """Note a problem at a value of the scenario."""
        self.problems.append(self.inspected.nodes.problem(word, (*self.place, *within), **places))

    def add_at_key(self, word: str, within: FilePlace, /, **places: object) -> None:
        """Note a problem at a key of the scenario."""
        self.problems.append(self.inspected.nodes.problem_at_key(word, (*self.place, *within), **places))

    def known(
        self, kind: str, name: str | None, names: Iterable[str], within: FilePlace, *, at_key: bool = False
    ) -> bool:
        """Whether a name is one of those known; a problem if it is not."""
        listed = list(names)
        if name is None or name in listed:
            return True
        near, spoken = nearest(name, listed), Term(f"problems.terms.kinds.{kind}")
        add = self.add_at_key if at_key else self.add
        if near is not None:
            add("C602.name_near", within, name=name, kind=spoken, near=near)
        else:
            add("C602.name", within, name=name, kind=spoken, known=", ".join(listed) or "-")
        return False

    def sample(self) -> None:
        """The sample fields, and whether their values can be read."""
        fields = self.inspected.questionnaire.sample
        for name, value in self.scenario.sample.items():
            if not self.known("sample", name, fields, ("sample", name), at_key=True):
                continue
            if value and sample_value(fields[name], value) is None:
                kind = Term(f"problems.terms.values.{fields[name].type}")
                self.add("C603.sample", ("sample", name), name=name, found=value, wanted=kind)

    def step(self, name: str, known: dict[str, Step], within: FilePlace, *, at_key: bool = False) -> Step | None:
        """The item of a name such as `V2` or `V3A_EACH.suppliers`."""
        step, item = known.get(question_of(AnswerKey(name))), item_of(AnswerKey(name))
        if step is None:
            self.known("question", question_of(AnswerKey(name)), known, within, at_key=at_key)
            return None
        items = self.items(step)
        if item is None and items is None:
            return step
        return step if self.known("item", item or f"{name}.?", items or (), within, at_key=at_key) else None

    def items(self, step: Step) -> tuple[str, ...] | None:
        """What a rostered item can be repeated for, or None outside a roster."""
        if step.roster is None:
            return None
        return tuple(option.name for option in items_of(self.inspected.questionnaire, step))

    def read(self, key: str, into: Answers) -> None:
        """The answers under a key."""
        known = step_by_id(self.inspected.questionnaire)
        for name, raw in getattr(self.scenario, key).items():
            step = self.step(name, known, (key, name), at_key=True)
            if step is None:
                continue
            if not isinstance(step.item, Question):
                self.add_at_key("C603.not_a_question", (key, name), name=name)
                continue
            before = {**self.answers, **into}.get(AnswerKey(name))
            found: Answer | AskedAnew | Misgiven = Given(self.inspected.questionnaire, step.item, before).read(raw)
            if isinstance(found, Misgiven):
                self.add(found.word, (key, name, *found.within), **found.places)
            elif not isinstance(found, AskedAnew):
                into[AnswerKey(name)] = found

    def check(self, name: str, within: FilePlace) -> None:
        """A check that is to be confirmed."""
        found = checks_of(self.inspected)
        if self.known("check", name, found, within) and found[name].level == "hard":
            self.add("C602.hard", within, name=name)


def checks_of(inspected: Inspected) -> dict[str, Check]:
    """Every check by its id."""
    found = (check for step in inspected.steps for check in getattr(step.item, "checks", ()))
    return {check.id: check for check in found}


def read_names(inspected: Inspected) -> Iterator[Names]:
    """Each scenario with its names looked up."""
    for number, scenario in enumerate(inspected.questionnaire.scenarios):
        names = Names(inspected, scenario, ("scenarios", number))
        names.look_up()
        yield names
