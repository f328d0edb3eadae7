"""An appointment in the plain mode, asked field by field; nothing typed is lost."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from cati.fieldwork.appointments import booking_for, soft_warnings
from cati.interview.booking import FIELDS, Booking, Field
from cati.questionnaire.answer import AnswerKey, Appointment
from cati.questionnaire.phone_number import written_phone
from cati.questionnaire.validity import Invalid
from cati.words import say

if TYPE_CHECKING:
    from cati.cli.plain.conversation import Conversation

Commanded = Callable[[str], bool]
WORDS: dict[Field, str] = {
    "when": "plain.appointment_when",
    "firm": "plain.appointment_firm",
    "phone": "plain.appointment_phone",
    "name": "plain.appointment_name",
    "position": "plain.appointment_position",
    "note": "plain.appointment_note",
}
FIELD_BACK = "/back"
Unmade = Literal["empty", "commanded"]
"""Why no appointment was made: nothing was typed, or a command was."""


def ask_appointment(
    talk: "Conversation", key: AnswerKey | None = None, commanded: Commanded | None = None
) -> Appointment | Unmade:
    """The appointment, at a question or to stop with, or why none was made. `/back` goes to the field before."""
    lines, language = talk.lines, talk.language
    booking, at = booking_for(talk.interview, key), 0
    while at < len(FIELDS):
        name = FIELDS[at]
        if name == "phone":
            lines.put_all(phone_lines(booking))
        line = lines.ask(field_prompt(booking, name, language, is_asked=key is not None))
        if name == "when" and not line.strip() and not booking.texts.get("when"):
            return "empty"
        if name == "when" and commanded is not None and commanded(line):
            return "commanded"
        if line.strip() == FIELD_BACK:
            at = max(0, at - 1)
        elif fits(talk, booking, name, line):
            at += 1
        if key is not None:
            talk.saved(partial(talk.interview.keep, key, booking.draft()))
    made = booking.appointment()
    if isinstance(made, Invalid):
        lines.put(say(language, made.word, **made.places))
        return "commanded"
    spoken = say(booking.language, "appointment.read_back", moment=booking.understood())
    lines.put(f"{say(language, 'appointment.say_back')} {spoken}")
    return made


def phone_lines(booking: Booking) -> list[str]:
    """The numbers of the case, one a line."""
    return [f"  {at}  {written_phone(phone, booking.phone_region)}" for at, phone in enumerate(booking.phones, 1)]


def field_prompt(booking: Booking, name: Field, language: str, *, is_asked: bool) -> str:
    """What is asked for, and what Enter gives."""
    if name == "when" and not booking.texts.get("when"):
        return say(language, "plain.appointment_when" if is_asked else "plain.appointment_when_or_back")
    kept = booking.texts.get(name, "")
    if not kept and name in ("firm", "phone"):
        kept = "1" if name == "firm" or booking.phones else ""
    shown = say(language, "plain.kept", text=kept) if kept else ""
    return f"{say(language, WORDS[name])}{shown} >"


def fits(talk: "Conversation", booking: Booking, name: Field, line: str) -> bool:
    """Whether a field can stand as typed; says why not, and puts back what was there."""
    before = booking.texts.get(name, "")
    fault = booking.put(name, line if line.strip() else before)
    if fault is not None:
        booking.texts[name] = before
        talk.put(talk.say(fault.word, **fault.places))
        return False
    moment = booking.moment()
    if name != "when" or isinstance(moment, Invalid):
        return True
    talk.put(talk.say("appointment.understood", moment=booking.understood()))
    for warning in soft_warnings(talk.interview.room, moment):
        talk.put(talk.say(warning.word, **warning.places))
        if talk.ask("plain.save_anyway") != "1":
            booking.texts.pop("when", None)
            return False
    return True
