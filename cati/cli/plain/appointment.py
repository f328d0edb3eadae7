"""An appointment in the plain mode, asked field by field; nothing typed is lost."""

from collections.abc import Callable
from typing import Literal

from cati.cli.plain.lines import Lines
from cati.fieldwork.appointments import soft_warnings
from cati.fieldwork.room import Room
from cati.interview.booking import FIELDS, Booking, Field
from cati.questionnaire.answer import Appointment
from cati.questionnaire.phone_number import written_phone
from cati.questionnaire.validity import Invalid
from cati.words import say

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
    lines: Lines,
    room: Room,
    booking: Booking,
    keep: Callable[[], object] | None = None,
    commanded: Commanded | None = None,
) -> Appointment | Unmade:
    """The appointment, or why none was made. `/back` goes to the field before.

    `keep` makes durable what was typed so far; it and `commanded` are of a question that asks for the appointment.
    """
    at = 0
    while at < len(FIELDS):
        name = FIELDS[at]
        if name == "phone":
            lines.put_all(phone_lines(booking))
        line = lines.ask(field_prompt(booking, name, lines.language, is_asked=keep is not None))
        if name == "when" and not line.strip() and not booking.texts.get("when"):
            return "empty"
        if name == "when" and commanded is not None and commanded(line):
            return "commanded"
        if line.strip() == FIELD_BACK:
            at = max(0, at - 1)
        elif fits(lines, room, booking, name, line):
            at += 1
        if keep is not None:
            keep()
    made = booking.appointment()
    if isinstance(made, Invalid):
        lines.put(lines.say(made.word, **made.places))
        return "commanded"
    spoken = say(booking.language, "appointment.read_back", moment=booking.understood())
    lines.put(f"{lines.say('appointment.say_back')} {spoken}")
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


def fits(lines: Lines, room: Room, booking: Booking, name: Field, line: str) -> bool:
    """Whether a field can stand as typed; says why not, and puts back what was there."""
    before = booking.texts.get(name, "")
    fault = booking.put(name, line if line.strip() else before)
    if fault is not None:
        booking.texts[name] = before
        lines.put(lines.say(fault.word, **fault.places))
        return False
    moment = booking.moment()
    if name != "when" or isinstance(moment, Invalid):
        return True
    lines.put(lines.say("appointment.understood", moment=booking.understood()))
    for warning in soft_warnings(room, moment):
        lines.put(lines.say(warning.word, **warning.places))
        if lines.ask(lines.say("plain.save_anyway")).strip() != "1":
            booking.texts.pop("when", None)
            return False
    return True
