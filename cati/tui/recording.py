"""From a step to what makes it durable."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cati.fieldwork.interview import Interview
from cati.tui.saving import nothing
from cati.tui.standing.base import Standing
from cati.tui.standing.others import Checked
from cati.tui.standing.question import Asked
from cati.tui.standing.steps import Again, Confirm, Finish, GoOn, GoTo, KeepDraft, Record, Step


@dataclass(frozen=True)
class Given:
    """What to write, and what a retry of the bare event has to do besides."""

    write: Callable[[], object]
    settle: Callable[[], object] = nothing


def given(step: Step, interview: Interview, standing: Standing, elapsed_ms: int, unused_keys: int) -> Given | None:
    """How a step is recorded; None for one that records nothing and moves nowhere."""
    match step, standing:
        case Record(answer=answer, stays=stays), Asked(prompt=prompt):
            write = partial(
                interview.answer, prompt, answer, elapsed_ms=elapsed_ms, unused_keys=unused_keys, stays=stays
            )
            return Given(write, partial(interview.go_to, prompt.key) if stays else interview.go_on)
        case Again(option=option), Asked(prompt=prompt):
            return Given(partial(interview.ask_again, prompt, option, elapsed_ms=elapsed_ms))
        case KeepDraft(draft=draft), Asked(prompt=prompt):
            return Given(partial(interview.keep, prompt.key, draft))
        case Confirm(), Checked(view=view):
            return Given(partial(interview.confirm, view.pending, elapsed_ms=elapsed_ms))
        case GoOn(), _:
            return Given(interview.go_on)
        case GoTo(key=key), _:
            return Given(partial(interview.go_to, key))
        case Finish(disposition=disposition), _:
            return Given(partial(interview.end, disposition))
        case _:
            return None
