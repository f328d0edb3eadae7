"""What can be typed at any moment of a conversation besides an answer."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from cati.cli.plain.results import stop_talk
from cati.interview.answers_so_far import answers_so_far
from cati.interview.cleaning import clean
from cati.interview.entry import RowsEntry
from cati.interview.help_texts import help_texts
from cati.interview.prompt import Prompt
from cati.questionnaire.answer import DontKnow, Refused
from cati.questionnaire.validity import Invalid

if TYPE_CHECKING:
    from cati.cli.plain.conversation import Conversation

Command = Callable[["Conversation", str], None]
TOPICS = {"1": "objections", "2": "on_request", "3": "probes"}


def dont_know(talk: "Conversation", _: str) -> None:
    """Don't know."""
    give_status(talk, DontKnow())


def refused(talk: "Conversation", _: str) -> None:
    """Refused."""
    give_status(talk, Refused())


def give_status(talk: "Conversation", status: DontKnow | Refused) -> None:
    """A status at the question on hand."""
    if talk.asking is None:
        talk.put(talk.say("plain.not_here"))
    else:
        talk.asking.status(status)


def go_back(talk: "Conversation", _: str) -> None:
    """Go to the row above, or to the question before."""
    entry = None if talk.asking is None else talk.asking.entry
    if isinstance(entry, RowsEntry) and entry.caret > 0:
        entry.move(-1)
    elif not talk.interview.go_back():
        talk.put(talk.say("plain.at_first"))


def go_to(talk: "Conversation", question: str) -> None:
    """Go to a question on the path; without one, list the answers so far."""
    if not question:
        list_answers(talk, "")
        return
    wanted = question.casefold()
    stop = next((stop for stop in talk.interview.session.path.questions() if stop.key.casefold() == wanted), None)
    if stop is None:
        talk.put(talk.say("plain.not_on_path", question=question))
    else:
        talk.interview.go_to(stop.key)
        talk.show_again()


def go_to_row(talk: "Conversation", row: str) -> None:
    """Go to a row of this question."""
    rows = None if talk.asking is None else talk.asking.entry
    if isinstance(rows, RowsEntry) and row.isdecimal() and 1 <= int(row) <= len(rows.prompt.rows):
        rows.caret = int(row) - 1
    else:
        talk.put(talk.say("plain.no_row"))


def first_open(talk: "Conversation", _: str) -> None:
    """Go to the first question without an answer."""
    talk.interview.go_first_open()
    talk.show_again()


def again(talk: "Conversation", _: str) -> None:
    """Put what stands before the interviewer once more, whole; the options of a long list too."""
    talk.show_again()
    if talk.asking is not None and not talk.asking.prompt.rows:
        talk.lists_all = True


def list_answers(talk: "Conversation", _: str) -> None:
    """The answers so far."""
    for line in answers_so_far(talk.interview.session, talk.language):
        given = line.answer if line.is_answered else talk.say("answers_so_far.open")
        marks = " !" * line.is_checked + " …" * line.has_note
        talk.put(f"  {line.key}: {given}{marks}")


def change_language(talk: "Conversation", language: str) -> None:
    """Go on in another language."""
    known = talk.interview.session.questionnaire.study.languages
    if language in known:
        talk.saved(partial(talk.interview.change_language, language))
    else:
        talk.put(talk.say("plain.languages", known=", ".join(known)))


def remark(talk: "Conversation", text: str) -> None:
    """Keep a note at the question on hand; a bare dash takes it away, nothing at all shows it."""
    cleaned = clean(text, one_line=True)
    if talk.asking is None:
        talk.put(talk.say("plain.not_here"))
    elif isinstance(cleaned, Invalid):
        talk.put(talk.say(cleaned.word, **cleaned.places))
    elif not cleaned:
        kept = talk.interview.session.state.remarks.get(talk.asking.prompt.key, "")
        talk.put(talk.say("plain.remark", text=kept or talk.say("plain.none")))
    else:
        talk.saved(partial(talk.interview.remark, talk.asking.prompt.key, "" if cleaned == "-" else cleaned))
        talk.put(talk.say("plain.noted"))


def show_help(talk: "Conversation", topic: str) -> None:
    """The commands, or what may be said: objections, on request, neutral probes."""
    prompt = None if talk.asking is None else talk.asking.prompt
    lines = list(topic_lines(talk, prompt, TOPICS.get(topic, "")))
    talk.put_all(lines or talk.say("plain.commands").split("\n"))


def topic_lines(talk: "Conversation", prompt: Prompt | None, topic: str) -> Iterator[str]:
    """The texts of one topic, in the language of the interview, since they are read aloud."""
    texts = help_texts(talk.interview.session, prompt)
    match topic:
        case "objections":
            yield from (f"  {said.said} → {said.say}" for said in texts.objections)
            if not texts.objections:
                yield talk.say("help.objections.none")
        case "on_request":
            yield from (f"  {said.said} → {said.say}" for said in texts.on_request)
            if not texts.on_request:
                yield talk.say("help.on_request.none")
        case "probes":
            yield from (f"  {probe}" for probe in texts.probes)
            if not texts.probes:
                yield talk.say("help.probes.none")


def stop(talk: "Conversation", key: str) -> None:
    """Stop the conversation with a result."""
    stop_talk(talk, key.casefold())


COMMANDS: dict[str, Command] = {
    "dk": dont_know,
    "rf": refused,
    "back": go_back,
    "goto": go_to,
    "row": go_to_row,
    "end": first_open,
    "again": again,
    "answers": list_answers,
    "lang": change_language,
    "note": remark,
    "help": show_help,
    "stop": stop,
}
SHORT = {"/": "dk", "*": "rf", "?": "help"}
"""Keys of the numeric keypad and one that everybody tries; not where text is typed."""


def command_of(line: str) -> tuple[Command, str] | None:
    """The command of a line and what follows it, with or without a slash before."""
    word, _, rest = line.strip().partition(" ")
    name = SHORT.get(line.strip(), word.removeprefix("/").casefold())
    return (COMMANDS[name], rest.strip()) if name in COMMANDS else None
