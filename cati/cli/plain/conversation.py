"""One interview in the plain mode, on the same engine and the same entries as the screens."""

from collections.abc import Callable
from functools import partial
from typing import Any, assert_never

from cati.cli.diagnostics import tell
from cati.cli.output import put_line, put_lines
from cati.cli.plain.appointment import ask_appointment
from cati.cli.plain.lines import EndOfInputError, Lines
from cati.cli.plain.show import check_lines, end_lines, prompt_lines
from cati.errors import NotSavedError
from cati.fieldwork.interview import Interview
from cati.fieldwork.stop import Result, other_results, results
from cati.interview.entry import (
    AskAgain,
    EachEntry,
    Entry,
    Give,
    Keep,
    Leave,
    MultiEntry,
    OpenText,
    Outcome,
    RowsEntry,
    SingleEntry,
    Tell,
    TypedEntry,
    entry_for,
)
from cati.interview.prompt import OptionLine, Prompt
from cati.interview.view import CheckView, EndView, NoEndView, OverView, QuestionView
from cati.questionnaire.answer import Appointment, DontKnow, Refused
from cati.questionnaire.model import AppointmentQuestion, TextQuestion
from cati.words import say, sentence_of

Command = Callable[["Conversation", str], None]


class Conversation:
    """Asks, reads, records, until the interview has its result or the input ends."""

    def __init__(self, interview: Interview, lines: Lines, language: str) -> None:
        self.interview = interview
        self.lines = lines
        self.language = language

    def run(self) -> None:
        """Conduct the interview. Raises `EndOfInputError` after suspending it."""
        try:
            while not self.interview.is_over:
                self.step()
        except EndOfInputError:
            self.suspend_at_end_of_input()
            raise
        except BaseException:
            self.interview.leave()
            raise

    def step(self) -> None:
        """Show what is before the interviewer, and take one line."""
        match self.interview.view():
            case QuestionView(prompt=prompt):
                put_lines(prompt_lines(prompt, self.language))
                self.question(prompt)
            case CheckView() as view:
                put_lines(check_lines(view, self.interview.session, self.language))
                self.check(view)
            case EndView() as view:
                put_lines(end_lines(view, self.language))
                self.end(view)
            case NoEndView():
                put_line(self.say("plain.no_end"))
                self.stop("")
            case OverView():
                return
            case view:
                assert_never(view)

    def say(self, word: str, **places: object) -> str:
        """A sentence in the language of the screen."""
        return say(self.language, word, **places)

    def saved(self, act: Callable[..., object], *arguments: Any, **more: Any) -> None:  # noqa: ANN401
        """Do what commits; while it cannot be saved the answer is kept and tried again."""
        attempt: Callable[[], object] = partial(act, *arguments, **more)
        while True:
            try:
                attempt()
            except NotSavedError as error:
                put_line(sentence_of(error, self.language))
                self.lines.ask(self.say("plain.try_again"))
                attempt = self.interview.retry
            else:
                return

    def question(self, prompt: Prompt) -> None:
        """One line at a question: a command or an answer."""
        if isinstance(prompt.question, AppointmentQuestion):
            self.appointment(prompt)
            return
        entry = entry_for(prompt, self.interview.room.desk())
        row = entry.row_label if isinstance(entry, RowsEntry) else ""
        line = self.lines.ask(f"{row} > " if row else "> ")
        if self.commanded(line, prompt):
            return
        self.answered(prompt, entry, line.strip())

    def commanded(self, line: str, prompt: Prompt | None) -> bool:
        """Whether the line was a command; in an open text a command begins with `/`."""
        word, _, rest = line.strip().partition(" ")
        is_open = prompt is not None and isinstance(prompt.question, TextQuestion)
        command = COMMANDS.get(word.removeprefix("/").casefold())
        if command is None or (is_open and not word.startswith("/")):
            return False
        if command in NEEDS_QUESTION and prompt is None:
            put_line(self.say("plain.not_here"))
            return True
        command(self, rest.strip())
        return True

    def answered(self, prompt: Prompt, entry: Entry, line: str) -> None:
        """An answer typed at a question."""
        if isinstance(entry, MultiEntry):
            outcome = self.mark(entry, line)
        elif isinstance(entry, SingleEntry) and line and not prompt.options[0].key:
            found = entry.matching(line)
            outcome = entry.choose(found[0]) if len(found) == 1 else self.several(found)
        elif isinstance(entry, TypedEntry):
            outcome = entry.line(line) if line else entry.enter()
        else:
            outcome = entry.press(key_of(prompt, entry, line)) if line else entry.enter()
        self.carry_out(prompt, entry, outcome)

    def several(self, found: tuple[OptionLine, ...]) -> Outcome | None:
        """Several options fit what was typed, or none."""
        put_lines(f"  {line.option.code}  {line.label}" for line in found[:20])
        return None

    def mark(self, entry: MultiEntry, line: str) -> Outcome | None:
        """All options of a multi on one line: `1 3 96`."""
        if not line:
            return entry.enter()
        entry.chosen = []
        for part in line.replace(",", " ").split():
            outcome = entry.press(key_of(entry.prompt, entry, part))
            if isinstance(outcome, OpenText):
                outcome = entry.line(self.lines.ask(f"{outcome.label} > "))
            if outcome is None or isinstance(outcome, Tell):
                return outcome
        return entry.enter()

    def carry_out(self, prompt: Prompt, entry: Entry, outcome: Outcome | None) -> None:
        """Do what a line came to."""
        match outcome:
            case Give(answer=answer, stays=stays):
                self.saved(self.interview.answer, prompt, answer, stays=stays)
                if stays and isinstance(entry, RowsEntry) and not entry.open_rows():
                    self.carry_out(prompt, entry, entry.enter())
            case AskAgain(option=option):
                self.saved(self.interview.ask_again, prompt, option)
            case Keep(draft=draft):
                self.saved(self.interview.keep, prompt.key, draft)
            case OpenText(label=label):
                self.carry_out(prompt, entry, entry.line(self.lines.ask(f"{label} > ")))
            case Leave():
                self.interview.go_on()
            case Tell(reason=reason):
                put_line(self.say(reason.word, **reason.places))
            case None:
                put_line(self.say("plain.not_understood"))
            case _:
                assert_never(outcome)

    def check(self, view: CheckView) -> None:
        """Accept a soft check, or go back to what must be corrected."""
        line = self.lines.ask()
        if self.commanded(line, None):
            return
        target = view.correction(line.strip())
        if target is not None:
            self.interview.go_to(target.key)
        elif line.strip() == "1" and view.may_confirm:
            self.saved(self.interview.confirm, view.pending)
        else:
            put_line(self.say("plain.not_understood"))

    def end(self, view: EndView) -> None:
        """Give the interview its result."""
        line = self.lines.ask()
        if self.commanded(line, None):
            return
        choices = view.end.disposition
        if len(choices) == 1 and not line.strip():
            self.saved(self.interview.end, choices[0])
        elif len(choices) > 1 and line.strip().isdecimal() and 1 <= int(line) <= len(choices):
            self.saved(self.interview.end, choices[int(line) - 1])
        else:
            put_line(self.say("plain.not_understood"))

    def appointment(self, prompt: Prompt) -> None:
        """Make the appointment that a question asks for."""
        made = ask_appointment(self.interview, self.lines, self.language, prompt.key, self.commanded)
        if made is not None:
            self.saved(self.interview.answer, prompt, made)

    def status(self, status: DontKnow | Refused) -> None:
        """Don't know or refused at the question on hand."""
        view = self.interview.view()
        if isinstance(view, QuestionView):
            entry = entry_for(view.prompt, self.interview.room.desk())
            self.carry_out(view.prompt, entry, entry.status(status))

    def stop(self, _: str) -> None:
        """Stop the conversation with a result."""
        rows = results(self.interview)
        put_lines(f"  {row.key}  {row.shown.label(self.language)}" for row in rows)
        put_line("  9  " + self.say("plain.other_result"))
        chosen = self.lines.ask(self.say("plain.which_result")).strip()
        if chosen == "9":
            rows = other_results(self.interview)
            put_lines(f"  {row.key}  {row.shown.label(self.language)}" for row in rows)
            chosen = self.lines.ask(self.say("plain.which_result")).strip()
        row = next((row for row in rows if row.key == chosen), None)
        if row is not None:
            self.stop_with(row)

    def stop_with(self, row: Result) -> None:
        """Carry out a result."""
        reason = self.lines.ask(self.say("plain.reason")).strip() if row.asks_reason else ""
        if row.kind == "end":
            self.saved(self.interview.end, row.disposition.name, reason=reason)
            return
        made: Appointment | None = None
        if row.kind == "appointment":
            made = ask_appointment(self.interview, self.lines, self.language, None, None)
            if made is None:
                return
        self.saved(self.interview.suspend, row.disposition.name, reason=reason, appointment=made)

    def suspend_at_end_of_input(self) -> None:
        """The input ended: everything said is kept, and the interview can be gone on with."""
        at = self.interview.session.at
        where = self.interview.case.case.case_key
        if self.interview.unsaved is not None:
            tell(self.say("plain.unsaved", case=where, event=self.interview.unsaved.model_dump_json()))
            return
        if not self.interview.is_over:
            self.interview.suspend("suspended")
        put_line(self.say("plain.suspended", case=where, question="–" if at is None else at.key))


