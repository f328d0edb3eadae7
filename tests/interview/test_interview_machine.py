"""An interview at random: whatever the order of answering, the path is a function of the answers (laws 1 and 2).

Each step goes through a real database; random small questionnaires, and the project's own.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cati.fieldwork.next_case import next_case, resume_interview
from cati.fieldwork.room import Room
from cati.fieldwork.study import Study
from cati.interview.entry import AskAgain, EachEntry, Give, GridEntry, Keep, Leave, OpenText, entry_for
from cati.interview.events import AnswerRecorded, Event
from cati.interview.prompt import Prompt, prompt_at
from cati.interview.session import Session, folded
from cati.interview.view import CheckView, EndView, QuestionView
from cati.questionnaire.answer import AnswerKey, Answers, Draft, Words
from cati.questionnaire.fieldwork_rules import Fieldwork
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.path import Path as AnswerPath
from cati.questionnaire.path import path
from cati.questionnaire.version import content_hash, version_of
from cati.storage.cases import NewCase, add_cases
from cati.storage.interviews import open_interviews
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from questionnaires import answers_for, questionnaires
from spoken import NOW, SAMPLE, the_questionnaire

Seen = tuple[tuple[str, ...], str | None, str | None, Answers]


class Conversation(RuleBasedStateMachine):
    """An interviewer answers, changes, goes back, stops, and another goes on."""

    def begin(self, questionnaire: Questionnaire) -> None:
        """A room with one case, and its interview."""
        ticks, draws = count(), count()
        often = Fieldwork.model_validate({"max_attempts": "1000"})
        questionnaire = questionnaire.model_copy(update={"fieldwork": often})
        study = Study(Path("nowhere"), questionnaire, "", version_of(questionnaire), content_hash(questionnaire))
        store = open_store(":memory:", create=True)
        add_cases(store, [NewCase("0042", sample=SAMPLE, language="nl")])
        self.room = Room(
            study,
            store,
            "an",
            clock=lambda: NOW + timedelta(seconds=next(ticks)),
            chance=lambda: f"{next(draws):016x}",
        )
        self.owners: dict[tuple[str, str], str] = {}
        found = next_case(self.room, practice=False)
        assert found is not None
        self.interview = found

    def teardown(self) -> None:
        if hasattr(self, "room"):
            assert verify(self.room.store, answers_of) == []
            self.room.store.close()

    @property
    def session(self) -> Session:
        return self.interview.session

    def prompts(self) -> list[Prompt]:
        """Everything that is on the path now."""
        return [prompt_at(self.session, stop) for stop in self.session.path.questions()]

    @invariant()
    def no_item_of_a_roster_is_ever_two_names(self) -> None:
        if hasattr(self, "room"):
            for key, names in self.session.state.names.items():
                for each in (*names.given, *names.gone):
                    known = self.owners.setdefault((key, each.item), each.name)
                    assert known.casefold() == each.name.casefold()

    # --- what an interviewer does

    @rule(data=st.data())
    def answer_what_is_asked(self, data: st.DataObject) -> None:
        view = self.interview.view()
        if isinstance(view, QuestionView) and has_answers(view.prompt):
            self.interview.answer(view.prompt, data.draw(answers_for(view.prompt)))

    @rule(data=st.data())
    def answer_any_question_of_the_path(self, data: st.DataObject) -> None:
        prompt = data.draw(st.sampled_from(self.prompts()))
        if has_answers(prompt):
            self.interview.answer(prompt, data.draw(answers_for(prompt)))

    @rule(data=st.data())
    def press_a_key(self, data: st.DataObject) -> None:
        view = self.interview.view()
        if isinstance(view, QuestionView):
            self.press(view.prompt, data.draw(st.sampled_from("123456789abc")))

    def press(self, prompt: Prompt, key: str) -> None:
        """What both fronts do with a key."""
        entry = entry_for(prompt, self.room.desk())
        outcome = entry.press(key)
        if isinstance(outcome, OpenText):
            outcome = entry.line("something")
        match outcome:
            case Give(answer=answer, stays=stays):
                self.interview.answer(prompt, answer, stays=stays)
                if isinstance(entry, (GridEntry, EachEntry)) and isinstance(entry.enter(), Leave):
                    self.interview.go_on()
            case AskAgain(option=option):
                self.interview.ask_again(prompt, option)
            case Keep(draft=draft):
                self.interview.keep(prompt.key, draft)

    @rule(data=st.data())
    def give_an_answer_that_cannot_stand(self, data: st.DataObject) -> None:
        prompt = data.draw(st.sampled_from(self.prompts()))
        self.interview.answer(prompt, Words(value=" "))

    @rule()
    def accept_a_check_or_go_back_to_correct(self) -> None:
        view = self.interview.view()
        if isinstance(view, CheckView) and view.may_confirm:
            self.interview.confirm(view.pending)
            assert self.session.pending != view.pending
        elif isinstance(view, CheckView) and view.pending.correct:
            self.interview.go_to(view.pending.correct[0].key)

    @rule()
    def go_back(self) -> None:
        self.interview.go_back()

    @rule()
    def go_on(self) -> None:
        self.interview.go_on()

    @rule()
    def go_to_the_first_open_question(self) -> None:
        self.interview.go_first_open()

    @rule(data=st.data())
    def make_a_note_and_keep_a_draft(self, data: st.DataObject) -> None:
        prompt = data.draw(st.sampled_from(self.prompts()))
        self.interview.remark(prompt.key, data.draw(st.sampled_from(["", "hesitates"])))
        self.interview.keep(prompt.key, data.draw(st.sampled_from([Draft(), Draft(text="so")])))

    @rule(language=st.sampled_from(["nl", "fr"]))
    def change_the_language(self, language: str) -> None:
        before = seen(self.session.path)
        self.interview.change_language(language)
        assert seen(self.session.path) == before

    @rule(data=st.data())
    def change_an_answer_there_and_back(self, data: st.DataObject) -> None:
        answered = [prompt for prompt in self.prompts() if prompt.stop.answer is not None and has_answers(prompt)]
        if not answered:
            return
        prompt = data.draw(st.sampled_from(answered))
        before, pending = seen(self.session.path), self.session.pending
        assert prompt.answer is not None
        for answer in (data.draw(answers_for(prompt)), prompt.answer):
            self.interview.answer(prompt, answer)
        assert seen(self.session.path) == before
        assert (pending and pending.check) == (self.session.pending and self.session.pending.check)

    @rule(how=st.sampled_from(["suspend", "leave", "die"]), who=st.sampled_from(["an", "bo"]))
    def stop_and_let_somebody_go_on(self, how: str, who: str) -> None:
        before = self.session
        if how == "suspend":
            self.interview.suspend("suspended")
        elif how == "leave":
            self.interview.leave()
        else:
            who = self.room.interviewer  # a machine died, and its interviewer takes over
        self.room = replace(self.room, interviewer=who)
        (found,) = open_interviews(self.room.store, self.room.clock())
        self.interview = resume_interview(self.room, found)
        assert kept(self.session) == kept(before)

    # --- what always holds

    @invariant()
    def the_path_is_a_function_of_the_answers(self) -> None:
        if not hasattr(self, "room"):
            return
        upside_down = dict(reversed(self.session.state.answers.items()))
        assert seen(path(self.session.questionnaire, self.session.sample, upside_down)) == seen(self.session.path)
        counting = {key: answer for key, answer in upside_down.items() if key in counted(self.session.path)}
        held = self.session.path.held
        if held is not None and held.stop.question is not None:
            counting[held.stop.key] = upside_down[held.stop.key]
        assert seen(path(self.session.questionnaire, self.session.sample, counting)) == seen(self.session.path)

    @invariant()
    def the_path_goes_down_the_list_and_stops_at_what_is_next(self) -> None:
        if not hasattr(self, "room"):
            return
        found = self.session.path
        assert len({stop.key for stop in found.stops}) == len(found.stops)
        unanswered = [stop for stop in found.questions() if stop.answer is None]
        assert unanswered in ([], [found.next])
        assert (found.next is None) == (found.end is not None)
        assert found.next in (None, found.stops[-1])

    @invariant()
    def the_events_folded_anew_give_the_same_state(self) -> None:
        if hasattr(self, "room"):
            events = load_events(self.room.store, self.interview.hold.interview_id)
            assert folded(events) == self.session.state

    @invariant()
    def there_is_always_something_to_do(self) -> None:
        if hasattr(self, "room"):
            view = self.interview.view()
            assert isinstance(view, QuestionView | CheckView | EndView)
            if isinstance(view, CheckView):
                assert view.may_confirm or view.pending.correct


class AnyQuestionnaire(Conversation):
    """Random small questionnaires."""

    @initialize(questionnaire=questionnaires())
    def open(self, questionnaire: Questionnaire) -> None:
        self.begin(questionnaire)


class TheScript(Conversation):
    """The project's own eight questions."""

    @initialize()
    def open(self) -> None:
        self.begin(the_questionnaire())

    @precondition(lambda self: not isinstance(self.interview.view(), EndView))
    @rule()
    def reach_the_first_question(self) -> None:
        for key, option in (("INT", "reached"), ("WHO", "self"), ("CONSENT", "yes")):
            stop = self.session.path.stop(key)
            if stop is not None:
                answer = AnswerRecorded.model_validate(
                    {"at": NOW, "key": key, "answer": {"kind": "choice", "option": option}}
                )
                self.interview.answer(prompt_at(self.session, stop), answer.answer)


