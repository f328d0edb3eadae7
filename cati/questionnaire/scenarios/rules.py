"""C601 and C603: each scenario is conducted, and held against what it expects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cati.questionnaire.answer import AnswerKey, Answers, question_of
from cati.questionnaire.model import DerivedItem
from cati.questionnaire.path import Path, Stop, failing_checks, path
from cati.questionnaire.problems import Problem
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.sample_values import read_sample
from cati.questionnaire.scenarios.names import Names, read_names
from cati.questionnaire.scenarios.telling import Reason, because
from cati.questionnaire.steps import FilePlace, step_by_id
from cati.questionnaire.validity import Invalid, why_invalid


def scenario_problems(inspected: Inspected) -> Iterator[Problem]:
    """What is wrong with the scenarios of a questionnaire that has no errors."""
    for names in read_names(inspected):
        if names.problems:
            yield from names.problems
        else:
            yield from Conducted(names).problems()


@dataclass(frozen=True)
class Conducted:
    """One scenario while it is conducted: first its `answers`, then these with what `then` changes."""

    names: Names

    def problems(self) -> Iterator[Problem]:
        """What it expects and is not so; what only follows from an answer that cannot stand is held back."""
        broken = list(self.stuck(self.first, "answers", self.names.answers))
        if not broken and self.names.then:
            broken = list(self.stuck(self.last, "then", {**self.names.answers, **self.names.then}))
        if broken:
            yield broken[0]
            return
        unasked = list(self.unasked())
        yield from unasked
        if not unasked:
            yield from self.checks()
            yield from self.expected_path()
            yield from self.expected_place()

    def problem(self, word: str, within: FilePlace, /, **places: object) -> Problem:
        """A problem at a place of the scenario."""
        return self.names.inspected.nodes.problem(word, (*self.names.place, *within), **places)

    def walked(self, answers: Answers) -> Path:
        """The path of some answers."""
        questionnaire = self.names.inspected.questionnaire
        return path(questionnaire, read_sample(questionnaire, self.names.scenario.sample), answers)

    @cached_property
    def first(self) -> Path:
        """The path of the answers."""
        return self.walked(self.names.answers)

    @cached_property
    def last(self) -> Path:
        """The path after `then`."""
        return self.walked({**self.names.answers, **self.names.then}) if self.names.then else self.first

    def stuck(self, found: Path, key: str, answers: Answers) -> Iterator[Problem]:
        """An answer that its question, or a hard check, does not let pass."""
        at = found.next
        if found.held is not None:
            if found is self.last and (at is None or self.names.scenario.at != at.key):
                where = self.place_of(self.nearest_answer(found.held.stop), key)
                yield self.problem("C601.hard", where, check=found.held.check.check.id)
        elif at is not None and (fault := self.fault_at(at, answers)) is not None:
            yield self.problem("C603.invalid", self.place_of(at.key, key), name=at.key, reason=Reason(fault))

    def fault_at(self, at: Stop, answers: Answers) -> Invalid | None:
        """Why the answer of the scenario cannot stand at the next question; None if it has none."""
        given = answers.get(at.key)
        return None if at.question is None or given is None else why_invalid(at.question, at.offered, given)

    def place_of(self, key: str, where: str) -> FilePlace:
        """Where the answer of a key is written, else the part of the scenario it would be in."""
        written: Mapping[str, object] = getattr(self.names.scenario, where)
        if key in written:
            return (where, key)
        return ("answers", key) if key in self.names.scenario.answers else (where,)

    def unasked(self) -> Iterator[Problem]:
        """Answers to questions that are not asked, neither before `then` nor after."""
        asked = {stop.key for stop in self.last.stops}
        before = {stop.key for stop in self.first.stops}
        found = [("answers", key) for key in self.names.answers if key not in asked | before]
        found += [("then", key) for key in self.names.then if key not in asked]
        for where, key in found:
            yield self.never_asked(where, key)

    def never_asked(self, where: str, key: AnswerKey) -> Problem:
        """Why an answer is of no use: its question is below the one without an answer, or not on the path."""
        nodes, place = self.names.inspected.nodes, (*self.names.place, where, key)
        questionnaire = self.names.inspected.questionnaire
        step, stop = step_by_id(questionnaire)[question_of(key)], self.last.next
        if stop is not None and stop.route.step.order < step.order:
            return nodes.problem_at_key("C603.not_reached", place, name=key, at=stop.key)
        reason = because(questionnaire, self.last, step)
        return nodes.problem_at_key("C603.never_asked", place, name=key, because=reason)

    def checks(self) -> Iterator[Problem]:
        """Soft checks that fired and are not confirmed, and confirmed ones that never fired."""
        scenario = self.names.scenario
        fired: dict[str, Stop] = {}
        for found in (self.first, self.last):
            for stop, compiled in failing_checks(found):
                fired.setdefault(compiled.check.id, stop)
        for check, stop in fired.items():
            if check not in scenario.confirm:
                reason = because(self.names.inspected.questionnaire, self.last, stop.route.step)
                where = self.place_of(self.nearest_answer(stop), "then" if self.names.then else "answers")
                yield self.problem("C601.fired", where, check=check, because=reason)
        for number, check in enumerate(scenario.confirm):
            if check not in fired:
                yield self.problem("C601.never_fired", ("confirm", number), check=check)

    def nearest_answer(self, stop: Stop) -> str:
        """The answer after which a check at a stop runs: its own, or for a derived item the last before it."""
        written = {**self.names.scenario.answers, **self.names.scenario.then}
        before = [each.key for each in self.last.stops if each.route.step.order <= stop.route.step.order]
        return next((key for key in reversed(before) if key in written), stop.key)

    def shown(self) -> list[Stop]:
        """The stops a path is compared with: those that have a screen, and derived ones that are named."""
        named = self.names.scenario.path
        return [stop for stop in self.last.stops if not isinstance(stop.route.item, DerivedItem) or stop.key in named]

    def expected_path(self) -> Iterator[Problem]:
        """The first place where the path is another one."""
        expected, stops = self.names.scenario.path, self.shown()
        if not expected:
            return
        found = [str(stop.key) for stop in stops]
        at = next((place for place, name in enumerate(expected) if found[place : place + 1] != [name]), len(expected))
        if at < len(expected):
            yield self.other_path(expected[at], at, stops)
        elif len(found) > at:
            reason = because(self.names.inspected.questionnaire, self.last, stops[at].route.step)
            where: FilePlace = ("path", at - 1)
            yield self.problem("C601.goes_on", where, before=expected[-1], found=found[at], because=reason)

    def other_path(self, wanted: str, at: int, stops: list[Stop]) -> Problem:
        """Another item than the one expected, or none."""
        where: FilePlace = ("path", at)
        before = stops[at - 1].key if at else ""
        if at >= len(stops):
            word = "C601.ended" if self.last.end is not None else "C601.unanswered"
            return self.problem(word, where, expected=wanted, before=before)
        known, questionnaire = step_by_id(self.names.inspected.questionnaire), self.names.inspected.questionnaire
        other = known[question_of(AnswerKey(wanted))]
        reason = because(questionnaire, self.last, stops[at].route.step, other)
        if not at:
            return self.problem("C601.first", where, expected=wanted, found=stops[at].key)
        return self.problem("C601.path", where, expected=wanted, before=before, found=stops[at].key, because=reason)

    def expected_place(self) -> Iterator[Problem]:
        """The next question, and the disposition."""
        scenario, found = self.names.scenario, self.last
        at = None if found.next is None else found.next.key
        end = found.end
        if scenario.at is not None and at != scenario.at:
            word, place = ("C601.at", at) if end is None else ("C601.at_end", end.id)
            yield self.problem(word, ("at",), expected=scenario.at, found=place)
        if scenario.ends is not None and end is None:
            yield self.problem("C601.no_end", ("ends",), expected=scenario.ends, found=at)
        elif scenario.ends is not None and end is not None and scenario.ends not in end.disposition:
            says = ", ".join(end.disposition)
            yield self.problem("C601.other_end", ("ends",), expected=scenario.ends, found=says, end=end.id)
