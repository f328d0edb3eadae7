"""A questionnaire tried out while it is written: a real interview on an invented case, kept in memory only."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path as FilePath

from cati.errors import StudyError
from cati.fieldwork.case_card import card_of
from cati.fieldwork.interview import Interview
from cati.fieldwork.invented_cases import invented_case
from cati.fieldwork.next_case import taken_up
from cati.fieldwork.room import Chance, Clock, Room, drawn, wall_clock
from cati.fieldwork.study import study_of
from cati.fieldwork.watched_file import WatchedFile
from cati.interview.events import (
    AnswerRecorded,
    AskedAgain,
    CheckConfirmed,
    DraftKept,
    Event,
    LanguageChanged,
    RemarkMade,
)
from cati.questionnaire.answer import Answers
from cati.questionnaire.loader import Loaded
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.nearest import nearest
from cati.questionnaire.path import path
from cati.questionnaire.problems import Problem
from cati.questionnaire.proof.diagram import TooLargeError
from cati.questionnaire.proof.examples import comes_to, reaching
from cati.questionnaire.sample_values import read_sample
from cati.questionnaire.steps import step_by_id
from cati.storage.cases import NewCase, add_cases, list_cases
from cati.storage.leases import claim_case
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events

IN_MEMORY = ":memory:"
EDITOR, NAME = "editor", "An Voorbeeld"
"""Who conducts it, and the invented name that respondents would hear."""


@dataclass(frozen=True)
class Start:
    """Where a preview begins: an invented case and what is answered already. `is_there` if it is where asked."""

    case: NewCase
    answers: Answers = field(default_factory=dict)
    is_there: bool = True


@dataclass
class Preview:
    """A file being written, its last good version, and an interview under that; `problems` are those of now.

    `language` is the one the questions are put in; None means the study's first.
    """

    file: FilePath
    language: str | None = None
    clock: Clock = wall_clock
    chance: Chance = drawn
    problems: tuple[Problem, ...] = ()
    fault: StudyError | None = None
    good: Loaded | None = None
    good_at: datetime | None = None
    looks: int = 0
    case_number: int = 0
    watched: WatchedFile = field(init=False)

    def __post_init__(self) -> None:
        """Nothing was seen of the file yet."""
        self.watched = WatchedFile(self.file)

    def look(self) -> bool:
        """Read the file if it was saved since the last look; whether it was."""
        found = self.watched.look()
        if found is None:
            return False
        self.looks += 1
        self.fault = found if isinstance(found, StudyError) else None
        if isinstance(found, Loaded):
            self.problems = found.problems
            if found.questionnaire is not None:
                self.good, self.good_at = found, self.clock()
        return True

    @property
    def is_good(self) -> bool:
        """Whether the version that is shown is the file as it is now."""
        return self.fault is None and not any(problem.severity == "error" for problem in self.problems)

    @property
    def questionnaire(self) -> Questionnaire:
        """The last good version. Raises `ValueError` if there is none yet."""
        if self.good is None or self.good.questionnaire is None:
            raise ValueError("no version without errors was seen yet")
        return self.good.questionnaire

    def case(self) -> NewCase:
        """The invented case whose turn it is."""
        return invented_case(self.questionnaire, self.case_number)

    def begun(self, start: Start | None = None) -> Interview:
        """An interview from its first question on, or from where `start` has come."""
        begin = Start(self.case()) if start is None else start
        interview = self.interview(begin.case, self.chance())
        for key, answer in begin.answers.items():
            interview.record(AnswerRecorded(at=interview.now(), key=key, answer=answer))
        return interview

    def gone_on(self, before: Interview) -> Interview:
        """The same conversation under the version of now, on the case whose turn it is."""
        case = self.case()
        if before.case.case.case_key == case.case_key:
            case = invented_case(self.questionnaire, self.case_number, before.case.case.sample)
        interview = self.interview(case, before.session.state.seed)
        for event in said(before, interview.session.questionnaire.study.languages):
            interview.record(event)
        before.room.store.close()
        return interview

    def interview(self, case: NewCase, seed: str) -> Interview:
        """A new interview on this case, in a database of its own that is never written to disk."""
        if self.good is None:
            raise ValueError("no version without errors was seen yet")
        study = study_of(self.file.parent, self.file, self.good)
        store = open_store(IN_MEMORY, create=True)
        room = Room(study, store, EDITOR, NAME, clock=self.clock, chance=lambda: seed)
        now = self.clock()
        add_cases(store, [replace(case, language=self.language)], now)
        (added,) = list_cases(store)
        claim = claim_case(store, added.case_id, EDITOR, now, lease_seconds=room.lease_seconds, token=seed)
        return taken_up(card_of(room, claim))

    def start_at(self, name: str) -> Start:
        """Answers that lead to an item (`V3A`, `v3a`, `V3A_EACH.suppliers`). Raises `StudyError` if it is not there."""
        known, item = step_by_id(self.questionnaire), name.partition(".")[0].upper()
        if item not in known:
            near = nearest(item, known)
            if near is None:
                raise StudyError("preview.no_item", item=item, file=self.file)
            raise StudyError("preview.no_item_near", item=item, file=self.file, near=near)
        return next(self.starts(item), Start(self.case(), is_there=False))

    def starts(self, item: str) -> Iterator[Start]:
        """Answers that lead to an item: on the invented case if it can come there, else on one that can."""
        try:
            found = reaching(self.questionnaire, item)
        except (TooLargeError, RecursionError):
            found = None
        if found is None:
            return
        sample = {name: str(value) for name, value in found[0].items()}
        for raw in ({**self.case().sample, **known_only(sample)}, sample):
            there = path(self.questionnaire, read_sample(self.questionnaire, raw), found[1])
            if comes_to(item, there):
                stops = takewhile(lambda stop: stop.route.item.id != item, there.stops)
                answered = {stop.key: stop.answer for stop in stops if stop.question and stop.answer}
                yield Start(replace(self.case(), sample=raw), answered)


def known_only(sample: dict[str, str]) -> dict[str, str]:
    """The values that a condition wants, without the dots that only stand for some value."""
    return {name: value for name, value in sample.items() if value.strip("…")}


def said(before: Interview, languages: tuple[str, ...]) -> Iterator[Event]:
    """What was said and noted so far, as it was recorded."""
    for event in load_events(before.room.store, before.hold.interview_id):
        match event:
            case AnswerRecorded() | AskedAgain() | DraftKept() | CheckConfirmed() | RemarkMade():
                yield event
            case LanguageChanged() if event.language in languages:
                yield event
            case _:
                pass
