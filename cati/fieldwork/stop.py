"""Stopping a conversation: the results an interviewer can give it, one key each."""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Literal

from cati.fieldwork.call_result import CallResult
from cati.fieldwork.interview import Interview
from cati.interview.prompt import numbered
from cati.interview.session import Session
from cati.questionnaire.dispositions import Disposition, dispositions

Kind = Literal["appointment", "suspend", "end"]
RESULTS = (
    "appointment", "suspended", "not_available", "soft_refusal", "hard_refusal",
    "wrong_number", "language_barrier", "not_eligible",
)  # fmt: skip
SUSPENDING = frozenset({"suspended", "not_available", "technical", "refer_supervisor"})
OTHERS_KEY = "9"


@dataclass(frozen=True)
class Result:
    """A row of the menu. `disposition` is what is stored: a refusal late in the interview is a partial.

    `asks_reason` wants one line, which may stay empty.
    """

    key: str
    disposition: Disposition
    shown: Disposition
    kind: Kind
    asks_reason: bool

    @property
    def given(self) -> CallResult:
        """The result for the phone room: who refuses for good is not called again, whatever the interview counts as."""
        return CallResult(self.disposition.name, never_again=self.shown.name == "hard_refusal")


def results(interview: Interview) -> tuple[Result, ...]:
    """The results of every day, keys 1 to 8."""
    return tuple(result_of(interview.session, str(at), name) for at, name in enumerate(RESULTS, 1))


def other_results(interview: Interview) -> tuple[Result, ...]:
    """All other results an interviewer may give, behind key 9: keys a, b, c …"""
    names = [name for name, found in dispositions().items() if found.set_by == "interviewer" and name not in RESULTS]
    return tuple(result_of(interview.session, key, name) for key, name in zip(ascii_lowercase, names, strict=False))


def result_of(session: Session, key: str, name: str) -> Result:
    """One row, with what it comes to at this point of the conversation."""
    shown = dispositions()[name]
    stored = dispositions()[ending_of(session, name)]
    return Result(key, stored, shown, kind_of(session, shown), {"reason", "note", "note?"} & set(shown.asks) != set())


def ending_of(session: Session, name: str) -> str:
    """What a result is stored as at this point of the conversation."""
    return refused_at(session, name) if name in ("soft_refusal", "hard_refusal") else name


def kind_of(session: Session, shown: Disposition) -> Kind:
    """Whether a result ends the interview: one that was begun waits when only the telephone was not answered."""
    if shown.name == "appointment":
        return "appointment"
    only_dialled = shown.level == "number" and is_begun(session)
    return "suspend" if shown.name in SUSPENDING or only_dialled else "end"


def is_begun(session: Session) -> bool:
    """Whether a numbered question was answered."""
    return any(stop.question is not None and stop.question.number for stop in session.path.stops if stop.answer)


def refused_at(session: Session, name: str) -> str:
    """What a refusal in mid-interview is called: by how far it came (FIELDWORK: partial against break-off).

    After `complete_from` it is a complete, after `partial_from` a partial. Before that a hard refusal stays
    what it is, and a soft one after the first numbered question is a break-off.
    """
    answered = {stop.route.item.id for stop in session.path.stops if stop.answer is not None}
    rules = session.questionnaire.fieldwork
    if rules.complete_from in answered:
        return "complete"
    if rules.partial_from in answered or (rules.partial_from is None and is_half_way(session)):
        return "partial"
    return "break_off" if is_begun(session) and name == "soft_refusal" else name


def is_half_way(session: Session) -> bool:
    """Whether at least half of the numbered questions are answered."""
    numbers = numbered(session.questionnaire)
    given = {
        stop.question.number
        for stop in session.path.stops
        if stop.answer is not None and stop.question is not None and stop.question.number is not None
    }
    return numbers > 0 and 2 * len(given) >= numbers
