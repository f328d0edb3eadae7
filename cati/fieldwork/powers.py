"""What a supervisor may do to a case: each deed in one transaction with its trace, who, when, why."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from cati.errors import CaseHeldError, StudyError
from cati.fieldwork.room import Room
from cati.interview.events import ResultChanged
from cati.questionnaire.dispositions import Disposition, dispositions
from cati.questionnaire.nearest import nearest
from cati.sample.after_call import QUEUES, State
from cati.sample.current_code import interim_code
from cati.storage.amending import amend
from cati.storage.audit import Deed
from cati.storage.case_changes import NOBODY, Change, case_keys, changing
from cati.storage.ids import ReviewMark
from cati.storage.interviewers import list_interviewers
from cati.storage.quotas import settle_all

FINAL_FOR_GOOD = frozenset({"hard_refusal", "on_do_not_call_list"})
COUNTED = frozenset({"complete", "partial"})


@dataclass(frozen=True)
class Supervisor:
    """Who does it, and why; `breaks` a lease that somebody holds."""

    room: Room
    reason: str = ""
    breaks: bool = False

    def deed(self, verb: str, case_key: str, **detail: object) -> Deed:
        """The trace of it."""
        return Deed(self.room.clock(), self.room.interviewer, verb, case_key, {"reason": self.reason, **detail})

    @contextmanager
    def any_case(self, case_key: str) -> Iterator[Change]:
        """A case that is there, whoever has it and whatever became of it. Raises `StudyError`."""
        with changing(self.room.store, case_key, self.room.clock()) as change:
            if change is not None:
                yield change
                return
        raise unknown_case(self.room, case_key)

    @contextmanager
    def on(self, case_key: str) -> Iterator[Change]:
        """A case that is not erased, and in nobody's hands or taken out of them.

        Raises `StudyError` or `CaseHeldError`; nothing was changed then.
        """
        with self.any_case(case_key) as change:
            standing = change.standing
            if standing.is_erased:
                raise StudyError("powers.erased", case_key=case_key)
            if standing.holder and not self.breaks:
                since = datetime.fromtimestamp(standing.held_since, self.room.study.zone)
                raise CaseHeldError("powers.held", case_key=case_key, holder=standing.holder, time=f"{since:%H:%M}")
            yield change

    @contextmanager
    def on_open(self, case_key: str) -> Iterator[Change]:
        """The same, for what makes sense only while a case is open."""
        with self.on(case_key) as change:
            if change.standing.state == "closed":
                raise StudyError("powers.is_closed", case_key=case_key)
            yield change

    def reopen(self, case_key: str) -> None:
        """Have a closed case called again. Never a hard refusal, and not one whose interview counts."""
        with self.on(case_key) as change:
            last = change.standing.results[-1] if change.standing.results else ""
            if change.standing.state != "closed":
                raise StudyError("powers.not_closed", case_key=case_key)
            if last in FINAL_FOR_GOOD:
                raise StudyError("powers.refused_for_good", case_key=case_key)
            if last in COUNTED:
                raise StudyError("powers.interview_counts", case_key=case_key)
            self.offer(change, "reopen")

    def release(self, case_key: str) -> None:
        """Offer a parked case again."""
        with self.on(case_key) as change:
            if change.standing.state != "parked":
                raise StudyError("powers.not_parked", case_key=case_key)
            self.offer(change, "release")

    def offer(self, change: Change, verb: str) -> None:
        """Let dispatch have a case now, with the code that its results give it."""
        results = change.standing.results
        state: State = "callback" if results else "fresh"
        columns = {"state": state, "queue": QUEUES[state], "due_at": self.second() if results else 0}
        deed = self.deed(verb, change.standing.case_key)
        change.case(deed, **columns, parked_because=None, current_code=interim_code(results), **NOBODY)

    def park(self, case_key: str) -> None:
        """Take an open case out of dispatch until it is released."""
        with self.on_open(case_key) as change:
            deed = self.deed("park", case_key)
            change.case(deed, state="parked", queue=None, parked_because="supervisor", **NOBODY)

    def reserve(self, case_key: str, interviewer: str) -> None:
        """Give an open case to one interviewer (a code), or to anyone ("")."""
        if interviewer:
            refuse_unknown_interviewer(self.room, interviewer)
        with self.on_open(case_key) as change:
            change.case(self.deed("reserve", case_key, to=interviewer), reserved_for=interviewer or None, not_by=None)

    def call_now(self, case_key: str) -> None:
        """Have an open case called next: before every callback and fresh case."""
        with self.on_open(case_key) as change:
            if change.standing.state == "parked":
                raise StudyError("powers.is_parked", case_key=case_key)
            deed = self.deed("call_now", case_key)
            change.case(deed, state="soft", queue=QUEUES["soft"], due_at=self.second())

    def free(self, case_key: str) -> None:
        """End a lease that hangs; whoever held the case can write no more about it."""
        with self.on(case_key) as change:
            change.case(self.deed("free", case_key, holder=change.standing.holder), **NOBODY)

    def note(self, case_key: str, text: str) -> None:
        """Leave a note that is shown when the case is next on somebody's screen."""
        with self.any_case(case_key) as change:
            change.note("to_interviewer", text, self.room.clock(), self.room.interviewer)
            change.trace(self.deed("note", case_key))

    def mark(self, case_key: str, mark: ReviewMark, outcome: str) -> None:
        """Note that the last interview of a case was listened to or called back about (ISO 20252)."""
        with self.any_case(case_key) as change:
            interview_id = change.standing.interview_id
            if interview_id is None:
                raise StudyError("powers.no_interview", case_key=case_key)
            change.mark(interview_id, mark, outcome, self.room.clock(), self.room.interviewer)
            change.trace(self.deed("review", case_key, mark=mark, outcome=outcome))

    def change_result(self, case_key: str, name: str) -> None:
        """Give a case another disposition; the ones before it stay in its history, and rates follow."""
        found = known_disposition(name, self.room.language)
        with self.on(case_key) as change:
            state: State = "closed" if found.ends_case else "callback"
            due = {} if found.ends_case else {"due_at": self.second()}
            deed = self.deed("change_result", case_key, to=found.name, before=list(change.standing.results[-1:]))
            columns = {"state": state, "queue": QUEUES[state], "current_code": found.aapor, "parked_because": None}
            change.case(deed, **columns, **due, **NOBODY)
            if change.standing.interview_id is not None and found.ends_case:
                told = ResultChanged(at=deed.at, disposition=found.name, actor=deed.actor, reason=self.reason)
                amend(change.connection, change.standing.interview_id, told)
            settle_all(change.connection, self.room.study.questionnaire.fieldwork.quotas, deed.at)

    def second(self) -> int:
        """The time now in UTC seconds, as dispatch counts them."""
        return self.room.store.second(self.room.clock())


def unknown_case(room: Room, case_key: str) -> StudyError:
    """That there is no such case, and which one may have been meant."""
    near = nearest(case_key, case_keys(room.store))
    if near is None:
        return StudyError("why.no_case", name=case_key)
    return StudyError("why.no_case_near", name=case_key, near=near)


def refuse_unknown_interviewer(room: Room, code: str) -> None:
    """Raise `StudyError` for a code that nobody has."""
    known = [each.code for each in list_interviewers(room.store)]
    if code in known:
        return
    near = nearest(code, known)
    if near is None:
        raise StudyError("powers.no_interviewer", code=code, known=", ".join(known) or "–")
    raise StudyError("powers.no_interviewer_near", code=code, near=near)


def known_disposition(name: str, language: str) -> Disposition:
    """The disposition of this name. Raises `StudyError` with the one that may have been meant."""
    found = dispositions().get(name)
    if found is not None and found.group != "derived":
        return found
    near = nearest(name, dispositions())
    if near is None:
        raise StudyError("powers.no_disposition", name=name, known=", ".join(dispositions()))
    raise StudyError("powers.no_disposition_near", name=name, near=near, label=dispositions()[near].label(language))