def has_answers(prompt: Prompt) -> bool:
    """Whether anything can be chosen: in a random questionnaire no option may be left."""
    return not prompt.options or any(not line.option.ask_again for line in prompt.options)


def answers_of(events: Iterable[Event]) -> Answers:
    """The answers after these events."""
    return folded(events).answers


def seen(found: AnswerPath) -> Seen:
    """Everything about a path that anybody can see."""
    answers = {stop.key: stop.answer for stop in found.stops if stop.answer is not None}
    where = None if found.next is None else found.next.key
    return tuple(stop.key for stop in found.stops), where, None if found.end is None else found.end.id, answers


def counted(found: AnswerPath) -> set[AnswerKey]:
    """The keys whose answers count."""
    return {stop.key for stop in found.stops if stop.answer is not None}


def kept(session: Session) -> dict[str, Any]:
    """What a resumption must not change: all but who speaks and how many events there are."""
    state = session.state
    names = ("version", "language", "seed", "answers", "orders", "drafts", "remarks", "confirmed", "asked_again")
    return {name: getattr(state, name) for name in names} | {"path": seen(session.path)}


TestAnyQuestionnaire = AnyQuestionnaire.TestCase
TestAnyQuestionnaire.settings = settings(deadline=None, max_examples=50, stateful_step_count=25)
TestTheScript = TheScript.TestCase
TestTheScript.settings = settings(deadline=None, max_examples=15, stateful_step_count=40)
