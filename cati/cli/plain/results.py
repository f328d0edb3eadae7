"""Stopping a conversation with a result: that of a key or name, or one of the menu."""

from functools import partial
from typing import TYPE_CHECKING

from cati.cli.plain.appointment import ask_appointment
from cati.fieldwork.appointments import booking_for
from cati.fieldwork.stop import OTHERS_KEY, Result, other_results, results
from cati.interview.cleaning import clean
from cati.questionnaire.answer import Appointment
from cati.questionnaire.validity import Invalid

if TYPE_CHECKING:
    from cati.cli.plain.conversation import Conversation


def stop_talk(talk: "Conversation", key: str) -> None:
    """Stop, or go back to the conversation."""
    usual, others = results(talk.interview), other_results(talk.interview)
    if not key:
        talk.put(talk.say("result.saved"))
        talk.put_all(row_lines(usual, talk.language))
        talk.put(f"  {OTHERS_KEY}  {talk.say('plain.other_result')}")
        key = talk.ask("plain.which_result").casefold()
    if key == OTHERS_KEY:
        talk.put_all(row_lines(others, talk.language))
        key = talk.ask("plain.which_result").casefold()
    row = next((row for row in (*usual, *others) if key in (row.key, row.shown.name)), None)
    if row is not None:
        stop_with(talk, row)
    elif key:
        talk.put(talk.say("plain.no_choice"))


def row_lines(rows: tuple[Result, ...], language: str) -> list[str]:
    """Results with their keys."""
    return [f"  {row.key}  {row.shown.label(language)}" for row in rows]


def stop_with(talk: "Conversation", row: Result) -> None:
    """Carry out a result."""
    reason = ask_reason(talk) if row.asks_reason else ""
    if row.kind == "end":
        talk.saved(partial(talk.interview.end, row.disposition.name, reason=reason, result=row.given))
        return
    made: Appointment | None = None
    if row.kind == "appointment":
        given = ask_appointment(talk.lines, talk.interview.room, booking_for(talk.interview))
        if not isinstance(given, Appointment):
            talk.show_again()
            return
        made = given
    talk.saved(partial(talk.interview.suspend, row.disposition.name, reason=reason, appointment=made))


def ask_reason(talk: "Conversation") -> str:
    """One line, which may stay empty."""
    while True:
        cleaned = clean(talk.ask("plain.reason"), one_line=True)
        if not isinstance(cleaned, Invalid):
            return cleaned
        talk.put(talk.say(cleaned.word, **cleaned.places))
