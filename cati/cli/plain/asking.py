"""A question put in the plain mode: lines are taken until one of them leads on."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, assert_never

from cati.cli.plain.answering import Meaning, Several, meaning_of
from cati.cli.plain.appointment import ask_appointment
from cati.cli.plain.commands import command_of
from cati.cli.plain.show import option_line, row_prompt
from cati.fieldwork.appointments import booking_for
from cati.interview.entry import (
    AskAgain,
    Entry,
    Give,
    Keep,
    Leave,
    OpenText,
    Outcome,
    RowsEntry,
    Tell,
    entry_for,
)
from cati.interview.path_change import path_change
from cati.interview.prompt import Prompt
from cati.questionnaire.answer import Answer, Appointment, DontKnow, Refused
from cati.questionnaire.model import AppointmentQuestion, NamesQuestion, TextQuestion

if TYPE_CHECKING:
    from cati.cli.plain.conversation import Conversation

MOST_SHOWN = 20
STATUS: dict[str, DontKnow | Refused] = {"dk": DontKnow(), "/": DontKnow(), "rf": Refused(), "*": Refused()}
"""What may stand among the answers of rows on one line."""


class Asking:
    """One question of a conversation, from when it was put."""

    def __init__(self, talk: "Conversation", prompt: Prompt) -> None:
        self.talk = talk
        self.prompt = prompt
        self.entry: Entry = entry_for(prompt, talk.interview.room.desk())
        self.before = talk.interview.session
        self.since = talk.lines.ticks()

    def record(self, answer: Answer, *, stays: bool = False) -> None:
        """Record an answer, with the time since the question was put or its last row answered."""
        elapsed_ms = max(0, round((self.talk.lines.ticks() - self.since) * 1000))
        write = partial(self.talk.interview.answer, self.prompt, answer, elapsed_ms=elapsed_ms, stays=stays)
        self.talk.saved(
            write, partial(self.talk.interview.go_to, self.prompt.key) if stays else self.talk.interview.go_on
        )
        self.since = self.talk.lines.ticks()

    def tell_path_change(self) -> None:
        """Say if the path is another one than when this question was put."""
        changed = path_change(self.before, self.talk.interview.session, self.talk.language)
        if changed is not None:
            self.talk.put(changed)

    def take_line(self) -> None:
        """One line at a question: a command or an answer."""
        if isinstance(self.prompt.question, AppointmentQuestion):
            self.appointment()
            return
        rows = self.entry if isinstance(self.entry, RowsEntry) else None
        line = self.talk.lines.ask(f"{self.prompt.key} >" if rows is None else row_prompt(rows, self.talk.language))
        if not self.is_command(line):
            parts = [line.strip()] if rows is None else line.split()
            for part in parts or [""]:
                status = None if rows is None else STATUS.get(part.casefold())
                means = partial(meaning_of, self.entry, part, self.text_of)
                if not self.take(means if status is None else partial(self.entry.status, status)):
                    return

    def is_command(self, line: str) -> bool:
        """Whether the line was a command; in an open text a command begins with `/`, or else it is asked."""
        is_open_text = isinstance(self.prompt.question, (TextQuestion, NamesQuestion))
        if is_open_text and command_of(line) is not None and not self.is_meant_as_command(line.strip()):
            return False
        return self.talk.is_command(line)

    def is_meant_as_command(self, line: str) -> bool:
        """Whether a line in an open text is a command: a bare word may be what the respondent said."""
        if line.startswith("/"):
            return len(line) > 1
        if not line.isalpha():
            return False
        return self.talk.lines.ask(self.talk.say("plain.command_or_answer", text=line)).strip() != "1"

    def take(self, means: Callable[[], Meaning]) -> bool:
        """Do what a line means; whether it was taken. Rows are left when the last open one has its answer, or
        after the last row."""
        rows = self.entry if isinstance(self.entry, RowsEntry) else None
        leaves = rows is not None and (bool(rows.open_rows()) or rows.caret == len(self.prompt.rows) - 1)
        given = self.carry_out(means())
        if isinstance(given, Give) and given.stays and rows is not None and leaves:
            if rows.open_rows():
                move_to_open_row(rows)
            else:
                self.carry_out(rows.enter())
        return given is not None

    def text_of(self, opened: OpenText) -> str | None:
        """The line that belongs to an option; an empty one keeps the text there was, or drops the choice."""
        kept = self.talk.say("plain.kept", text=opened.text) if opened.text else ""
        while True:
            line = self.talk.lines.ask(f"{opened.label}{kept} >")
            if not line.startswith("/") or command_of(line) is None:
                return line.strip() or opened.text or None
            self.talk.put(self.talk.say("plain.text_first"))

    def carry_out(self, meaning: Meaning) -> Outcome | None:
        """Do what a line came to; the outcome that was recorded or left with, None if nothing was taken."""
        match meaning:
            case Give(answer=answer, stays=stays):
                self.record(answer, stays=stays)
            case AskAgain(option=option):
                self.talk.saved(partial(self.talk.interview.ask_again, self.prompt, option))
            case Keep(draft=draft):
                self.talk.saved(partial(self.talk.interview.keep, self.prompt.key, draft))
            case Leave():
                self.talk.interview.go_on()
            case OpenText():
                return self.carry_out(with_text(self.entry, self.text_of(meaning)))
            case Tell() | Several() | None:
                self.refuse(meaning)
                return None
            case _:
                assert_never(meaning)
        if not (isinstance(meaning, Give) and meaning.stays):
            self.tell_path_change()
        return meaning

    def refuse(self, meaning: Tell | Several | None) -> None:
        """Say why a line was not taken."""
        match meaning:
            case Tell(reason=reason):
                self.talk.put(self.talk.say(reason.word, **reason.places))
                if isinstance(self.entry, RowsEntry) and self.entry.told_open:
                    move_to_open_row(self.entry)
            case Several(found=()):
                self.talk.put(self.talk.say("plain.nothing_found"))
            case Several(found=found):
                self.talk.put(self.talk.say("plain.several", count=len(found)))
                self.talk.put_all(option_line(line) for line in found[:MOST_SHOWN])
            case None:
                self.talk.put(self.talk.say("plain.not_understood"))
            case _:
                assert_never(meaning)

    def status(self, status: DontKnow | Refused) -> None:
        """Don't know or refused."""
        self.take(partial(self.entry.status, status))

    def appointment(self) -> None:
        """Make the appointment that a question asks for; an empty line keeps the one there is."""
        booking = booking_for(self.talk.interview, self.prompt.key)

        def keep() -> None:
            self.talk.saved(partial(self.talk.interview.keep, self.prompt.key, booking.draft()))

        made = ask_appointment(self.talk.lines, self.talk.interview.room, booking, keep, self.is_command)
        if isinstance(made, Appointment):
            self.carry_out(Give(made))
        elif made == "empty":
            self.carry_out(self.entry.enter())


def with_text(entry: Entry, text: str | None) -> Outcome:
    """What an opened line comes to; without a text the choice is dropped, and it is said why."""
    outcome = entry.line(text or "")
    if isinstance(outcome, Tell):
        entry.close()
    return outcome


def move_to_open_row(rows: RowsEntry) -> None:
    """Go where an answer is missing: below the last one given, or else from the top."""
    missing = [at for at, row in enumerate(rows.prompt.rows) if not rows.has(row.name)]
    rows.caret = next((at for at in missing if at >= rows.caret), missing[0])
