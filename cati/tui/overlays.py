"""What the interview screen opens over itself, each imported when first opened.

Every overlay is a `GatedScreen` in a file of its own, dismissed with its result; None means that nothing changes.
Overlays never write to the database: the interview screen records what they give back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from cati.fieldwork.appointments import soft_warnings
from cati.fieldwork.interview import Interview
from cati.fieldwork.room import Room
from cati.fieldwork.stop import Result
from cati.interview.booking import Booking
from cati.interview.prompt import Prompt
from cati.interview.session import Session
from cati.questionnaire.answer import AnswerKey, Appointment
from cati.tui.actions import Action, ActionName, Where
from cati.tui.screens.gated import GatedScreen


@dataclass(frozen=True)
class CallResult:
    """The result that an interviewer gave the call at F8, with its reason ("" for none)."""

    result: Result
    reason: str = ""


def help_screen(where: Where, session: Session | None, prompt: Prompt | None) -> GatedScreen[None]:
    """F1: objections, texts on request, probes (`interview.help_texts`) and keys; without a session only keys."""
    from cati.tui.screens.help import HelpScreen  # noqa: PLC0415 - opened rarely

    return HelpScreen(where, session, prompt)


def note_screen(remark: str) -> GatedScreen[str]:
    """F6: one line, kept with this question; dismissed with the text ("" takes the note back)."""
    from cati.tui.screens.note import NoteScreen  # noqa: PLC0415

    return NoteScreen(remark)


def appointment_screen(booking: Booking, room: Room) -> GatedScreen[Appointment]:
    """F7: fills in `booking`; what was typed stays in `booking.texts` also when it is left with Esc."""
    from cati.tui.screens.appointment import AppointmentScreen  # noqa: PLC0415

    return AppointmentScreen(booking, partial(soft_warnings, room))


def result_screen(interview: Interview) -> GatedScreen[CallResult]:
    """F8: the result of the call. Key 1 gives the result `appointment`; the form is opened afterwards."""
    from cati.tui.screens.result import ResultScreen  # noqa: PLC0415

    return ResultScreen(interview)


def answers_screen(interview: Interview) -> GatedScreen[AnswerKey]:
    """F9: the answers so far; dismissed with the question to go to."""
    from cati.tui.screens.answers import AnswersScreen  # noqa: PLC0415

    return AnswersScreen(interview)


def palette_screen(actions: Sequence[Action]) -> GatedScreen[ActionName]:
    """Ctrl+P: every action by name; dismissed with the one to do."""
    from cati.tui.screens.palette import PaletteScreen  # noqa: PLC0415

    return PaletteScreen(actions)