def key_of(prompt: Prompt, entry: Entry, typed: str) -> str:
    """The key that was meant: a key as shown, or the code of an option."""
    if isinstance(entry, EachEntry) or prompt.option_of_key(typed) is not None:
        return typed
    return next((line.key for line in prompt.options if str(line.option.code) == typed and line.key), typed.casefold())


def go_back(talk: Conversation, _: str) -> None:
    """Go to the question before."""
    if not talk.interview.go_back():
        put_line(talk.say("plain.at_first"))


def go_to(talk: Conversation, question: str) -> None:
    """Go to a question on the path."""
    stop = talk.interview.session.path.stop(question) or talk.interview.session.path.stop(question.upper())
    if stop is None or stop.question is None:
        put_line(talk.say("plain.not_on_path", question=question))
    else:
        talk.interview.go_to(stop.key)


def change_language(talk: Conversation, language: str) -> None:
    """Go on in another language."""
    known = talk.interview.session.questionnaire.study.languages
    if language in known:
        talk.saved(talk.interview.change_language, language)
    else:
        put_line(talk.say("plain.languages", known=", ".join(known)))


def remark(talk: Conversation, text: str) -> None:
    """Keep a note at the question on hand."""
    view = talk.interview.view()
    if isinstance(view, QuestionView):
        talk.saved(talk.interview.remark, view.prompt.key, text)
        put_line(talk.say("plain.noted"))


def show_help(talk: Conversation, _: str) -> None:
    """Commands, then what may be said on request, objections and probes."""
    put_line(talk.say("plain.commands"))
    view = talk.interview.view()
    session = talk.interview.session
    telling = session.telling()
    for objection in session.questionnaire.objections:
        put_line(f"  {telling.tell(objection.said)} → {telling.tell(objection.say)}")
    if isinstance(view, QuestionView):
        put_lines(f"  {said.said} → {said.say}" for said in view.prompt.on_request)
        put_lines(f"  {probe}" for probe in view.prompt.probes)


def first_open(talk: Conversation, _: str) -> None:
    """Go to the first question without an answer."""
    talk.interview.go_first_open()


COMMANDS: dict[str, Command] = {
    "dk": lambda talk, _: talk.status(DontKnow()),
    "rf": lambda talk, _: talk.status(Refused()),
    "back": go_back,
    "goto": go_to,
    "end": first_open,
    "lang": change_language,
    "note": remark,
    "help": show_help,
    "stop": Conversation.stop,
}
NEEDS_QUESTION = frozenset({COMMANDS["dk"], COMMANDS["rf"], COMMANDS["note"]})
