"""An appointment in the plain mode, asked field by field; nothing typed is lost."""

from collections.abc import Callable

from cati.cli.output import put_line
from cati.cli.plain.lines import Lines
from cati.fieldwork.appointments import booking_for, soft_warnings
from cati.fieldwork.interview import Interview
from cati.interview.booking import FIELDS, Booking, Field
from cati.interview.prompt import Prompt
from cati.questionnaire.answer import AnswerKey, Appointment
from cati.questionnaire.validity import Invalid
from cati.words import say

Commanded = Callable[[str, Prompt | None], bool]


def ask_appointment(
    interview: Interview, lines: Lines, language: str, key: AnswerKey | None, commanded: Commanded | None
) -> Appointment | None:
    """The appointment, or None if it was given up or a command was typed instead."""
    booking = booking_for(interview, key)
    for at, phone in enumerate(booking.phones, 1):
        put_line(f"  {at}  {phone}")
    for name in FIELDS:
        while True:
            line = lines.ask(say(language, f"plain.appointment_{name}", kept=booking.texts.get(name, "")))
            if name == "when" and (not line.strip() or (commanded is not None and commanded(line, None))):
                return None
            if fits(interview, lines, language, booking, name, line):
                break
        if key is not None:
            interview.keep(key, booking.draft())
    made = booking.appointment()
    if isinstance(made, Invalid):
        put_line(say(language, made.word, **made.places))
        return None
    put_line(say(language, "plain.read_back", when=booking.understood()))
    return made


def fits(interview: Interview, lines: Lines, language: str, booking: Booking, name: Field, line: str) -> bool:
    """Whether a field can stand as typed; says why not."""
    fault = booking.put(name, line or booking.texts.get(name, ""))
    if fault is not None:
        put_line(say(language, fault.word, **fault.places))
        return False
    moment = booking.moment()
    if name != "when" or isinstance(moment, Invalid):
        return True
    put_line(say(language, "plain.understood", when=booking.understood()))
    for warning in soft_warnings(interview.room, moment):
        put_line(say(language, warning.word, **warning.places))
        if lines.ask(say(language, "plain.save_anyway")).strip() != "1":
            return False
    return True
