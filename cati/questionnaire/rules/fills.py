"""C403, C301: the fills of each text, known and asked above the place where they appear."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cati.questionnaire.conditions.scope import Known
from cati.questionnaire.fills import Fill, fills_in
from cati.questionnaire.model import AppointmentQuestion, DateQuestion
from cati.questionnaire.nearest import nearest
from cati.questionnaire.problems import Problem
from cati.questionnaire.routing import ANYWHERE
from cati.questionnaire.rules.inspected import Inspected, Written
from cati.questionnaire.rules.needs import Needs, needs_of_fills
from cati.questionnaire.steps import FilePlace, step_by_id

PARTS_OF_MOMENT = ("weekday", "date", "time")
PARTS_OF_DAY = ("weekday", "date")
OF_STUDY = ("agency", "title", "privacy.url", "privacy.email")
NOWHERE = -1
"""The order of a text that can appear at any moment: no question is certain to stand above it."""


@dataclass(frozen=True)
class Spot:
    """Where a text appears: which questions stand above it, and in which roster."""

    order: int
    roster: str | None = None
    alias: str | None = None

    @property
    def is_definition(self) -> bool:
        """Whether the text is judged where it is used, as those of fills and option lists are."""
        return self.order == ANYWHERE


@dataclass(frozen=True)
class Fault:
    """What is wrong with a fill: a word of the catalogue and its places."""

    word: str
    places: dict[str, object]


def unknown_fills(inspected: Inspected) -> Iterator[Problem]:
    """Every fill that leads nowhere, or to what is asked later."""
    judge = Judge(inspected, needs_of_fills(inspected))
    for written in inspected.texts:
        spot = spot_of(written)
        for _, text, place in written.every():
            for fill in fills_in(text):
                fault = judge.fault(fill, spot, place)
                if fault is not None:
                    end = fill.offset + len(fill.name) + 2
                    yield inspected.nodes.within(fault.word, place, fill.offset, end, **fault.places)


def spot_of(written: Written) -> Spot:
    """Where a text appears. A check may use the answer it checks."""
    if written.place[0] in ("fills", "option_lists"):
        return Spot(ANYWHERE)
    if written.step is None:
        return Spot(NOWHERE)
    roster, own = written.step.roster, "checks" in written.place
    if roster is None:
        return Spot(written.step.order + own)
    return Spot(written.step.order + own, roster.source, roster.alias)


@dataclass(frozen=True)
class Judge:
    """Says what is wrong with a fill at a spot; `needs` are the names each named fill leads to."""

    inspected: Inspected
    needs: dict[str, Needs]

    def fault(self, fill: Fill, spot: Spot, place: FilePlace) -> Fault | None:
        """What is wrong with one fill, if anything."""
        first, *rest = fill.name.split(".")
        file, part = self.inspected.questionnaire, ".".join(rest)
        if {first, f"{first}.{part}", f"fills.{first}"} & self.inspected.broken:
            return None
        match first:
            case "sample":
                return self.sample_fault(part)
            case "study":
                return self.study_fault(part)
            case "interviewer":
                return None if part == "name" else Fault("C403.interviewer", {})
            case _ if first[0].isupper():
                return self.question_fault(first, part, spot)
            case _ if part:
                return Fault("C403.no_parts", {"owner": first, "name": part})
            case _ if first in file.fills:
                return self.named_fault(first, spot, place)
            case _:
                return self.alias_fault(first, spot)

    def sample_fault(self, name: str) -> Fault | None:
        """`sample.NAME`."""
        known = self.inspected.questionnaire.sample
        if name in known:
            return None
        return unknown("C403.sample", name, known)

    def study_fault(self, name: str) -> Fault | None:
        """`study.agency` and the like, filled in."""
        study = self.inspected.questionnaire.study
        if name not in OF_STUDY:
            return Fault(
                "C403.study", {"name": f"study.{name}", "known": ", ".join(f"study.{each}" for each in OF_STUDY)}
            )
        missing = {"agency": not study.agency, "title": "title" not in study.model_fields_set}
        if missing.get(name, study.privacy is None) and "study" not in self.inspected.broken:
            return Fault("C403.study_empty", {"name": f"study.{name}"})
        return None

    def question_fault(self, name: str, part: str, spot: Spot) -> Fault | None:
        """A question, or a part of one."""
        known = self.inspected.scope.questions.get(name)
        if known is None:
            return unknown("C403.question", name, self.inspected.scope.questions)
        if spot.order == NOWHERE:
            return Fault("C403.anywhere", {"name": name})
        if known.order >= spot.order:
            word = "C301.itself" if known.order == spot.order else "C301.later"
            return Fault(word, {"name": name, "line": known.line})
        return self.part_fault(known, part) if part else self.whole_fault(known, spot)

    def whole_fault(self, known: Known, spot: Spot) -> Fault | None:
        """A question named without a part: its answer must fit in a text."""
        if known.kind == "grid":
            return Fault("C403.whole_grid", {"name": known.name, "row": known.rows[0]})
        if known.kind == "none" and not self.is_appointment(known):
            return Fault("C403.no_answer", {"name": known.name})
        if known.roster not in (None, spot.roster) and not spot.is_definition:
            return Fault("C403.roster", {"name": known.name, "item": known.items[0] if known.items else "…"})
        return None

    def part_fault(self, known: Known, part: str) -> Fault | None:
        """A part of a question: of a day, a row, a roster item."""
        item = step_by_id(self.inspected.questionnaire)[known.name].item
        parts = known.rows or known.items
        if isinstance(item, AppointmentQuestion):
            parts = PARTS_OF_MOMENT
        elif isinstance(item, DateQuestion):
            parts = (*(PARTS_OF_DAY if item.precision == "day" else ()), *known.items)
        if part in parts:
            return None
        if not parts:
            return Fault("C403.no_parts", {"owner": known.name, "name": part})
        return Fault("C403.part", {"owner": known.name, "name": part, "known": ", ".join(parts)})

    def is_appointment(self, known: Known) -> bool:
        """Whether an item has no value for conditions but one for texts."""
        return isinstance(step_by_id(self.inspected.questionnaire)[known.name].item, AppointmentQuestion)

    def named_fault(self, name: str, spot: Spot, place: FilePlace) -> Fault | None:
        """A named fill: no loop, and every question it leads to stands above."""
        needs = self.needs[name]
        if spot.is_definition:
            if place[:1] == ("fills",) and (place[1] == name or place[1] in needs.fills):
                return Fault("C403.loop", {"name": place[1], "fill": name})
            return None
        if spot.order == NOWHERE:
            return None
        for question in needs.questions:
            known = self.inspected.scope.questions.get(question)
            if known is None or question in self.inspected.broken:
                continue
            if known.order >= spot.order:
                return Fault("C301.fill", {"fill": name, "name": question, "line": known.line})
            if question in needs.at_hand and known.roster not in (None, spot.roster):
                return self.whole_fault(known, spot)
        alias = next((alias for alias in needs.aliases if alias in self.aliases and alias != spot.alias), None)
        return None if alias is None else Fault("C403.alias", {"name": alias})

    def alias_fault(self, name: str, spot: Spot) -> Fault | None:
        """The item of a roster by the name it was given with `as`."""
        if name == spot.alias or (spot.is_definition and name in self.aliases):
            return None
        if name in self.aliases:
            return Fault("C403.alias", {"name": name})
        return unknown("C403.fill", name, [*self.inspected.questionnaire.fills, *self.aliases])

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """Every name that a roster gives to its item."""
        rosters = (step.roster for step in self.inspected.steps)
        return tuple(dict.fromkeys(roster.alias for roster in rosters if roster is not None and roster.alias))


def unknown(word: str, name: str, known: Iterable[str]) -> Fault:
    """An unknown name, with the known one it is nearest to."""
    near = nearest(name, known)
    return Fault(word, {"name": name}) if near is None else Fault(f"{word}_near", {"name": name, "near": near})
