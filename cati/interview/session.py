"""One conversation as a fold: events in, answers and position out (law 2).

`State` is the fold and nothing else; `Session` puts it beside its questionnaire and works out where the
conversation stands. A session proposes events and takes them only when they are stored: `take(event)` is
called after the commit, so what a session knows is on disk.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, pairwise, takewhile
from typing import TypeVar, assert_never

from cati.interview.events import (
    AnswerCorrected,
    AnswerRecorded,
    AskedAgain,
    CheckConfirmed,
    DraftKept,
    Event,
    InterviewEnded,
    InterviewResumed,
    InterviewStarted,
    InterviewSuspended,
    LanguageChanged,
    RemarkMade,
    ResultChanged,
    VersionAdopted,
)
from cati.questionnaire.answer import ANSWER, Answer, AnswerKey, Answers, Draft, Names, question_of
from cati.questionnaire.conditions.closures import SampleValue
from cati.questionnaire.differences.change import Point
from cati.questionnaire.model import Check, Questionnaire
from cati.questionnaire.path import Path, Stop, failing_checks, path, with_answer
from cati.questionnaire.routing import names_in
from cati.questionnaire.sample_values import read_sample
from cati.questionnaire.steps import steps
from cati.questionnaire.text import Telling

Kept = TypeVar("Kept")
MOST_CORRECTIONS = 8
"""A check is answered by one key: 1 accepts, 2 to 9 go back."""


@dataclass(frozen=True)
class State:
    """Everything said and done so far; off-path answers are kept (law 1).

    `names` are those last given, whatever was answered since: no item of theirs may become another name's.
    """

    version: str = ""
    language: str = ""
    interviewer: str = ""
    seed: str = ""
    answers: Answers = field(default_factory=dict)
    orders: Mapping[AnswerKey, tuple[str, ...]] = field(default_factory=dict)
    drafts: Mapping[AnswerKey, Draft] = field(default_factory=dict)
    remarks: Mapping[AnswerKey, str] = field(default_factory=dict)
    confirmed: Mapping[tuple[str, AnswerKey], Mapping[str, str]] = field(default_factory=dict)
    asked_again: Mapping[AnswerKey, int] = field(default_factory=dict)
    names: Mapping[AnswerKey, Names] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    sequence: int = 0
    is_suspended: bool = False
    ended: InterviewEnded | None = None


def fold(state: State, event: Event) -> State:
    """The state after one more event; pure."""
    state = replace(state, sequence=state.sequence + 1)
    match event:
        case InterviewStarted():
            return replace(
                state,
                version=event.version,
                language=event.language,
                languages=(event.language,),
                interviewer=event.interviewer,
                seed=event.seed,
            )
        case InterviewResumed():
            return replace(state, interviewer=event.interviewer, is_suspended=False)
        case AnswerRecorded() | AskedAgain() | DraftKept() | CheckConfirmed() | RemarkMade():
            return fold_at_question(state, event)
        case LanguageChanged():
            return replace(state, language=event.language, languages=(*state.languages, event.language))
        case VersionAdopted():
            return replace(state, version=event.version)
        case InterviewSuspended():
            return replace(state, is_suspended=True)
        case InterviewEnded():
            return replace(state, ended=event, is_suspended=False)
        case AnswerCorrected():
            return with_answer_at(state, event.key, event.answer)
        case ResultChanged():
            end = None if state.ended is None else state.ended.end
            ended = InterviewEnded(at=event.at, disposition=event.disposition, end=end, reason=event.reason)
            return replace(state, ended=ended, is_suspended=False)
        case _:
            assert_never(event)


def fold_at_question(
    state: State, event: AnswerRecorded | AskedAgain | DraftKept | CheckConfirmed | RemarkMade
) -> State:
    """The state after an event that belongs to one question."""
    match event:
        case AnswerRecorded():
            orders = {**state.orders, event.key: event.order} if event.order else state.orders
            answered = with_answer_at(state, event.key, event.answer)
            return replace(answered, orders=orders, drafts=without(state.drafts, event.key))
        case AskedAgain():
            times = {**state.asked_again, event.key: state.asked_again.get(event.key, 0) + 1}
            return replace(state, asked_again=times, drafts=without(state.drafts, event.key))
        case DraftKept():
            kept = without(state.drafts, event.key)
            return replace(state, drafts=kept if event.draft.is_empty() else {**kept, event.key: event.draft})
        case CheckConfirmed():
            return replace(state, confirmed={**state.confirmed, (event.check, event.key): event.values})
        case RemarkMade():
            rest = without(state.remarks, event.key)
            return replace(state, remarks={**rest, event.key: event.text} if event.text else rest)
        case _:
            assert_never(event)


def with_answer_at(state: State, key: AnswerKey, answer: Answer) -> State:
    """The state with another answer; names are remembered as well."""
    names = {**state.names, key: answer} if isinstance(answer, Names) else state.names
    return replace(state, answers={**state.answers, key: answer}, names=names)


def without(mapping: Mapping[AnswerKey, Kept], key: AnswerKey) -> dict[AnswerKey, Kept]:
    """The mapping less one key."""
    return {known: value for known, value in mapping.items() if known != key}


def folded(events: Iterable[Event]) -> State:
    """The state after all events: replaying gives the same state, always."""
    state = State()
    for event in events:
        state = fold(state, event)
    return state


@dataclass(frozen=True)
class PendingCheck:
    """A check that fails and is not confirmed for these values: nothing goes on before it is settled.

    `correct` are the questions that may be gone back to: those on the path, as the editor listed them.
    """

    stop: Stop
    check: Check
    values: Mapping[str, str]
    correct: tuple[Stop, ...]


@dataclass(frozen=True)
class Session:
    """A conversation at one moment. Frozen: `take` gives the next one.

    `interviewer_name` is what is said to the respondent; events hold the interviewer's code.
    """

    questionnaire: Questionnaire
    raw_sample: Mapping[str, str]
    state: State = State()
    interviewer_name: str = ""

    def take(self, event: Event) -> "Session":
        """The session after an event that is stored."""
        return replace(self, state=fold(self.state, event))

    @cached_property
    def sample(self) -> dict[str, SampleValue]:
        """The sample values as conditions read them."""
        return read_sample(self.questionnaire, self.raw_sample)

    @cached_property
    def path(self) -> Path:
        """The path of what was said so far: recomputed, never stored (law 1)."""
        return path(self.questionnaire, self.sample, self.state.answers)

    @cached_property
    def pending(self) -> PendingCheck | None:
        """The first check on the path that fails: a soft one not confirmed for the present values, or a hard one."""
        for stop, compiled in failing_checks(self.path):
            values = self.values_of(compiled.check, stop)
            if self.state.confirmed.get((compiled.check.id, stop.key)) != values:
                return PendingCheck(stop, compiled.check, values, self.corrections(compiled.check, stop))
        if self.path.held is None:
            return None
        stop, compiled = self.path.held.stop, self.path.held.check
        return PendingCheck(stop, compiled.check, {}, self.corrections(compiled.check, stop))

    @property
    def at(self) -> Stop | None:
        """The question that wants an answer now: the first unanswered one.

        None at an end, and where a hard check fails with the value of a derived item.
        """
        return self.path.next if self.path.next is not None and self.path.next.question is not None else None

    @property
    def reached(self) -> Point:
        """How far the conversation has come, for the comparison with another version."""
        stop = self.path.next or (self.path.stops[-1] if self.path.end is not None else None)
        order = len(steps(self.questionnaire)) if stop is None else stop.route.step.order
        return Point(order, frozenset(question_of(key) for key in self.state.answers))

    def values_of(self, check: Check, stop: Stop) -> dict[str, str]:
        """The present values of all a check names, as canonical JSON: a changed one withdraws a confirmation."""
        names = names_in(self.questionnaire, check, stop.route.step)
        return {
            found.key: ANSWER.dump_json(found.answer).decode()
            for found in self.stops_named(names, stop)
            if found.answer is not None
        }

    def corrections(self, check: Check, stop: Stop) -> tuple[Stop, ...]:
        """The questions a check may send back to, of those on the path; by default all it names, nearest first.

        If none of them is on the path, the last question up to the check: nobody is left before it without a way on.
        """
        names = check.correct or tuple(reversed(names_in(self.questionnaire, check, stop.route.step)))
        found = (target for target in self.stops_named(names, stop) if target.question is not None)
        return tuple(islice(found, MOST_CORRECTIONS)) or self.last_question_up_to(stop)

    def last_question_up_to(self, stop: Stop) -> tuple[Stop, ...]:
        """The question at a stop, or else the nearest one before it on the path."""
        until = [*takewhile(lambda each: each is not stop, self.path.stops), stop]
        return tuple([each for each in until if each.question is not None][-1:])

    def stops_named(self, names: Iterable[str], stop: Stop) -> Iterator[Stop]:
        """The stops of these ids on the path, as read from one stop: in a roster only those of the item at hand."""
        for name in names:
            found = [each for each in self.path.stops if each.route.item.id == name]
            yield from [each for each in found if each.item == stop.item] or found

    def telling_at_check(self, pending: PendingCheck) -> Telling:
        """What the text of a failing check is filled with: an answer that does not pass is told, too."""
        telling, held = self.telling(item=pending.stop.item), self.path.held
        if held is None or held.stop is not pending.stop or held.stop.answer is None:
            return telling
        answers = {**telling.answers, held.stop.key: held.stop.answer}
        return replace(telling, answers=answers, reading=with_answer(held.stop, telling.reading))

    def telling(self, *, item: str | None = None, language: str | None = None) -> Telling:
        """What texts are filled with now, at a roster item if need be."""
        answers = {stop.key: stop.answer for stop in self.path.stops if stop.answer is not None}
        return Telling(
            self.questionnaire,
            language or self.state.language,
            replace(self.path.reading, item=item),
            answers,
            self.interviewer_name or self.state.interviewer,
            item,
        )

    def previous(self, key: AnswerKey | None) -> Stop | None:
        """The question before a stop on the path (before the next one, for None)."""
        before: Stop | None = None
        for stop in self.path.questions():
            if stop.key == key or (key is None and stop is self.path.next):
                return before
            before = stop
        return before

    def following(self, key: AnswerKey) -> Stop | None:
        """The question after a stop on the path."""
        return next((after for stop, after in pairwise(self.path.questions()) if stop.key == key), None)
